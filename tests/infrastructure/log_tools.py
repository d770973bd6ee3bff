"""What the tests of the event log share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small

from infrastructure.database import connect
from infrastructure.event_store import RecordedEvent

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def an_event(
    stream_id: UUID | None = None, version: int = 1, *, topic: str = "case.noted", state: bytes = b"{}"
) -> RecordedEvent:
    """Make an event as a mapper would."""
    return RecordedEvent(stream_id or uuid4(), version, topic, state, occurred_at=NOON)


def events_of(stream_id: UUID, count: int, *, first: int = 1) -> list[RecordedEvent]:
    """Make so many events of one stream."""
    return [an_event(stream_id, version) for version in range(first, first + count)]


@contextmanager
def connected(url: str, *, autocommit: bool = True) -> Iterator[Connection]:
    """Lend a connection of its own, and close it."""
    connection = connect(url)
    connection.autocommit = autocommit
    try:
        yield connection
    finally:
        connection.close()


def ask(url: str, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Run one statement on a connection of its own, and return its rows."""
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait for a condition, looking often.

    Raises:
        AssertionError: It did not come true in time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
