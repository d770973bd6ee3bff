"""The bodies of step 8, follow up 跟踪反馈."""

from api.bodies.fields import Body, Code, Instant, LongText, example
from api.bodies.shared import Dispatch


class QuickClose(Body):
    """In which words the customer accepted, and the summary that was sent."""

    model_config = example(
        {
            "acceptance": "Thank you, that settles it.",
            "summary": "The fee was paid back on the phone.",
            "dispatch": {"way": "sms", "proof": "SMS 20260302-77"},
        }
    )

    acceptance: LongText
    summary: LongText
    dispatch: Dispatch
    at: Instant | None = None


class Reopen(Body):
    """Why the bank takes the case up again."""

    model_config = example({"reason": "remedy_failed", "explanation": "The payment came back."})

    reason: Code
    explanation: LongText
