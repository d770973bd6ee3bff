"""Openings: when something is open, as a table for each year that is asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date, tzinfo

from domain.refusals import Refusal
from domain.sla.days import Counting, Day
from domain.sla.instants import DAY_SECONDS, local_date
from domain.sla.opening_year import OpeningYear, Span, opening_year

HORIZON_YEARS = 100
"""How far any search goes."""
FIRST_YEAR, LAST_YEAR = 2, 9998
"""The years of which a table can be made."""


class BeyondHorizon(Refusal):
    """What is looked for does not come within the horizon."""

    code = "sla_beyond_horizon"


class Openings:
    """The open time of a calendar, in seconds, half-open on [opens, closes)."""

    def __init__(self, day: Callable[[date], Day], zone: tzinfo) -> None:
        """Ask `day` for the windows of each date of a year, once."""
        self._day = day
        self._zone = zone
        self._years: dict[int, OpeningYear] = {}

    def year(self, year: int) -> OpeningYear:
        """Return the table of a year.

        Raises:
            BeyondHorizon: No calendar reaches so far.
        """
        found = self._years.get(year)
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise BeyondHorizon(f"No calendar reaches the year {year}.")
            found = self._years[year] = opening_year(self._day, self._zone, year)
        return found

    def add(self, at: int, seconds: int) -> int:
        """Return the instant at which `seconds` of open time have passed since `at`.

        It may be a closing time: what ends exactly then stays there. Nothing to pass leads to the first open instant.

        Raises:
            BeyondHorizon: There is not so much open time within the horizon.
        """
        left = seconds
        for table in self._forward(at):
            i = bisect_left(table.closes, at)
            if i < len(table.closes):
                target = table.before[i] + max(0, at - table.opens[i]) + left
                if target <= table.total:
                    j = max(i, bisect_left(table.through, target))
                    return table.opens[j] + target - table.before[j]
                left = target - table.total
        raise beyond_horizon()

    def subtract(self, at: int, seconds: int) -> int:
        """Return the instant since which `seconds` of open time have passed until `at`.

        It may be an opening time. Nothing to pass leads to the last open instant, which may be a closing time.

        Raises:
            BeyondHorizon: There was not so much open time within the horizon.
        """
        left = seconds
        for table in self._backward(at):
            i = bisect_right(table.opens, at) - 1
            if i >= 0:
                target = table.before[i] + min(at, table.closes[i]) - table.opens[i] - left
                if target >= 0:
                    j = min(i, bisect_right(table.before, target) - 1)
                    return table.opens[j] + target - table.before[j]
                left = -target
        raise beyond_horizon()

    def elapsed(self, start: int, end: int) -> int:
        """Return the open seconds of [start, end); 0 when it ends before it begins."""
        if end <= start:
            return 0
        tables = map(self.year, range(self._first_year(start), self._year_of(end) + 1))
        return sum(table.opened_until(end) - table.opened_until(start) for table in tables)

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the open intervals within [start, end)."""
        for table in map(self.year, range(self._first_year(start), self._year_of(end) + 1)):
            for opens, closes in zip(table.opens, table.closes, strict=True):
                begins, ends = max(opens, start), min(closes, end)
                if begins < ends:
                    yield begins, ends

    def close_of_business(self, on: date) -> int | None:
        """Return when the last opening of a date closes, or None."""
        spans = self.year(on.year).spans_of.get(on)
        return spans[-1][1] if spans else None

    def is_counted(self, on: date, counting: Counting) -> bool:
        """Tell whether a date is one of those that are counted."""
        ordinals = self.year(on.year).counted[counting]
        i = bisect_left(ordinals, on.toordinal())
        return i < len(ordinals) and ordinals[i] == on.toordinal()

    def nth_day(self, after: date, nth: int, counting: Counting) -> date:
        """Return the nth counted date after a date; the 0th is the date itself.

        Raises:
            BeyondHorizon: There are not so many within the horizon.
        """
        if nth == 0:
            return after
        left, ordinal = nth, after.toordinal()
        for year in range(after.year, after.year + HORIZON_YEARS + 1):
            ordinals = self.year(year).counted[counting]
            i = bisect_right(ordinals, ordinal) + left - 1
            if i < len(ordinals):
                return date.fromordinal(ordinals[i])
            left = i - len(ordinals) + 1
        raise beyond_horizon()

    def count_days(self, after: date, through: date, counting: Counting) -> int:
        """Return how many counted dates there are after a date, up to and including another."""
        first, last = after.toordinal(), through.toordinal()
        tables = (self.year(year).counted[counting] for year in range(after.year, through.year + 1))
        return sum(max(0, bisect_right(each, last) - bisect_right(each, first)) for each in tables)

    def _year_of(self, at: int) -> int:
        return local_date(at, self._zone).year

    def _first_year(self, at: int) -> int:
        """Return the year of what may be open at an instant: a night of the last days of December goes on."""
        return self._year_of(at - 2 * DAY_SECONDS)

    def _forward(self, at: int) -> Iterator[OpeningYear]:
        return map(self.year, range(self._first_year(at), self._year_of(at) + HORIZON_YEARS + 1))

    def _backward(self, at: int) -> Iterator[OpeningYear]:
        year = self._year_of(at)
        return map(self.year, range(year, year - HORIZON_YEARS - 1, -1))


def beyond_horizon() -> BeyondHorizon:
    """Say that a search found no end."""
    return BeyondHorizon(f"This does not come within {HORIZON_YEARS} years of what the calendar opens.")
