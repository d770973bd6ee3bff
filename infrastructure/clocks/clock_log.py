"""The log as the keeper of clocks sees it: cases and their clocks in one statement, all that is new in one append."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID, uuid5

from sqlalchemy import Engine

from application.clocks.keeper import CaseOnRecord
from application.command import Command
from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.clock import CaseClock
from domain.clock.case_clock import clock_of
from domain.clock.happening import Entry
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.mapper import EventMapper, read_event
from infrastructure.recorded_event import RecordedEvent

NAMESPACE: Final = UUID("b7a1e6a2-3f0a-4a55-9d0e-7c1c0a3f5d21")
"""Ids of the keeper's commands: the clock's stream and the version before which it decided."""

LOAD: Final = """
    SELECT stream_id::text, version, topic, schema_version, state::text, metadata ->> 'role', recorded_at, log.now()
    FROM log.event WHERE stream_id = ANY(%s::uuid[]) ORDER BY stream_id, version
"""

Loaded = tuple[DomainEvent, datetime, str | None]


class LoggedClocks:
    """Loads cases with their clocks, and appends to the clocks."""

    def __init__(self, events: EventLog, engine: Engine, by: Actor) -> None:
        """Read and write one log; `by` is who puts things on record."""
        self._events = events
        self._engine = engine
        self._by = by
        self._mapper = EventMapper()

    def load(self, case_ids: Iterable[UUID]) -> list[CaseOnRecord]:
        """Load cases with their clocks, in the order of the ids; ids of nothing are left out."""
        wanted = list(case_ids)
        streams, now = self._read([*wanted, *map(clock_of, wanted)])
        return [
            CaseOnRecord(
                case_id,
                [Entry(event, recorded_at, role) for event, recorded_at, role in streams[case_id]],
                CaseClock.blank(clock_of(case_id)).replay(event for event, *_ in streams.get(clock_of(case_id), ())),
                cast("datetime", now),
            )
            for case_id in wanted
            if case_id in streams
        ]

    def _read(self, stream_ids: list[UUID]) -> tuple[dict[UUID, list[Loaded]], datetime | None]:
        """Return the events of streams, by stream, and the database's instant where there was any."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(LOAD, ([stream_id.hex for stream_id in stream_ids],))
            rows = cursor.fetchall()
        found: dict[UUID, list[Loaded]] = {}
        for stream, version, topic, schema_version, state, role, recorded_at, _ in rows:
            stream_id = UUID(stream)
            event = read_event(topic, schema_version, state, stream_id, version)
            found.setdefault(stream_id, []).append((event, recorded_at, role))
        return found, rows[0][-1] if rows else None

    def append(self, clocks: Sequence[CaseClock]) -> int:
        """Append what is pending on clocks, all or none. The version of a clock keeps a second worker out.

        Raises:
            ConflictError: Somebody was faster with one of them.
        """
        stored = [event for clock in clocks for event in self._stored(clock)]
        self._events.insert_events(stored)
        return len(stored)

    def _stored(self, clock: CaseClock) -> list[RecordedEvent]:
        events: list[Any] = list(clock.collect_events())
        first = events[0].originator_version
        command = Command(
            uuid5(NAMESPACE, f"{clock.id}/{first}"), self._by, client="clock", correlation_id=str(clock.case_id)
        )
        metadata = command.metadata()
        return [
            replace(
                cast("RecordedEvent", self._mapper.to_stored_event(event)),
                command_id=command.id,
                command_index=index,
                metadata=metadata,
            )
            for index, event in enumerate(events)
        ]
