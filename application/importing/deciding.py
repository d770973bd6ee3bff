"""The decision on one record: it begins a complaint, changes the one that it became, or is rejected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from application.command import NAMESPACE, Command, new_stream_id
from application.complaints import COMPLAINT
from application.importing.ports import Decided
from application.importing.reading import Reader, Statement, UnmappableError
from application.importing.records import Fault, Record
from application.importing.results import Kind, Result
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


class Decider:
    """Decides on records of one system.

    The command that receives a record has its id from the system and the record's id, and the stream's id follows
    from it: the same record is the same complaint for ever, and nothing else has to remember it.
    """

    def __init__(self, reader: Reader, origin: Command, next_number: Callable[[], int]) -> None:
        """Decide as `origin` says: who, and in which course of events."""
        self._reader = reader
        self._origin = replace(origin, client=f"import:{reader.system}")
        self._client_id = uuid5(NAMESPACE, self._origin.client)
        self._next_number = next_number

    def stream_of(self, record: Record) -> UUID | None:
        """Return the stream of a record's complaint, or None where the record has no id."""
        record_id = self._reader.record_id(record)
        return new_stream_id(self._command_id(record_id)) if record_id else None

    def decide(self, record: Record, known: Complaint | None, moment: Moment) -> Decision:
        """Decide on one record, whose complaint may be `known`. A refusal rejects it and nothing else."""
        if fault := record.fault or self._reader.missing_id(record):
            return Result(Kind.REJECTED, fault=fault), None
        try:
            return self._receive(record, moment) if known is None else self._revise(record, known, moment)
        except UnmappableError as error:
            return Result(Kind.REJECTED, fault=error.fault), None
        except Refusal as refusal:
            return Result(Kind.REJECTED, fault=Fault(f"{refusal.code}: {refusal}")), None

    def _receive(self, record: Record, moment: Moment) -> Decision:
        """Receive the complaint of a new record."""
        reading = self._reader.read(record.fields, moment.now)
        command = self._command_id(self._reader.record_id(record))
        complaint = Complaint.receive(
            reading.intake,
            stream_id=new_stream_id(command),
            reference=reference_for(COMPLAINT, reading.intake.facts.received_at.date(), self._next_number()),
            codes=moment.codes,
            by=self._origin.by,
            now=moment.now,
        )
        self._state(complaint, reading.statement, moment)
        return self._decided(Kind.IMPORTED, complaint, command)

    def _revise(self, record: Record, known: Complaint, moment: Moment) -> Decision:
        """Bring a known complaint to what its record says now; the same record changes nothing."""
        before = known.source_record_fields or {}
        if not changed_fields(before, record.fields):
            return Result(Kind.UNCHANGED), None
        command = uuid5(self._command_id(self._reader.record_id(record)), f"version {known.version}")
        reading = self._reader.read(record.fields, moment.now)
        changes = self._changes(known, before, reading.intake, moment.now)
        known.revise_source_record(reading.source_record, by=self._origin.by, now=moment.now)
        if changes and known.refusal("correct", self._origin.by) is None:
            known.correct(changes, REASON, codes=moment.codes, by=self._origin.by, now=moment.now)
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
        if statement is None or complaint.refusal("state_source_outcome", self._origin.by):
            return
        complaint.state_source_outcome(
            statement.response,
            timely_claim=statement.timely_claim,
            disputed_claim=statement.disputed_claim,
            closes=statement.closes,
            by=self._origin.by,
            now=moment.now,
        )

    def _command_id(self, record_id: str) -> UUID:
        return uuid5(self._client_id, record_id)

    def _decided(self, kind: Kind, complaint: Complaint, command: UUID) -> Decision:
        result = Result(kind, len(complaint.pending_events))
        return result, Decided(complaint, replace(self._origin, id=command))


def differing(kind: type[Facts | Words], before: object, after: object) -> dict[str, Any]:
    """Return the fields of `after` that differ from those of `before`."""
    names = [field.name for field in fields(kind)]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
