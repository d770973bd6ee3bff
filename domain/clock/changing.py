"""What a change in flight does to the due instants of a running clock (priority, calendar, policy)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.sla.business_time import elapsed
from domain.sla.calendar import ALWAYS, Calendar
from domain.sla.deadline import Due, stages_due
from domain.sla.instants import local_date, to_seconds
from domain.sla.milestone import ChangeRule, Stage
from domain.sla.pauses import Pause
from domain.sla.start import Start
from domain.sla.terms import Limit, Terms
from domain.sla.units import Unit

PACK, CALENDAR = "pack", "calendar"
"""What changes when a policy is published."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a clock counts towards since an instant; `rule` says what the change to it does to what is running."""

    since: datetime
    stages: tuple[Stage, ...]
    terms: Terms
    calendar: Calendar
    rule: ChangeRule = ChangeRule.FROM_ORIGIN
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """From when a clock counts, without what, and with which billing cycles."""

    started_at: datetime
    pauses: tuple[Pause, ...]
    cycle_ends: tuple[date, ...]


def dues_of(targets: Iterable[Target], counting: Counting) -> list[Due]:
    """Return when each stage is due after all changes.

    Raises:
        NoNumberSet: No number is set for a stage that is due promptly.
        BeyondHorizon, BillingCyclesMissing: As for any deadline.
    """
    kept: list[Due] = []
    before: Target | None = None
    for target in targets:
        kept = (
            _from(target, counting, counting.started_at) if before is None else _changed(kept, before, target, counting)
        )
        before = target
    return kept


def _from(target: Target, counting: Counting, at: datetime) -> list[Due]:
    limits = [stage.measure for stage in target.stages]
    start = Start(at, target.calendar, counting.cycle_ends)
    return stages_due([limit for limit in limits if limit is not None], start, target.terms, counting.pauses)


def _changed(old: list[Due], before: Target, target: Target, counting: Counting) -> list[Due]:
    """Return the stages after a change; none lies before the change, so that none breaches in hindsight."""
    match target.rule:
        case ChangeRule.FROM_CHANGE:
            new = _from(target, counting, target.since)
        case ChangeRule.KEEP_ELAPSED:
            new = _kept_elapsed(before, target, counting)
        case ChangeRule.EARLIEST_OF:
            origin = _from(target, counting, counting.started_at)
            new = [min((due, *old[n : n + 1]), key=lambda each: each.at) for n, due in enumerate(origin)]
        case _:
            new = _from(target, counting, counting.started_at)
    return [_not_before(due, target) for due in new]


def _not_before(due: Due, target: Target) -> Due:
    """Return the due instant, or that of the change where it would lie before."""
    if due.at >= target.since:
        return due
    return replace(due, at=target.since, on=local_date(to_seconds(target.since), target.calendar.zone))


def _kept_elapsed(before: Target, target: Target, counting: Counting) -> list[Due]:
    """Return the new target less what was counted under the old one, from the change."""
    found = []
    for stage in target.stages:
        limit = stage.measure
        if limit is None:
            continue
        start = Start(target.since, target.calendar, counting.cycle_ends)
        left = Limit(
            max(0, limit.amount - _counted(limit.unit, before, target.since, counting)), limit.unit, limit.at_most
        )
        if limit.unit.seconds is not None:
            left = Limit(
                max(0, limit.amount * limit.unit.seconds - _seconds(limit.unit, before, target.since, counting)),
                Unit.BUSINESS_SECOND,
            )
            if limit.unit is Unit.CALENDAR_HOUR:
                start = Start(target.since, ALWAYS)
        found += stages_due([left], start, target.terms, counting.pauses)
    return found


def _seconds(unit: Unit, before: Target, until: datetime, counting: Counting) -> int:
    calendar = ALWAYS if unit is Unit.CALENDAR_HOUR else before.calendar
    return elapsed(counting.started_at, until, calendar, counting.pauses)


def _counted(unit: Unit, before: Target, until: datetime, counting: Counting) -> int:
    """Return how many dates were counted under the old calendar, in a unit of dates; longer units count none."""
    if unit.seconds is not None:
        return 0
    first = local_date(to_seconds(counting.started_at), before.calendar.zone)
    last = local_date(to_seconds(until), before.calendar.zone)
    if unit.counting is not None:
        return before.calendar.openings.count_days(first, last, unit.counting)
    days = {Unit.CALENDAR_DAY: 1, Unit.WEEK: 7}.get(unit)
    return (last - first).days // days if days else 0
