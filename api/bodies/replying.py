"""The bodies of step 6, reply and ask opinion 回复客户 征求意见."""

from typing import Annotated

from pydantic import Field

from api.bodies.fields import MOST_ITEMS, Body, Code, Instant, LongText, ShortText, example
from api.bodies.shared import Dispatch


class SendDecision(Body):
    """The decision as it left the bank."""

    model_config = example(
        {
            "notice": "You are right: the fee was charged twice. We pay back CNY 300.00.",
            "ways_of_appeal": "You may ask our head office to look at it again within 30 days.",
            "dispatch": {"way": "posted", "proof": "EMS 1234567890"},
            "blocks": ["outcome", "reasons", "remedies", "ways_of_appeal"],
        }
    )

    notice: LongText
    ways_of_appeal: LongText
    dispatch: Dispatch
    at: Instant | None = None
    blocks: Annotated[
        tuple[Code, ...], Field(max_length=MOST_ITEMS, description="What the notice consists of: blocks of the layout.")
    ] = ()


class DispatchAgain(Body):
    """By which way it left the bank once more."""

    model_config = example({"dispatch": {"way": "email", "proof": "message 20260306-7"}})

    dispatch: Dispatch
    at: Instant | None = None


class RecordDelivery(Body):
    """What shows that it arrived."""

    model_config = example({"proof": "signed on 5 March"})

    proof: ShortText
    at: Instant | None = None


class RecordFailedDelivery(Body):
    """What shows that it did not arrive."""

    model_config = example({"proof": "returned on 9 March: moved"})

    proof: ShortText
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
