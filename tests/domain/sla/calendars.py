"""Calendars and instants of the tests, fixed and arbitrary."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from domain.sla.calendar import Calendar
from domain.sla.pauses import Pause
from domain.sla.start import Start
from domain.sla.windows import Window, read_windows
from domain.sla.yearly_rules import WEEKDAYS, YearlyRule, read_yearly_rule
from tests.amounts import many

MANY = settings(max_examples=many(50))
"""How many arbitrary calendars a law is tried on; there are some thirty laws."""

OFFICE = [["09:00", "17:00"]]
NINE_TO_FIVE = dict.fromkeys(WEEKDAYS[:5], OFFICE)

ZONES = (
    "UTC",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "Pacific/Chatham",
)
"""Clocks that change in both directions, by an hour, half of one, two; at midnight, later, never."""


def calendar(zone: str = "UTC", weekly: Any = None, **other: Any) -> Calendar:  # noqa: ANN401 - fields of the calendar
    """Make a calendar; ordinarily it is open from Monday to Friday, 09:00 to 17:00."""
    windows = NINE_TO_FIVE if weekly is None else weekly
    return Calendar("test", "1", zone, tuple(read_windows(windows.get(day, ())) for day in WEEKDAYS), **other)


def days_off(*dates: str) -> dict[date, str]:
    """Name holidays."""
    return {date.fromisoformat(on): "Holiday" for on in dates}


def at(text: str) -> datetime:
    """Return an instant; without an offset it is in UTC."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def start(text: str, kept: Calendar, *cycle_ends: str) -> Start:
    """Begin in a calendar, at a wall time of its zone."""
    wall = datetime.fromisoformat(text)
    return Start(
        wall if wall.tzinfo else wall.replace(tzinfo=kept.zone), kept, tuple(map(date.fromisoformat, cycle_ends))
    )


def pause(begins: str, ends: str, cause: str = "", zone: Any = UTC) -> Pause:  # noqa: ANN401 - a zone
    """Pause between two wall times."""
    first, last = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (begins, ends))
    return Pause(first, last, cause)


instants = st.datetimes(datetime(2018, 6, 1), datetime(2020, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
"""With the leap day of 2020, and where the clocks of São Paulo and Tehran still change."""

FIRST_DATE = date(2018, 1, 1)


def some_date(draw: Random) -> date:
    """Draw a date of four years."""
    return FIRST_DATE + timedelta(days=draw.randrange(4 * 365 + 1))


def some_windows(draw: Random) -> tuple[Window, ...]:
    """Draw one to three windows of a day, at quarters of an hour; the last may be overnight."""
    quarters = sorted(draw.sample(range(97), 2 * draw.randint(1, 3)))
    times = [900 * quarter for quarter in quarters]
    found = [Window(opens, closes) for opens, closes in zip(times[::2], times[1::2], strict=True)]
    if draw.random() < 0.3:
        last = found.pop()
        found.append(Window(last.opens, 86_400 + 900 * draw.randint(0, (found or [last])[0].opens // 900)))
    return tuple(found)


def some_yearly_rule(draw: Random) -> YearlyRule:
    """Draw a yearly rule of any kind."""
    month, weekday = draw.randint(1, 12), draw.choice(WEEKDAYS)
    return read_yearly_rule(draw.choice([f"{some_date(draw):%m-%d}", f"{month:02}-{weekday}-{draw.choice('1234')}"]))


def some_calendar(seed: int) -> Calendar:
    """Make whatever a bank might keep: it opens on one day of the week at least.

    It comes from a seed, since Hypothesis takes longer to draw its hundred parts than the laws take on it.
    """
    draw = Random(seed)
    weekly = [some_windows(draw) if draw.random() < 0.6 else () for _ in range(7)]
    weekly[draw.randrange(7)] = some_windows(draw)
    return Calendar(
        f"seed {seed}",
        "1",
        draw.choice(ZONES),
        tuple(weekly),
        holidays={some_date(draw): "Holiday" for _ in range(draw.randrange(60))},
        yearly=tuple(some_yearly_rule(draw) for _ in range(draw.randrange(4))),
        special={some_date(draw): some_windows(draw) if draw.random() < 0.7 else () for _ in range(draw.randrange(20))},
        make_up={some_date(draw): some_windows(draw) for _ in range(draw.randrange(20))},
    )


def calendars() -> st.SearchStrategy[Calendar]:
    """Draw a calendar."""
    return st.integers(0, 2**32 - 1).map(some_calendar)


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    """Up to four pauses, which may overlap."""
    begins = draw(st.lists(instants, max_size=4))
    return [Pause(each, each + timedelta(seconds=draw(st.integers(0, 20 * 86_400)))) for each in begins]


spans = st.integers(0, 60 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
amounts = st.integers(0, 200 * 3600)
