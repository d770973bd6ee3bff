"""The event log: appends without a lock, loads in one statement."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    PersistenceError,
    StoredEvent,
    Subscription,
)
from psycopg2.extensions import AsIs
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import ConnectionLostError, OutcomeUnknownError, raw_cursor
from infrastructure.log_reader import LogReader, last_position
from infrastructure.polling_subscription import PollingSubscription
from infrastructure.prepared import Prepared
from infrastructure.recorded_event import COLUMNS, NOT_YET, RecordedEvent, recorded_event

__all__ = ["EventLog", "Loaded", "RecordedEvent", "Snapshot", "SnapshotKey"]

logger = logging.getLogger(__name__)

DEFAULT: Final = AsIs("DEFAULT")
HIGHEST_VERSION: Final = 2**31 - 1
PULL: Final = 500
"""Events that one look for notifications of certain topics covers at least."""

LOAD: Final = "SELECT * FROM log.load(%s, %s, %s, %s)"
LOAD_STATES: Final = Prepared(
    "load_states",
    "SELECT position, version, topic, schema_version, state, command_id, recorded_at FROM log.load(%s, %s, %s, %s)",
)
SELECT: Final = f"SELECT {COLUMNS} FROM log.event WHERE stream_id = %s AND version > %s AND version <= %s"  # noqa: S608 - a constant
SELECT_UP: Final = f"{SELECT} ORDER BY version LIMIT %s"
SELECT_DOWN: Final = f"{SELECT} ORDER BY version DESC LIMIT %s"
PUT_SNAPSHOT: Final = """
    WITH older AS (DELETE FROM log.snapshot WHERE stream_id = %(stream_id)s AND topic = %(topic)s
                   AND state_schema = %(state_schema)s AND version < %(version)s)
    INSERT INTO log.snapshot (stream_id, topic, state_schema, version, state)
    VALUES (%(stream_id)s, %(topic)s, %(state_schema)s, %(version)s, %(state)s) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class SnapshotKey:
    """Which snapshots a program can use: of what, and written in which shape."""

    topic: str
    state_schema: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stream's state as it was after `version`, as JSON."""

    version: int
    state: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """A stream as one statement found it, at the database's instant `now`."""

    now: datetime
    snapshot: Snapshot | None
    events: list[RecordedEvent]
    """In version order; those that the snapshot covers are left out."""
    repeated: list[RecordedEvent]
    """What the command has recorded before; empty when it is new."""


StateRow: TypeAlias = tuple[int, int, str, int, str, str | None, datetime]
"""What a decision needs of an event: position, version, topic, schema version, state, command id, recorded_at."""


@dataclass(frozen=True, slots=True)
class LoadedStates:
    """The same as `Loaded`, with events as rows: without metadata, and not yet made into objects."""

    now: datetime
    snapshot: Snapshot | None
    events: list[StateRow]
    repeated: list[StateRow]


