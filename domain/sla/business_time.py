"""Business time: add, subtract and measure what is open and not paused. Whole seconds, half-open spans."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.sla.calendar import Calendar
from domain.sla.instants import to_instant, to_seconds
from domain.sla.openings import Openings
from domain.sla.pauses import Pause, PausedSpan, united


def add(start: datetime, seconds: int, calendar: Calendar, pauses: Iterable[Pause] = ()) -> datetime:
    """Return when `seconds` of counted time will have passed since `start`.

    What ends exactly on closing time stays there; 0 seconds lead to the first instant that counts.

    Raises:
        BeyondHorizon: That does not come within the horizon.
    """
    return to_instant(add_seconds(to_seconds(start), seconds, calendar.openings, united(pauses)))


def subtract(end: datetime, seconds: int, calendar: Calendar, pauses: Iterable[Pause] = ()) -> datetime:
    """Return since when `seconds` of counted time had passed at `end`; 0 seconds lead to the last one that counted.

    Raises:
        BeyondHorizon: That was not within the horizon.
    """
    return to_instant(subtract_seconds(to_seconds(end), seconds, calendar.openings, united(pauses)))


def elapsed(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Pause] = ()) -> int:
    """Return the counted seconds of [start, end); 0 when it ends before it begins."""
    return elapsed_seconds(to_seconds(start), to_seconds(end), calendar.openings, united(pauses))


def add_seconds(start: int, seconds: int, openings: Openings, paused: Sequence[PausedSpan]) -> int:
    """Add to a number of seconds, past spans that are united and in order."""
    if seconds == 0:
        return _first_counted(start, openings, paused)
    at, left = start, seconds
    for span in paused:
        if span.ends <= at:
            continue
        available = openings.elapsed(at, span.begins)
        if available >= left:
            break
        at, left = span.ends, left - available
    return openings.add(at, left)


def subtract_seconds(end: int, seconds: int, openings: Openings, paused: Sequence[PausedSpan]) -> int:
    """Subtract from a number of seconds, past spans that are united and in order."""
    if seconds == 0:
        return _last_counted(end, openings, paused)
    at, left = end, seconds
    for span in reversed(paused):
        if span.begins >= at:
            continue
        available = openings.elapsed(span.ends, at)
        if available >= left:
            break
        at, left = span.begins, left - available
    return openings.subtract(at, left)


def elapsed_seconds(start: int, end: int, openings: Openings, paused: Sequence[PausedSpan]) -> int:
    """Measure, without spans that are united."""
    not_counted = (openings.elapsed(max(span.begins, start), min(span.ends, end)) for span in paused)
    return openings.elapsed(start, end) - sum(not_counted)


def _first_counted(at: int, openings: Openings, paused: Sequence[PausedSpan]) -> int:
    at = openings.add(at, 0)
    for span in paused:
        if span.begins <= at < span.ends:
            at = openings.add(span.ends, 0)
    return at


def _last_counted(at: int, openings: Openings, paused: Sequence[PausedSpan]) -> int:
    at = openings.subtract(at, 0)
    for span in reversed(paused):
        if span.begins < at <= span.ends:
            at = openings.subtract(span.begins, 0)
    return at
