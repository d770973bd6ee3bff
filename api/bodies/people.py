"""The bodies of commands on persons and customers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

import domain.person.values as person_values
from api.bodies.fields import Body, Code, Day, Instant, ItemId, LongText, Name, ShortText, example
from api.bodies.shared import Contact
from domain.customer.knowing import Identity
from domain.customer.values import FactOrigin, FactSource, LeftOver, LeftOverKind

MOST_SOURCES = 20
MOST_REASONS = 20
PERSON = "7d0d5c0e-6f4b-4c7e-9d7b-1b6a6a0c8f10"


class SystemReference(Body):
    """Under which number another system knows somebody."""

    system: Code
    reference: Name

    def value(self) -> person_values.SystemReference:
        """Return it as the domain's value."""
        return person_values.SystemReference(self.system, self.reference)


class RegisterPerson(Body):
    """Somebody who has data here."""

    model_config = example({"source": {"system": "core", "reference": "6222-0042"}})

    source: Annotated[SystemReference | None, Field(description="The record that they are known by.")] = None
    person_id: Annotated[UUID | None, Field(description="The id that a case or contact has given them.")] = None


class RecordDeath(Body):
    """When somebody died, and what shows it."""

    model_config = example({"died_on": "2026-02-27", "evidence": "Certificate of the hospital, brought by the son"})

    died_on: Day | None = None
    evidence: LongText

    def value(self) -> person_values.Death:
        """Return it as the domain's value."""
        return person_values.Death(self.died_on, self.evidence)


class Explained(Body):
    """Why it is done."""

    model_config = example({"explanation": "It was the namesake who died."})

    explanation: LongText


class PlaceHoldOnPerson(Body):
    """Why nothing of the person may be erased."""

    model_config = example({"reason": "litigation", "explanation": "Pudong court, (2026) No. 1234."})

    reason: Code
    explanation: LongText


class ReleaseHoldOfPerson(Body):
    """Which hold ends, and why."""

    model_config = example({"hold_id": "h1", "explanation": "The judgment is final."})

    hold_id: ItemId
    explanation: LongText


class RestrictPerson(Body):
    """Why the person's data is kept and not worked with."""

    model_config = example({"basis": "accuracy_contested", "explanation": "She contests the address."})

    basis: Code
    explanation: LongText


class PersonRequest(Body):
    """What a person asks for, and how it is known that it is them."""

    model_config = example({"words": "Please send me all that you hold of me.", "means": "id_card"})

    words: LongText
    means: Annotated[Code | None, Field(description="How the identity was checked; none: not yet.")] = None
    at: Annotated[Instant | None, Field(description="When the bank received it.")] = None


class CheckIdentity(Body):
    """How it is known that the person asks."""

    model_config = example({"request_id": "d1", "means": "id_card"})

    request_id: ItemId
    means: Code


class RefuseRequest(Body):
    """Why the bank does not do what was asked for."""

    model_config = example(
        {"request_id": "d1", "reasons": ["retention_duty"], "explanation": "Vouchers are kept for fifteen years."}
    )

    request_id: ItemId
    reasons: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_REASONS)]
    explanation: LongText


class CompleteRequest(Body):
    """What was done."""

    model_config = example({"request_id": "d1", "summary": "A copy was handed over."})

    request_id: ItemId
    summary: LongText


class RegisterCustomer(Body):
    """Somebody who does business with the bank."""

    model_config = example(
        {
            "sources": [{"system": "core", "reference": "6222-0042"}],
            "language": "zh",
            "contact": {"name": "李娜", "phone": "+86 21 5555 0100"},
        }
    )

    sources: Annotated[
        tuple[SystemReference, ...],
        Field(max_length=MOST_SOURCES, description="How other systems know them; the first says who they are."),
    ] = ()
    language: Code | None = None
    contact: Contact | None = None
    person_id: Annotated[UUID | None, Field(description="The person, where one is known already.")] = None

    def value(self) -> Identity:
        """Return it as the domain's value."""
        contact = self.contact.value() if self.contact else None
        return Identity(tuple(source.value() for source in self.sources), self.language, contact)


class RecordCustomerFact(Body):
    """What a system or a colleague knows of the customer; what comes up in a contact is recorded there."""

    model_config = example({"kind": "risk_tolerance", "value": "steady", "system": "wealth"})

    kind: Code
    value: ShortText
    system: Annotated[Code | None, Field(description="The system that says so; without one, a colleague does.")] = None
    about_id: Annotated[UUID | None, Field(description="The relative whom it is about.")] = None
    at: Annotated[Instant | None, Field(description="When it was learnt.")] = None

    def source(self) -> FactSource:
        """Return where it comes from."""
        return FactSource(FactOrigin.SYSTEM if self.system else FactOrigin.STAFF, system=self.system)


class MergeCustomer(Body):
    """The customer who stands for both, and why they are one."""

    model_config = example({"survivor_id": PERSON, "reason": "Same identity card, two branches."})

    survivor_id: UUID
    reason: LongText


class AssignLeftOver(Body):
    """Whose it is what was recorded on the survivor while the other one was merged into it."""

    model_config = example({"duplicate_id": PERSON, "kind": "fact", "item_id": "f2", "belongs_to": PERSON})

    duplicate_id: UUID
    kind: LeftOverKind
    item_id: Annotated[Code, Field(description="The id of the fact, the contact or the case.")]
    belongs_to: UUID

    def value(self) -> LeftOver:
        """Return what is left over as the domain's value."""
        return LeftOver(self.kind, self.item_id)
