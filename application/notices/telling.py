"""What is told of a clock's event: to whom, by which way, from when on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from application.hiding import Case
from application.notices.recipients import Recipients
from application.ports import DocumentInForce, Log, ZoneOf
from domain.clock.case_clock import CaseClock, CycleEvent
from domain.clock.cycle import ClockState
from domain.complaint import Complaint
from domain.notices.notice import ClockFact, Kind, Notice, Recipient, Way
from domain.notices.rules import rule_for
from domain.notices.timing import goes_out_at
from domain.reference_data import NotInForce
from domain.request import ServiceRequest

RULES: Final = "notification"
ENDED: Final = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED})
CUSTOMERS_STEPS: Final = frozenset({"complaint.recheck_requested", "complaint.referred_to_external"})
"""What only the customer decides on: a milestone that nothing else meets is a time of theirs, and nobody misses it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notice with how and when it goes out."""

    notice: Notice
    way: Way
    not_before: datetime


@dataclass(frozen=True, slots=True)
class ToTell:
    """An event of a clock that somebody is told of, with the case as it stands and those whom it concerns."""

    fact: ClockFact
    case: Case
    recipients: Sequence[Recipient]


class Telling:
    """Decides what is told of the events of clocks, by the directory and the rules in force."""

    def __init__(
        self,
        log: Log,
        recipients: Recipients,
        documents: DocumentInForce,
        *,
        zone_of: ZoneOf,
        way: Way,
        within: timedelta,
    ) -> None:
        """Tell by `way` where no rule says otherwise, and of what is over, or was there before, `within` some time."""
        self._log = log
        self._recipients = recipients
        self._documents = documents
        self._zone_of = zone_of
        self._way = way
        self._within = within

    def of(self, event: CycleEvent, began_at: datetime) -> ToTell | None:
        """Return what is told of an event; None: nothing, or nothing any more.

        `began_at`: since when notices are sent at all; an old log is not told from its beginning.
        """
        fact = fact_of(event)
        if fact is None or self._is_customers_time(fact):
            return None
        loaded = self._log.load(CaseClock, fact.clock_id)
        if is_over(event, fact, loaded.aggregate, loaded.now - self._within):
            return None
        case = case_of(self._log, event.case_id)
        if case is None or (has_ended(case) and fact.kind is not Kind.BREACH):
            return None
        if self._was_there_before(event, fact, began_at - self._within):
            return None
        return ToTell(fact, case, self._recipients.of(case, *told_to(event)))

    def taken_back(self, event: CaseClock.BreachRescinded, told: Sequence[Recipient]) -> ToTell | None:
        """Return that a breach did not happen, for those who were told of it and may still know of the case."""
        case = case_of(self._log, event.case_id) if told else None
        if case is None:
            return None
        return ToTell(
            clock_fact(event, Kind.RESCINDED, "", event.breached_at), case, self._recipients.still(case, told)
        )

    def outgoing(self, told: ToTell, now: datetime) -> list[Outgoing]:
        """Return the notices about it, one for each recipient."""
        case = told.case
        return [
            self._scheduled(Notice(told.fact, recipient, case.id, case.reference, case.unit_id), now)
            for recipient in told.recipients
        ]

    def _is_customers_time(self, fact: ClockFact) -> bool:
        """Tell whether a milestone waits for a step that is the customer's, by the pack in force."""
        try:
            packs = self._documents(f"pack.{fact.pack}").rows
        except NotInForce:
            return False
        stops = [
            one.event for pack in packs for each in pack.milestones if each.id == fact.milestone for one in each.stop
        ]
        return bool(stops) and CUSTOMERS_STEPS.issuperset(stops)

    def _was_there_before(self, event: CycleEvent, fact: ClockFact, since: datetime) -> bool:
        """Tell whether a deadline was past before an instant, and so was what the bank knew of the case."""
        if fact.due_at is None or fact.due_at >= since:
            return False
        return all(
            entry.recorded_at < since
            for entry in self._log.history(event.case_id)
            if entry.event.originator_version == event.case_version
        )

    def _scheduled(self, notice: Notice, now: datetime) -> Outgoing:
        rule = rule_for(self._documents(RULES).rows, notice.recipient)
        zone = ZoneInfo(self._zone_of(notice.recipient.unit_id))
        return Outgoing(notice, (rule and rule.way) or self._way, goes_out_at(rule, notice.fact.kind, now, zone))


def fact_of(event: CycleEvent) -> ClockFact | None:
    """Return an event as notices tell it; None: nobody is told of such events."""
    match event:
        case CaseClock.Warned():
            kind, step, due_at = Kind.WARNING, event.step, event.due_at
        case CaseClock.Breached():
            kind, step, due_at = Kind.BREACH, "", event.breached_at
        case CaseClock.EscalationFired():
            kind, step, due_at = Kind.ESCALATION, event.step, event.due_at
        case _:
            return None
    return clock_fact(event, kind, step, due_at)


def clock_fact(event: CycleEvent, kind: Kind, step: str, due_at: datetime) -> ClockFact:
    """Return an event as a fact of a kind."""
    return ClockFact(
        clock_id=UUID(str(event.originator_id)),
        version=event.originator_version,
        kind=kind,
        pack=event.pack,
        milestone=event.milestone,
        cycle=event.cycle,
        stage=event.stage,
        step=step,
        due_at=due_at,
    )


def told_to(event: CycleEvent) -> tuple[str, ...]:
    """Return who is told, in words of the packs; a breach is never left to its handler alone."""
    if isinstance(event, CaseClock.EscalationFired):
        return (event.to,)
    return ("handler", "supervisor") if isinstance(event, CaseClock.Breached) else ("handler",)


def is_over(event: CycleEvent, fact: ClockFact, clock: CaseClock, since: datetime) -> bool:
    """Tell whether there is nothing to tell any more: a warning came to its end, a breach did not happen.

    A milestone that was breached and ended meanwhile is still told of, unless it was due before `since`.
    """
    facts = clock.cycles.get(event.key) if clock.version else None
    if facts is None:
        return False
    has_ended, was_breached = facts.state in ENDED, facts.breached_at is not None
    if fact.kind is Kind.WARNING:
        return has_ended or was_breached
    if has_ended and (not was_breached or (fact.due_at is not None and fact.due_at < since)):
        return True
    return fact.kind is Kind.BREACH and not was_breached


def withdrawn_by(event: CycleEvent) -> tuple[Kind, ...]:
    """Return what of a milestone is not told any more, where it still waits, after an event."""
    match event:
        case CaseClock.Breached() | CaseClock.Cancelled() | CaseClock.Met(is_late=True):
            return (Kind.WARNING,)
        case CaseClock.Met():
            return (Kind.WARNING, Kind.ESCALATION)
        case CaseClock.BreachRescinded():
            return (Kind.BREACH, Kind.ESCALATION)
        case _:
            return ()


def case_of(log: Log, case_id: UUID) -> Case | None:
    """Return a complaint or a service request; None: something else, such as a contact, whose time is a figure only."""
    kinds: tuple[Callable[[], Case], ...] = (
        lambda: log.load(Complaint, case_id).aggregate,
        lambda: log.load(ServiceRequest, case_id).aggregate,
    )
    for load in kinds:
        case = load()
        if case.version:
            return case
    return None


def has_ended(case: Case) -> bool:
    """Tell whether nothing is left to be done about a case."""
    return case.state in case.lifecycle.ends
