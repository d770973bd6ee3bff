"""The people of a case as its file shows them, and what their number sets going."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.complaint import Complaint
from domain.complaint.party import COMPLAINANT_ID, Authority
from domain.complaint.representation import answering
from domain.complaint.values import Contact, Vulnerability


@dataclass(frozen=True, slots=True)
class PartyOfCase:
    """A person of the case: in which role, how to reach them, and what they have been told and said.

    `answers`: they complain themselves, and have not withdrawn. `answer`: what they said last. `was_told`: the latest
    decision was sent to them, or to who acts for them.
    """

    party_id: str
    role: str
    person_id: UUID | None
    contact: Contact | None
    is_customer: bool | None
    acts_for: tuple[str, ...]
    receives_letters: bool | None
    authority: Authority | None
    evidence: str | None
    answers: bool
    answer: str | None
    was_told: bool
    vulnerability: Vulnerability | None
    vulnerability_note: str | None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the emergency plan: who owes it until when, and when it was done."""

    step: str
    owner: str
    due_at: datetime
    is_report: bool
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class MajorComplaint:
    """That it is a major complaint, by whose word or by the number of people, and the plan that was started."""

    declared_by: str
    by_rule: bool
    plan_version: int | None
    steps: tuple[PlannedStep, ...]


def parties_of(complaint: Complaint) -> tuple[PartyOfCase, ...]:
    """Return the persons of the case; a complainant of whom nothing is known is nobody."""
    known = complaint.complainant_id is not None or complaint.complainant is not None
    return tuple(party for party in _parties(complaint) if known or party.party_id != COMPLAINANT_ID)


def _parties(complaint: Complaint) -> Iterator[PartyOfCase]:
    for party_id, party in complaint.parties.items():
        is_complainant = party_id == COMPLAINANT_ID
        answer = complaint.answers.get(party_id)
        vulnerable = complaint.vulnerable.get(party_id)
        yield PartyOfCase(
            party_id=party_id,
            role=party.terms.role,
            person_id=complaint.complainant_id if is_complainant else party.person_id,
            contact=complaint.complainant if is_complainant else party.told.contact if party.told else None,
            is_customer=party.terms.is_customer,
            acts_for=party.terms.acts_for,
            receives_letters=party.terms.receives_letters,
            authority=party.terms.authority,
            evidence=party.told.evidence if party.told else None,
            answers=party_id in answering(complaint),
            answer=answer.answer if answer else None,
            was_told=party_id in complaint.written_to,
            vulnerability=vulnerable.vulnerability if vulnerable else None,
            vulnerability_note=vulnerable.note if vulnerable else None,
        )


def major_of(complaint: Complaint) -> MajorComplaint | None:
    """Return what makes it a major complaint, if anything does."""
    if complaint.major is None:
        return None
    steps = complaint.emergency_steps.items()
    return MajorComplaint(
        complaint.major.declared_by,
        complaint.major.by_rule,
        complaint.emergency_plan,
        tuple(PlannedStep(key, one.owner, one.due_at, one.is_report, one.done_at) for key, one in steps),
    )
