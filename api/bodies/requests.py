"""The bodies of service requests 服务请求 that no complaint has."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, with_config
from typing_extensions import TypedDict

from api.bodies.fields import Body, Code, Identifier, Instant, LongText, Name, ShortText, example
from api.bodies.shared import Contact, Dispatch
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords

BY_SMS = {"way": "sms", "proof": "SMS 20260302-91"}


class RequesterOfRequest(Contact):
    """Who asks; `person_id` where the bank knows the person already."""

    person_id: UUID | None = None


class SubmitRequest(Body):
    """A wish as it was told: an inquiry, a suggestion, a praise, or something to be handled."""

    model_config = example(
        {
            "received_at": "2026-03-02T09:30:00+08:00",
            "request_type": "loss_report",
            "channel": "phone",
            "narrative": "我的银行卡丢了，请办理挂失。I lost my card, please block it.",
            "subject": "Card lost",
            "requester": {"name": "Wang Fang", "phone": "+86 21 5555 0101"},
        }
    )

    received_at: Annotated[Instant, Field(description="When it reached the bank, anywhere in the bank.")]
    request_type: Annotated[Code, Field(description="A type of the document `request_type`; its kind follows.")]
    channel: Code
    narrative: LongText
    source: Code = "customer"
    subject: ShortText | None = None
    requester: RequesterOfRequest | None = None
    unit_id: Annotated[
        Identifier | None, Field(description="The unit that was told, where its type has none; else the user's.")
    ] = None
    language: Code | None = None
    branch: Code | None = None
    product: Name | None = None
    employee_id: Annotated[Identifier | None, Field(description="The employee whom it is about.")] = None
    legal_entity: Name | None = None
    brand: Name | None = None
    account_reference: Name | None = None

    def value(self, unit_id: str) -> RequestIntake:
        """Return all of it, told to `unit_id` where nothing else was said."""
        person = self.requester
        facts = RequestFacts(
            received_at=self.received_at,
            channel=self.channel,
            source=self.source,
            language=self.language,
            branch=self.branch,
            product=self.product,
            employee_id=self.employee_id,
            legal_entity=self.legal_entity,
            brand=self.brand,
        )
        return RequestIntake(
            facts=facts,
            words=RequestWords(self.narrative, self.subject or "", self.account_reference),
            request_type=self.request_type,
            unit_id=self.unit_id or unit_id,
            requester_id=person.person_id if person else None,
            requester=person.value() if person else None,
        )


class Triage(Body):
    """How urgent and how complex it is."""

    model_config = example({"priority": "high", "complexity": "complex"})

    priority: Code
    complexity: Code


class GiveFirstFeedback(Body):
    """What the customer was told first, and how."""

    model_config = example({"text": "We have your request and call you back by noon.", "dispatch": BY_SMS})

    text: LongText
    dispatch: Dispatch
    at: Instant | None = None


class ReceiveDocument(Body):
    """Which document is there, brought by the customer or held by the bank already."""

    model_config = example({"document": "identity_document", "already_held": False})

    document: Code
    already_held: StrictBool = False
    at: Instant | None = None


class Fulfil(Body):
    """What the customer was given, and how they were told."""

    model_config = example({"result": "The card is blocked; the new one is posted.", "dispatch": BY_SMS})

    result: LongText
    dispatch: Dispatch
    at: Instant | None = None


class Confirm(Body):
    """In which words the customer was content."""

    model_config = example({"statement": "Thank you, that was quick."})

    statement: LongText
    at: Instant | None = None


class DeclineRequest(Body):
    """Why the bank does not do it, and how the customer was told."""

    model_config = example(
        {"reason": "not_offered", "explanation": "We do not exchange this currency.", "notice": BY_SMS}
    )

    reason: Code
    explanation: LongText
    notice: Dispatch
    at: Instant | None = None


class Cancel(Body):
    """In which words the customer took it back."""

    model_config = example({"statement": "I found the card."})

    statement: LongText
    at: Instant | None = None


class ReopenRequest(Body):
    """Why the answer was not the end of it."""

    model_config = example({"reason": "not_solved", "explanation": "The new card has not come."})

    reason: Code
    explanation: LongText


@with_config(ConfigDict(extra="forbid"))
class NamedRequestValues(TypedDict, total=False):
    """The right values of what was told wrongly; what is not named stays, null takes a value away."""

    received_at: Instant
    request_type: Code
    channel: Code
    source: Code
    narrative: LongText
    subject: ShortText
    language: Code | None
    branch: Code | None
    product: Name | None
    employee_id: Identifier | None
    legal_entity: Name | None
    brand: Name | None
    account_reference: Name | None
    requester: Contact | None


def _something(given: NamedRequestValues) -> NamedRequestValues:
    """Refuse to correct nothing."""
    if not given:
        raise ValueError("name at least one value")
    return given


class CorrectRequest(Body):
    """What was told wrongly, and why it is known now."""

    model_config = example(
        {"changes": {"request_type": "card"}, "reason": "She wants a new card, the old one is there."}
    )

    changes: Annotated[NamedRequestValues, AfterValidator(_something), Field(json_schema_extra={"minProperties": 1})]
    reason: LongText

    def values(self) -> dict[str, Any]:
        """Return the named values as the domain's."""
        return {name: given.value() if isinstance(given, Contact) else given for name, given in self.changes.items()}
