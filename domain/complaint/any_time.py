"""Commands that belong to no step: note, correct, withdraw."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from domain.actor import Actor
from domain.case.changing import changed, differing, names_of, unknown_names
from domain.codes import Codes
from domain.complaint.classifying import Released, Transferred
from domain.complaint.emergency import NO_PLAN, PlanStep
from domain.complaint.interest import RecusalExtended
from domain.complaint.joint import concluded, one_answer, said_by
from domain.complaint.major import DeclaringMajor, is_mass
from domain.complaint.party import COMPLAINANT_ID, Answer, OwnWords
from domain.complaint.receiving import CODED_FACTS, anonymous_but_named, impossible_days, owner_of, unknown_facts
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.representation import may_not_speak, person_of, spoken_for
from domain.complaint.rules import handler_in_conflict, happened, in_the_future, out_of_time
from domain.complaint.state import State
from domain.complaint.values import Facts, PersonalContact, Words
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Id, Personal
from domain.refusals import Refusal

CORRECTABLE = names_of(Facts) | names_of(Words) | {"complainant"}
"""What `correct` may change."""


class NoteAdded(ComplaintEvent):
    """Somebody wrote something down."""

    topic = "complaint.note_added"

    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class Corrected(ComplaintEvent):
    """Something told turned out to be wrong; both values are kept. A group that did not change is null."""

    topic = "complaint.corrected"
    schema_version = 2

    changed: tuple[Code, ...]
    reason: CaseText
    facts_before: Facts | None
    facts_after: Facts | None
    words_before: Annotated[Words | None, Personal("case")]
    words_after: Annotated[Words | None, Personal("case")]
    complainant_id: UUID | None
    complainant_before: PersonalContact
    complainant_after: PersonalContact

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the right values in place."""
        complaint.facts = self.facts_after or complaint.facts
        complaint.words = self.words_after or complaint.words
        complaint.complainant_id = self.complainant_id
        if "complainant" in self.changed:
            complaint.complainant = self.complainant_after


