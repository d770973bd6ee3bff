"""The clock of a case 时限记录: the facts about its deadlines, in a stream of their own."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid5

from domain.aggregate import Aggregate, DomainEvent
from domain.clock.cycle import ClockState
from domain.clock.ladder import Rung
from domain.personal import Code, Id, PublicText


def clock_of(case_id: UUID) -> UUID:
    """Return the id of the stream with the clock facts of a case."""
    return uuid5(case_id, "clock")


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What is on record about one cycle of a milestone. `fired`: by step, for which due instant it came."""

    stage: int
    started_at: datetime
    due_at: datetime | None
    due_on: date | None
    is_provisional: bool
    pack_version: int
    calendar_version: str
    rungs: tuple[Rung, ...] = ()
    state: ClockState = ClockState.RUNNING
    ended_at: datetime | None = None
    breached_at: datetime | None = None
    told_on: date | None = None
    fired: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Which version of a pack runs, by which row of the selection table, in which calendar."""

    pack_version: int
    row: str
    calendar: str
    calendar_version: str


class Told:
    """Values that events carry under the same names."""

    __slots__ = ()

    @property
    def fields(self) -> dict[str, Any]:
        """By name, as an event takes them."""
        return {field.name: getattr(self, field.name) for field in fields(cast("Any", self))}


@dataclass(frozen=True, slots=True)
class OfCase(Told):
    """Which case something is about, by which of its events."""

    case_id: UUID
    case_version: int


@dataclass(frozen=True, slots=True)
class OfCycle(OfCase):
    """Which cycle of which milestone it is about."""

    pack: str
    milestone: str
    cycle: int
    stage: int


@dataclass(frozen=True, slots=True)
class Selection(Told):
    """A version of a pack that runs, by a row of the selection table (no milestones: all of them), in a calendar."""

    pack: str
    pack_version: int
    pack_hash: str
    row: str
    milestones: tuple[str, ...]
    calendar: str
    calendar_version: str


@dataclass(frozen=True, slots=True)
class Deadline(Told):
    """A deadline with what it was worked out by, and the steps until then."""

    started_at: datetime
    due_at: datetime | None
    due_on: date | None
    is_provisional: bool
    is_regulatory: bool
    pack_version: int
    calendar: str
    calendar_version: str
    time_zone_data: str
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Breach(Told):
    """A deadline that passed, and what made it so."""

    breached_at: datetime
    cause: str
    is_regulatory: bool
    breach_class: str | None


class ClockEvent(DomainEvent):
    """Something on record about the deadlines of a case. `case_version`: by which of its events, as far as known."""

    case_id: UUID
    case_version: int


class CycleEvent(ClockEvent):
    """Something about one cycle of a milestone of a pack."""

    pack: Code
    milestone: Code
    cycle: int
    stage: int

    @property
    def key(self) -> str:
        """Which cycle it is about."""
        return key_of(self.pack, self.milestone, self.cycle)


class CaseClock(Aggregate):
    """What was due when, and what became of it: only what cannot be worked out later. Running and paused can.

    An event names the version of the case by which it was worked out, so that working it out again adds nothing.
    """

    Event = ClockEvent

    case_id: UUID
    case_version: int
    packs: dict[str, PackFacts]
    cycles: dict[str, CycleFacts]

    class PackSelected(ClockEvent):
        """A pack runs on the case from now on, or another row of the selection table lets it run."""

        topic = "case_clock.pack_selected"

        pack: Code
        pack_version: int
        pack_hash: Id
        row: PublicText
        milestones: tuple[Code, ...]
        calendar: Code
        calendar_version: Id

        def apply(self, clock: "CaseClock") -> None:
            """Remember it; the first event of a clock is one of these."""
            clock.begin(self.case_id)
            facts = PackFacts(self.pack_version, self.row, self.calendar, self.calendar_version)
            clock.packs = {**clock.packs, self.pack: facts}
            clock.case_version = max(clock.case_version, self.case_version)

    class DueSet(CycleEvent):
        """A deadline was set or moved; `due_at` null: nothing is due as long as it is paused, or no number is set.

        `cause`: what moved it; `ladder`: the warnings and escalation steps until then.
        """

        topic = "case_clock.due_set"

        started_at: datetime
        due_at: datetime | None
        due_on: date | None
        is_provisional: bool
        is_regulatory: bool
        pack_version: int
        calendar: Code
        calendar_version: Id
        time_zone_data: Id
        cause: Code
        ladder: tuple[Rung, ...]

        def apply(self, clock: "CaseClock") -> None:
            """Set it; the cycle runs, even if it had ended."""
            clock.begin(self.case_id)
            before = clock.cycles.get(self.key)
            facts = CycleFacts(
                stage=self.stage,
                started_at=self.started_at,
                due_at=self.due_at,
                due_on=self.due_on,
                is_provisional=self.is_provisional,
                pack_version=self.pack_version,
                calendar_version=self.calendar_version,
                rungs=self.ladder,
                state=ClockState.PAUSED if self.cause == "paused" else ClockState.RUNNING,
                breached_at=before.breached_at if before else None,
                told_on=before.told_on if before else None,
                fired=before.fired if before else {},
            )
            if facts.breached_at is not None:
                facts = replace(facts, state=ClockState.BREACHED)
            clock.keep_cycle(self, facts)

    class DueTold(CycleEvent):
        """The complainant was told a date; it stays as told when a calendar is corrected."""

        topic = "case_clock.due_told"

        due_on: date

        def apply(self, clock: "CaseClock") -> None:
            """Remember it."""
            clock.change_cycle(self, told_on=self.due_on)

    class Warned(CycleEvent):
        """A share of the time has passed, or the due instant is near; `occurred_at` is when that was.

        `step` is `80%` or `-P1D`.
        """

        topic = "case_clock.warned"

        step: Id
        due_at: datetime
        detected_at: datetime

        def apply(self, clock: "CaseClock") -> None:
            """Remember for which due instant."""
            clock.mark_step(self, self.step, self.due_at)

    class Breached(CycleEvent):
        """The due instant `breached_at` passed without the milestone being met; a fact that is never un-written.

        `cause`: time, or what showed it only afterwards: late_entry, late_classification, merge, correction.
        """

        topic = "case_clock.breached"

        breached_at: datetime
        detected_at: datetime
        cause: Code
        is_regulatory: bool
        breach_class: Code | None

        def apply(self, clock: "CaseClock") -> None:
            """Remember it beside the state."""
            clock.mark_breach(self, self.breached_at)

    class BreachRescinded(CycleEvent):
        """What was entered late shows that the breach did not happen; what was known then stays readable."""

        topic = "case_clock.breach_rescinded"

        breached_at: datetime
        cause: Code

        def apply(self, clock: "CaseClock") -> None:
            """Forget the breach, not that it was on record."""
            clock.mark_breach(self, None)

    class EscalationFired(CycleEvent):
        """Somebody is called in; `step` is `80%`, `-P1D` or `+PT0S`, `occurred_at` when that was."""

        topic = "case_clock.escalation_fired"

        step: Id
        to: Code
        due_at: datetime
        detected_at: datetime

        def apply(self, clock: "CaseClock") -> None:
            """Remember for which due instant."""
            clock.mark_step(self, f"{self.step}>{self.to}", self.due_at)

    class Met(CycleEvent):
        """What was due was done, at `occurred_at`; `is_late`: after the due instant."""

        topic = "case_clock.met"

        is_late: bool

        def apply(self, clock: "CaseClock") -> None:
            """End the cycle."""
            clock.change_cycle(
                self, state=ClockState.MET_LATE if self.is_late else ClockState.MET, ended_at=self.occurred_at
            )

    class Cancelled(CycleEvent):
        """Nothing is due any more; `cause`: why."""

        topic = "case_clock.cancelled"

        cause: Code

        def apply(self, clock: "CaseClock") -> None:
            """End the cycle; a breach before stays."""
            clock.change_cycle(self, state=ClockState.CANCELLED, ended_at=self.occurred_at)

    # What is put on record. Who keeps the clock works out what; nothing is refused.

    def select_pack(self, of: OfCase, selected: Selection, *, now: datetime) -> None:
        """Let a pack run, or run by another row or version."""
        self.record(CaseClock.PackSelected, **of.fields, **selected.fields, occurred_at=now)

    def set_due(self, of: OfCycle, deadline: Deadline, cause: str, *, now: datetime) -> None:
        """Set or move a deadline; a cycle that had ended runs again."""
        self.record(CaseClock.DueSet, **of.fields, **deadline.fields, cause=cause, occurred_at=now)

    def tell_due(self, of: OfCycle, due_on: date, *, now: datetime) -> None:
        """Keep the date that the complainant was told."""
        self.record(CaseClock.DueTold, **of.fields, due_on=due_on, occurred_at=now)

    def warn(self, of: OfCycle, step: str, due_at: datetime, *, at: datetime, now: datetime) -> None:
        """Let a warning come that was due at `at` and is found `now`."""
        self.record(CaseClock.Warned, **of.fields, step=step, due_at=due_at, detected_at=now, occurred_at=at)

    def escalate(self, of: OfCycle, step: str, to: str, due_at: datetime, *, at: datetime, now: datetime) -> None:
        """Let a step to somebody come that was due at `at` and is found `now`."""
        told = {"step": step, "to": to, "due_at": due_at, "detected_at": now}
        self.record(CaseClock.EscalationFired, **of.fields, **told, occurred_at=at)

    def breach(self, of: OfCycle, told: Breach, *, now: datetime) -> None:
        """Let a deadline have passed, as is found `now`."""
        self.record(CaseClock.Breached, **of.fields, **told.fields, detected_at=now, occurred_at=told.breached_at)

    def rescind_breach(self, of: OfCycle, breached_at: datetime, cause: str, *, now: datetime) -> None:
        """Let a breach not have happened."""
        self.record(CaseClock.BreachRescinded, **of.fields, breached_at=breached_at, cause=cause, occurred_at=now)

    def meet(self, of: OfCycle, *, is_late: bool, at: datetime) -> None:
        """Let a milestone be met."""
        self.record(CaseClock.Met, **of.fields, is_late=is_late, occurred_at=at)

    def cancel(self, of: OfCycle, cause: str, *, at: datetime) -> None:
        """Let nothing be due any more."""
        self.record(CaseClock.Cancelled, **of.fields, cause=cause, occurred_at=at)

    # How its events change it. As of an instant a cycle may be missing that a later event speaks of.

    def begin(self, case_id: UUID) -> None:
        """Begin with nothing on record, once."""
        if not hasattr(self, "cycles"):
            self.case_id, self.case_version = case_id, 0
            self.packs, self.cycles = {}, {}

    def keep_cycle(self, event: CycleEvent, facts: CycleFacts) -> None:
        """Put what is on record about a cycle in the place of what was."""
        self.begin(event.case_id)
        self.cycles = {**self.cycles, event.key: facts}
        self.case_version = max(self.case_version, event.case_version)

    def change_cycle(self, event: CycleEvent, **changes: object) -> None:
        """Change some of what is on record about a cycle."""
        self.begin(event.case_id)
        self.case_version = max(self.case_version, event.case_version)
        if event.key in self.cycles:
            self.cycles = {**self.cycles, event.key: replace(self.cycles[event.key], **changes)}  # type: ignore[arg-type]

    def mark_step(self, event: CycleEvent, step: str, due_at: datetime) -> None:
        """Remember that a step of a stage came."""
        facts = self.cycles.get(event.key) if hasattr(self, "cycles") else None
        fired: dict[str, datetime] = facts.fired if facts else {}
        self.change_cycle(event, fired={**fired, f"{event.stage}:{step}": due_at})

    def mark_breach(self, event: CycleEvent, at: datetime | None) -> None:
        """Remember a breach, or that there was none."""
        facts = self.cycles.get(event.key) if hasattr(self, "cycles") else None
        state = facts.state if facts else ClockState.RUNNING
        if state in {ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED}:
            state = ClockState.BREACHED if at else ClockState.RUNNING
        self.change_cycle(event, breached_at=at, state=state)


def key_of(pack: str, milestone: str, cycle: int) -> str:
    """Return what tells cycles apart: `cn-nfra-2020-3/decide_and_notify/1`."""
    return f"{pack}/{milestone}/{cycle}"
