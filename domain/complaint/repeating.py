"""Step 1, a repeat after the end 再次投诉: with new facts it is a new complaint, linked to the one that it repeats."""

from dataclasses import replace
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.emergency import NO_PLAN, PlanStep
from domain.complaint.receiving import Intake, Receiving
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import wrong_state
from domain.complaint.same_people import taken_over
from domain.complaint.state import ENDS
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Id
from domain.refusals import Refusal, refuse_first


class LinkedAsRepeat(ComplaintEvent):
    """This complaint repeats one that has ended, with new facts: `text` says what is new."""

    topic = "complaint.linked_as_repeat"

    case_id: UUID
    reference: Id
    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember what it repeats."""
        complaint.repeat_of = self.case_id


class Repeated(ComplaintEvent):
    """The complainant came again after the end, with new facts: another complaint."""

    topic = "complaint.repeated"

    case_id: UUID
    reference: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class NewFactsMissing(Refusal):
    """Without new facts a repeat after the end is a contact, linked to what has ended."""

    code = "new_facts_missing"


class NotEnded(Refusal):
    """The complaint has not ended: new facts are recorded on it, and a repeat without any is merged or linked."""

    code = "not_ended"


class Repeating(Receiving):
    """The command that receives a complaint which repeats another."""

    def receive_repeat(
        self,
        intake: Intake,
        new_facts: str | None,
        *,
        stream_id: UUID,
        reference: str,
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
        plan: Document[PlanStep] = NO_PLAN,
    ) -> Self:
        """Receive a complaint that repeats this one, which has ended; return the new one.

        Who complains again need not be told: the bank knows them. The rules of `receive` hold as well.

        Raises:
            NotInThisState: This one was merged into another.
            NotEnded: It has not ended.
            NewFactsMissing: Nothing is new.
        """
        merged = wrong_state(self, "link")
        refuse_first(not_ended(self), merged, new_facts_missing(new_facts))
        repeat = self.receive(
            with_known_complainant(intake, self),
            stream_id=stream_id,
            reference=reference,
            codes=codes,
            by=by,
            now=now,
            organisation=organisation,
            plan=plan,
        )
        at = repeat.facts.received_at
        repeat.record(LinkedAsRepeat, case_id=self.id, reference=self.reference, text=new_facts, occurred_at=at)
        repeat._be_as_confidential_as(self, codes, at)  # noqa: SLF001 - another complaint
        self.record(Repeated, case_id=repeat.id, reference=reference, occurred_at=at)
        return repeat


def not_ended(complaint: ComplaintRecord) -> Refusal | None:
    """Refuse to begin another complaint while this one goes on."""
    if complaint.state in ENDS:
        return None
    return NotEnded(
        f"{complaint.reference} has not ended. Record new facts on it (before its decision), or receive this as a "
        "complaint of its own and merge or link the two."
    )


def new_facts_missing(new_facts: str | None) -> Refusal | None:
    """Refuse a repeat with nothing new."""
    if new_facts is not None and new_facts.strip():
        return None
    return NewFactsMissing(
        "Say what is new. Without new facts this is a contact: link it to the complaint that has ended."
    )


def with_known_complainant(intake: Intake, first: ComplaintRecord) -> Intake:
    """Let who complained before be who complains again, unless somebody else was named."""
    if intake.complainant_id is not None or intake.facts.is_anonymous:
        return intake
    terms, _ = taken_over(first)
    return replace(
        intake,
        complainant_id=first.complainant_id,
        complainant=intake.complainant or first.complainant,
        complainant_terms=terms if intake.complainant is None else intake.complainant_terms,
    )
