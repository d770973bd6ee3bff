"""The milestone 时限节点: one thing that has to be done by a deadline."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from domain.sla.pack_refusals import NoNumberSet, UnknownMilestone
from domain.sla.terms import EndOfDay, Limit, ReceiptOnClosedDay, ReceiptOutOfHours, RollForward
from domain.sla.units import Unit


class ChangeRule(StrEnum):
    """What a change in flight (priority, tier, calendar, policy) does to a running clock."""

    FROM_ORIGIN = "from_origin"
    """The new target from the original start."""
    FROM_CHANGE = "from_change"
    """The new target from the change."""
    KEEP_ELAPSED = "keep_elapsed"
    """The new target less what was counted already, from the change."""
    EARLIEST_OF = "earliest_of"
    """The earlier of the old due instant and `from_origin`: a change makes no running clock later."""


class ReopenRule(StrEnum):
    """What a reopening does to a clock; the first result stays beside it."""

    NONE = "none"
    RESUME_REMAINING = "resume_remaining"
    RESTART = "restart"
    NEW_CYCLE = "new_cycle"


@dataclass(frozen=True, slots=True)
class Condition:
    """An event that means something to a clock; of what is listed one has to hold, what is not listed does not matter.

    `proofs` are the ways of dispatch that count, `actors` the roles whose doing counts.
    """

    event: str
    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A limit that stands beside another one: whichever ends first counts."""

    limit: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a deadline; every limit counts from the start of the milestone.

    `promptly` marks a limit that the regime gives in words: its number is the bank's own, and without one nothing is
    due. `requires` is what an extension to the stage needs: `reason:complex`, `approver:superior_or_hq_exec`,
    `notice:complainant`, `consent:complainant`, `event:complaint.holding_response_sent`.
    """

    unit: Unit
    limit: int | None = None
    promptly: bool = False
    at_most: Ceiling | None = None
    requires: tuple[str, ...] = ()

    @property
    def measure(self) -> Limit | None:
        """The limit as a value to compute with, or None."""
        if self.limit is None:
            return None
        ceiling = Limit(self.at_most.limit, self.at_most.unit) if self.at_most else None
        return Limit(self.limit, self.unit, ceiling)


@dataclass(frozen=True, slots=True)
class PauseRule:
    """A reason for which the clock stands; mandatory when the regime leaves no choice."""

    reason: str
    mandatory: bool = False
    requires: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Variant:
    """Other stages, under circumstances that the case has: a new account, a death benefit.

    It counts for a case with a regime of its name, and for one with one of `priorities` (a complaint's severity).
    """

    name: str
    stages: tuple[Stage, ...]
    priorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """Shorter stages for customers of a tier; the milestone's own stay the floor."""

    name: str
    stages: tuple[Stage, ...]
    verified: bool = True


N = TypeVar("N", Variant, Lane)


@dataclass(frozen=True, slots=True)
class Escalation:
    """A step to somebody: at a share of the counted time (percent), a while before the due instant, or after it."""

    to: str
    share: int | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """What starts, stops and ends it, how it counts, and what happens around it.

    Without `start` it runs no clock and is only computed. `verified` says that the rule was read in a primary or
    secondary text; `unverified` names the fields that come from memory all the same. `repeats` begins it anew each time
    that it stops, until it is cancelled. Without `obliges` nobody owes it: when its time is over, a right of the
    customer or an easier way ends.
    """

    id: str
    source: str
    verified: bool
    stages: tuple[Stage, ...]
    start: tuple[Condition, ...] = ()
    stop: tuple[Condition, ...] = ()
    cancel: tuple[Condition, ...] = ()
    restart_on: tuple[Condition, ...] = ()
    pauses: tuple[PauseRule, ...] = ()
    variants: tuple[Variant, ...] = ()
    lanes: tuple[Lane, ...] = ()
    count_first_day: bool = False
    inclusive_end: bool = True
    end_of_day: EndOfDay = EndOfDay.SAME_TIME
    roll_forward: RollForward = RollForward.NONE
    receipt_on_closed_day: ReceiptOnClosedDay | None = None
    receipt_out_of_hours: ReceiptOutOfHours = ReceiptOutOfHours.AS_IS
    repeats: bool = False
    obliges: bool = True
    agreed_override: bool = False
    on_priority_change: ChangeRule = ChangeRule.EARLIEST_OF
    on_tier_change: ChangeRule = ChangeRule.EARLIEST_OF
    on_calendar_change: ChangeRule = ChangeRule.FROM_ORIGIN
    on_policy_change: ChangeRule = ChangeRule.FROM_ORIGIN
    on_reopen: ReopenRule = ReopenRule.NONE
    warn_at: tuple[str, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    breach: str = ""
    figures: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    remark: str = ""

    @property
    def runs_a_clock(self) -> bool:
        """Tell whether an event of a case starts it."""
        return bool(self.start)

    def stages_for(self, variant: str | None = None) -> tuple[Stage, ...]:
        """Return its stages, or those of a variant.

        Raises:
            UnknownMilestone: It has no such variant.
        """
        if variant is None:
            return self.stages
        return self._named(self.variants, variant, "variant").stages

    def limits(self, variant: str | None = None) -> list[Limit]:
        """Return what is computed: one limit for each stage.

        Raises:
            UnknownMilestone: It has no such variant.
            NoNumberSet: The regime says "promptly", and no number is set.
        """
        return [self._limit(stage) for stage in self.stages_for(variant)]

    def lane_limits(self, lane: str) -> list[Limit]:
        """Return the limits of a lane.

        Raises:
            UnknownMilestone: It has no such lane.
        """
        return [self._limit(stage) for stage in self._named(self.lanes, lane, "lane").stages]

    def _named(self, rows: tuple[N, ...], name: str, what: str) -> N:
        for each in rows:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in rows) or "none"
        raise UnknownMilestone(f"The milestone '{self.id}' has no {what} '{name}'; it has: {known}.")

    def _limit(self, stage: Stage) -> Limit:
        if stage.measure is None:
            raise NoNumberSet(f"The milestone '{self.id}' is due promptly, and no number is set for that.")
        return stage.measure
