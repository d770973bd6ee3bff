"""Notices as rows: written with the follower's position, withdrawn, gathered into messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID, uuid5

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from psycopg2.extras import execute_batch
from sqlalchemy import Engine

from application.notices.telling import Outgoing
from domain.actor import Role
from domain.notices.notice import ClockFact, Kind, Notice, Recipient
from infrastructure.view_positions import transaction

NAMESPACE: Final = UUID("5b1c0f0e-3a53-4d0b-8c0f-6a0f2f4b7d21")
"""A message has the id uuid5(NAMESPACE, ids of its notices)."""
GATHERING: Final = 7_233_537_003
"""Any number: two senders that gather at once would tell one recipient in two messages."""
MOST: Final = 1_000
"""Notices that are gathered in one transaction."""

ADD: Final = """
    INSERT INTO outbox.notice (id, clock_id, clock_version, kind, user_id, unit_id, role, way, case_id, reference,
        case_unit_id, pack, milestone, cycle, stage, step, due_at, not_before)
    VALUES (%(id)s, %(clock_id)s, %(version)s, %(kind)s, %(user_id)s, %(unit_id)s, %(role)s, %(way)s, %(case_id)s,
        %(reference)s, %(case_unit_id)s, %(pack)s, %(milestone)s, %(cycle)s, %(stage)s, %(step)s, %(due_at)s,
        %(not_before)s)
    ON CONFLICT (id) DO NOTHING
"""
WITHDRAW: Final = """
    UPDATE outbox.notice SET withdrawn_at = log.now()
    WHERE clock_id = %(clock_id)s AND (pack, milestone, cycle) = (%(pack)s, %(milestone)s, %(cycle)s)
      AND kind = ANY (%(kinds)s) AND message_id IS NULL AND withdrawn_at IS NULL
"""
DUE: Final = """
    SELECT id::text, way, user_id, unit_id, role FROM outbox.notice
    WHERE message_id IS NULL AND withdrawn_at IS NULL AND not_before <= log.now()
    ORDER BY not_before, id LIMIT %s FOR UPDATE
"""
WRITE: Final = "INSERT INTO outbox.message (id, way, user_id, unit_id, role) VALUES (%s, %s, %s, %s, %s)"
CARRY: Final = "UPDATE outbox.notice SET message_id = %s WHERE id = ANY (%s::uuid[])"
TOLD: Final = """
    SELECT DISTINCT user_id, unit_id, role FROM outbox.notice
    WHERE clock_id = %(clock_id)s AND (pack, milestone, cycle) = (%(pack)s, %(milestone)s, %(cycle)s)
      AND (kind = 'breach' OR (kind = 'escalation' AND step LIKE '+%%')) AND message_id IS NOT NULL
"""
OF_MESSAGE: Final = """
    SELECT clock_id::text, clock_version, kind, pack, milestone, cycle, stage, step, due_at,
        user_id, unit_id, role, case_id::text, reference, case_unit_id
    FROM outbox.notice WHERE message_id = %s ORDER BY created_at, id
"""


def add_notices(cursor: Cursor, notices: Iterable[Outgoing]) -> None:
    """Add notices, in the transaction of `cursor`; one that is there already stays as it is."""
    execute_batch(cursor, ADD, [_row(one) for one in notices])


def withdraw(cursor: Cursor, clock_id: UUID, *, pack: str, milestone: str, cycle: int, kinds: Iterable[Kind]) -> None:
    """Take back what waits to be told about a milestone, since it is true no more."""
    of = {"clock_id": str(clock_id), "pack": pack, "milestone": milestone, "cycle": cycle}
    cursor.execute(WITHDRAW, {**of, "kinds": list(kinds)})


def told_of_breach(cursor: Cursor, clock_id: UUID, *, pack: str, milestone: str, cycle: int) -> list[Recipient]:
    """Return who was told that a milestone was missed, or called in since it was."""
    cursor.execute(TOLD, {"clock_id": str(clock_id), "pack": pack, "milestone": milestone, "cycle": cycle})
    return [Recipient(unit_id, Role(role), user_id) for user_id, unit_id, role in cursor.fetchall()]


def gather(engine: Engine) -> int:
    """Put the notices whose time has come into messages, one for each recipient and way; return how many there were.

    While another process gathers, nothing is done here.
    """
    with transaction(engine) as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", (GATHERING,))
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(DUE, (MOST,))
        due = sorted(cursor.fetchall(), key=_together)
        for _, found in groupby(due, key=_together):
            _write(cursor, list(found))
    return len(due)


def notices_of(cursor: Cursor, message_id: str) -> Sequence[Notice]:
    """Return the notices that a message carries."""
    cursor.execute(OF_MESSAGE, (message_id,))
    return [_notice(*row) for row in cursor.fetchall()]


def _write(cursor: Cursor, rows: list[tuple[Any, ...]]) -> None:
    """Write a message that carries some notices of one recipient, who is called as the first of them does."""
    ids = sorted(row[0] for row in rows)
    message_id = str(uuid5(NAMESPACE, " ".join(ids)))
    cursor.execute(WRITE, (message_id, *rows[0][1:]))
    cursor.execute(CARRY, (message_id, ids))


def _together(row: tuple[Any, ...]) -> tuple[str, str]:
    """Return what the notices of one message have in common: the way and the recipient."""
    _, way, user_id, unit_id, role = row
    return way, Recipient(unit_id, Role(role), user_id).key


def _row(outgoing: Outgoing) -> dict[str, Any]:
    notice, fact, recipient = outgoing.notice, outgoing.notice.fact, outgoing.notice.recipient
    return {
        "id": str(notice.id),
        "clock_id": str(fact.clock_id),
        "version": fact.version,
        "kind": fact.kind,
        "user_id": recipient.user_id,
        "unit_id": recipient.unit_id,
        "role": recipient.role,
        "way": outgoing.way,
        "case_id": str(notice.case_id),
        "reference": notice.reference,
        "case_unit_id": notice.unit_id,
        "pack": fact.pack,
        "milestone": fact.milestone,
        "cycle": fact.cycle,
        "stage": fact.stage,
        "step": fact.step,
        "due_at": fact.due_at,
        "not_before": outgoing.not_before,
    }


def _notice(  # noqa: PLR0917 - a row
    clock_id: str,
    version: int,
    kind: str,
    pack: str,
    milestone: str,
    cycle: int,
    stage: int,
    step: str,
    due_at: datetime | None,
    user_id: str | None,
    unit_id: str,
    role: str,
    case_id: str,
    reference: str,
    case_unit_id: str,
) -> Notice:
    fact = ClockFact(UUID(clock_id), version, Kind(kind), pack, milestone, cycle, stage, step, due_at)
    return Notice(fact, Recipient(unit_id, Role(role), user_id), UUID(case_id), reference, case_unit_id)
