"""When people work, and when customers write."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

FIRST_WEEKEND_DAY = 5
LATEST_START = timedelta(minutes=100)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a local day, [opens, closes), on working days or on all."""

    opens: time
    closes: time
    weekends: bool


OFFICE = Hours(time(9), time(17, 40), weekends=False)
HOTLINE = Hours(time(8), time(20), weekends=True)
AWAKE = Hours(time(7), time(23, 30), weekends=True)


def within(hours: Hours, zone: ZoneInfo, moment: datetime, rng: Random) -> datetime:
    """Return `moment` (aware, UTC), or, where it lies outside of the hours, some minutes after they next begin."""
    local = moment.astimezone(zone)
    if local.time() >= hours.closes or not _open(hours, local):
        local = _next_opening(hours, local, zone)
        return (local + LATEST_START * rng.random()).astimezone(UTC).replace(microsecond=0)
    if local.time() < hours.opens:
        local = datetime.combine(local.date(), hours.opens, zone)
        return (local + LATEST_START * rng.random()).astimezone(UTC).replace(microsecond=0)
    return moment


def _open(hours: Hours, local: datetime) -> bool:
    return hours.weekends or local.weekday() < FIRST_WEEKEND_DAY


def _next_opening(hours: Hours, local: datetime, zone: ZoneInfo) -> datetime:
    day = local.date() + timedelta(days=1)
    while not (hours.weekends or day.weekday() < FIRST_WEEKEND_DAY):
        day += timedelta(days=1)
    return datetime.combine(day, hours.opens, zone)
