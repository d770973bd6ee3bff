"""Answers about the cases of the domain's tests: what happened is told there, the answer is worked out here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from application.clocks.answers import CaseClocks, Clock
from application.clocks.moments import Moment
from application.clocks.questions import Told, answer
from application.clocks.records import on_record
from application.ports import HistoryEntry
from domain.clock import CaseClock
from domain.clock.case_clock import clock_of
from tests.domain.clock.case import Case
from tests.domain.language import STREAM

REFERENCE = "C-2026-000123-4"


def told(case: Case, now: str, *, at: str | None = None, known: str | None = None, kept: bool = True) -> CaseClocks:
    """Return what is told of a case now; its clock was kept whenever something was entered, unless told otherwise."""
    moment = Moment.asked(case.at(at) if at else None, case.at(known) if known else None, case.at(now))
    records = on_record(kept_until(case, moment.known_at) if kept else [], moment.at, moment.known_at)
    stream = case.entries[0].event.originator_id
    return answer(Told(stream, REFERENCE, case.entries, records), moment, case.policies, "2026a")


def kept_until(case: Case, until: datetime) -> list[HistoryEntry]:
    """Keep the clock of a case when something was entered, and at an instant; return what went on record."""
    history: list[HistoryEntry] = []
    clock = CaseClock.blank(clock_of(STREAM))
    for instant in sorted({until, *(entry.recorded_at for entry in case.entries if entry.recorded_at <= until)}):
        if any(entry.recorded_at <= instant for entry in case.entries):
            clock = case.kept(instant.astimezone(ZoneInfo(case.zone)).replace(tzinfo=None).isoformat(), clock)
            new = clock.pending_events[len(history) :]
            history += [HistoryEntry(event, 1, instant, {}) for event in new]  # type: ignore[arg-type]
    return history


def of(answered: CaseClocks, milestone: str) -> Clock:
    """Return one of the clocks."""
    return next(clock for clock in answered.clocks if clock.milestone == milestone)
