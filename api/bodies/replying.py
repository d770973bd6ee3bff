"""The bodies of step 6, reply and ask opinion 回复客户 征求意见."""

from pydantic import StrictBool

from api.bodies.fields import Body, Instant, LongText, ShortText, example
from api.bodies.shared import Dispatch


class SendDecision(Body):
    """The decision as it left the bank."""

    model_config = example(
        {
            "notice": "You are right: the fee was charged twice. We pay back CNY 300.00.",
            "ways_of_appeal": "You may ask our head office to look at it again within 30 days.",
            "dispatch": {"way": "posted", "proof": "EMS 1234567890"},
        }
    )

    notice: LongText
    ways_of_appeal: LongText
    dispatch: Dispatch
    at: Instant | None = None


class RecordDelivery(Body):
    """Whether the decision arrived, and what shows it."""

    model_config = example({"proof": "signed on 5 March", "delivered": True})

    proof: ShortText
    delivered: StrictBool
    at: Instant | None = None


class Acceptance(Body):
    """In which words the complainant agreed."""

    model_config = example({"statement": "I agree, thank you."})

    statement: LongText
    at: Instant | None = None


class Rejection(Body):
    """In which words the complainant disagreed."""

    model_config = example({"statement": "I do not agree: the interest on the fee is still missing."})

    statement: LongText
    at: Instant | None = None
