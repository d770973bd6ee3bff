"""Answers about the cases of the domain's tests: what happened is told there, the answer is worked out here."""

from application.clocks.answers import CaseClocks, Clock
from application.clocks.moments import Moment
from application.clocks.questions import Told, answer
from application.clocks.records import on_record
from application.ports import HistoryEntry
from tests.domain.clock.case import Case

REFERENCE = "C-2026-000123-4"


def told(case: Case, now: str, *, at: str | None = None, known: str | None = None, kept: bool = True) -> CaseClocks:
    """Return what is told of a case now; its clock was kept whenever something was entered, unless told otherwise."""
    moment = Moment.asked(case.at(at) if at else None, case.at(known) if known else None, case.at(now))
    events = case.kept(now).pending_events if kept and case.clocks(now) else []
    history = [HistoryEntry(event, n, case.at(now), {}) for n, event in enumerate(events, start=1)]  # type: ignore[arg-type]
    records = on_record(history, moment.at, case.at(now))
    stream = case.entries[0].event.originator_id
    return answer(Told(stream, REFERENCE, case.entries, records), moment, case.policies, "2026a")


def of(answered: CaseClocks, milestone: str) -> Clock:
    """Return one of the clocks."""
    return next(clock for clock in answered.clocks if clock.milestone == milestone)
