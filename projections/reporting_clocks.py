"""The table `reporting.clocks`: one row per cycle of a milestone on a case, as it is on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSON, UUID

from domain.clock.cycle import ClockState
from domain.complaint.receiving import Received
from domain.complaint.rechecking import RecheckOpened
from domain.interaction.beginning import Begun
from domain.request.submitting import Submitted
from projections.clock_rows import Cycle, follow_clocks
from projections.reporting_cases import moment
from projections.view import KEY, Fold, Part, Recorded, Spread
from projections.zones import Zones, local_time

CASES = Table(
    "reporting_clock_case",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("cycles", JSON, nullable=False),
    schema="view",
)
"""What the rows are made of: not for reporting tools."""

CLOCKS = Table(
    "clocks",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True, comment="Id of the case, as in cases, requests or contacts."),
    Column("pack", Text, primary_key=True, comment="Policy pack, such as cn-nfra-2020-3."),
    Column("milestone", Text, primary_key=True, comment="Milestone of the pack, such as decide_and_notify."),
    Column("cycle", SmallInteger, primary_key=True, comment="Which run of the milestone on the case, from 1."),
    Column("kind", Text, nullable=False, comment="complaint, recheck, service_request or interaction."),
    Column("time_zone", Text, nullable=False, comment="Zone of the unit that received it; of the local columns."),
    Column("is_first_cycle", Boolean, nullable=False, comment="Figures name first cycles apart, and count each once."),
    Column("is_regulatory", Boolean, nullable=False, comment="An authority wants it; false: the bank's own promise."),
    Column(
        "state",
        Text,
        nullable=False,
        comment="running, paused, breached (passed and not met), met, met_late or cancelled, as corrected.",
    ),
    Column("stage", SmallInteger, nullable=False, comment="Stage that was reached, from 1."),
    Column("pack_version", Integer, nullable=False, comment="Version of the pack that it was last counted by."),
    Column("calendar", Text, nullable=False, comment="Calendar that it is counted in."),
    Column("calendar_version", Text, nullable=False, comment="Version of that calendar."),
    *moment("started", "it began to count"),
    *moment("due", "it is or was due; null while paused or where no number is set (due_on: in the calendar's zone)"),
    Column("is_provisional", Boolean, nullable=False, comment="Holidays up to the due date are not all announced."),
    Column("told_on", Date, comment="Date that the complainant was told last."),
    Column("is_breached", Boolean, nullable=False, comment="The due instant passed unmet, as corrected; it stays so."),
    *moment("breached", "the due instant passed, as corrected; null where a late entry showed that it did not"),
    Column("breach_cause", Text, comment="time, late_entry, late_classification, merge or correction; null: none."),
    Column("is_breached_as_known", Boolean, nullable=False, comment="A breach was ever on record, rescinded or not."),
    *moment("known_breach", "the due instant passed by the first breach on record"),
    *moment("breach_recorded", "the first breach went on record: from then on the bank knew of it"),
    *moment("rescinded", "a breach was last shown to be none"),
    *moment("detected", "the last breach on record was found"),
    *moment("met", "it was met, in time or late"),
    Column("is_met_late", Boolean, nullable=False, comment="Met after the due instant."),
    *moment("cancelled", "nothing was due any more"),
    Column(
        "cancel_cause", Text, comment="What cancelled it: withdrawn, declined, merged, new_facts, reclassified, ..."
    ),
    Column("warnings", Integer, nullable=False, comment="Warnings that came, each step of a stage once."),
    Column("escalations", Integer, nullable=False, comment="Steps to somebody that came, each once."),
    schema="reporting",
    comment="One row per cycle of a milestone on a case. is_breached is as corrected, is_breached_as_known as known.",
)


@dataclass(slots=True)
class CaseRow:
    """The clocks of one case: its cycles by pack, milestone and number."""

    case_id: str
    kind: str
    time_zone: str
    cycles: dict[str, Cycle] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One row; what the columns mean is said with them. Instants and dates are ISO 8601."""

    case_id: str
    pack: str
    milestone: str
    cycle: int
    kind: str
    time_zone: str
    is_first_cycle: bool
    is_regulatory: bool
    state: str
    stage: int
    pack_version: int
    calendar: str
    calendar_version: str
    started_at: str | None
    started_local: str | None
    started_on: str | None
    due_at: str | None
    due_local: str | None
    due_on: str | None
    is_provisional: bool
    told_on: str | None
    is_breached: bool
    breached_at: str | None
    breached_local: str | None
    breached_on: str | None
    breach_cause: str | None
    is_breached_as_known: bool
    known_breach_at: str | None
    known_breach_local: str | None
    known_breach_on: str | None
    breach_recorded_at: str | None
    breach_recorded_local: str | None
    breach_recorded_on: str | None
    rescinded_at: str | None
    rescinded_local: str | None
    rescinded_on: str | None
    detected_at: str | None
    detected_local: str | None
    detected_on: str | None
    met_at: str | None
    met_local: str | None
    met_on: str | None
    is_met_late: bool
    cancelled_at: str | None
    cancelled_local: str | None
    cancelled_on: str | None
    cancel_cause: str | None
    warnings: int
    escalations: int


