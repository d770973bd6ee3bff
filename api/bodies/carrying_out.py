"""The bodies of step 7, carry out 执行方案."""

import domain.complaint.values as domain_values
from api.bodies.fields import Body, Day, Instant, ItemId, LongText, Money, Name, example
from api.bodies.shared import PartyId, Through
from domain.complaint.values import ExecutionResult


class ExecuteRemedy(Body):
    """How far a remedy was carried out, when, and what was paid."""

    model_config = example(
        {
            "remedy_id": "r1",
            "result": "whole",
            "executed_on": "2026-03-05",
            "payment_reference": "PAY-2026-000123",
            "amount": {"currency": "CNY", "amount": "300.00"},
        }
    )

    remedy_id: ItemId
    result: ExecutionResult
    executed_on: Day
    payment_reference: Name | None = None
    amount: Money | None = None

    def execution(self) -> domain_values.Execution:
        """Return it as the domain's value."""
        amount = self.amount.value() if self.amount else None
        return domain_values.Execution(self.executed_on, self.payment_reference, amount)


class WaiveRemedy(Body):
    """How the customer renounced a remedy."""

    model_config = example({"remedy_id": "r1", "statement": "Keep it, I only wanted an apology."})

    remedy_id: ItemId
    statement: LongText
    at: Instant | None = None
    party_id: PartyId = None
    through: Through = None


class LapseRemedy(Body):
    """Which offer lapsed."""

    model_config = example({"remedy_id": "r1"})

    remedy_id: ItemId
