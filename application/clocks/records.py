"""What is on record about the cycles of a case: breaches, warnings and steps as they were found."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from application.clocks.answers import BreachOnRecord, Record, StepOnRecord
from application.ports import HistoryEntry
from domain.clock import CaseClock

NOTHING = Record()


def on_record(history: Iterable[HistoryEntry], at: datetime, known_at: datetime) -> dict[str, Record]:
    """Return it by cycle, as of an instant, as far as it had been recorded by another one."""
    found: dict[str, Record] = {}
    for entry in history:
        event: Any = entry.event
        change = CHANGES.get(event.topic)
        # That a breach was none is said of the past.
        happened = event.occurred_at <= at or event.topic == CaseClock.BreachRescinded.topic
        if change is not None and happened and entry.recorded_at <= known_at:
            found[event.key] = change(found.get(event.key, NOTHING), event, entry.recorded_at)
    return found


def _breached(record: Record, event: CaseClock.Breached, recorded_at: datetime) -> Record:
    breach = BreachOnRecord(event.breached_at, event.detected_at, recorded_at, event.cause)
    return replace(record, breaches=(*record.breaches, breach))


def _rescinded(record: Record, event: CaseClock.BreachRescinded, recorded_at: datetime) -> Record:
    return replace(record, breaches=tuple(_rescind(each, event, recorded_at) for each in record.breaches))


def _rescind(breach: BreachOnRecord, event: CaseClock.BreachRescinded, recorded_at: datetime) -> BreachOnRecord:
    if breach.rescinded_at is not None or breach.breached_at != event.breached_at:
        return breach
    return replace(breach, rescinded_at=recorded_at, rescinded_by=event.cause)


def _warned(record: Record, event: CaseClock.Warned, _: datetime) -> Record:
    return replace(record, warnings=(*record.warnings, _step(event, None)))


def _escalated(record: Record, event: CaseClock.EscalationFired, _: datetime) -> Record:
    return replace(record, escalations=(*record.escalations, _step(event, event.to)))


def _step(event: CaseClock.Warned | CaseClock.EscalationFired, to: str | None) -> StepOnRecord:
    return StepOnRecord(event.step, event.stage, to, event.occurred_at, event.detected_at, event.due_at)


CHANGES: dict[str, Any] = {
    CaseClock.Breached.topic: _breached,
    CaseClock.BreachRescinded.topic: _rescinded,
    CaseClock.Warned.topic: _warned,
    CaseClock.EscalationFired.topic: _escalated,
}
