"""The bodies of step 5, resolve 制定解决方案."""

from typing import Annotated

from pydantic import Field, StrictBool

import domain.complaint.values as domain_values
from api.bodies.fields import MOST_ITEMS, Body, Code, Day, ItemId, LongText, Money, Name, ShortText, example
from api.bodies.shared import ProductIssue
from domain.complaint.values import Outcome, RemedyKind


class Remedy(Body):
    """One thing that the bank gives or does: an offer, or owed anyway."""

    kind: RemedyKind
    description: ShortText
    is_offer: StrictBool
    amount: Money | None = None
    promised_on: Day | None = None
    payee: Annotated[Name | None, Field(description="Who gets the money, where it is not the complainant.")] = None
    party_id: Annotated[ItemId | None, Field(description="Whose it is; null: everybody's who complains.")] = None

    def value(self) -> domain_values.Remedy:
        """Return it as the domain's value; the complaint gives it its id."""
        amount = self.amount.value() if self.amount else None
        return domain_values.Remedy(
            "", self.kind, self.description, self.is_offer, amount, self.promised_on, self.payee, self.party_id
        )


class PairOutcome(Body):
    """What is decided about one (product, issue) pair of the case."""

    about: ProductIssue
    outcome: Outcome

    def value(self) -> domain_values.PairOutcome:
        """Return it as the domain's value."""
        return domain_values.PairOutcome(self.about.value(), self.outcome)


class ProposeResolution(Body):
    """What is proposed to the customer and why."""

    model_config = example(
        {
            "outcome": "upheld",
            "basis": "The statement shows the fee twice.",
            "root_cause": "system",
            "remedies": [
                {
                    "kind": "refund",
                    "description": "The second annual fee",
                    "is_offer": False,
                    "amount": {"currency": "CNY", "amount": "300.00"},
                }
            ],
        }
    )

    outcome: Outcome
    basis: LongText
    root_cause: Code
    remedies: Annotated[tuple[Remedy, ...], Field(max_length=MOST_ITEMS)] = ()
    outcomes: Annotated[
        tuple[PairOutcome, ...], Field(max_length=MOST_ITEMS, description="Per pair, where they differ.")
    ] = ()
    response_category: Annotated[Code | None, Field(description="The authority's own word for the answer.")] = None
    replaces: Annotated[
        tuple[ItemId, ...],
        Field(max_length=MOST_ITEMS, description="Open remedies, owed anyway, in whose place these come."),
    ] = ()

    def value(self) -> domain_values.Resolution:
        """Return it as the domain's value."""
        return domain_values.Resolution(
            self.outcome,
            self.basis,
            self.root_cause,
            tuple(one.value() for one in self.remedies),
            tuple(one.value() for one in self.outcomes),
            self.response_category,
            self.replaces,
        )


class SendBack(Body):
    """What is missing in the proposal."""

    model_config = example({"comment": "Ask the branch for the receipt first."})

    comment: LongText
