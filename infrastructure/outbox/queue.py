"""What waits in the outbox and what failed: listed, counted, tried again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from infrastructure.database import raw_cursor

LIST: Final = """
    SELECT n.id::text, CASE WHEN m.failed_at IS NOT NULL THEN 'failed' WHEN m.id IS NULL THEN 'waiting' ELSE 'due' END,
        n.kind, n.reference, n.milestone, n.due_at, coalesce(n.user_id, n.role || ' of ' || n.unit_id), n.way,
        coalesce(m.next_attempt_at, n.not_before), coalesce(m.attempts, 0), m.error
    FROM outbox.notice n LEFT JOIN outbox.message m ON m.id = n.message_id
    WHERE n.withdrawn_at IS NULL AND (n.message_id IS NULL OR (m.sent_at IS NULL AND m.failed_at IS NULL)
        OR m.failed_at IS NOT NULL) AND (m.failed_at IS NOT NULL OR NOT %(failed)s)
    ORDER BY m.failed_at IS NULL, n.not_before, n.id LIMIT %(limit)s
"""
RETRY: Final = """
    UPDATE outbox.message SET failed_at = NULL, attempts = 0, next_attempt_at = log.now()
    WHERE failed_at IS NOT NULL AND (%(id)s::uuid IS NULL OR id = %(id)s
        OR id = (SELECT message_id FROM outbox.notice WHERE id = %(id)s))
"""
# Each is counted by an index of its own: what was sent long ago costs nothing.
COUNT: Final = """
    WITH waiting AS (
        SELECT not_before FROM outbox.notice WHERE message_id IS NULL AND withdrawn_at IS NULL
        UNION ALL
        SELECT n.not_before FROM outbox.message m JOIN outbox.notice n ON n.message_id = m.id
        WHERE m.sent_at IS NULL AND m.failed_at IS NULL
    )
    SELECT (SELECT count(*) FROM waiting),
        (SELECT count(*) FROM outbox.message m JOIN outbox.notice n ON n.message_id = m.id
         WHERE m.failed_at IS NOT NULL),
        (SELECT greatest(0, coalesce(extract(epoch FROM log.now() - min(not_before)), 0))::float8 FROM waiting),
        (SELECT count(*) FROM outbox.notice WHERE user_id IS NULL),
        (SELECT count(*) FROM outbox.passed_over)
"""


@dataclass(frozen=True, slots=True)
class Queued:
    """A notice that was not told yet: `waiting` for its time, `due` in a message, or `failed`.

    `at` is when it goes out at the earliest, or is tried next.
    """

    id: str
    condition: str
    kind: str
    reference: str
    milestone: str
    due_at: datetime | None
    to: str
    way: str
    at: datetime
    attempts: int
    error: str | None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An event of a clock that could not be told, with the kind of fault and its place in the code."""

    position: int
    case_id: str
    error: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How many notices wait and how many failed; for how long the oldest is overdue; how many found no person.

    `passed_over`: events of clocks that could not be told.
    """

    waiting: int
    failed: int
    oldest_waiting_seconds: float
    without_person: int
    passed_over: int


def queued(engine: Engine, *, only_failed: bool = False, limit: int = 1_000) -> list[Queued]:
    """Return what was not told yet: what failed first, then by when it goes out."""
    with raw_cursor(engine) as cursor:
        cursor.execute(LIST, {"failed": only_failed, "limit": limit})
        return [Queued(*row) for row in cursor.fetchall()]


def try_again(engine: Engine, notice_id: str | None) -> int:
    """Let what failed be tried again at once, as often as new: a notice with its message, or everything.

    Returns:
        How many messages are tried again.
    """
    with raw_cursor(engine) as cursor:
        cursor.execute(RETRY, {"id": notice_id})
        return int(cursor.rowcount)


def passed_over(engine: Engine) -> list[PassedOver]:
    """Return the events that could not be told; they are tried again every minute."""
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT position, case_id::text, error, since FROM outbox.passed_over ORDER BY position")
        return [PassedOver(*row) for row in cursor.fetchall()]


def figures(engine: Engine) -> OutboxFigures:
    """Count."""
    with raw_cursor(engine) as cursor:
        cursor.execute(COUNT)
        return OutboxFigures(*(cursor.fetchone() or (0, 0, 0.0, 0, 0)))
