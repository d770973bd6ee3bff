"""The bodies of commands about the people of a complaint 当事人."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, model_validator, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

import domain.complaint.party as domain_party
import domain.complaint.values as domain_values
from api.bodies.beside import Digest
from api.bodies.fields import MOST_ITEMS, Body, Code, Day, Instant, ItemId, LongText, Name, ShortText, example
from api.bodies.shared import Contact
from domain.complaint.party import COMPLAINANT_ID, PartyRole

OtherRole = Literal[
    PartyRole.CO_COMPLAINANT, PartyRole.REPRESENTATIVE, PartyRole.GUARDIAN, PartyRole.AGENT, PartyRole.HEIR
]

PartyIds = Annotated[
    tuple[ItemId, ...],
    Field(max_length=MOST_ITEMS, description="For whom they act or from whom they inherit; none is everybody."),
]
ReceivesLetters = Annotated[
    StrictBool | None, Field(description="Null: who acts for somebody gets the letters in their place.")
]


class Authority(Body):
    """What shows that somebody may act for another, and until when."""

    evidence: Annotated[Code, Field(description="A code of the list authority_evidence.")]
    attachment: Annotated[Digest | None, Field(description="The digest of a file of the case.")] = None
    until: Annotated[Day | None, Field(description="The last day on which it counts.")] = None

    def value(self) -> domain_party.Authority:
        """Return it as the domain's value."""
        return domain_party.Authority(self.evidence, self.attachment, self.until)


class PartyTold(Body):
    """A person of the case as told."""

    role: OtherRole
    person_id: UUID | None = None
    contact: Contact | None = None
    is_customer: StrictBool | None = None
    acts_for: PartyIds = ()
    receives_letters: ReceivesLetters = None
    authority: Authority | None = None
    evidence: Annotated[LongText | None, Field(description="What the evidence says, in words.")] = None

    @model_validator(mode="after")
    def is_somebody(self) -> Self:
        """Refuse an agent or guardian who is neither named nor known: nobody could tell whose word it was."""
        if self.role in {PartyRole.AGENT, PartyRole.GUARDIAN} and self.contact is None and self.person_id is None:
            raise PydanticCustomError("nobody", "must have a contact with a name, or the person_id of a known person")
        return self

    def value(self) -> domain_party.NewParty:
        """Return it as the domain's value."""
        terms = domain_party.PartyTerms(
            PartyRole(self.role),
            self.acts_for,
            self.is_customer,
            self.receives_letters,
            self.authority.value() if self.authority else None,
        )
        told = domain_party.PartyWords(self.contact.value() if self.contact else None, self.evidence)
        return domain_party.NewParty(terms, None if told == domain_party.PartyWords() else told, self.person_id)


class AddParty(PartyTold):
    """Who else is part of the case."""

    model_config = example(
        {
            "role": "agent",
            "contact": {"name": "Wang Wu", "phone": "+86 21 5555 0102"},
            "acts_for": ["p1"],
            "authority": {"evidence": "power_of_attorney", "until": "2026-12-31"},
        }
    )


@with_config(ConfigDict(extra="forbid"))
class PartyChanges(TypedDict, total=False):
    """What is different now; what is not named stays, null takes a value away."""

    acts_for: PartyIds
    is_customer: StrictBool | None
    receives_letters: ReceivesLetters
    authority: Authority | None
    contact: Contact | None
    evidence: LongText | None


def _something(given: PartyChanges) -> PartyChanges:
    """Refuse to change nothing."""
    if not given:
        raise ValueError("name at least one value")
    return given


class ChangeParty(Body):
    """What a party is to the case now, or how they are reached, and why."""

    model_config = example({"party_id": "p1", "changes": {"receives_letters": True}, "reason": "She asked for it."})

    party_id: ItemId
    changes: Annotated[PartyChanges, AfterValidator(_something), Field(json_schema_extra={"minProperties": 1})]
    reason: LongText

    def values(self) -> dict[str, Any]:
        """Return the named values as the domain's."""
        return {
            name: given.value() if isinstance(given, (Authority, Contact)) else given
            for name, given in self.changes.items()
        }


class RemoveParty(Body):
    """Who has no part in the case, and why."""

    model_config = example({"party_id": "p2", "reason": "He was put down by mistake."})

    party_id: ItemId
    reason: LongText


class DeclareMajor(Body):
    """Why it is a major complaint."""

    model_config = example({"reason": "media", "explanation": "Two newspapers report about it."})

    reason: Code
    explanation: LongText


class UndeclareMajor(Body):
    """Why it is none."""

    model_config = example({"reason": "The newspapers write about another bank."})

    reason: LongText


class CompleteEmergencyStep(Body):
    """Which step of the emergency plan was done; the report names the authority."""

    model_config = example(
        {
            "step": "report",
            "note": "Reported by telephone at ten, in writing at noon.",
            "authority": "nfra",
            "authority_reference": "2026-17",
        }
    )

    step: Code
    note: LongText
    authority: Code | None = None
    authority_reference: Name | None = None
    at: Instant | None = None


class VulnerabilityTold(Body):
    """What makes somebody vulnerable, and whether the complaint is about the bank not considering it."""

    kinds: Annotated[tuple[Code, ...], Field(max_length=MOST_ITEMS, description="Codes of the list vulnerability.")]
    is_cause: StrictBool = False
    note: ShortText | None = None

    def value(self) -> domain_values.Vulnerable:
        """Return it as the domain's value."""
        return domain_values.Vulnerable(domain_values.Vulnerability(self.kinds, self.is_cause), self.note)


class RecordVulnerability(VulnerabilityTold):
    """What makes a party vulnerable; no kind: what was recorded before does not hold."""

    model_config = example({"kinds": ["health"], "note": "She hears badly; write to her."})

    party_id: ItemId = COMPLAINANT_ID
