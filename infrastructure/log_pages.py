"""The log in stretches that several views read together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

from domain.clock.case_clock import clock_of
from infrastructure.log_reader import LogReader
from infrastructure.logged_event import LoggedEvent
from infrastructure.recorded_event import COLUMNS

OF_CASE: Final = (
    f"SELECT {COLUMNS} FROM log.event WHERE stream_id = ANY(%s::uuid[]) AND position <= %s ORDER BY position"  # noqa: S608 - a constant
)
BATCH: Final = 10_000
"""Events in one stretch at most: enough that a statement per table weighs little, few enough to stay brief."""


@dataclass(frozen=True)
class Stretch:
    """A part of the log without holes. `recorded_at` is that of its last event, None where it has none.

    `is_last`: there was nothing more to be had when it was read, be it that the log ends there, be it that a writer
    may still fill a gap, which `stalled` tells.
    """

    events: list[LoggedEvent]
    position: int
    recorded_at: datetime | None
    is_last: bool
    stalled: bool


class LogPages:
    """Reads each stretch once a round, however many views stand at the same position."""

    def __init__(self, reader: LogReader, limit: int = BATCH) -> None:
        """Read at most `limit` events at once."""
        self._reader = reader
        self._limit = limit
        self._read: dict[int, Stretch] = {}

    def begin_round(self) -> None:
        """Forget what was read: there may be more by now."""
        self._read.clear()

    @property
    def has_more(self) -> bool:
        """Whether something of what was read in this round can be gone on from at once."""
        return any(not stretch.is_last for stretch in self._read.values())

    @property
    def is_stalled(self) -> bool:
        """Whether something waits behind a gap that a writer may still fill."""
        return any(stretch.stalled for stretch in self._read.values())

    def after(self, position: int) -> Stretch:
        """Return the stretch after a position, the same for everybody in this round."""
        if position not in self._read:
            self._read[position] = read_stretch(self._reader, position, self._limit)
        return self._read[position]


def read_stretch(reader: LogReader, after: int, limit: int, topics: frozenset[str] | None = None) -> Stretch:
    """Read the next stretch of the log; events of other topics are passed."""
    page = reader.read(after, limit, topics)
    events = [LoggedEvent(row) for row in page.rows]
    recorded_at = events[-1].recorded_at if events else None
    moved = page.position - after
    is_last = not moved or (moved < limit and not page.stalled)
    return Stretch(events, page.position, recorded_at, is_last=is_last, stalled=page.stalled)


def stream_events(cursor: Cursor, stream_id: str, *, up_to: int) -> list[LoggedEvent]:
    """Return the events of a case, and of its clock beside it, up to a position, in order."""
    cursor.execute(OF_CASE, ([stream_id, str(clock_of(UUID(stream_id)))], up_to))
    return [LoggedEvent(row) for row in cursor.fetchall()]