class Withdrawn(ComplaintEvent):
    """A complainant withdrew; `occurred_at` is when the request was received.

    `party_id`: who; null is the only one. `through`: who said it for them. `concludes`: nobody is left who complains.
    """

    topic = "complaint.withdrawn"
    schema_version = 2

    person_id: UUID | None
    statement: OwnWords
    party_id: Id | None
    through: Id | None
    concludes: State | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint when nobody complains any more."""
        complaint.answers = one_answer(complaint, self.party_id or COMPLAINANT_ID, Answer.WITHDRAWN)
        if self.concludes:
            complaint.end(self.concludes)


DAYS = frozenset({"received_at", "incident_on", "authority_received_on", "birth_year"})
"""What may not lie in the future, nor the incident after the receipt."""


class ReceivedAfterAnswer(Refusal):
    """No complaint reached the bank after its answer had left."""

    code = "received_after_answer"


class AnyTime(DeclaringMajor):
    """The commands of no step."""

    def add_note(self, text: str, *, by: Actor, now: datetime) -> None:
        """Write something down. Each note counts.

        Raises:
            NotInThisState: The complaint was merged into another.
        """
        self._permit("add_note", by)
        self.record(NoteAdded, text=text, occurred_at=now)

    def correct(
        self,
        changes: Mapping[str, Any],
        reason: str,
        *,
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
        plan: Document[PlanStep] = NO_PLAN,
        below: frozenset[str] = frozenset(),
    ) -> None:
        """Correct facts by name (see `CORRECTABLE`). Values that already hold do nothing.

        Naming the handler as the employee complained about releases them at once; naming who heads the owning unit,
        or one above it, moves the complaint to the unit above that; where there is none it stays, with no handler.
        Twenty people face to face make it major. `below`: of those who proposed or approved the resolution, who works
        below whom it is about then; that counts no longer.

        Raises:
            NotInThisState: The complaint was merged into another.
            UnknownFact: A name that cannot be corrected.
            UnknownCode: A new code that is not in force on the day of receipt.
            InTheFuture: A corrected `received_at` lies after `now`, or another date or year does.
            AfterReceipt: The incident lies after the receipt.
            ReceivedAfterAnswer: It lies after the bank's decision, or its notice of an end.
            AnonymousButNamed: Somebody anonymous has a name.
        """
        self._permit("correct", by, unknown_names(changes, CORRECTABLE))
        facts, words = changed(self.facts, changes), changed(self.words, changes)
        # What was accepted before stays, until somebody touches it.
        days = impossible_days(facts, words, now) if changes.keys() & DAYS else None
        early = in_the_future(facts.received_at, now, "received_at") or days
        contact = changes.get("complainant", self.complainant)
        named = anonymous_but_named(facts, contact)
        late = received_after_answer(self, facts.received_at)
        self._permit("correct", by, early, late, named, *unknown_changes(self.facts, facts, codes))
        facts = replace(facts, received_at=happened(facts.received_at, now))
        told_before, was_mass = self.complainant, is_mass(self)
        names = differing((self.facts, facts), (self.words, words))
        names += ["complainant"] * (contact != told_before)
        if not names:
            return
        self.record(
            Corrected,
            changed=tuple(names),
            reason=reason,
            facts_before=self.facts if facts != self.facts else None,
            facts_after=facts if facts != self.facts else None,
            words_before=self.words if words != self.words else None,
            words_after=words if words != self.words else None,
            complainant_id=self.complainant_id or owner_of(contact, self.id),
            complainant_before=told_before if contact != told_before else None,
            complainant_after=contact if contact != told_before else None,
            occurred_at=now,
        )
        self._part_from_employee(organisation, below, now)
        self._declare_by_number(was_mass=was_mass, organisation=organisation, plan=plan, codes=codes, by=by, now=now)

    def be_about(
        self,
        employee_id: str | None,
        told_in: str,
        *,
        organisation: Organisation,
        now: datetime,
        below: frozenset[str] = frozenset(),
    ) -> None:
        """Be about whom another case is about that tells the same story (`told_in`: its reference), or about nobody.

        As `correct` does, it takes the complaint out of the hands of that employee and of those below them.
        """
        facts = replace(self.facts, employee_id=employee_id)
        if facts == self.facts:
            return
        self.record(
            Corrected,
            changed=("employee_id",),
            reason=f"As in {told_in}.",
            facts_before=self.facts,
            facts_after=facts,
            words_before=None,
            words_after=None,
            complainant_id=self.complainant_id,
            complainant_before=None,
            complainant_after=None,
            occurred_at=now,
        )
        self._part_from_employee(organisation, below, now)

    def part_from_whom_it_is_about(self, organisation: Organisation, below: frozenset[str], now: datetime) -> None:
        """Take the complaint out of the hands of whom it is about and of those below them, as the units are now.

        `below`: of those who proposed or approved the resolution, who works below that employee.
        """
        self._part_from_employee(organisation, below, now)

    def _part_from_employee(self, organisation: Organisation, below: frozenset[str], now: datetime) -> None:
        employee, recused = self.facts.employee_id, tuple(sorted(below))
        if recused != self.recused:
            self.record(RecusalExtended, employee_id=employee, user_ids=recused, occurred_at=now)
        superior = organisation.superior_of(self.unit_id, employee) if employee else None
        if superior is not None:
            self.record(
                Transferred,
                from_unit_id=self.unit_id,
                unit_id=superior,
                handover="conflict_of_interest",
                occurred_at=now,
            )
        elif self.handler_id and handler_in_conflict(self, self.handler_id, self.unit_id, organisation):
            self.record(Released, handler_id=self.handler_id, reason="conflict_of_interest", occurred_at=now)

    def withdraw(
        self,
        statement: str,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        party_id: str | None = None,
        through: str | None = None,
    ) -> None:
        """Record that a complainant withdrew, themselves or `through` who acts for them; `at`: when that was received.

        `party_id` None is the only complainant, or everybody that `through` acts for. The others complain on.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            PartyMissing, NoSuchParty, DoesNotAnswer: It is not said who, or nobody who complains.
            NotActingFor, AuthorityMissing, AuthorityEnded: Who says it may not say it for them.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unfit = may_not_speak(self, party_id, through, happened(at, now))
        self._permit("withdraw", by, out_of_time(self, at, now), unfit)
        for party in spoken_for(self, party_id, through):
            self.record(
                Withdrawn,
                person_id=person_of(self, party),
                statement=statement,
                party_id=said_by(self, party),
                through=through,
                concludes=concluded(self, one_answer(self, party, Answer.WITHDRAWN)),
                occurred_at=happened(at, now),
            )


def received_after_answer(complaint: ComplaintRecord, received_at: datetime) -> Refusal | None:
    """Refuse an instant of receipt after the first answer."""
    answered_at = complaint.first_sent_at
    if answered_at is None or received_at <= answered_at or received_at == complaint.facts.received_at:
        return None
    return ReceivedAfterAnswer(f"The first answer left the bank at {answered_at:%Y-%m-%d %H:%M} UTC.")


def unknown_changes(before: Facts, after: Facts, codes: Codes) -> list[Refusal | None]:
    """Check the codes that change; those that were accepted at receipt stay."""
    found = zip(CODED_FACTS, unknown_facts(after, codes), strict=True)
    return [refusal for fact, refusal in found if getattr(before, fact) != getattr(after, fact)]
