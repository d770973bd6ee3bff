"""The worklist's cases as other units see them than the one that owns them: found in the order of work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Column, ColumnElement, DateTime, Index, MetaData, SmallInteger, Table, Text, and_, not_, select
from sqlalchemy.dialects.postgresql import UUID

from domain.sight import Sight
from projections.view import KEY
from projections.visible import recused, texts


class Listed(Protocol):
    """What the order of work and the sight of others ask of a row of the worklist."""

    case_id: str
    unit_id: str
    other_units: list[str]
    employee_id: str | None
    is_confidential: bool
    is_open: bool
    state: str
    severity: str
    clock_rank: int
    clock_at: datetime
    urgency: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SeenElsewhere:
    """An open case as one unit sees it that does not own it. A confidential one is not here."""

    case_id: str
    seen_by: str
    unit_id: str
    clock_rank: int
    clock_at: datetime
    urgency: int
    received_at: datetime
    state: str
    severity: str
    employee_id: str | None


TABLE = Table(
    "worklist_elsewhere",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("seen_by", Text, primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("clock_rank", SmallInteger, nullable=False),
    Column("clock_at", DateTime(timezone=True), nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("state", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("employee_id", Text),
    schema="view",
)
ROW = TABLE.columns
ORDER = (ROW.clock_rank, ROW.clock_at, ROW.urgency, ROW.received_at, ROW.case_id)
"""That of the worklist."""
Index("worklist_elsewhere_order", ROW.seen_by, *ORDER)
Index("worklist_elsewhere_severity", ROW.seen_by, ROW.severity, *ORDER)


def seen_elsewhere(entry: Listed) -> Iterator[SeenElsewhere]:
    """Yield an open case for each unit that sees it without owning it."""
    if entry.is_open and not entry.is_confidential:
        for seen_by in entry.other_units:
            yield SeenElsewhere(
                case_id=entry.case_id,
                seen_by=seen_by,
                unit_id=entry.unit_id,
                clock_rank=entry.clock_rank,
                clock_at=entry.clock_at,
                urgency=entry.urgency,
                received_at=entry.received_at,
                state=entry.state,
                severity=entry.severity,
                employee_id=entry.employee_id,
            )


def shown_to(sight: Sight, units: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition for what a user sees here and none of their units owns, each case once.

    Which unit's row it is stays to be said.
    """
    found = [ROW.unit_id != texts(units).all_(), not_(recused(ROW, sight))]
    if len(units) > 1:
        first = TABLE.alias("first")
        same = (first.c.case_id == ROW.case_id, first.c.seen_by.in_(sorted(units)), first.c.seen_by < ROW.seen_by)
        found.append(not_(select(first.c.case_id).where(*same).exists()))
    return and_(*found)
