"""Keeping the clock of a case: a pure function from the case's events and the policies to clock events.

It goes through the events that the clock does not know yet, one by one: first the time until an event was recorded
passes, then the event counts. So the facts are the same however many events were waiting, whoever else keeps the same
clock, and however often it is done again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.clock.case_clock import Breach, CaseClock, CycleFacts, Deadline, OfCase, OfCycle, Selection, key_of
from domain.clock.clocks import Clock, ClockPolicies, clocks_of
from domain.clock.cycle import ENDED, Cycle, Ending
from domain.clock.happening import Entry
from domain.clock.ladder import Rung, ladder
from domain.clock.story import CHANGES, ENDS_WAITING, REOPENED, Story
from domain.sla.pack import PackKind

OWN_TOPICS = frozenset(CHANGES) | ENDS_WAITING | REOPENED


@dataclass(frozen=True, slots=True)
class Keeping:
    """One look at a clock: at which instant, and with which version of the time zone data."""

    policies: ClockPolicies
    now: datetime
    time_zone_data: str

    def keep(self, clock: CaseClock, entries: Iterable[Entry]) -> Story:
        """Record on `clock` what follows from all events of its case, up to now. Return the story of the case."""
        story = Story()
        known = clock.case_version if clock.version else 0
        relevant = OWN_TOPICS | self.policies.library.topics
        for entry in entries:
            event = entry.event
            if event.originator_version <= known or event.topic not in relevant:
                story.take(entry)
                continue
            if story.received is not None:
                self._pass_time(clock, story, entry.recorded_at)
            story.take(entry)
            self._settle(clock, clocks_of(story, self.policies, entry.recorded_at), entry)
        self._pass_time(clock, story, self.now)
        return story

    def _pass_time(self, clock: CaseClock, story: Story, until: datetime) -> None:
        """Let time pass until an instant: what was published meanwhile counts, and steps and breaches come in order."""
        clocks = clocks_of(story, self.policies, until)
        self._settle(clock, clocks, None)
        steps = sorted(_steps(clock, clocks, until), key=lambda step: (step.at, step.order))
        for step in steps:
            self._fire(clock, step)

    def _settle(self, clock: CaseClock, clocks: Iterable[Clock], by: Entry | None) -> None:
        """Record where what is on record differs from what was worked out."""
        for each in clocks:
            self._select(clock, each, by)
            for cycle in each.cycles:
                self._settle_cycle(Kept(clock, each, cycle), by)

    def _select(self, clock: CaseClock, found: Clock, by: Entry | None) -> None:
        running, pack = found.interval.running, found.pack
        known = clock.packs.get(pack.id) if clock.version else None
        if known and (known.pack_version, known.row) == (pack.version, running.selected.row):
            return
        selection = Selection(
            pack=pack.id,
            pack_version=pack.version,
            pack_hash=running.pack.content_hash,
            row=running.selected.row,
            milestones=running.selected.milestones,
            calendar=running.calendar.content.id,
            calendar_version=running.calendar.content.version,
        )
        clock.select_pack(of_case(clock, by), selection, now=self._when(by))

    def _settle_cycle(self, kept: "Kept", by: Entry | None) -> None:
        clock, cycle, when = kept.clock, kept.cycle, self._when(by)
        if kept.facts is None or kept.differs(kept.facts):
            clock.set_due(kept.of(by), kept.deadline(self.time_zone_data), kept.cause(by), now=when)
        if cycle.told_on is not None and kept.known.told_on != cycle.told_on:
            clock.tell_due(kept.of(by), cycle.told_on, now=when)
        self._settle_breach(kept, by)
        if cycle.ended_at is not None and (kept.known.state, kept.known.ended_at) != (cycle.state, cycle.ended_at):
            if cycle.ending is Ending.MET:
                clock.meet(kept.of(by), is_late=cycle.breached_at is not None, at=cycle.ended_at)
            else:
                clock.cancel(kept.of(by), cycle.end_cause, at=cycle.ended_at)

    def _settle_breach(self, kept: "Kept", by: Entry | None) -> None:
        """Record what an event shows; what time alone brings comes in its order with the steps around it."""
        known = kept.known.breached_at
        if known == kept.cycle.breached_at:
            return
        if known is not None:
            kept.clock.rescind_breach(kept.of(by), known, cause_of(by), now=self._when(by))
        if by is not None:
            self._breach(kept, by)

    def _breach(self, kept: "Kept", by: Entry | None) -> None:
        cycle, milestone = kept.cycle, kept.found.milestone
        if cycle.breached_at is not None:
            told = Breach(cycle.breached_at, cycle.breach_cause, kept.is_regulatory, milestone.breach or None)
            kept.clock.breach(kept.of(by), told, now=self.now)

    def _fire(self, clock: CaseClock, step: "Step") -> None:
        kept, rung = Kept(clock, step.found, step.cycle), step.rung
        if rung is None:
            self._breach(kept, None)
        elif rung.to:
            clock.escalate(kept.of(None), rung.step, rung.to, step.due_at, at=rung.at, now=self.now)
        else:
            clock.warn(kept.of(None), rung.step, step.due_at, at=rung.at, now=self.now)

    def _when(self, by: Entry | None) -> datetime:
        return by.recorded_at if by else self.now


@dataclass(frozen=True, slots=True)
class Kept:
    """A cycle as worked out, beside what is on record about it."""

    clock: CaseClock
    found: Clock
    cycle: Cycle

    @property
    def facts(self) -> CycleFacts | None:
        """What is on record; None: nothing."""
        return self.clock.cycles.get(self._key) if self.clock.version else None

    @property
    def known(self) -> CycleFacts:
        """What is on record, once something is."""
        return self.clock.cycles[self._key]

    @property
    def _key(self) -> str:
        return key_of(self.found.pack.id, self.found.milestone.id, self.cycle.number)

    def of(self, by: Entry | None) -> OfCycle:
        """Say which cycle it is, by which event of the case."""
        case, found = of_case(self.clock, by), self.found
        place = (found.pack.id, found.milestone.id, self.cycle.number, self.cycle.stage)
        return OfCycle(case.case_id, case.case_version, *place)

    def deadline(self, time_zone_data: str) -> Deadline:
        """Return the deadline as it goes on record."""
        found, cycle = self.found, self.cycle
        return Deadline(
            started_at=cycle.started_at,
            due_at=self.due_at,
            due_on=self.due_on,
            is_provisional=bool(cycle.due and cycle.due.is_provisional),
            is_regulatory=self.is_regulatory,
            pack_version=found.pack.version,
            calendar=found.calendar.id,
            calendar_version=found.calendar.version,
            time_zone_data=time_zone_data,
            ladder=ladder(found, cycle) if cycle.is_open and self.due_at else (),
        )

    @property
    def is_regulatory(self) -> bool:
        """Whether the bank owes it to an authority's rule."""
        return self.found.pack.kind is PackKind.REGULATORY and self.found.milestone.obliges

    @property
    def due_at(self) -> datetime | None:
        """When it is due; nothing is while it is paused."""
        return None if self.cycle.due is None or self.cycle.is_paused else self.cycle.due.at

    @property
    def due_on(self) -> date | None:
        """The local date of it."""
        return None if self.cycle.due is None or self.cycle.is_paused else self.cycle.due.on

    def differs(self, facts: CycleFacts) -> bool:
        """Tell whether the deadline is not what is on record."""
        now = (self.cycle.stage, self.cycle.started_at, self.due_at, self.due_on)
        if now != (facts.stage, facts.started_at, facts.due_at, facts.due_on):
            return True
        if self.cycle.is_open and facts.state in ENDED:
            return True
        return (facts.pack_version, facts.calendar_version) != (self.found.pack.version, self.found.calendar.version)

    def cause(self, by: Entry | None) -> str:
        """Name what set or moved it."""
        return "paused" if self.cycle.is_paused else cause_of(by)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that time brings: a rung of a ladder, or a breach (no rung)."""

    at: datetime
    order: int
    due_at: datetime
    found: Clock
    cycle: Cycle
    rung: Rung | None = None


def _steps(clock: CaseClock, clocks: Iterable[Clock], until: datetime) -> Iterator[Step]:
    """Yield what has come by an instant and is not on record yet."""
    for found in clocks:
        for cycle in found.cycles:
            facts = Kept(clock, found, cycle).facts
            if facts is None or not cycle.is_open or cycle.is_paused:
                continue
            if cycle.breached_at is not None and facts.breached_at is None:
                yield Step(cycle.breached_at, 1, cycle.breached_at, found, cycle)
            for rung in ladder(found, cycle):
                if rung.at <= until and comes(rung, cycle.stage, facts):
                    order = 0 if rung.lead_seconds is None or rung.to is None else 2
                    yield Step(rung.at, order, rung.due_at, found, cycle, rung)


def comes(rung: Rung, stage: int, facts: CycleFacts) -> bool:
    """Tell whether a step has still to come: once a stage, a lead-time step once more when its day has moved far."""
    fired_for = facts.fired.get(f"{stage}:{rung.key}")
    if fired_for is None:
        return True
    return rung.lead_seconds is not None and (rung.due_at - fired_for).total_seconds() > rung.lead_seconds


def of_case(clock: CaseClock, by: Entry | None) -> OfCase:
    """Say which case it is, by which of its events; what time brings is by the last one that made a difference."""
    if by is None:
        return OfCase(clock.case_id, clock.case_version)
    return OfCase(by.event.originator_id, by.event.originator_version)


def cause_of(by: Entry | None) -> str:
    """Name what changed something: an event of the case, or a policy that was published."""
    return by.event.topic.partition(".")[2] if by else "policy"
