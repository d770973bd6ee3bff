"""The account of a cycle: what became of its time, second by second or date by date, and what is left."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from application.clocks.answers import Day, Ledger, Left, Over, Segment
from domain.clock.changing import Target
from domain.clock.clocks import Clock
from domain.clock.cycle import Cycle
from domain.sla import ledger as seconds
from domain.sla.business_time import elapsed
from domain.sla.calendar import ALWAYS, Calendar
from domain.sla.day_ledger import DateEntry, DateKind, dates_of
from domain.sla.deadline import Due
from domain.sla.instants import local_date, to_seconds
from domain.sla.milestone import ChangeRule
from domain.sla.pauses import Pause
from domain.sla.units import Unit

ONE_DAY = timedelta(days=1)
SUPERSEDED, AGREED, REPLACED = "superseded", "agreed", "replaced"


def ledger(clock: Clock, cycle: Cycle, until: datetime) -> Ledger:
    """Return what became of the time from the start until an instant; of dates also what comes until the due date."""
    due = counted(cycle)
    if due is not None and due.days is not None:
        days = tuple(_dates(clock, cycle, due, until))
        return Ledger("dates", sum(day.is_counted and day.is_past for day in days), (), days)
    lines = tuple(_segments(clock, cycle, due, until))
    return Ledger("seconds", sum(line.seconds for line in lines if line.is_counted), lines, ())


def left(cycle: Cycle, until: datetime, account: Ledger) -> Left | None:
    """Return what is left; None where nothing is due any more, or the due instant has passed."""
    if cycle.due is None or not cycle.is_open or cycle.breached_at is not None:
        return None
    if account.unit == "dates":
        return Left(None, sum(day.is_counted and not day.is_past for day in account.dates))
    due = counted(cycle) or cycle.due
    return Left(elapsed(until, cycle.due.at, _calendar(due), _pauses(cycle)), None)


def over(clock: Clock, cycle: Cycle, until: datetime, account: Ledger) -> Over | None:
    """Return by how much the due instant that was breached had passed at an instant."""
    if cycle.breached_at is None:
        return None
    zone = clock.calendar.zone
    days = (_on(until, zone) - _on(cycle.breached_at, zone)).days if account.unit == "dates" else None
    return Over(max(0, to_seconds(until) - to_seconds(cycle.breached_at)), days)


def counted(cycle: Cycle) -> Due | None:
    """Return the running stage as it was counted, whatever day was agreed on beside it."""
    return cycle.stages[cycle.stage - 1] if cycle.stages else None


def _pauses(cycle: Cycle) -> tuple[Pause, ...]:
    return (*cycle.closed, *cycle.pauses)


def _calendar(due: Due) -> Calendar:
    return ALWAYS if due.limit.unit is Unit.CALENDAR_HOUR else due.start.calendar


def _on(instant: datetime, zone: tzinfo) -> date:
    return local_date(to_seconds(instant), zone)


# Seconds.


def _segments(clock: Clock, cycle: Cycle, due: Due | None, until: datetime) -> Iterator[Segment]:
    """Yield the time until an instant: what was counted before a change, then from where the stage is counted."""
    begins = min(max(due.start.at if due else cycle.started_at, cycle.started_at), until)
    calendar = _calendar(due) if due else clock.calendar
    if begins > cycle.started_at:
        yield from _earlier_segments(clock, cycle, begins, is_always=calendar is ALWAYS)
    for each in seconds.segments(begins, until, calendar, _pauses(cycle)):
        yield _line(each, clock)


def _earlier_segments(clock: Clock, cycle: Cycle, change: datetime, *, is_always: bool) -> Iterator[Segment]:
    before, after = _around(cycle, change)
    if after.rule is ChangeRule.KEEP_ELAPSED:
        calendar = ALWAYS if is_always else before.calendar
        for each in seconds.segments(cycle.started_at, change, calendar, _pauses(cycle)):
            yield _line(each, clock)
    else:
        whole = seconds.Segment(seconds.SegmentKind.RUNNING, cycle.started_at, change)
        yield replace(_line(whole, clock), kind=SUPERSEDED, is_counted=False, why=after.cause)


def _around(cycle: Cycle, change: datetime) -> tuple[Target, Target]:
    """Return what was counted towards before a change, and after it."""
    place = next((n for n, target in enumerate(cycle.targets) if target.since == change), len(cycle.targets) - 1)
    return cycle.targets[max(0, place - 1)], cycle.targets[place]


def _line(segment: seconds.Segment, clock: Clock) -> Segment:
    zone = clock.calendar.zone
    return Segment(
        from_at=segment.begins_at,
        to_at=segment.ends_at,
        from_local=segment.begins_at.astimezone(zone),
        to_local=segment.ends_at.astimezone(zone),
        seconds=segment.seconds,
        kind=segment.kind,
        is_counted=segment.kind is seconds.SegmentKind.RUNNING,
        why=segment.why,
    )


# Dates.


def _dates(clock: Clock, cycle: Cycle, due: Due, until: datetime) -> Iterator[Day]:
    """Yield the dates from the start until the due date."""
    assert due.days is not None  # noqa: S101 - asked before
    today = _on(until, clock.calendar.zone)
    earlier = list(_earlier_dates(cycle, due, today))
    yield from earlier
    before = sum(day.is_counted for day in earlier)
    last = cycle.due.on if cycle.due else due.on
    entries = [each for each in dates_of(due.days, due.start, due.terms) if each.on <= last]
    yield from (_day(each, before, today) for each in entries)
    yield from _moved(cycle, (entries[-1].on if entries else due.start.on) + ONE_DAY, last, today)


def _earlier_dates(cycle: Cycle, due: Due, today: date) -> Iterator[Day]:
    """Yield the dates that were counted towards something else, before a change."""
    if due.start.at <= cycle.started_at:
        return
    before, after = _around(cycle, due.start.at)
    number, first = 0, _on(cycle.started_at, before.calendar.zone)
    keeps = after.rule is ChangeRule.KEEP_ELAPSED
    for on in _each(first, due.start.on - ONE_DAY):
        counts = keeps and on > first and _counts(on, due, before)
        number += counts
        kind = DateKind.COUNTED if counts else SUPERSEDED
        yield Day(on, kind, counts, number if counts else None, "" if counts else after.cause, on <= today)


def _counts(on: date, due: Due, before: Target) -> bool:
    counting = due.limit.unit.counting
    return counting is None or before.calendar.openings.is_counted(on, counting)


def _day(entry: DateEntry, before: int, today: date) -> Day:
    number = entry.number + before if entry.number is not None else None
    return Day(entry.on, entry.kind, entry.kind is DateKind.COUNTED, number, entry.why, entry.on <= today)


def _moved(cycle: Cycle, first: date, last: date, today: date) -> Iterator[Day]:
    """Yield the dates behind the count, where a later day was agreed on or the day that it replaces is later."""
    kind = AGREED if cycle.agreed_on == last else REPLACED
    for on in _each(first, last):
        yield Day(on, kind, is_counted=True, number=None, why="", is_past=on <= today)


def _each(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
