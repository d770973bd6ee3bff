"""The ledger of a clock: what became of each second between two instants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.sla.calendar import Calendar
from domain.sla.days import DayKind
from domain.sla.instants import at_wall, local_date, to_instant, to_seconds
from domain.sla.pauses import Pause, united


class SegmentKind(StrEnum):
    """Whether time was counted, and why not."""

    RUNNING = "running"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Segment:
    """Time on [begins_at, ends_at); `why` has the holiday's name, or the causes of a pause."""

    kind: SegmentKind
    begins_at: datetime
    ends_at: datetime
    why: str = ""

    @property
    def seconds(self) -> int:
        """How long it is."""
        return to_seconds(self.ends_at) - to_seconds(self.begins_at)


def segments(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Pause] = ()) -> list[Segment]:
    """Return the whole time from start to end in order: all segments add up to it, the running ones to what counts.

    What is paused is paused whether it is open or not.
    """
    joined: list[Segment] = []
    for kind, begins, ends, why in _pieces(to_seconds(start), to_seconds(end), calendar, pauses):
        before = joined[-1] if joined else None
        begins_at = to_instant(begins)
        if before and (before.kind, before.why) == (kind, why):
            joined.pop()
            begins_at = before.begins_at
        joined.append(Segment(kind, begins_at, to_instant(ends), why))
    return joined


Piece = tuple[SegmentKind, int, int, str]


def _pieces(start: int, end: int, calendar: Calendar, pauses: Iterable[Pause]) -> Iterator[Piece]:
    at = start
    for span in united(pauses, since=start):
        if span.begins >= end:
            break
        yield from _not_paused(at, span.begins, calendar)
        at = min(span.ends, end)
        yield SegmentKind.PAUSED, span.begins, at, ", ".join(span.causes)
    yield from _not_paused(at, end, calendar)


def _not_paused(start: int, end: int, calendar: Calendar) -> Iterator[Piece]:
    at = start
    for opens, closes in calendar.openings.spans(start, end):
        yield from _not_open(at, opens, calendar)
        yield SegmentKind.RUNNING, opens, closes, ""
        at = closes
    yield from _not_open(at, end, calendar)


def _not_open(start: int, end: int, calendar: Calendar) -> Iterator[Piece]:
    """Yield what is closed, apart by dates, since a holiday is a date."""
    at = start
    while at < end:
        on = local_date(at, calendar.zone)
        # A midnight that comes twice, or never, must not stop the walk.
        midnight = max(at_wall(on + timedelta(days=1), 0, calendar.zone), at + 1)
        day = calendar.day(on)
        kind = SegmentKind.HOLIDAY if day.kind is DayKind.HOLIDAY else SegmentKind.CLOSED
        yield kind, at, min(midnight, end), day.name
        at = midnight
