"""The bodies of step 4 that concern the complainant: contacts, agreements, provisional credit."""

from pydantic import StrictBool

from api.bodies.fields import Body, Code, Day, Instant, ItemId, LongText, Money, Name, example
from api.bodies.shared import Dispatch

BY_SMS = {"way": "sms", "proof": "SMS 20260304-118"}


class RecordContactAttempt(Body):
    """On which way somebody tried to reach the complainant, and whether that worked."""

    model_config = example({"way": "phone", "reached": False})

    way: Code
    reached: StrictBool
    at: Instant | None = None


class Progress(Body):
    """What the complainant is told on the way."""

    model_config = example({"text": "We have asked the shop for its receipt.", "dispatch": BY_SMS})

    text: LongText
    dispatch: Dispatch
    at: Instant | None = None


class HoldingResponse(Body):
    """Why there is no decision yet, and when to expect one."""

    model_config = example(
        {"text": "The card scheme has not answered yet.", "expected_on": "2026-03-20", "dispatch": BY_SMS}
    )

    text: LongText
    expected_on: Day | None = None
    dispatch: Dispatch
    at: Instant | None = None


class AgreeDeadline(Body):
    """Until which day the complainant agreed to wait, and in which words."""

    model_config = example({"until": "2199-12-31", "statement": "I can wait until I am back from my journey."})

    until: Day
    statement: LongText
    at: Instant | None = None


class AgreeManner(Body):
    """To what the complainant agreed."""

    model_config = example({"manner": "By telephone, in the evening, without letters."})

    manner: LongText
    at: Instant | None = None


class GiveProvisionalCredit(Body):
    """How much was credited, and when."""

    model_config = example(
        {"amount": {"currency": "CNY", "amount": "300.00"}, "credited_on": "2026-03-04", "payment_reference": "P-118"}
    )

    amount: Money
    credited_on: Day
    payment_reference: Name | None = None


class ReverseProvisionalCredit(Body):
    """Which credit was taken back, why, and how the customer was told."""

    model_config = example(
        {
            "credit_id": "c1",
            "reversed_on": "2026-03-18",
            "payment_reference": "P-119",
            "reason": "The shop has paid the charge back itself.",
            "notice": BY_SMS,
        }
    )

    credit_id: ItemId
    reversed_on: Day
    payment_reference: Name | None = None
    reason: LongText
    notice: Dispatch
    at: Instant | None = None
