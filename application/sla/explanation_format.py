"""An answer about a deadline as plain values and as words."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from application.sla.explanation import Answer, StageAnswer
from domain.sla.calendar import Calendar
from domain.sla.day_ledger import DateEntry, DateKind
from domain.sla.ledger import Segment


def as_json(answer: Answer, time_zone_data: str) -> dict[str, Any]:
    """Return an answer as plain values; instants are in UTC."""
    question = answer.question
    calendar = question.start.calendar
    return {
        "pack": question.pack.id,
        "pack_version": question.pack.version,
        "in_force": question.pack.is_effective(question.start.on),
        "milestone": question.milestone.id,
        "source": question.milestone.source,
        "verified": question.milestone.verified,
        "runs_a_clock": question.milestone.runs_a_clock,
        "received_at": _utc(question.start.at),
        "received_on": str(question.start.on),
        "calendar": calendar.id,
        "calendar_version": calendar.version,
        "time_zone": calendar.zone_name,
        "time_zone_data": time_zone_data,
        "stages": [_stage_as_json(stage, calendar) for stage in answer.stages],
    }


def _stage_as_json(stage: StageAnswer, calendar: Calendar) -> dict[str, Any]:
    return {
        "stage": stage.number,
        "limit": stage.due.limit.amount,
        "unit": stage.due.limit.unit.value,
        "requires": list(stage.requires),
        "due_at": _utc(stage.due.at),
        "due_local": stage.due.at.astimezone(calendar.zone).isoformat(),
        "due_on": str(stage.due.on),
        "calendar_version": calendar.version,
        "provisional": stage.due.is_provisional,
        "ledger": [_entry_as_json(entry) for entry in stage.ledger],
    }


def _entry_as_json(entry: Segment | DateEntry) -> Mapping[str, Any]:
    if isinstance(entry, DateEntry):
        counted = entry.kind is DateKind.COUNTED
        return {"date": str(entry.on), "counted": counted, "number": entry.number, "kind": entry.kind, "why": entry.why}
    return {
        "from": _utc(entry.begins_at),
        "to": _utc(entry.ends_at),
        "seconds": entry.seconds,
        "kind": entry.kind,
        "why": entry.why,
    }


def as_text(answer: Answer) -> str:
    """Return an answer in words; times are those of the calendar's zone."""
    question = answer.question
    calendar, milestone = question.start.calendar, question.milestone
    checked = "" if milestone.verified else " (not verified)"
    in_force = "" if question.pack.is_effective(question.start.on) else " (the pack is not in force on that date)"
    lines = [
        f"{question.pack.id}, version {question.pack.version}: {milestone.id}{checked}",
        milestone.source,
        f"received {_local(question.start.at, calendar)} {calendar.zone_name}{in_force}",
        f"calendar {calendar.id}, version {calendar.version}",
    ]
    for stage in answer.stages:
        limit = stage.due.limit
        unit = limit.unit.value.replace("_", " ") + ("" if limit.amount == 1 else "s")
        provisional = ", provisional: holidays up to then are not all announced" if stage.due.is_provisional else ""
        lines.append(
            f"\nstage {stage.number}, {limit.amount} {unit}: due {_local(stage.due.at, calendar)}{provisional}"
        )
        lines += [f"  needs {', '.join(stage.requires)}"] if stage.requires else []
        lines += [f"  {line}" for line in _ledger_lines(stage.ledger, calendar)]
    return "\n".join(lines)


def _ledger_lines(ledger: list[Segment] | list[DateEntry], calendar: Calendar) -> list[str]:
    dates = [entry for entry in ledger if isinstance(entry, DateEntry)]
    spans = [entry for entry in ledger if isinstance(entry, Segment)]
    by_sort = (list(same) for _, same in groupby(dates, key=lambda entry: (entry.kind, entry.why)))
    return [_dates_line(same) for same in by_sort] + [_span_line(span, calendar) for span in spans]


def _dates_line(same: list[DateEntry]) -> str:
    first, last = same[0], same[-1]
    when = str(first.on) if first is last else f"{first.on} to {last.on}"
    what = first.kind.value.replace("_", " ")
    if first.number is not None:
        what += f" as {first.number}" if first is last else f" as {first.number} to {last.number}"
    return f"{when}  {what}" + (f": {first.why}" if first.why else "")


def _span_line(span: Segment, calendar: Calendar) -> str:
    when = f"{_local(span.begins_at, calendar)} to {_local(span.ends_at, calendar)}"
    return f"{when}  {span.kind.value} {span.seconds:,} s" + (f": {span.why}" if span.why else "")


def _local(instant: datetime, calendar: Calendar) -> str:
    return f"{instant.astimezone(calendar.zone):%a %Y-%m-%d %H:%M:%S}"


def _utc(instant: datetime) -> str:
    return instant.replace(microsecond=0).isoformat().replace("+00:00", "Z")
