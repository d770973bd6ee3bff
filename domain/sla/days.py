"""What a date is in a calendar."""

from dataclasses import dataclass
from enum import StrEnum

from domain.sla.windows import Window


class DayKind(StrEnum):
    """What kind of a date it is."""

    ORDINARY = "ordinary"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    SPECIAL = "special"
    MAKE_UP = "make_up"


class Counting(StrEnum):
    """Which dates a day count counts."""

    BUSINESS_DAYS = "business_days"
    """Dates with an opening."""
    WORKING_DAYS = "working_days"
    """The same and the make-up days 调休."""


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its kind, its windows, and the name that the calendar has for it."""

    kind: DayKind
    windows: tuple[Window, ...] = ()
    name: str = ""
