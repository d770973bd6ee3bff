"""Business time on a case: between its receipt and now."""

from datetime import UTC, date, datetime, timedelta

from domain.case.record import CaseRecord
from domain.refusals import Refusal

CLOCK_SKEW = timedelta(seconds=5)
"""How far a client's clock may run ahead of the database's before its instant counts as the future."""

EARLIEST_ZONE = timedelta(hours=14)
"""How far the earliest local time is ahead of UTC (Pacific/Kiritimati)."""

LATEST_ZONE = timedelta(hours=12)
"""How far the latest local time is behind UTC (Etc/GMT+12)."""


class InTheFuture(Refusal):
    """Business time lies after the database's now."""

    code = "in_the_future"


class InThePast(Refusal):
    """Something would be due on a day that is over."""

    code = "in_the_past"


class BeforeReceipt(Refusal):
    """Business time lies before the case was received."""

    code = "before_receipt"


class AfterReceipt(Refusal):
    """What a case is about lies before its receipt."""

    code = "after_receipt"


def happened(at: datetime | None, now: datetime) -> datetime:
    """Return the business time of an event in UTC: `at`, or `now` where nothing was said or `at` runs ahead of it."""
    return now if at is None else min(at, now).astimezone(UTC)


def in_the_future(at: datetime, now: datetime, field: str = "at") -> Refusal | None:
    """Refuse business time after now; a few seconds of clock skew pass. `field`: what the caller calls it."""
    return InTheFuture(f"'{field}' lies in the future.") if at > now + CLOCK_SKEW else None


def on_a_future_day(on: date | None, now: datetime, field: str) -> Refusal | None:
    """Refuse a local date that has begun nowhere on earth yet."""
    if on is None or on <= (now + EARLIEST_ZONE).date():
        return None
    return InTheFuture(f"'{field}' lies in the future.")


def on_a_past_day(on: date | None, now: datetime) -> Refusal | None:
    """Refuse a day until which something is due that is over everywhere on earth."""
    if on is None or on >= (now - LATEST_ZONE).date():
        return None
    return InThePast("'due_on' is over; something is due today or later.")


def after_the_day_of_receipt(received_at: datetime, on: date | None) -> Refusal | None:
    """Refuse a local date, of what a case is about, that had begun nowhere on earth when the case was received."""
    if on is None or on <= (received_at + EARLIEST_ZONE).date():
        return None
    return AfterReceipt("'incident_on' lies after the case was received.")


def before_the_day_of_receipt(case: CaseRecord, on: date, field: str) -> Refusal | None:
    """Refuse a local date that was over everywhere on earth when the case was received."""
    if on >= (case.facts.received_at - LATEST_ZONE).date():
        return None
    return BeforeReceipt(f"'{field}' lies before the case was received.")


def out_of_time(case: CaseRecord, at: datetime | None, now: datetime, field: str = "at") -> Refusal | None:
    """Refuse business time outside of [receipt, now]; None stands for now."""
    if at is None:
        return None
    if at < case.facts.received_at:
        return BeforeReceipt(f"'{field}' lies before the case was received.")
    return in_the_future(at, now, field)
