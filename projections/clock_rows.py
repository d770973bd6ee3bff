"""The clocks of a case in read models: one row for each cycle of a milestone, made of what is on record."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import CaseClock
from domain.clock.cycle import ENDED, ClockState
from projections.view import Fold, Recorded

Cycle = dict[str, Any]
"""What is known of a cycle, as JSON: instants and dates are ISO 8601."""

EVENTS = (
    *(CaseClock.DueSet, CaseClock.DueTold, CaseClock.Warned, CaseClock.Breached, CaseClock.BreachRescinded),
    *(CaseClock.EscalationFired, CaseClock.Met, CaseClock.Cancelled),
)
"""The events that change a cycle."""


def after(cycles: Mapping[str, Cycle], seen: Recorded[Any]) -> dict[str, Cycle]:
    """Return the cycles of a case after one of `EVENTS`. What was never set is passed over."""
    event = seen.event
    known = cycles.get(event.key)
    change = CHANGES[event.topic]
    if known is None and not isinstance(event, CaseClock.DueSet):
        return dict(cycles)
    return {**cycles, event.key: change(known or {}, seen)}


def _due_set(known: Cycle, seen: Recorded[CaseClock.DueSet]) -> Cycle:
    event = seen.event
    breached = known.get("breached_at")
    state = ClockState.PAUSED if event.cause == "paused" else ClockState.RUNNING
    fired = known.get("fired", {})
    return {
        **known,
        "pack": event.pack,
        "milestone": event.milestone,
        "cycle": event.cycle,
        "stage": event.stage,
        "is_regulatory": event.is_regulatory,
        "state": ClockState.BREACHED if breached else state,
        "started_at": iso(event.started_at),
        "due_at": iso(event.due_at),
        "due_on": iso(event.due_on),
        "is_provisional": event.is_provisional,
        "pack_version": event.pack_version,
        "calendar": event.calendar,
        "calendar_version": event.calendar_version,
        "ended_at": None,
        "cause": None,
        "fired": fired,
        "ladder": [
            {"key": f"{event.stage}:{rung.key}", "at": iso(rung.at), "due": iso(rung.due_at), "lead": rung.lead_seconds}
            for rung in event.ladder
        ],
    }


def _told(known: Cycle, seen: Recorded[CaseClock.DueTold]) -> Cycle:
    return {**known, "told_on": iso(seen.event.due_on)}


def _warned(known: Cycle, seen: Recorded[CaseClock.Warned]) -> Cycle:
    return _fired(known, f"{seen.event.stage}:{seen.event.step}", seen.event.due_at)


def _escalated(known: Cycle, seen: Recorded[CaseClock.EscalationFired]) -> Cycle:
    event = seen.event
    return _fired(known, f"{event.stage}:{event.step}>{event.to}", event.due_at)


def _fired(known: Cycle, key: str, due_at: datetime) -> Cycle:
    return {**known, "fired": {**known["fired"], key: iso(due_at)}}


def _breached(known: Cycle, seen: Recorded[CaseClock.Breached]) -> Cycle:
    event = seen.event
    state = known["state"] if known["state"] in ENDED else ClockState.BREACHED
    first = known.get("first_breached_at") or iso(event.breached_at)
    return {
        **known,
        "state": state,
        "breached_at": iso(event.breached_at),
        "detected_at": iso(event.detected_at),
        "breach_cause": event.cause,
        "first_breached_at": first,
        "breach_recorded_at": known.get("breach_recorded_at") or iso(seen.recorded_at),
    }


def _rescinded(known: Cycle, seen: Recorded[CaseClock.BreachRescinded]) -> Cycle:
    state = ClockState.RUNNING if known["state"] == ClockState.BREACHED else known["state"]
    return {**known, "state": state, "breached_at": None, "rescinded_at": iso(seen.recorded_at)}


def _met(known: Cycle, seen: Recorded[CaseClock.Met]) -> Cycle:
    state = ClockState.MET_LATE if seen.event.is_late else ClockState.MET
    return {**known, "state": state, "ended_at": iso(seen.event.occurred_at)}


def _cancelled(known: Cycle, seen: Recorded[CaseClock.Cancelled]) -> Cycle:
    ended_at = iso(seen.event.occurred_at)
    return {**known, "state": ClockState.CANCELLED, "ended_at": ended_at, "cause": seen.event.cause}


CHANGES: Mapping[str, Any] = {
    CaseClock.DueSet.topic: _due_set,
    CaseClock.DueTold.topic: _told,
    CaseClock.Warned.topic: _warned,
    CaseClock.EscalationFired.topic: _escalated,
    CaseClock.Breached.topic: _breached,
    CaseClock.BreachRescinded.topic: _rescinded,
    CaseClock.Met.topic: _met,
    CaseClock.Cancelled.topic: _cancelled,
}


def iso(value: datetime | date | None) -> str | None:
    """Return an instant or a date as it stands in JSON."""
    return None if value is None else value.isoformat()


def next_at(cycle: Cycle) -> str | None:
    """Return when time brings something to a cycle: a step, or the second after the due instant; None: never."""
    if cycle["state"] in ENDED or cycle["due_at"] is None:
        return None
    coming = [datetime.fromisoformat(rung["at"]) for rung in cycle["ladder"] if has_to_come(rung, cycle["fired"])]
    if cycle.get("breached_at") is None:
        coming.append(datetime.fromisoformat(cycle["due_at"]) + timedelta(seconds=1))
    return iso(min(coming, default=None))


def has_to_come(rung: Mapping[str, Any], fired: Mapping[str, str]) -> bool:
    """Tell whether a step was not taken for this due instant: as the keeper of clocks does."""
    before = fired.get(rung["key"])
    if before is None:
        return True
    if rung["lead"] is None:
        return False
    moved = datetime.fromisoformat(rung["due"]) - datetime.fromisoformat(before)
    return moved.total_seconds() > float(rung["lead"])


def follow_clocks(fold: Fold[Any]) -> None:
    """Let a fold whose rows have `cycles` follow the clocks of its cases."""

    def changed(row: Any, seen: Recorded[Any]) -> None:  # noqa: ANN401 - a row with cycles
        row.cycles = after(row.cycles, seen)

    fold.follows(*EVENTS)(changed)
