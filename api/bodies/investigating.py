"""The bodies of step 4, investigate 调查核实."""

from typing import Annotated

from pydantic import Field, StrictBool

from api.bodies.fields import Body, Code, Instant, ItemId, LongText, Name, example


class Finding(Body):
    """What was established, and from what."""

    model_config = example({"text": "The fee was charged twice on 2 March, as the statement shows."})

    text: LongText


class Question(Body):
    """What the complainant is asked."""

    model_config = example({"text": "On which day did you pay, and at which counter?"})

    text: LongText


class RecordCustomerAnswer(Body):
    """What the complainant answered, to a question or unasked."""

    model_config = example({"text": "I paid at the counter on 1 March.", "question_id": "q1"})

    text: LongText
    question_id: ItemId | None = None
    at: Instant | None = None


class Suspend(Body):
    """Why work waits."""

    model_config = example({"reason": "waiting_customer", "notice_sent": True})

    reason: Code
    notice_sent: StrictBool = False
    at: Instant | None = None


class Resume(Body):
    """Which suspension ends."""

    model_config = example({"suspension_id": "s1"})

    suspension_id: ItemId
    at: Instant | None = None


class Extend(Body):
    """Why the deadline moves."""

    model_config = example({"reason": "complex", "explanation": "Three banks are involved.", "notice_sent": True})

    reason: Code
    explanation: LongText
    notice_sent: StrictBool = False
    granted_at: Annotated[
        Instant | None,
        Field(
            description="When it was granted, where that was before; it counts from when it is recorded all the same."
        ),
    ] = None


class ApproveExtension(Body):
    """Whether the complainant was told."""

    model_config = example({"notice_sent": True})

    notice_sent: StrictBool = False
    granted_at: Annotated[Instant | None, Field(description="When it was granted, where that was before.")] = None


class RefuseExtension(Body):
    """Why the deadline stays."""

    model_config = example({"comment": "The other banks have answered; decide now."})

    comment: LongText


class Escalate(Body):
    """Who higher is called in, and why."""

    model_config = example({"to": "wang.fang", "reason": "The press has asked about it."})

    to: Name
    reason: LongText
