"""The decision on one record: it begins a complaint, changes the one that it became, or is rejected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from application.command import NAMESPACE, Command, new_stream_id
from application.complaint_work import COMPLAINT
from application.importing.ports import Decided
from application.importing.reading import Reader, Statement, UnmappableError
from application.importing.records import Fault, Record
from application.importing.results import Kind, Result
from domain.actor import Actor
from domain.codes import Codes
from domain.complaint import Complaint
from domain.complaint.importing import changed_fields
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
from domain.reference import reference_for
from domain.refusals import Refusal

REASON = "The source revised its record."

Decision = tuple[Result, Decided | None]
"""What came of a record, and what there is to save."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What holds for all decisions of one batch."""

    now: datetime
    codes: Codes


@dataclass(frozen=True, slots=True)
class Identity:
    """Which complaint a record is: the command that receives it, and the stream that this begins."""

    command: UUID
    stream: UUID


class Decider:
    """Decides on records of one system.

    The command that receives a record has its id from the system and the record's id, and the stream's id follows
    from it: the same record is the same complaint for ever, and nothing else has to remember it.
    """

    def __init__(self, reader: Reader, next_number: Callable[[], int], *, by: Actor, correlation_id: str) -> None:
        """Decide as somebody, in one course of events."""
        self._reader = reader
        self._by = by
        self._client = f"import:{reader.system}"
        self._correlation_id = correlation_id
        self._client_id = uuid5(NAMESPACE, self._client)
        self._next_number = next_number

    def identity_of(self, record: Record) -> Identity | None:
        """Return which complaint a record is, or None where it is broken or has no id."""
        record_id = self._reader.record_id(record)
        if not record_id:
            return None
        command = uuid5(self._client_id, record_id)
        return Identity(command, new_stream_id(command))

    def is_outdated(self, record: Record, known: Complaint | None) -> bool:
        """Tell whether a record says what its complaint was once said to be, and is not any more."""
        if record.fault or known is None or not changed_fields(known.source_record_fields or {}, record.fields):
            return False
        return any(not changed_fields(earlier, record.fields) for earlier in known.earlier_source_records)

    def decide(self, record: Record, identity: Identity | None, known: Complaint | None, moment: Moment) -> Decision:
        """Decide on one record, whose complaint may be `known`. A refusal rejects it and nothing else."""
        if record.fault or identity is None:
            return Result(Kind.REJECTED, fault=record.fault or self._reader.no_id), None
        try:
            if known is None:
                return self._receive(record, identity, moment)
            return self._revise(record, identity, known, moment)
        except UnmappableError as error:
            return Result(Kind.REJECTED, fault=error.fault), None
        except Refusal as refusal:
            return Result(Kind.REJECTED, fault=Fault(f"{refusal.code}: {refusal}")), None

    def _receive(self, record: Record, identity: Identity, moment: Moment) -> Decision:
        """Receive the complaint of a new record."""
        reading = self._reader.read(record.fields, moment.now)
        complaint = Complaint.receive(
            reading.intake,
            stream_id=identity.stream,
            reference=reference_for(COMPLAINT, reading.intake.facts.received_at.date(), self._next_number()),
            codes=moment.codes,
            by=self._by,
            now=moment.now,
        )
        self._state(complaint, reading.statement, moment)
        return self._decided(Kind.IMPORTED, complaint, identity.command)

    def _revise(self, record: Record, identity: Identity, known: Complaint, moment: Moment) -> Decision:
        """Bring a known complaint to what its record says now; the same record changes nothing."""
        before = known.source_record_fields or {}
        if not changed_fields(before, record.fields):
            return Result(Kind.UNCHANGED), None
        command = uuid5(identity.command, f"version {known.version}")
        reading = self._reader.read(record.fields, moment.now)
        changes = self._changes(known, before, reading.intake, moment.now)
        known.revise_source_record(reading.source_record, by=self._by, now=moment.now)
        if changes and known.refusal("correct", self._by) is None:
            known.correct(changes, REASON, codes=moment.codes, by=self._by, now=moment.now)
        self._state(known, reading.statement, moment)
        return self._decided(Kind.UPDATED, known, command)

    def _changes(self, known: Complaint, before: dict[str, str], intake: Intake, now: datetime) -> Mapping[str, Any]:
        """Return what the source tells differently now; what a handler has corrected and it has not, stays."""
        facts, words = known.facts, known.words
        try:
            earlier = self._reader.read(before, now).intake
            facts, words = earlier.facts, earlier.words
        except UnmappableError:
            pass
        return {**differing(Facts, facts, intake.facts), **differing(Words, words, intake.words)}

    def _state(self, complaint: Complaint, statement: Statement | None, moment: Moment) -> None:
        """Record what the source says became of it, unless it went elsewhere here: then its record alone says it."""
        if statement is None or complaint.refusal("state_source_outcome", self._by):
            return
        complaint.state_source_outcome(
            statement.response,
            timely_claim=statement.timely_claim,
            disputed_claim=statement.disputed_claim,
            closes=statement.closes,
            by=self._by,
            now=moment.now,
        )

    def _decided(self, kind: Kind, complaint: Complaint, command: UUID) -> Decision:
        result = Result(kind, len(complaint.pending_events))
        return result, Decided(complaint, Command(command, self._by, self._client, self._correlation_id))


def differing(kind: type[Facts | Words], before: object, after: object) -> dict[str, Any]:
    """Return the fields of `after` that differ from those of `before`."""
    names = [field.name for field in fields(kind)]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
