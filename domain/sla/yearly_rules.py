"""Holidays that come every year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from domain.refusals import Refusal

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ON_A_DATE = re.compile(r"(\d\d)-(\d\d)")
ON_A_WEEKDAY = re.compile(rf"(\d\d)-({'|'.join(WEEKDAYS)})-([1-5]|last)")

LEAP_YEAR = 2000


class InvalidYearlyRule(Refusal):
    """A rule that names no day of a year."""

    code = "calendar_invalid_yearly_rule"


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """A day of every year: `12-25`, `11-thu-4` (the fourth Thursday of November) or `05-mon-last`."""

    month: int
    day: int | None = None
    weekday: int | None = None
    nth: int = 0
    """Of the weekday in the month; 0 is the last one."""

    def holds(self, on: date) -> bool:
        """Tell whether a date is the day of its year."""
        if on.month != self.month:
            return False
        if self.day is not None:
            return on.day == self.day
        days_in_month = calendar.monthrange(on.year, on.month)[1]
        is_nth = on.day + 7 > days_in_month if self.nth == 0 else (on.day - 1) // 7 + 1 == self.nth
        return on.weekday() == self.weekday and is_nth


def read_yearly_rule(text: str) -> YearlyRule:
    """Read a rule.

    Raises:
        InvalidYearlyRule: It names no day that a year can have.
    """
    if found := ON_A_DATE.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]:  # noqa: PLR2004 - months
            return YearlyRule(month, day)
    if found := ON_A_WEEKDAY.fullmatch(text):
        month = int(found[1])
        if 1 <= month <= 12:  # noqa: PLR2004 - months
            return YearlyRule(month, None, WEEKDAYS.index(found[2]), 0 if found[3] == "last" else int(found[3]))
    raise InvalidYearlyRule(f"'{text}' is no day of a year; a rule reads 12-25, 11-thu-4 or 05-mon-last.")
