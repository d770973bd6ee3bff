"""The settled part of the log: nothing can come into it any more, so it is read in bulk and without looking at gaps."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.log_pages import Stretch
from infrastructure.log_reader import RECOVERED, holders, last_position
from infrastructure.logged_event import LoggedEvent
from infrastructure.recorded_event import COLUMNS

PATIENCE_SECONDS: Final = 2.0
"""How long writers are waited for; who takes longer is left to the reader that follows the log."""
POLL_SECONDS: Final = 0.02

RANGE: Final = (
    f"SELECT {COLUMNS} FROM log.event "  # noqa: S608 - a constant
    "WHERE position > %s AND position <= %s AND topic = ANY(%s) ORDER BY position"
)


def settled_position(cursor: Cursor) -> int:
    """Return a position up to which every event is visible now or never; 0 where writers hold it up for too long.

    As in `LogReader`: whoever owes a position that was handed out holds the event table for writing.
    """
    top, owing = last_position(cursor), holders(cursor)
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while owing:
        if time.monotonic() > give_up_at:
            return 0
        time.sleep(POLL_SECONDS)
        now = holders(cursor)
        owing = owing & now | {holder for holder in now if holder.startswith(RECOVERED)}
    return top


def settled_stretches(engine: Engine, up_to: int, width: int, topics: frozenset[str]) -> Iterator[Stretch]:
    """Return the settled log, so many positions at once, each stretch read while the one before is worked on."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="read-ahead") as thread:
        coming = thread.submit(read_range, engine, 0, min(width, up_to), topics)
        for start in range(0, up_to, width):
            stretch = coming.result()
            if stretch.position < up_to:
                coming = thread.submit(read_range, engine, start + width, min(start + 2 * width, up_to), topics)
            yield stretch


def read_range(engine: Engine, after: int, up_to: int, topics: frozenset[str]) -> Stretch:
    """Read the events of some topics in a range of settled positions."""
    with raw_cursor(engine) as cursor:
        cursor.execute(RANGE, (after, up_to, list(topics)))
        events = [LoggedEvent(row) for row in cursor.fetchall()]
    recorded_at = events[-1].recorded_at if events else None
    return Stretch(events, up_to, recorded_at, is_last=False, stalled=False)