class EventLog(ApplicationRecorder):
    """The recorder of the log. An append takes no lock beyond what INSERT takes; the reader sees to the order."""

    def __init__(self, engine: Engine, reader: LogReader | None = None) -> None:
        self._engine = engine
        self.reader = reader or LogReader(engine)

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command_id: UUID | None = None,
        metadata: bytes | None = None,
        **_: Any,  # noqa: ANN401 - the library's signature
    ) -> list[int]:
        """Append the events of one command, of any streams, all or none; return their positions.

        `command_id` and `metadata` are for all of them; without, each event brings its own. It is never
        cancelled and has no time limit.

        Raises:
            IntegrityError: A version or the command is taken. Nothing was appended.
            OutcomeUnknownError: The answer was lost, or a standby may lack the events.
            NotConnectedError: Nothing was sent.
        """
        if not stored_events:
            return []
        values: list[object] = []
        for index, event in enumerate(stored_events):
            values += _values(event, index, command_id, metadata)
        try:
            with raw_cursor(self._engine) as cursor:
                return _append(cursor, len(stored_events), values)
        except ConnectionLostError as error:
            raise OutcomeUnknownError(str(error)) from error

    def load(self, stream_id: UUID, *, command_id: UUID | None = None, snapshot: SnapshotKey | None = None) -> Loaded:
        """Load a stream in one statement: the instant, the newest usable snapshot, the events after it.

        Events of the command are found wherever they are. A stream without events loads as empty.
        """
        key = (snapshot.topic, snapshot.state_schema) if snapshot else (None, None)
        command = command_id.hex if command_id else None
        with raw_cursor(self._engine) as cursor:
            cursor.execute(LOAD, (stream_id.hex, command, *key))
            rows = cursor.fetchall()
        (_, _, version, _, _, state, *_, now) = rows[0]
        kept = Snapshot(version, state.encode()) if version is not None else None
        events = [recorded_event(row, stream_id) for row in rows[1:]]
        repeated = [event for event in events if event.command_id == command_id] if command_id else []
        if kept:
            events = [event for event in events if event.originator_version > kept.version]
        return Loaded(now=now, snapshot=kept, events=events, repeated=repeated)

    def load_states(
        self, stream_id: UUID, *, command_id: UUID | None = None, snapshot: SnapshotKey | None = None
    ) -> LoadedStates:
        """Load a stream to decide on it: as `load`, in two thirds of the time (every command does it)."""
        key = (snapshot.topic, snapshot.state_schema) if snapshot else (None, None)
        command = str(command_id) if command_id else None
        with raw_cursor(self._engine) as cursor:
            LOAD_STATES.run(cursor, (stream_id.hex, command, *key))
            (_, version, _, _, state, _, now), *events = cursor.fetchall()
        repeated = [event for event in events if event[5] == command] if command else []
        if version is None:
            return LoadedStates(now, None, events, repeated)
        kept = [event for event in events if event[1] > version]
        return LoadedStates(now, Snapshot(version, state.encode()), kept, repeated)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[RecordedEvent]:
        """Return events of a stream by version: above `gt`, up to and with `lte`."""
        above = -1 if gt is None else gt
        up_to = HIGHEST_VERSION if lte is None else lte
        with raw_cursor(self._engine) as cursor:
            cursor.execute(SELECT_DOWN if desc else SELECT_UP, (str(originator_id), above, up_to, limit))
            return [recorded_event(row) for row in cursor.fetchall()]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """Return events of the log by position, in the library's terms; gaps are the reader's affair."""
        after = 0 if start is None else start - inclusive_of_start
        found: list[Notification] = []
        pull = max(limit, PULL) if topics else limit
        while len(found) < limit and (stop is None or after < stop):
            page = self.reader.read(after, pull, topics)
            found += [_notification(event) for event in page.events if stop is None or event.position <= stop]
            if page.position - after < pull:
                break
            after = page.position
        return found[:limit]

    def max_notification_id(self) -> int | None:
        """Return the highest visible position, for lag alone: below it there may be gaps that are still filled."""
        with raw_cursor(self._engine) as cursor:
            return last_position(cursor) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Follow the log after a position, by polling."""
        return PollingSubscription(self, gt, topics)

    def put_snapshot(self, stream_id: UUID, key: SnapshotKey, version: int, state: bytes) -> None:
        """Keep a state of a stream, and forget older ones. A failure is logged and no more: it is a cache."""
        values = {"stream_id": str(stream_id), "topic": key.topic, "state_schema": key.state_schema}
        try:
            with raw_cursor(self._engine) as cursor:
                cursor.execute(PUT_SNAPSHOT, {**values, "version": version, "state": state.decode()})
        except (PersistenceError, ValueError) as error:
            logger.warning("A snapshot was not kept: %s", type(error).__name__, extra={"stream_id": str(stream_id)})

    def next_complaint_number(self) -> int:
        """Draw the number of the next complaint's reference; one that is not used stays unused."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute("SELECT nextval('log.complaint_number')")
            ((number,),) = cursor.fetchall()
            return int(number)

    def forget_snapshots(self, stream_id: UUID) -> None:
        """Remove every snapshot of a stream."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute("DELETE FROM log.snapshot WHERE stream_id = %s", (str(stream_id),))


@lru_cache(maxsize=64)
def _insert(number: int) -> str:
    """Return the statement that appends so many events."""
    rows = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s,%s)"] * number)
    return (
        "INSERT INTO log.event (stream_id, version, topic, schema_version, state, metadata, command_id, "  # noqa: S608 - placeholders
        f"command_index, occurred_at) VALUES {rows} RETURNING position"
    )


@lru_cache(maxsize=64)
def _prepared_insert(number: int) -> Prepared:
    """Return the same, prepared: it takes values only, no DEFAULT."""
    return Prepared(f"insert_{number}", _insert(number))


def _values(event: StoredEvent, index: int, command_id: UUID | None, metadata: bytes | None) -> tuple[object, ...]:
    """Return what one event puts into the statement. Ids go as text: PostgreSQL reads it, and it is cheaper."""
    recorded = event if isinstance(event, RecordedEvent) else None
    own = recorded or _PLAIN
    stream = event.originator_id
    command = command_id or own.command_id
    return (
        stream.hex if isinstance(stream, UUID) else stream,
        event.originator_version,
        event.topic,
        own.schema_version,
        event.state.decode(),
        (own.metadata if metadata is None else metadata).decode(),
        command.hex if command else None,
        index if command_id else own.command_index,
        DEFAULT if own.occurred_at is NOT_YET else own.occurred_at,
    )


_PLAIN: Final = RecordedEvent("", 0, "", b"")
"""What is assumed of an event that is the library's own."""


def _append(cursor: Cursor, number: int, values: list[object]) -> list[int]:
    """Append so many events. A warning means that its outcome is unknown, in whatever language the server speaks.

    PostgreSQL warns when the wait for a synchronous standby was cancelled, and then reports success.
    """
    notices = cursor.connection.notices
    notices.clear()
    if DEFAULT in values:
        cursor.execute(_insert(number), values)
    else:
        _prepared_insert(number).run(cursor, values)
    positions = [position for (position,) in cursor.fetchall()]
    if notices:
        raise OutcomeUnknownError(" ".join(notices).strip())
    return positions


def _notification(event: RecordedEvent) -> Notification:
    """Return an event as the library hands it on."""
    return Notification(event.originator_id, event.originator_version, event.topic, event.state, event.position)
