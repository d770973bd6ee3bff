"""Day counts: from the date of a receipt to the date on which a limit ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.refusals import Refusal
from domain.sla.calendar import Calendar
from domain.sla.days import Counting
from domain.sla.instants import DAY_SECONDS, at_wall, local_date, local_time, second_of_day
from domain.sla.pauses import PausedSpan
from domain.sla.start import Start
from domain.sla.terms import EndOfDay, Limit, ReceiptOnClosedDay, ReceiptOutOfHours, RollForward, Terms
from domain.sla.units import Unit, dates_later

ONE_DAY = timedelta(days=1)

ROLLS = {RollForward.NEXT_BUSINESS_DAY: Counting.BUSINESS_DAYS, RollForward.CIVIL_CODE_203: Counting.WORKING_DAYS}
"""To which dates a last date moves."""


class BillingCyclesMissing(Refusal):
    """A limit of billing cycles, and the case does not say when they end."""

    code = "billing_cycles_missing"


@dataclass(frozen=True, slots=True)
class PausedDates:
    """The dates that a pause takes out of the count: after its first date, up to and including its last."""

    after: date
    through: date
    causes: tuple[str, ...]

    def __contains__(self, on: date) -> bool:
        """Tell whether a date is taken out."""
        return self.after < on <= self.through


@dataclass(frozen=True, slots=True)
class DayCount:
    """A count of dates: day 0, how many dates count, the last of them, and the date to which that one rolled.

    `ends` is the due instant in seconds; `paused` has the pauses that moved it.
    """

    day_zero: date
    dates: int
    last: date
    rolled: date
    ends: int
    counting: Counting | None
    paused: tuple[PausedDates, ...]
    is_provisional: bool


def count_days(limit: Limit, start: Start, terms: Terms, paused: Iterable[PausedSpan]) -> DayCount:
    """Count dates, then move the last one by what was paused before it was over.

    A pause that begins within the last day moves it too; one that begins later finds the clock breached.

    Raises:
        BeyondHorizon: The count does not end within the horizon.
        BillingCyclesMissing: The case does not carry so many billing cycles.
    """
    calendar, counting = start.calendar, limit.unit.counting
    day_zero = _day_zero(start, terms, counting)
    last = max(day_zero, _last_date(limit, start, terms, day_zero))
    dates_to_count = _dates_to_count(limit, terms, day_zero, last)
    effective = []
    for span in paused:
        rolled = roll(last, terms.roll_forward, calendar)
        if span.begins >= end_of(rolled, start, terms):
            break
        zone = calendar.zone
        dates = PausedDates(local_date(span.begins, zone), local_date(span.ends - 1, zone), span.causes)
        last = _later(max(last, rolled) if dates.after > last else last, dates, counting, calendar)
        effective.append(dates)
    rolled = roll(last, terms.roll_forward, calendar)
    return DayCount(
        day_zero=day_zero,
        dates=dates_to_count,
        last=last,
        rolled=rolled,
        ends=end_of(rolled, start, terms),
        counting=counting,
        paused=tuple(effective),
        is_provisional=_is_provisional(start, terms, counting, last, rolled),
    )


def end_of(on: date, start: Start, terms: Terms) -> int:
    """Return the instant at which the last date ends, never before the start."""
    zone = start.calendar.zone
    if terms.end_of_day is EndOfDay.SAME_TIME:
        return max(start.seconds, at_wall(on, second_of_day(local_time(start.seconds, zone)), zone))
    closes = start.calendar.openings.close_of_business(on) if terms.end_of_day is EndOfDay.CLOSE_OF_BUSINESS else None
    return max(start.seconds, at_wall(on, DAY_SECONDS - 1, zone) if closes is None else closes)


def roll(on: date, rule: RollForward, calendar: Calendar) -> date:
    """Return the date itself, or the first one after it that is counted."""
    counting = ROLLS.get(rule)
    if counting is None or calendar.openings.is_counted(on, counting):
        return on
    return calendar.openings.nth_day(on, 1, counting)


def _day_zero(start: Start, terms: Terms, counting: Counting | None) -> date:
    openings = start.calendar.openings
    if counting is None:
        return start.on
    if not openings.is_counted(start.on, counting):
        moves = terms.receipt_on_closed_day is ReceiptOnClosedDay.NEXT_WORKING_DAY
    else:
        closes = openings.close_of_business(start.on)
        is_late = closes is not None and start.seconds >= closes
        moves = is_late and terms.receipt_out_of_hours is ReceiptOutOfHours.NEXT_BUSINESS_DAY
    return openings.nth_day(start.on, 1, counting) if moves else start.on


def _last_date(limit: Limit, start: Start, terms: Terms, day_zero: date) -> date:
    """Return the last date of a limit, pauses aside."""
    missing = 0 if terms.inclusive_end else 1
    first = 1 if terms.count_first_day else 0
    if limit.unit is Unit.BILLING_CYCLE:
        return _cycle_end(limit.amount, start, day_zero)
    counting = limit.unit.counting
    if counting is None:
        return dates_later(day_zero, limit.amount, limit.unit) - (missing + first) * ONE_DAY
    return start.calendar.openings.nth_day(day_zero - first * ONE_DAY, max(0, limit.amount - missing), counting)


def _dates_to_count(limit: Limit, terms: Terms, day_zero: date, last: date) -> int:
    """Return how many dates the count has; the months of a limit have as many as the calendar says."""
    if limit.unit.counting is not None:
        return max(0, limit.amount - (0 if terms.inclusive_end else 1))
    return (last - day_zero).days + (1 if terms.count_first_day else 0)


def _cycle_end(nth: int, start: Start, day_zero: date) -> date:
    ends = [on for on in sorted(start.cycle_ends) if on > day_zero]
    if len(ends) < nth:
        raise BillingCyclesMissing(f"The case carries {len(ends)} ends of billing cycles after {day_zero}, not {nth}.")
    return ends[nth - 1]


def _later(last: date, dates: PausedDates, counting: Counting | None, calendar: Calendar) -> date:
    if counting is None:
        return last + (dates.through - dates.after)
    days = calendar.openings.count_days(dates.after, dates.through, counting)
    return calendar.openings.nth_day(last, days, counting)


def _is_provisional(start: Start, terms: Terms, counting: Counting | None, last: date, rolled: date) -> bool:
    """Tell whether the count looked at dates whose holidays are not announced yet."""
    if counting is not None:
        return not start.calendar.is_known(start.on, rolled)
    asks = terms.roll_forward is not RollForward.NONE or terms.end_of_day is EndOfDay.CLOSE_OF_BUSINESS
    return asks and not start.calendar.is_known(last, rolled)
