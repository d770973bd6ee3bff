"""The clocks: every deadline of every case, so that what is due, breached or next is found without looking at cases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Index, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSON, UUID

from domain.clock import CaseClock
from domain.clock.cycle import ENDED
from projections.clock_rows import Cycle, follow_clocks, next_at
from projections.view import KEY, Fold, Part, Recorded, Spread, View


@dataclass(slots=True)
class CaseRow:
    """The clocks of one case: its cycles by pack, milestone and number."""

    case_id: str
    cycles: dict[str, Cycle] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One cycle of one milestone. `next_at`: when time brings something to it. Instants are ISO 8601."""

    case_id: str
    pack: str
    milestone: str
    cycle: int
    stage: int
    is_regulatory: bool
    is_open: bool
    state: str
    started_at: str
    due_at: str | None
    due_on: str | None
    is_provisional: bool
    breached_at: str | None
    ended_at: str | None
    next_at: str | None


CASES = Table(
    "clock_case",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("cycles", JSON, nullable=False),
    schema="view",
)
TABLE = Table(
    "clock",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("pack", Text, primary_key=True),
    Column("milestone", Text, primary_key=True),
    Column("cycle", SmallInteger, primary_key=True),
    Column("stage", SmallInteger, nullable=False),
    Column("is_regulatory", Boolean, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("due_on", Date),
    Column("is_provisional", Boolean, nullable=False),
    Column("breached_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("next_at", DateTime(timezone=True)),
    schema="view",
)
ROW = TABLE.columns

Index("clock_next", ROW.next_at, postgresql_where=ROW.next_at.is_not(None))
Index("clock_due", ROW.due_at, ROW.case_id, postgresql_where=ROW.is_open & ROW.due_at.is_not(None))
Index("clock_breached", ROW.breached_at, ROW.case_id, postgresql_where=ROW.is_open & ROW.breached_at.is_not(None))
Index("clock_paused", ROW.started_at, ROW.case_id, postgresql_where=ROW.is_open & (ROW.state == "paused"))
Index("clock_open", ROW.case_id, postgresql_where=ROW.is_open)

FOLD: Fold[CaseRow] = Fold()


@FOLD.may_begin(CaseClock.PackSelected)
def selected(seen: Recorded[CaseClock.PackSelected]) -> CaseRow:
    """Begin with no deadline."""
    return CaseRow(str(seen.event.case_id))


follow_clocks(FOLD)


def spread(row: CaseRow) -> Iterator[ClockRow]:
    """Yield a row for each cycle."""
    for cycle in row.cycles.values():
        yield ClockRow(**of_cycle(row.case_id, cycle), next_at=next_at(cycle))


def of_cycle(case_id: str, cycle: Cycle) -> dict[str, Any]:
    """Return what a list shows of a cycle."""
    return {
        "case_id": case_id,
        "pack": cycle["pack"],
        "milestone": cycle["milestone"],
        "cycle": cycle["cycle"],
        "stage": cycle["stage"],
        "is_regulatory": cycle["is_regulatory"],
        "is_open": cycle["state"] not in ENDED,
        "state": cycle["state"],
        "started_at": cycle["started_at"],
        "due_at": cycle["due_at"],
        "due_on": cycle["due_on"],
        "is_provisional": cycle["is_provisional"],
        "breached_at": cycle.get("breached_at"),
        "ended_at": cycle["ended_at"],
    }


PART = Part(table=CASES, row=CaseRow, fold=FOLD, spread=Spread[CaseRow](table=TABLE, row=ClockRow, over=spread))
VIEW = View(name="clocks", version=2, parts=(PART,))
