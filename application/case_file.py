"""The case file: one case on one page, and what the asking user may do next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.case_beside import (
    AuthorityInquiry,
    BroughtFacts,
    LegalHold,
    Referral,
    brought_facts,
    holds,
    inquiries,
    referrals,
)
from application.case_people import MajorComplaint, PartyOfCase, major_of, parties_of
from application.case_relations import RelatedCase, RequestedRecheck, rechecks, related, relations, seen
from application.clocks.answers import ClockInFile
from application.contacts_of_case import contacts_in, kept_contacts, without
from application.hiding import Case, hidden_by_its_story
from application.history import Who, recorded, who
from application.ledger import NotFound
from application.permissions.complaints import IMPORT_ONLY
from application.ports import HistoryEntry, Log
from application.rights import Rights, role_refusal
from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.case.conversion import TurnedInto
from domain.complaint import Complaint
from domain.complaint.state import ALLOWED
from domain.complaint.values import (
    AskedConversion,
    AskedExtension,
    Attachment,
    Classification,
    Confidentiality,
    Facts,
    FromRequest,
    Remedy,
    Resolution,
    Words,
)
from domain.linked_interaction import LinkedInteraction
from domain.money import Money
from domain.refusals import refuse_first

AROUND = frozenset(field.name for field in fields(DomainEvent))
"""What every event has; the rest is what it says."""

ClocksInFile = Callable[[UUID, Sequence[HistoryEntry]], tuple[ClockInFile, ...]]
"""Gives what the file of a case says of its clocks, by its history."""


def no_clocks_in_file(_of: UUID, _history: Sequence[HistoryEntry]) -> tuple[ClockInFile, ...]:
    """Return no clocks: for files on a log without policies."""
    return ()


NEXT = tuple(command for command in ALLOWED if command not in IMPORT_ONLY)
"""The commands that a user may ask about, in the order of the steps."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the history: what, when it happened, when it was recorded, by whom, why, and what it says."""

    version: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime
    by: Who
    reason: str | None
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the investigation established."""

    text: str
    recorded_at: datetime
    by: Who


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file of the case."""

    attachment: Attachment
    description: str
    recorded_at: datetime
    by: Who


@dataclass(frozen=True, slots=True)
class Proposal:
    """The resolution as proposed last, and how far it came."""

    version: int
    resolution: Resolution
    proposed_by: str | None
    needs_approval: bool
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class OwedRemedy:
    """A remedy of a decision, and what became of it."""

    remedy: Remedy
    state: str
    paid: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class GivenTask:
    """What another unit was asked to contribute, and what it answered."""

    task_id: str
    unit_id: str
    what: str
    due_on: date | None
    state: str
    answer: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ContactAttempt:
    """When somebody tried to reach the complainant, and whether that worked."""

    way: str
    reached: bool
    on: date
    at: datetime
    by: Who


@dataclass(frozen=True, slots=True)
class ProvisionalCredit:
    """Money that the customer was given before the facts were established."""

    credit_id: str
    amount: Money
    credited_on: date
    payment_reference: str | None
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed with the complainant: until when it takes, and how it is handled."""

    until: date | None
    manner: str | None


@dataclass(frozen=True, slots=True)
class NextCommand:
    """A command, whether the user may give it now, and the code of the refusal if not."""

    command: str
    permitted: bool
    code: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about one case, as of its `version`."""

    id: UUID
    reference: str
    version: int
    state: str
    round: int
    cycle: int
    unit_id: str
    handler_id: str | None
    queue: str | None
    routed_by: str | None
    facts: Facts
    words: Words
    parties: tuple[PartyOfCase, ...]
    major: MajorComplaint | None
    classification: Classification | None
    from_request: FromRequest | None
    asked_conversion: AskedConversion | None
    turned_into: TurnedInto | None
    acknowledged: tuple[str, ...]
    suspensions: dict[str, str]
    extension_stage: int
    asked_extension: AskedExtension | None
    investigation_completed: bool
    findings: tuple[Finding, ...]
    interested: tuple[str, ...]
    tasks: tuple[GivenTask, ...]
    contact_attempts: tuple[ContactAttempt, ...]
    agreed: Agreed
    provisional_credits: tuple[ProvisionalCredit, ...]
    proposal: Proposal | None
    remedies: tuple[OwedRemedy, ...]
    attachments: tuple[Exhibit, ...]
    kind: str
    relations: tuple[RelatedCase, ...]
    rechecks: tuple[RequestedRecheck, ...]
    period_from: datetime | None
    new_facts: tuple[BroughtFacts, ...]
    external_referrals: tuple[Referral, ...]
    authority_questions: tuple[AuthorityInquiry, ...]
    is_held: bool
    holds: tuple[LegalHold, ...]
    confidentiality: Confidentiality | None
    interactions: tuple[LinkedInteraction, ...]
    clocks: tuple[ClockInFile, ...]
    history: tuple[Happened, ...]
    next: tuple[NextCommand, ...]


