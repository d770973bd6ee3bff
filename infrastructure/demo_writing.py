"""Writing alone: what lets the demo's thousands of commands pass quickly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - the same
from sqlalchemy import Engine, event

from application.ports import HistoryEntry, Loaded, Log
from domain.aggregate import Aggregate

A = TypeVar("A", bound=Aggregate)


class OwnersClock:
    """The demo clock, set together with the next statement of the owner's connections, in the same round trip."""

    def __init__(self) -> None:
        """Leave the clock as it is until told otherwise."""
        self.instant: datetime | None = None
        self._unsent = ""

    def set(self, instant: datetime) -> None:
        """Let it be this instant for the next statement and those after it."""
        if instant != self.instant:
            self.instant = instant
            self._unsent = f"SELECT log.set_demo_clock('{instant.isoformat()}'); "

    def unsent(self) -> str:
        """Return the statement that sets the clock, once."""
        statement, self._unsent = self._unsent, ""
        return statement

    def ride_on(self, engine: Engine) -> None:
        """Go along with the statements of a pool that has not connected yet."""

        @event.listens_for(engine, "connect")
        def carry(connection: Connection, _record: object) -> None:
            connection.cursor_factory = self._cursor

    def _cursor(self, *arguments: Any, **named: Any) -> Cursor:  # noqa: ANN401 - the driver's affair
        return _ClockedCursor(self, *arguments, **named)


class _ClockedCursor(Cursor):
    """Sends what the clock has to say before its own statement."""

    def __init__(self, clock: OwnersClock, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the driver's affair
        super().__init__(*arguments, **named)
        self._clock = clock

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002, ANN401 - the driver's signature
        """Run the statements as one."""
        super().execute(self._clock.unsent() + query if isinstance(query, str) else query, vars)


class OnlyWriter:
    """A log that nobody else writes to: a stream that was loaded once is kept in mind, and not loaded again."""

    def __init__(self, log: Log, clock: OwnersClock) -> None:
        """Stand before a log whose commands are timed by a clock."""
        self._log = log
        self._clock = clock
        self._kept: dict[UUID, Aggregate] = {}

    def load(self, kind: type[A], stream_id: UUID, command_id: UUID | None = None) -> Loaded[A]:
        """Return a stream as this writer left it; commands that were carried out before are not looked up."""
        kept = self._kept.get(stream_id)
        if isinstance(kept, kind) and self._clock.instant:
            return Loaded(kept, self._clock.instant, None, 0, 0)
        loaded = self._log.load(kind, stream_id, command_id)
        if loaded.aggregate.version:
            self._kept[stream_id] = loaded.aggregate
        return loaded

    def keep(self, aggregate: Aggregate) -> None:
        """Cache the state of a long stream."""
        self._log.keep(aggregate)

    def history(self, stream_id: UUID) -> Sequence[HistoryEntry]:
        """Return all events of a stream."""
        return self._log.history(stream_id)

    def next_number(self) -> int:
        """Draw the next number for references."""
        return self._log.next_number()
