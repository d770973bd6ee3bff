"""The ladder of a clock: its warnings and escalation steps, each with the instant at which it comes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from domain.clock.clocks import Clock
from domain.clock.cycle import Cycle
from domain.personal import Code, Id
from domain.sla.business_time import add, elapsed
from domain.sla.calendar import ALWAYS
from domain.sla.deadline import Due, due
from domain.sla.durations import read_duration
from domain.sla.instants import SECOND
from domain.sla.start import Start
from domain.sla.terms import Limit
from domain.sla.units import Unit

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder. `to` is whom it escalates to, None for a warning.

    `lead_seconds`: how far before or after the due instant it lies, None for a share of the counted time.
    """

    step: Id
    at: datetime
    due_at: datetime
    to: Code | None = None
    lead_seconds: int | None = None

    @property
    def key(self) -> str:
        """What tells the steps of a stage apart."""
        return f"{self.step}>{self.to}" if self.to else self.step


def ladder(clock: Clock, cycle: Cycle) -> tuple[Rung, ...]:
    """Return the steps of the running stage in time; none where nothing is due."""
    if cycle.due is None:
        return ()
    milestone = clock.milestone
    rungs = [_warning(clock, cycle, cycle.due, text) for text in milestone.warn_at]
    for step in milestone.escalate:
        if step.share is not None:
            rungs.append(Rung(f"{step.share}%", _at_share(clock, cycle, cycle.due, step.share), cycle.due.at, step.to))
        else:
            sign, text = (-1, step.before) if step.before is not None else (1, step.after or "PT0S")
            span = (read_duration(text) or timedelta()) * sign
            name = f"{'-' if sign < 0 else '+'}{text}"
            # A second after the due instant is the first at which it has passed.
            at = cycle.due.at + (max(span, SECOND) if sign > 0 else span)
            rungs.append(Rung(name, at, cycle.due.at, step.to, int(abs(span.total_seconds()))))
    return tuple(sorted(rungs, key=lambda rung: (rung.at, rung.key)))


def _warning(clock: Clock, cycle: Cycle, due_: Due, text: str) -> Rung:
    lead = read_duration(text)
    if lead is not None:
        return Rung(f"-{text}", due_.at - lead, due_.at, lead_seconds=int(lead.total_seconds()))
    return Rung(text, _at_share(clock, cycle, due_, int(text.removesuffix("%"))), due_.at)


def _at_share(clock: Clock, cycle: Cycle, due_: Due, percent: int) -> datetime:
    """Return when a share of the counted time of the running stage has passed.

    Dates are counted whole: half of 15 days is the end of the eighth. Where the due instant is none that was counted,
    but agreed on or moved by a change, the time on the wall counts.
    """
    plain = len(cycle.targets) == 1 and cycle.agreed_on is None and cycle.not_before is None
    before = cycle.stages[cycle.stage - 2] if cycle.stage > 1 else None
    begins = before.at if before else cycle.started_at
    if plain and due_.days is not None:
        return min(_date_at_share(clock, cycle, due_, before, percent), due_.at)
    if plain:
        calendar = ALWAYS if due_.limit.unit is Unit.CALENDAR_HOUR else clock.calendar
        pauses = (*cycle.closed, *cycle.pauses)
        counted = elapsed(begins, due_.at, calendar, pauses)
        return min(add(begins, counted * percent // PERCENT, calendar, pauses), due_.at)
    return begins + (due_.at - begins) * percent / PERCENT if due_.at > begins else due_.at


def _date_at_share(clock: Clock, cycle: Cycle, due_: Due, before: Due | None, percent: int) -> datetime:
    assert due_.days is not None  # noqa: S101 - asked before
    unit = due_.limit.unit if due_.limit.unit.counting is not None else Unit.CALENDAR_DAY
    passed = before.days.dates if before and before.days and before.days.counting is due_.days.counting else 0
    dates = passed + ceil((due_.days.dates - passed) * percent / PERCENT)
    terms = replace(cycle.targets[0].terms, inclusive_end=True)
    start = Start(cycle.started_at, clock.calendar)
    return due(Limit(dates, unit), start, terms, (*cycle.closed, *cycle.pauses)).at
