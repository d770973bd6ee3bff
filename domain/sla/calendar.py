"""The calendar 工作日历: when a part of the bank is open, and on which dates days are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from domain.refusals import Refusal
from domain.sla.days import Day, DayKind
from domain.sla.opening_year import spans_by_date
from domain.sla.openings import HORIZON_YEARS, Openings
from domain.sla.windows import Window
from domain.sla.yearly_rules import YearlyRule
from domain.sla.zones import zone_named

ANY_YEAR = 2000
"""Where the search for an opening begins when no range says better."""


class CalendarNeverOpens(Refusal):
    """A calendar in which no window ever opens: no deadline in business time would ever come."""

    code = "calendar_never_opens"


class CalendarRange(Refusal):
    """A calendar whose range ends before it begins."""

    code = "calendar_range"


@dataclass(frozen=True)
class Calendar:
    """One version of a calendar.

    `weekly` has the windows from Monday to Sunday. A date in `special` has other windows, or none; one in `make_up` is
    a day off that is worked 调休; both come before `holidays` (dates with their names) and `yearly` rules. A window
    belongs to the date on which it opens: the night into a holiday is worked, the night out of it is not.

    The holidays are known from `known_from` to `known_through`, both included: what is counted outside is provisional,
    since nothing was announced there yet. The version is chosen for receipts in [effective_from, effective_until).
    """

    id: str
    version: str
    zone_name: str
    weekly: tuple[tuple[Window, ...], ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    yearly: tuple[YearlyRule, ...] = ()
    special: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    make_up: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    known_from: date | None = None
    known_through: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    zone: ZoneInfo = field(init=False, compare=False, repr=False)
    openings: Openings = field(init=False, compare=False, repr=False)
    """Its windows as intervals, worked out year by year as they are asked for."""

    def __post_init__(self) -> None:
        """Refuse a calendar with which nothing can be computed.

        Raises:
            UnknownZone: There is no such zone.
            CalendarRange: Its range ends before it begins.
            CalendarNeverOpens: No window opens within the horizon.
        """
        object.__setattr__(self, "zone", zone_named(self.zone_name))
        object.__setattr__(self, "openings", Openings(self.day, self.zone))
        if self.effective_from and self.effective_until and self.effective_until <= self.effective_from:
            raise CalendarRange(f"The calendar '{self.id}' ends before it begins.")
        if not self._opens():
            raise CalendarNeverOpens(f"The calendar '{self.id}' never opens.")

    def day(self, on: date) -> Day:
        """Return what a date is."""
        if on in self.special:
            return Day(DayKind.SPECIAL, self.special[on])
        if on in self.make_up:
            return Day(DayKind.MAKE_UP, self.make_up[on])
        if on in self.holidays:
            return Day(DayKind.HOLIDAY, (), self.holidays[on])
        if any(rule.holds(on) for rule in self.yearly):
            return Day(DayKind.HOLIDAY)
        windows = self.weekly[on.weekday()]
        return Day(DayKind.ORDINARY if windows else DayKind.CLOSED, windows)

    def is_known(self, first: date, last: date) -> bool:
        """Tell whether the holidays of all dates from `first` to `last`, both included, were announced."""
        return (self.known_from is None or first >= self.known_from) and (
            self.known_through is None or last <= self.known_through
        )

    def is_effective(self, on: date) -> bool:
        """Tell whether the version is there for receipts of a local date."""
        return (self.effective_from is None or on >= self.effective_from) and (
            self.effective_until is None or on < self.effective_until
        )

    def _opens(self) -> bool:
        """Look for one opening in the effective range, as far as the horizon."""
        first = self.effective_from.year if self.effective_from else ANY_YEAR
        last = self.effective_until.year if self.effective_until else first + HORIZON_YEARS
        years = dict.fromkeys([*(on.year for on in (*self.special, *self.make_up)), *range(first, last + 1)])
        found = (each for year in years for each in spans_by_date(self.day, self.zone, year))
        return any(spans and self.is_effective(on) for on, _, spans in found)


ALWAYS = Calendar("always", "1", "UTC", ((Window(0, 86_400),),) * 7)
"""The calendar that never closes: calendar hours are hours in it, and real ones whatever the clock does."""
