"""The answers about the clocks of a case, made of what was worked out and of what is on record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.clocks import accounts, answers
from application.clocks.answers import ClockInFile, OfCase, Record
from application.clocks.records import NOTHING
from domain.clock.assessing import is_met
from domain.clock.case_clock import key_of
from domain.clock.clocks import Clock
from domain.clock.cycle import ClockState, Cycle, Ending
from domain.clock.happening import Happening
from domain.clock.story import Story, Waiting
from domain.sla.pack import PackKind


@dataclass(frozen=True, slots=True)
class Answering:
    """One answer: the story that it is told from, what is on record by cycle, and as of when."""

    story: Story
    records: Mapping[str, Record]
    at: datetime

    def clock(self, clock: Clock) -> answers.Clock:
        """Return what is told of a milestone."""
        running, milestone = clock.interval.running, clock.milestone
        return answers.Clock(
            pack=clock.pack.id,
            pack_version=clock.pack.version,
            authority=clock.pack.authority,
            is_regulatory=clock.pack.kind is PackKind.REGULATORY,
            milestone=milestone.id,
            source=milestone.source,
            is_verified=milestone.verified,
            unverified=milestone.unverified,
            breach_class=milestone.breach or None,
            selected_by=running.selected.row,
            selected_at=running.since,
            selected_with=of_case(self.story.happenings[running.since_version]),
            calendar=clock.calendar.id,
            calendar_version=clock.calendar.version,
            time_zone=clock.calendar.zone_name,
            state=state_of(clock),
            cycles=tuple(self._cycle(clock, cycle) for cycle in clock.cycles),
        )

    def _cycle(self, clock: Clock, cycle: Cycle) -> answers.Cycle:
        until, zone, due = cycle.ended_at or self.at, clock.calendar.zone, cycle.due
        record = self.records.get(key_of(clock.pack.id, clock.milestone.id, cycle.number), NOTHING)
        account = accounts.ledger(clock, cycle, until)
        return answers.Cycle(
            cycle=cycle.number,
            state=cycle.state,
            stage=cycle.stage,
            started_at=cycle.started_at,
            started_local=cycle.started_at.astimezone(zone),
            started_by=of_case(cycle.started_by),
            due_at=due.at if due else None,
            due_local=due.at.astimezone(zone) if due else None,
            due_on=due.on if due else None,
            is_due_open=cycle.is_paused,
            is_provisional=bool(due and due.is_provisional),
            remaining=accounts.left(cycle, until, account),
            overdue=accounts.over(clock, cycle, until, account),
            stages=tuple(_stages(clock, cycle)),
            late_extensions=tuple(of_case(step.by) for step in cycle.steps if step.is_late),
            paused_by=tuple(of_case(waiting.began) for waiting in self._standing(clock, cycle)),
            pauses=tuple(self._pauses(clock, cycle)),
            breached_at=cycle.breached_at,
            breached_local=cycle.breached_at.astimezone(zone) if cycle.breached_at else None,
            breach_cause=cycle.breach_cause or None,
            detected_at=detected_at(cycle.breached_at, record),
            agreed_on=cycle.agreed_on,
            told_on=cycle.told_on,
            ended_at=cycle.ended_at,
            ended_local=cycle.ended_at.astimezone(zone) if cycle.ended_at else None,
            ended_by=of_case(cycle.ended_by) if cycle.ended_by else None,
            ended_as=cycle.end_cause or None if cycle.ending is Ending.CANCELLED else None,
            fault=cycle.fault or None,
            on_record=record,
            ledger=account,
        )

    def _waitings(self, clock: Clock) -> Iterator[Waiting]:
        """Yield the suspensions for which a milestone may stand."""
        rules = {rule.reason: rule for rule in clock.milestone.pauses}
        for waiting in self.story.waitings:
            if waiting.reason in rules and is_met(rules[waiting.reason], waiting):
                yield waiting

    def _standing(self, clock: Clock, cycle: Cycle) -> Iterator[Waiting]:
        """Yield the suspensions for which it stands now."""
        if cycle.is_paused:
            for waiting in self._waitings(clock):
                if waiting.ended is None and waiting.began.at <= self.at:
                    yield waiting

    def _pauses(self, clock: Clock, cycle: Cycle) -> Iterator[answers.Paused]:
        """Yield the pauses within the life of a cycle."""
        began = {waiting.began.cause: waiting for waiting in self._waitings(clock)}
        for pause in cycle.pauses:
            waiting = began[pause.cause]
            goes_on = waiting.ended is None and cycle.is_open
            yield answers.Paused(
                reason=waiting.reason,
                from_at=pause.begins_at,
                to_at=None if goes_on else pause.ends_at,
                began_by=of_case(waiting.began),
                ended_by=of_case(waiting.ended) if waiting.ended else None,
            )


def state_of(clock: Clock) -> str:
    """Return where a milestone stands: its last cycle, if it has begun."""
    return clock.cycles[-1].state if clock.cycles else ClockState.NOT_STARTED


def of_case(here: Happening) -> OfCase:
    """Name an event."""
    says = getattr(here.event, "reason", None) if here.topic in REASON_IS_A_CODE else None
    return OfCase(here.version, here.topic, here.at, here.recorded_at, says)


REASON_IS_A_CODE = frozenset(
    {
        *("complaint.suspended", "complaint.extended", "complaint.reopened", "complaint.declined"),
        *("service_request.suspended", "service_request.reopened"),
    }
)
"""Events whose reason is a word of a list. Other reasons are what people wrote."""


def detected_at(breached_at: datetime | None, record: Record) -> datetime | None:
    """Return when a breach that stands was found, where it is on record."""
    for breach in record.breaches:
        if breach.breached_at == breached_at and breach.rescinded_at is None:
            return breach.detected_at
    return None


def _stages(clock: Clock, cycle: Cycle) -> Iterator[answers.Stage]:
    """Yield every stage, those that may still be reached as well."""
    wanted = [stage for stage in cycle.targets[-1].stages if stage.measure is not None]
    reached = {step.stage: step.by for step in cycle.steps if not step.is_late}
    for number, (due, stage) in enumerate(zip(cycle.stages, wanted, strict=False), start=1):
        yield answers.Stage(
            stage=number,
            limit=stage.limit,
            unit=stage.unit,
            requires=stage.requires,
            due_at=due.at,
            due_local=due.at.astimezone(clock.calendar.zone),
            due_on=due.on,
            is_provisional=due.is_provisional,
            is_reached=number <= cycle.stage,
            reached_by=of_case(reached[number]) if number in reached else None,
        )


def in_file(case_id: UUID, clocks: Iterable[Clock]) -> Iterator[ClockInFile]:
    """Yield what the file of a case says of its clocks."""
    for clock in clocks:
        cycle = clock.cycles[-1] if clock.cycles else None
        yield ClockInFile(
            pack=clock.pack.id,
            milestone=clock.milestone.id,
            is_regulatory=clock.pack.kind is PackKind.REGULATORY,
            state=state_of(clock),
            cycle=cycle.number if cycle else None,
            due_at=cycle.due.at if cycle and cycle.due else None,
            due_on=cycle.due.on if cycle and cycle.due else None,
            is_provisional=bool(cycle and cycle.due and cycle.due.is_provisional),
            breached_at=cycle.breached_at if cycle else None,
            link=f"/v1/cases/{case_id}/clocks",
        )
