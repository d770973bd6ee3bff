"""The table `reporting.case_history`: one row for each change of state, owner or class."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from projections.reporting_cases import Case
from projections.view import Recorded, Trail
from projections.zones import local_time

HISTORY = Table(
    "case_history",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True, comment="Id of the case, as in cases."),
    Column("version", Integer, primary_key=True, comment="Number of the event within its case; rises with time."),
    Column("aspect", Text, primary_key=True, comment="What changed: state, unit, handler or class."),
    Column("from_value", Text, comment="Value before; null at the beginning, or where nobody or nothing was set."),
    Column("to_value", Text, comment="Value after; null where nobody handles the case any more."),
    Column(
        "occurred_at", DateTime(timezone=True), nullable=False, comment="Instant (UTC) of the change, business time."
    ),
    Column("occurred_local", DateTime, nullable=False, comment="The same in the local time of the case's time_zone."),
    Column("occurred_on", Date, nullable=False, comment="Local date of the change."),
    Column("recorded_at", DateTime(timezone=True), nullable=False, comment="Instant (UTC) at which it was recorded."),
    Column("user_id", Text, comment="User who made the change."),
    Column("role", Text, comment="Role in which that user did it."),
    Column("topic", Text, nullable=False, comment="Event that made the change, such as complaint.assigned."),
    Column("log_position", BigInteger, nullable=False, comment="Place of that event in the log; see watermark."),
    schema="reporting",
    comment="One row per change of state, owner or class of a case, from its receipt on.",
)


@dataclass(slots=True)
class Change:
    """One row; what the columns mean is said with them."""

    case_id: str
    version: int
    aspect: str
    from_value: str | None
    to_value: str | None
    occurred_at: datetime
    occurred_local: datetime
    occurred_on: date
    recorded_at: datetime
    user_id: str | None
    role: str | None
    topic: str
    log_position: int


ASPECTS = ("state", "unit", "handler", "class")
NOTHING = (None,) * len(ASPECTS)


def watch(case: Case) -> tuple[str | None, ...]:
    """Return the values of the aspects."""
    return case.state, case.unit_id, case.handler_id, case.complaint_class


def changes(before: tuple[Any, ...] | None, case: Case, seen: Recorded[Any]) -> Iterator[Change]:
    """Return a row for each aspect that changed."""
    for aspect, was, now in zip(ASPECTS, before or NOTHING, watch(case), strict=True):
        if was != now:
            yield change(case, seen, aspect=aspect, was=was, now=now)


def change(case: Case, seen: Recorded[Any], *, aspect: str, was: str | None, now: str | None) -> Change:
    """Return one row."""
    local = local_time(seen.occurred_at, case.time_zone)
    who = seen.metadata
    return Change(
        case_id=case.case_id,
        version=seen.version,
        aspect=aspect,
        from_value=was,
        to_value=now,
        occurred_at=seen.occurred_at,
        occurred_local=local,
        occurred_on=local.date(),
        recorded_at=seen.recorded_at,
        user_id=who.get("user"),
        role=who.get("role"),
        topic=seen.topic,
        log_position=seen.position,
    )


TRAIL: Trail[Case] = Trail(table=HISTORY, row=Change, watch=watch, added=changes)
