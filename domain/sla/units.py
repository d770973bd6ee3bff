"""The units in which a limit is given."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from domain.sla.days import Counting


class Unit(StrEnum):
    """What is counted.

    Seconds, minutes and hours of business time run while the calendar is open, calendar hours always. Business days are
    local dates with an opening, working days the same and the make-up days 调休.
    """

    BUSINESS_SECOND = "business_second"
    BUSINESS_MINUTE = "business_minute"
    BUSINESS_HOUR = "business_hour"
    CALENDAR_HOUR = "calendar_hour"
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BILLING_CYCLE = "billing_cycle"
    BUSINESS_DAY = "business_day"
    WORKING_DAY = "working_day"

    @property
    def seconds(self) -> int | None:
        """How many seconds one of it has, where it is a span of time; a count of dates has no fixed length."""
        return SECONDS.get(self)

    @property
    def counting(self) -> Counting | None:
        """Which dates it counts, where not all of them."""
        return COUNTING.get(self)


SECONDS = {Unit.BUSINESS_SECOND: 1, Unit.BUSINESS_MINUTE: 60, Unit.BUSINESS_HOUR: 3600, Unit.CALENDAR_HOUR: 3600}
COUNTING = {Unit.BUSINESS_DAY: Counting.BUSINESS_DAYS, Unit.WORKING_DAY: Counting.WORKING_DAYS}


def months_later(on: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def dates_later(on: date, amount: int, unit: Unit) -> date:
    """Return the date so many calendar days, weeks, months or years later."""
    match unit:
        case Unit.WEEK:
            return on + timedelta(weeks=amount)
        case Unit.MONTH:
            return months_later(on, amount)
        case Unit.YEAR:
            return months_later(on, 12 * amount)
        case _:
            return on + timedelta(days=amount)
