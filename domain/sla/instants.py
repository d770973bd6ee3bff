"""Instants, local dates and wall time."""

from datetime import UTC, date, datetime, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY_SECONDS = 86_400


def to_seconds(instant: datetime) -> int:
    """Return an aware instant, cut to whole seconds."""
    return (instant - EPOCH) // SECOND


def to_instant(seconds: int) -> datetime:
    """Return the instant, in UTC."""
    return EPOCH + timedelta(seconds=seconds)


def local_time(seconds: int, zone: tzinfo) -> datetime:
    """Return what a clock on the wall of the zone shows."""
    return to_instant(seconds).astimezone(zone)


def local_date(seconds: int, zone: tzinfo) -> date:
    """Return the date in the zone: 23:59 in Shanghai is the day before in UTC."""
    return local_time(seconds, zone).date()


def at_wall(on: date, second_of_day: int, zone: tzinfo) -> int:
    """Return the instant of a wall time; `second_of_day` may reach into the next day (24:00, overnight).

    A time inside a gap of the clock moves forward by the gap; of a time that comes twice, the first counts.
    """
    return to_seconds(datetime(on.year, on.month, on.day, tzinfo=zone) + timedelta(seconds=second_of_day))


def second_of_day(wall: datetime) -> int:
    """Return the seconds since midnight that a clock on the wall shows."""
    return wall.hour * 3600 + wall.minute * 60 + wall.second
