"""The openings of one local year, as a table."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from itertools import accumulate

from domain.sla.days import Counting, Day, DayKind
from domain.sla.instants import DAY_SECONDS, at_wall

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpeningYear:
    """The openings that begin on the dates of one local year.

    Span i is open on [opens[i], closes[i]), after before[i] seconds of the year were open; through[i] counts it too.
    `spans_of` has the openings of each date that has any, `counted` the ordinals of the dates that are counted.
    """

    opens: list[int]
    closes: list[int]
    before: list[int]
    through: list[int]
    spans_of: dict[date, list[Span]]
    counted: dict[Counting, list[int]]

    @property
    def total(self) -> int:
        """How many seconds of the year are open."""
        return self.through[-1] if self.through else 0

    def opened_until(self, at: int) -> int:
        """Return how many seconds of the year were open before an instant."""
        i = bisect_right(self.opens, at) - 1
        return 0 if i < 0 else self.before[i] + min(at, self.closes[i]) - self.opens[i]


def opening_year(day: Callable[[date], Day], zone: tzinfo, year: int) -> OpeningYear:
    """Work out the table of a year."""
    found = [each for each in spans_by_date(day, zone, year) if each[2] and each[0].year == year]
    spans_of = {on: spans for on, _, spans in found}
    opens, closes = _joined(span for spans in spans_of.values() for span in spans)
    through = list(accumulate(end - begin for begin, end in zip(opens, closes, strict=True)))
    before = [0, *through[:-1]]
    counted = {
        Counting.BUSINESS_DAYS: [on.toordinal() for on, kind, _ in found if kind is not DayKind.MAKE_UP],
        Counting.WORKING_DAYS: [on.toordinal() for on in spans_of],
    }
    return OpeningYear(opens, closes, before, through, spans_of, counted)


def spans_by_date(day: Callable[[date], Day], zone: tzinfo, year: int) -> Iterator[tuple[date, DayKind, list[Span]]]:
    """Yield kind and spans of each date of a year, and of two dates before it: a night may reach into the next day.

    Where a night shift meets the morning, or the clock jumps, a span begins only when the one before it is over.
    """
    first, last = date(year, 1, 1) - timedelta(days=2), date(year, 12, 31)
    midnights = [at_wall(first, n * DAY_SECONDS, zone) for n in range((last - first).days + 3)]
    open_until = midnights[0] - DAY_SECONDS
    for n, midnight in enumerate(midnights[:-2]):
        on = first + timedelta(days=n)
        is_even = midnights[n + 2] - midnight == 2 * DAY_SECONDS
        spans = []
        kept = day(on)
        for window in kept.windows:
            # Asking the zone takes most of the time; between two even days the clock does not change.
            opens = midnight + window.opens if is_even else at_wall(on, window.opens, zone)
            closes = midnight + window.closes if is_even else at_wall(on, window.closes, zone)
            opens = max(opens, open_until)
            if closes > opens:
                spans.append((opens, closes))
                open_until = closes
        yield on, kept.kind, spans


def _joined(spans: Iterator[Span]) -> tuple[list[int], list[int]]:
    """Return when the spans open and close; one that begins where another ends goes on with it."""
    opens: list[int] = []
    closes: list[int] = []
    for begin, end in spans:
        if closes and closes[-1] == begin:
            closes[-1] = end
        else:
            opens.append(begin)
            closes.append(end)
    return opens, closes
