"""A cycle: one run of a milestone on a case, from its start to where it was stopped, cancelled or still is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.clock.changing import Target
from domain.clock.happening import Happening
from domain.sla.deadline import Due
from domain.sla.instants import to_seconds
from domain.sla.pauses import Pause


class ClockState(StrEnum):
    """Where a clock stands; it is in exactly one state."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    BREACHED = "breached"
    """The due instant has passed, and it is not met."""
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"


ENDED = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED})
"""States in which nothing is due any more."""


class Ending(StrEnum):
    """How a cycle was stopped."""

    MET = "met"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was reached, or an extension that was recorded too late and cures nothing."""

    stage: int
    by: Happening
    is_late: bool = False


@dataclass(slots=True)
class Cycle:
    """One run of a milestone. Whole seconds decide: a stop within the second of the due instant is on time.

    `due` is None where no number is set for what is due promptly, where the computation failed (`fault` has the code),
    and it is only a lower bound while the clock is paused.
    """

    number: int
    started_at: datetime
    started_by: Happening
    targets: list[Target] = field(default_factory=list)
    not_before: datetime | None = None
    """The due instant that this cycle replaces: new facts make none earlier."""
    closed: tuple[Pause, ...] = ()
    """While the case was closed, where a reopened clock goes on with what was left."""
    ended_at: datetime | None = None
    ended_by: Happening | None = None
    ending: Ending | None = None
    end_cause: str = ""

    # Worked out when all that happened is known.
    pauses: tuple[Pause, ...] = ()
    is_paused: bool = False
    stages: list[Due] = field(default_factory=list)
    stage: int = 1
    steps: list[Step] = field(default_factory=list)
    agreed_on: date | None = None
    due: Due | None = None
    breached_at: datetime | None = None
    breach_cause: str = ""
    told_on: date | None = None
    fault: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing has stopped it."""
        return self.ending is None

    @property
    def state(self) -> ClockState:
        """Where it stands."""
        if self.ending is Ending.CANCELLED:
            return ClockState.CANCELLED
        if self.ending is Ending.MET:
            return ClockState.MET_LATE if self.breached_at else ClockState.MET
        if self.breached_at:
            return ClockState.BREACHED
        return ClockState.PAUSED if self.is_paused else ClockState.RUNNING

    def end(self, ending: Ending, by: Happening, at: datetime, cause: str = "") -> None:
        """Stop it."""
        self.ending, self.ended_by, self.ended_at, self.end_cause = ending, by, at, cause

    def is_past(self, instant: datetime) -> bool:
        """Tell whether the due instant lies before an instant, in whole seconds."""
        return self.due is not None and to_seconds(instant) > to_seconds(self.due.at)