class CaseFiles:
    """Reads one case at a time, out of the log: what it shows is never behind."""

    def __init__(self, log: Log, rights: Rights, clocks: ClocksInFile = no_clocks_in_file) -> None:
        """Read from a log what the permission table lets somebody see; `clocks` says what is due."""
        self._log = log
        self._rights = rights
        self._clocks = clocks

    def show(self, of: UUID, by: Actor) -> CaseFile:
        """Return the file of a case.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such case for the user.
        """
        complaint, history = self._read(of, by)
        known = related(self._log, self._rights, history, by)
        shown = self._shown(history, known, by)
        return case_file(complaint, shown, by, self._rights, known, clocks=self._clocks(of, shown))

    def complaint(self, of: UUID, by: Actor) -> Complaint:
        """Return a complaint that the user may read.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such case for the user.
        """
        return self._read(of, by)[0]

    def attachment(self, of: UUID, digest: str, by: Actor) -> Attachment:
        """Return what is known of a file of a case.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such case or file for the user.
        """
        attachments = self._read(of, by)[0].attachments
        if digest not in attachments:
            raise NotFound("There is no such file.")
        return attachments[digest]

    def readable(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> Sequence[HistoryEntry]:
        """Return what a user may see of the history of a complaint.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such case for the user.
        """
        refuse_first(role_refusal(by.role, "read_case"))
        self._replayed(of, history, by)
        known = related(self._log, self._rights, history, by)
        return self._shown(history, known, by)

    def _shown(self, history: Sequence[HistoryEntry], known: Mapping[UUID, Complaint], by: Actor) -> list[HistoryEntry]:
        """Leave out what names a complaint or a contact of which the user may not know."""
        return without(seen(history, known), kept_contacts(self._log, self._rights, history, by))

    def _read(self, of: UUID, by: Actor) -> tuple[Complaint, Sequence[HistoryEntry]]:
        """Load a complaint that the user may see."""
        refuse_first(role_refusal(by.role, "read_case"))
        history = self._log.history(of)
        return self._replayed(of, history, by), history

    def _replayed(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> Complaint:
        """Replay a complaint that the user may see."""
        if not history or not isinstance(history[0].event, Complaint.Received):
            raise NotFound("There is no such case.")
        complaint = Complaint.blank(of).replay(entry.event for entry in history)
        hidden = self._rights.refusal(by, "read_case", complaint.belonging)
        refuse_first(hidden, hidden_by_its_story(self._log, self._rights, complaint, by))
        return complaint


def case_file(
    complaint: Complaint,
    history: Sequence[HistoryEntry],
    by: Actor,
    rights: Rights,
    known: Mapping[UUID, Complaint],
    *,
    clocks: tuple[ClockInFile, ...],
) -> CaseFile:
    """Put the page together; `known` are the complaints that it has to do with."""
    return CaseFile(
        id=complaint.id,
        reference=complaint.reference,
        version=complaint.version,
        state=complaint.state,
        round=complaint.round,
        cycle=complaint.cycle,
        unit_id=complaint.unit_id,
        handler_id=complaint.handler_id,
        queue=complaint.queue,
        routed_by=complaint.routed_by,
        facts=complaint.facts,
        words=complaint.words,
        parties=parties_of(complaint),
        major=major_of(complaint),
        classification=complaint.classification,
        from_request=complaint.from_request,
        asked_conversion=complaint.asked_conversion,
        turned_into=complaint.turned_into,
        acknowledged=complaint.acknowledged,
        suspensions=complaint.suspensions,
        extension_stage=complaint.extension_stage,
        asked_extension=complaint.asked_extension,
        investigation_completed=complaint.investigation_completed,
        findings=tuple(Finding(e.text, at, who) for e, at, who in recorded(history, Complaint.FindingRecorded)),
        interested=complaint.interested,
        tasks=tuple(tasks(complaint, history)),
        contact_attempts=tuple(
            ContactAttempt(e.way, e.reached, e.on, e.occurred_at, who)
            for e, _, who in recorded(history, Complaint.ContactAttempted)
        ),
        agreed=Agreed(complaint.agreed_until, complaint.agreed_manner),
        provisional_credits=tuple(
            ProvisionalCredit(
                e.credit_id,
                e.amount,
                e.credited_on,
                e.payment_reference,
                complaint.credits[e.credit_id].is_reversed,
            )
            for e, _, _ in recorded(history, Complaint.ProvisionalCreditGiven)
        ),
        proposal=proposal(complaint),
        remedies=tuple(OwedRemedy(p.remedy, p.state, p.paid) for p in complaint.remedies.values()),
        attachments=tuple(
            Exhibit(e.attachment, e.description, at, who)
            for e, at, who in recorded(history, Complaint.EvidenceAttached)
        ),
        kind=complaint.kind,
        relations=relations(history, known),
        rechecks=tuple(rechecks(complaint, history)),
        period_from=complaint.period_from,
        new_facts=tuple(brought_facts(complaint, history)),
        external_referrals=tuple(referrals(complaint, history)),
        authority_questions=tuple(inquiries(complaint, history)),
        is_held=complaint.is_held,
        holds=tuple(holds(complaint, history)),
        confidentiality=complaint.confidentiality,
        interactions=contacts_in(complaint, history),
        clocks=clocks,
        history=tuple(happened(entry) for entry in history),
        next=tuple(next_command(complaint, name, by, rights) for name in NEXT),
    )


def proposal(complaint: Complaint) -> Proposal | None:
    """Return the resolution of the present cycle, if one was proposed."""
    if complaint.resolution is None:
        return None
    return Proposal(
        complaint.resolution_version,
        complaint.resolution,
        complaint.proposed_by,
        complaint.needs_approval,
        complaint.approved_by,
    )


def tasks(case: Case, history: Sequence[HistoryEntry]) -> Iterator[GivenTask]:
    """Yield the tasks in the order in which they were given."""
    kind: Any = type(case)
    answers = {e.task_id: e.answer for e, _, _ in recorded(history, kind.TaskAnswered)}
    for e, at, _ in recorded(history, kind.TaskGiven):
        state = case.tasks[e.task_id].state
        yield GivenTask(e.task_id, e.unit_id, e.what, e.due_on, state, answers.get(e.task_id), at)


def happened(entry: HistoryEntry) -> Happened:
    """Return one line of the history."""
    event = entry.event
    return Happened(
        version=event.originator_version,
        topic=event.topic,
        occurred_at=event.occurred_at,
        recorded_at=entry.recorded_at,
        by=who(entry.metadata),
        reason=entry.metadata.get("reason"),
        says={name: value for name, value in vars(event).items() if name not in AROUND},
    )


def next_command(case: Case, command: str, by: Actor, rights: Rights) -> NextCommand:
    """Ask the same rules that refuse."""
    refusal = rights.refusal(by, f"{case.lifecycle.name}.{command}", case.belonging) or case.refusal(command, by)
    return NextCommand(command, refusal is None, refusal.code if refusal else None, str(refusal) if refusal else None)
