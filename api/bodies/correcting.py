"""The bodies that correct what happened later than the receipt."""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, with_config
from typing_extensions import TypedDict

from api.bodies.carrying_out import ExecuteRemedy
from api.bodies.fields import Body, Instant, LongText, ShortText, example
from api.bodies.shared import Dispatch
from domain.complaint.related import RecheckResult
from domain.complaint.values import DispatchWay

LAST = 2**31 - 1


@with_config(ConfigDict(extra="forbid"))
class RightValues(TypedDict, total=False):
    """The right values, by the names of the event's fields; `at` is when it happened."""

    at: Instant
    way: DispatchWay
    delivered: StrictBool
    notice_sent: StrictBool
    dispatch: Dispatch
    notice: Dispatch
    proof: ShortText
    result: RecheckResult
    text: LongText
    answer: LongText
    statement: LongText
    acceptance: LongText
    description: LongText
    explanation: LongText


def _something(given: RightValues) -> RightValues:
    """Refuse to correct nothing."""
    if not given:
        raise ValueError("name at least one value")
    return given


class CorrectReport(Body):
    """Which event of the history was recorded wrongly, what is right, and why that is known now."""

    model_config = example(
        {"of_version": 2, "changes": {"at": "2026-03-02T11:00:00+08:00"}, "reason": "The call log shows it."}
    )

    of_version: Annotated[int, Field(ge=1, le=LAST, description="Its `version` in the history of the case.")]
    changes: Annotated[RightValues, AfterValidator(_something), Field(json_schema_extra={"minProperties": 1})]
    reason: LongText

    def values(self) -> dict[str, Any]:
        """Return the right values as the domain's."""
        return {name: one.value() if isinstance(one, Dispatch) else one for name, one in self.changes.items()}


class CorrectExecution(ExecuteRemedy):
    """Which execution of a remedy was recorded wrongly, how it really was, and why that is known now."""

    model_config = example(
        {
            "remedy_id": "r1",
            "number": 1,
            "result": "whole",
            "executed_on": "2026-03-06",
            "payment_reference": "PAY-2026-000124",
            "amount": {"currency": "CNY", "amount": "300.00"},
            "reason": "The ledger shows the day after.",
        }
    )

    number: Annotated[int, Field(ge=1, le=LAST, description="The first report about the remedy is 1.")]
    reason: LongText
