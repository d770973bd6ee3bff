"""The bodies of step 2, preliminary review 初步审核."""

from api.bodies.fields import Body, Code, Instant, LongText, Name, example
from api.bodies.shared import Dispatch

NOTICE = {"way": "email", "proof": "message 8c1f@bank.example"}


class Decline(Body):
    """Why the complaint is not handled, and how the complainant was told."""

    model_config = example({"reason": "not_ours", "explanation": "The card is another bank's.", "notice": NOTICE})

    reason: Code
    explanation: LongText
    notice: Dispatch
    at: Instant | None = None


class Refer(Body):
    """To whom the complaint belongs, and how the complainant was told."""

    model_config = example({"to": "Insurance supervisor", "explanation": "It is about the insurer.", "notice": NOTICE})

    to: Name
    explanation: LongText
    notice: Dispatch
    at: Instant | None = None
