"""Deadlines, computed in this process."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.bench import Bench
from benchmarks.result import Result, at_most
from domain.sla.deadline import due
from domain.sla.pauses import Pause
from domain.sla.start import Start
from domain.sla.terms import EndOfDay, Limit, Terms
from domain.sla.units import Unit
from infrastructure.calendars import shipped_calendar

TIMES = 2_000
BEGINS = datetime(2026, 2, 10, 2, 30, tzinfo=UTC)
MEDIATION = Pause(BEGINS + timedelta(days=3), BEGINS + timedelta(days=15))

KINDS = (
    Limit(250, Unit.WORKING_DAY),
    Limit(250, Unit.BUSINESS_DAY),
    Limit(2_000, Unit.BUSINESS_HOUR),
    Limit(365, Unit.CALENDAR_DAY),
)
"""Limits that end a year later, past all the holidays and make-up days of China."""


def measure(_bench: Bench) -> Iterator[Result]:
    """Compute a deadline over a year of holidays, with a pause, in a calendar that knows the year already."""
    kinds = {kind.unit.value: median(_microseconds(kind) for _ in range(3)) for kind in KINDS}
    slowest = max(kinds, key=kinds.__getitem__)
    what = f"a deadline over a year of holidays, warm (the slowest of {len(KINDS)} units: {slowest})"
    yield Result(what, "µs", kinds[slowest], at_most(100), detail=kinds)


def _microseconds(limit: Limit) -> float:
    calendar, terms = shipped_calendar("cn"), Terms(end_of_day=EndOfDay.CLOSE_OF_BUSINESS)
    due(limit, Start(BEGINS, calendar), terms, [MEDIATION])
    began = time.perf_counter()
    for _ in range(TIMES):
        due(limit, Start(BEGINS, calendar), terms, [MEDIATION])
    return (time.perf_counter() - began) / TIMES * 1e6
