"""The ledger of a day count: each date, counted or not, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.sla.day_count import DayCount
from domain.sla.days import DayKind
from domain.sla.start import Start
from domain.sla.terms import Terms


class DateKind(StrEnum):
    """What a date is to a count."""

    DAY_ZERO = "day_zero"
    """The date of the receipt, or the one that stands for it; the count begins after it."""
    COUNTED = "counted"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    """Worked, and still no business day."""
    PAUSED = "paused"
    ROLLED = "rolled"
    """All dates are counted, and the end waits for a date on which something is open."""


@dataclass(frozen=True, slots=True)
class DateEntry:
    """One date of a count; `number` says which of the counted ones it is, `why` names the holiday or the pause."""

    on: date
    kind: DateKind
    number: int | None = None
    why: str = ""


def dates_of(count: DayCount, start: Start, terms: Terms) -> list[DateEntry]:
    """Return every date from the receipt to the due date."""
    entries: list[DateEntry] = []
    number = 0
    for ordinal in range(start.on.toordinal(), count.rolled.toordinal() + 1):
        on = date.fromordinal(ordinal)
        kind, why = _what(on, number, count, start, terms)
        if kind is DateKind.COUNTED:
            number += 1
        entries.append(DateEntry(on, kind, number if kind is DateKind.COUNTED else None, why))
    return entries


def _what(on: date, number: int, count: DayCount, start: Start, terms: Terms) -> tuple[DateKind, str]:
    first = count.day_zero if terms.count_first_day else count.day_zero + timedelta(days=1)
    calendar = start.calendar
    if on == count.day_zero and on < first:
        return DateKind.DAY_ZERO, ""
    if count.counting is not None and not calendar.openings.is_counted(on, count.counting):
        day = calendar.day(on)
        kinds = {DayKind.HOLIDAY: DateKind.HOLIDAY, DayKind.MAKE_UP: DateKind.MAKE_UP}
        return kinds.get(day.kind, DateKind.CLOSED), day.name
    if on < first:
        return DateKind.DAY_ZERO, ""
    for paused in count.paused:
        if on in paused:
            return DateKind.PAUSED, ", ".join(paused.causes)
    return (DateKind.COUNTED if number < count.dates else DateKind.ROLLED), ""
