"""The event log in bulk, as an import sees it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from application.importing.ports import Decided, LookedUp
from domain.complaint import Complaint
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import domain_event
from infrastructure.mapper import write_event
from infrastructure.recorded_event import COLUMNS, RecordedEvent, recorded_event

if TYPE_CHECKING:
    from domain.aggregate import DomainEvent

# One probe of the index per stream, whatever the planner believes about a table that has just grown.
LOOK_UP: Final = f"""
    SELECT {COLUMNS} FROM unnest(%s::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (SELECT * FROM log.event WHERE stream_id = wanted.id ORDER BY version) AS event
"""  # noqa: S608 - a constant
DRAW: Final = "SELECT nextval('log.complaint_number') FROM generate_series(1, %s)"


class ImportLog:
    """Many complaints in one statement."""

    def __init__(self, engine: Engine, events: EventLog) -> None:
        """Read through the engine's pool and append to the log."""
        self._engine = engine
        self._events = events

    def look_up(self, stream_ids: Sequence[UUID]) -> LookedUp:
        """Load the complaints that exist."""
        with raw_cursor(self._engine) as cursor:
            now = _now(cursor)
            cursor.execute(LOOK_UP, ([stream_id.hex for stream_id in stream_ids],))
            found = [recorded_event(row) for row in cursor.fetchall()]
        streams = groupby(found, key=lambda event: event.stream_id)
        complaints = {
            stream_id: Complaint.blank(stream_id).replay(domain_event(event) for event in events)
            for stream_id, events in streams
        }
        return LookedUp(now, complaints)

    def draw_numbers(self, how_many: int) -> list[int]:
        """Draw numbers for references in one statement."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(DRAW, (how_many,))
            return [number for (number,) in cursor.fetchall()]

    def append(self, decided: Sequence[Decided]) -> None:
        """Save what happened to several complaints in one statement, each under its own command.

        Raises:
            ConflictError: A version or a command is taken; nothing was saved.
        """
        self._events.insert_events([event for one in decided for event in _stored(one)])


def _now(cursor: Cursor) -> datetime:
    cursor.execute("SELECT log.now()")
    ((now,),) = cursor.fetchall()
    assert isinstance(now, datetime)  # noqa: S101 - the function's type
    return now


def _stored(decided: Decided) -> list[RecordedEvent]:
    """Write the pending events of a complaint, each decoded back first."""
    command = decided.command
    metadata = command.metadata()
    return [
        RecordedEvent(
            originator_id=event.originator_id,
            originator_version=event.originator_version,
            topic=event.topic,
            state=write_event(event),
            schema_version=event.schema_version,
            metadata=metadata,
            command_id=command.id,
            command_index=index,
            occurred_at=event.occurred_at,
        )
        for index, event in enumerate(cast("list[DomainEvent]", decided.complaint.collect_events()))
    ]
