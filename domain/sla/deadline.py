"""Deadlines: when a limit ends that began at an instant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.sla.business_time import add_seconds
from domain.sla.calendar import ALWAYS
from domain.sla.day_count import BillingCyclesMissing, DayCount, count_days
from domain.sla.instants import local_date, to_instant
from domain.sla.pauses import Pause, PausedSpan, united
from domain.sla.start import Start
from domain.sla.terms import Limit, Terms
from domain.sla.units import Unit


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends, as an instant in UTC and as a local date.

    It is provisional while a holiday may still be announced that moves it. `days` is the count behind it, where dates
    were counted. `start` and `terms`: from where it was counted, and how.
    """

    at: datetime
    on: date
    is_provisional: bool
    limit: Limit
    start: Start = field(repr=False, compare=False)
    terms: Terms = field(repr=False, compare=False)
    days: DayCount | None = None


def due(limit: Limit, start: Start, terms: Terms, pauses: Iterable[Pause] = ()) -> Due:
    """Compute when a limit ends: never before its start, and later by what was paused while it ran.

    Raises:
        BeyondHorizon: It does not end within the horizon.
        BillingCyclesMissing: The case carries too few billing cycles, and no other limit stands beside them.
    """
    paused = united(pauses, since=start.seconds)
    return min(_ends(limit, start, terms, paused), key=lambda each: each.at)


def stages_due(limits: Iterable[Limit], start: Start, terms: Terms, pauses: Iterable[Pause] = ()) -> list[Due]:
    """Compute when each stage ends: each limit counts from the start, and none ends before the one before it.

    Raises:
        BeyondHorizon: One does not end within the horizon.
        BillingCyclesMissing: As for one limit.
    """
    kept = tuple(pauses)
    ends: list[Due] = []
    for limit in limits:
        found = due(limit, start, terms, kept)
        ends.append(found if not ends or found.at >= ends[-1].at else ends[-1])
    return ends


def _ends(limit: Limit, start: Start, terms: Terms, paused: Sequence[PausedSpan]) -> Iterator[Due]:
    """Yield when a limit ends and when the one beside it does; cycles that are not known leave it to the other."""
    if limit.at_most is not None:
        yield from _ends(limit.at_most, start, terms, paused)
    try:
        yield _end(limit, start, terms, paused)
    except BillingCyclesMissing:
        if limit.at_most is None:
            raise


def _end(limit: Limit, start: Start, terms: Terms, paused: Sequence[PausedSpan]) -> Due:
    zone = start.calendar.zone
    if limit.unit.seconds is None:
        days = count_days(limit, start, terms, paused)
        return Due(to_instant(days.ends), local_date(days.ends, zone), days.is_provisional, limit, start, terms, days)
    calendar = ALWAYS if limit.unit is Unit.CALENDAR_HOUR else start.calendar
    ends = add_seconds(start.seconds, limit.amount * limit.unit.seconds, calendar.openings, paused)
    on = local_date(ends, zone)
    return Due(to_instant(ends), on, not calendar.is_known(start.on, on), limit, start, terms)
