"""The reader of the whole log, which skips no event that commits late."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from threading import Lock
from typing import Final

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.recorded_event import COLUMNS, RecordedEvent, Row, recorded_event

AFTER: Final = f"SELECT {COLUMNS} FROM log.event WHERE position > %(after)s ORDER BY position LIMIT %(limit)s"  # noqa: S608 - a constant
# Rows of other topics are needed to see the gaps, but not what is in them.
AFTER_FOR_TOPICS: Final = AFTER.replace(
    "state::text, metadata::text",
    "CASE WHEN topic = ANY(%(topics)s) THEN state::text END, CASE WHEN topic = ANY(%(topics)s) THEN metadata::text END",
)
LAST: Final = "SELECT max(position) FROM log.event"
HOLDERS: Final = """
    SELECT DISTINCT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND relation IN (SELECT 'log.event'::regclass::oid
                       UNION ALL SELECT inhrelid FROM pg_inherits WHERE inhparent = 'log.event'::regclass)
"""
RECOVERED: Final = "-1/"
"""How the holder of a prepared transaction is written that was recovered at a start of the server."""


@dataclass(frozen=True)
class Page:
    """A stretch of the log, in order and without holes.

    `position` is where to go on; it also passes the events of other topics. `stalled` says that the page ends
    at a gap that a writer may still fill, so looking again soon is worth while.
    """

    rows: list[Row]
    position: int
    stalled: bool

    @cached_property
    def events(self) -> list[RecordedEvent]:
        """The rows as events; whoever reads in bulk takes the rows and saves the time."""
        return [recorded_event(row) for row in self.rows]


@dataclass(frozen=True)
class _Fence:
    """Who may still owe a position up to `top`: those who held the table after `top` was handed out."""

    top: int
    holders: set[str]


class LogReader:
    """What is known about the gaps of the log. One per process, shared by all its readers; it stores nothing.

    Positions are handed out before their rows become visible, and out of order with their commits. A gap is
    passed once it is dead: an INSERT locks the table before it draws its position and unlocks after its
    commit is visible, so whoever owes a missing row is among the holders of that lock. When none of those
    is left, and a later statement still does not see the row, it was rolled back.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = engine.pool
        self._lock = Lock()
        self._settled = 0
        self._fences: list[_Fence] = []

    def read(self, after: int, limit: int, topics: Collection[str] | None = None) -> Page:
        """Return the next events after a position: at most `limit`, counted before topics are chosen.

        Raises:
            PersistenceError: The database cannot be read.
        """
        with raw_cursor(self._engine) as cursor:
            rows, safe = self._look(cursor, after, limit, topics)
            if rows and not safe:
                rows, safe = self._look_at_gap(cursor, after, limit, topics, rows)
        position = rows[safe - 1][0] if safe else after
        wanted = [row for row in rows[:safe] if row[3] in topics] if topics else rows[:safe]
        return Page(wanted, position, stalled=safe < len(rows))

    def _look(self, cursor: Cursor, after: int, limit: int, topics: Collection[str] | None) -> tuple[list[Row], int]:
        """Fetch rows in one statement, and say how many of them are safe."""
        # Before the rows: a gap that is settled while they are fetched may have been filled just then.
        settled = self._settled_before()
        statement = AFTER_FOR_TOPICS if topics else AFTER
        cursor.execute(statement, {"after": after, "limit": limit, "topics": list(topics or ())})
        rows: list[Row] = cursor.fetchall()
        return rows, contiguous(rows, after, settled)

    def _look_at_gap(
        self, cursor: Cursor, after: int, limit: int, topics: Collection[str] | None, rows: list[Row]
    ) -> tuple[list[Row], int]:
        """Look once more at a new gap, for most are filled at once; then ask who may still fill it."""
        safe = 0
        if not self._is_fenced(rows[0][0] - 1):
            rows, safe = self._look(cursor, after, limit, topics)
        if rows and not safe and self._settle(cursor, rows, limit):
            return self._look(cursor, after, limit, topics)
        return rows, safe

    def _is_fenced(self, gap: int) -> bool:
        """Say whether it is known already who may still fill a gap."""
        with self._lock:
            return any(fence.top >= gap for fence in self._fences)

    def _settled_before(self) -> int:
        """Return up to where every gap is dead. A new pool may lead to another server: what was known is void."""
        with self._lock:
            if self._engine.pool is not self._pool:
                self._pool, self._settled, self._fences = self._engine.pool, 0, []
            return self._settled

    def _settle(self, cursor: Cursor, rows: Sequence[Row], limit: int) -> bool:
        """Say whether the gap before the rows is dead by now; if not, keep in mind who may still fill it."""
        gap = rows[0][0] - 1
        with self._lock:
            new = None
            if gap > max([self._settled, *(fence.top for fence in self._fences)]):
                # Before the holders are asked for: whoever drew a position up to here is among them, or through.
                new = last_position(cursor) if len(rows) == limit else rows[-1][0]
            now = holders(cursor)
            self._fences = [_Fence(fence.top, still_owing(fence.holders, now)) for fence in self._fences]
            if new:
                self._fences.append(_Fence(new, now))
            self._settled = max([self._settled, *(fence.top for fence in self._fences if not fence.holders)])
            self._fences = [fence for fence in self._fences if fence.top > self._settled]
            return self._settled >= gap


def contiguous(rows: Sequence[Row], after: int, settled: int) -> int:
    """Return how many rows follow without a gap; up to `settled` every gap is dead."""
    start = bisect_right(rows, settled, key=itemgetter(0))
    first = max(after, settled) + 1
    # Positions only rise, so the distance between position and index does not fall.
    return bisect_right(range(len(rows)), first - start, lo=start, key=lambda index: rows[index][0] - index)


def still_owing(owed: set[str], now: set[str]) -> set[str]:
    """Return who of those that owed a position may owe it still, of those that hold the table now.

    A start of the server gives prepared transactions new ids, so these may be any of them.
    """
    return owed & now | {holder for holder in now if holder.startswith(RECOVERED)}


def last_position(cursor: Cursor) -> int:
    """Return the highest visible position: all below it have been handed out."""
    cursor.execute(LAST)
    (last,) = cursor.fetchone() or (None,)
    return last or 0


def holders(cursor: Cursor) -> set[str]:
    """Return the transactions that hold the event table for writing, prepared ones too.

    By their virtual ids: preparing a transaction keeps that id and takes the process id away.
    """
    cursor.execute(HOLDERS)
    return {holder for (holder,) in cursor.fetchall()}
