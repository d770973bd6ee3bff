"""Notices and messages to be sent, and the database's clock to wait by."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID, uuid5

from sqlalchemy import Engine

from application.notices.message import Message
from application.notices.telling import Outgoing
from domain.actor import Role
from domain.notices.notice import ClockFact, Kind, Notice, Recipient, Way
from infrastructure.outbox.notices import add_notices
from infrastructure.view_positions import transaction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CLOCK = UUID("c10c0000-0000-4000-8000-000000000001")
CASE = UUID("ca5e0000-0000-4000-8000-000000000001")
LI = Recipient("sh-pudong", Role.HANDLER, "li.wei")
WANG = Recipient("sh-pudong", Role.SUPERVISOR, "wang.fang")
MAILBOX = Recipient("sh-pudong", Role.SUPERVISOR)


def notice(
    version: int = 1, recipient: Recipient = LI, *, kind: Kind = Kind.WARNING, milestone: str = "decide"
) -> Notice:
    """Return a notice of a fact that stands at a version of the clock's stream."""
    step = "80%" if kind is Kind.WARNING else ""
    fact = ClockFact(
        CLOCK, version, kind, "cn-nfra-2020-3", milestone, 1, 1, step, datetime(2026, 3, 10, 15, tzinfo=UTC)
    )
    return Notice(fact, recipient, CASE, f"CMP-2026-{version:06}-7", "sh-pudong")


def message(*notices: Notice) -> Message:
    """Return a message with notices of one recipient."""
    found = notices or (notice(),)
    return Message(uuid5(CLOCK, "message"), found[0].recipient, found, NOON, "Asia/Shanghai")


def add(engine: Engine, notices: Iterable[Notice], *, way: Way = Way.LOG, not_before: datetime = NOON) -> None:
    """Put notices into the outbox."""
    with transaction(engine) as cursor:
        add_notices(cursor, [Outgoing(one, way, not_before) for one in notices])