MET: Final = frozenset({ClockState.MET, ClockState.MET_LATE})


def clocks(zones: Zones) -> Part[CaseRow]:
    """Return the part of the reporting view, with local times by the zones of the units that received the cases."""
    fold: Fold[CaseRow] = Fold()
    fold.begins(Received)(partial(begun, zones, "complaint"))
    fold.begins(Submitted)(partial(begun, zones, "service_request"))
    fold.begins(Begun)(partial(begun, zones, "interaction"))
    fold.changes(RecheckOpened)(checks_again)
    follow_clocks(fold)
    return Part(table=CASES, row=CaseRow, fold=fold, spread=Spread[CaseRow](table=CLOCKS, row=ClockRow, over=spread))


def begun(zones: Zones, kind: str, seen: Recorded[Any]) -> CaseRow:
    """Begin with no clock; the zone is that of the first unit for good, as in the other tables."""
    return CaseRow(seen.stream_id, kind, zones.of(seen.event.unit_id))


def checks_again(row: CaseRow, _: Recorded[RecheckOpened]) -> None:
    """Say that it looks at another case again."""
    row.kind = "recheck"


def spread(row: CaseRow) -> Iterator[ClockRow]:
    """Yield a row for each cycle."""
    for cycle in row.cycles.values():
        columns: dict[str, Any] = {**of_cycle(row, cycle), **moments(cycle, row.time_zone)}
        yield ClockRow(**columns)


def of_cycle(row: CaseRow, cycle: Cycle) -> dict[str, Any]:
    """Return what is no moment."""
    same = ("pack", "milestone", "cycle", "is_regulatory", "state", "stage", "pack_version", "calendar")
    steps = cycle["fired"]
    return {
        **{name: cycle[name] for name in (*same, "calendar_version", "is_provisional")},
        "case_id": row.case_id,
        "kind": row.kind,
        "time_zone": row.time_zone,
        "is_first_cycle": cycle["cycle"] == 1,
        "told_on": cycle.get("told_on"),
        "is_breached": cycle.get("breached_at") is not None,
        "breach_cause": cycle.get("breach_cause") if cycle.get("breached_at") else None,
        "is_breached_as_known": cycle.get("first_breached_at") is not None,
        "is_met_late": cycle["state"] == ClockState.MET_LATE,
        "cancel_cause": cycle["cause"],
        "warnings": sum(">" not in key for key in steps),
        "escalations": sum(">" in key for key in steps),
    }


def moments(cycle: Cycle, zone: str) -> dict[str, str | None]:
    """Return the columns of every moment; the due date is the calendar's."""
    state, ended_at = cycle["state"], cycle["ended_at"]
    found: Mapping[str, str | None] = {
        "started": cycle["started_at"],
        "due": cycle["due_at"],
        "breached": cycle.get("breached_at"),
        "known_breach": cycle.get("first_breached_at"),
        "breach_recorded": cycle.get("breach_recorded_at"),
        "rescinded": cycle.get("rescinded_at"),
        "detected": cycle.get("detected_at"),
        "met": ended_at if state in MET else None,
        "cancelled": ended_at if state == ClockState.CANCELLED else None,
    }
    columns: dict[str, str | None] = {}
    for name, instant in found.items():
        local = local_time(datetime.fromisoformat(instant), zone) if instant else None
        columns[f"{name}_at"] = instant
        columns[f"{name}_local"] = local.isoformat() if local else None
        columns[f"{name}_on"] = local.date().isoformat() if local else None
    return {**columns, "due_on": cycle["due_on"]}
