"""A calendar as data: what a bank writes down and publishes."""

from dataclasses import dataclass
from datetime import date

from domain.sla.calendar import Calendar
from domain.sla.windows import read_windows
from domain.sla.yearly_rules import WEEKDAYS, read_yearly_rule

Hours = tuple[tuple[str, ...], ...]
"""Windows of a day, such as [["09:00", "12:00"], ["13:00", "17:00"]]."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The windows of each weekday; none means closed."""

    mon: Hours = ()
    tue: Hours = ()
    wed: Hours = ()
    thu: Hours = ()
    fri: Hours = ()
    sat: Hours = ()
    sun: Hours = ()


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A holiday."""

    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class DatedHours:
    """A date with windows of its own; none means closed."""

    on: date
    hours: Hours = ()


@dataclass(frozen=True, slots=True)
class CalendarData:
    """One version of a calendar; `names` are what people call the part of the world that it is for."""

    id: str
    version: str
    zone: str
    hours: WeeklyHours
    names: tuple[str, ...] = ()
    holidays: tuple[NamedDate, ...] = ()
    yearly_holidays: tuple[str, ...] = ()
    special_days: tuple[DatedHours, ...] = ()
    make_up_days: tuple[DatedHours, ...] = ()
    known_from: date | None = None
    known_through: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    source: str = ""


def calendar_of(data: CalendarData) -> Calendar:
    """Make the calendar.

    Raises:
        Refusal: Nothing can be computed with it; each reason has its own code.
    """
    return Calendar(
        id=data.id,
        version=data.version,
        zone_name=data.zone,
        weekly=tuple(read_windows(getattr(data.hours, day)) for day in WEEKDAYS),
        holidays={each.on: each.name for each in data.holidays},
        yearly=tuple(map(read_yearly_rule, data.yearly_holidays)),
        special={each.on: read_windows(each.hours) for each in data.special_days},
        make_up={each.on: read_windows(each.hours) for each in data.make_up_days},
        known_from=data.known_from,
        known_through=data.known_through,
        effective_from=data.effective_from,
        effective_until=data.effective_until,
    )
