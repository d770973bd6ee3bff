"""What the clocks of a case say to a command that is about to be given."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.clock.clocks import Clock
from domain.clock.cycle import Cycle
from domain.complaint.following_up import QuickClosed


def paused_by(clocks: Iterable[Clock], reason: str, *, told: bool) -> tuple[str, ...]:
    """Name the milestones that a suspension is for: open ones that may stand for the reason.

    One that is breached does not stand any more, but it is no ground to refuse the suspension.
    """
    return tuple(
        f"{clock.pack.id}/{clock.milestone.id}" for clock, _ in running(clocks) if may_stand(clock, reason, told=told)
    )


def pauses_of(clocks: Sequence[Clock], reason: str, *, told: bool) -> tuple[str, ...] | None:
    """Return the same; None where the case has no clocks at all, such as one that was imported."""
    return paused_by(clocks, reason, told=told) if clocks else None


def may_stand(clock: Clock, reason: str, *, told: bool) -> bool:
    """Tell whether a milestone names a reason, and gets the notice that it wants."""
    return any(
        rule.reason == reason and (told or "notice:complainant" not in rule.requires) for rule in clock.milestone.pauses
    )


def extendable_until(clocks: Iterable[Clock]) -> datetime | None:
    """Return when the last running stage ends that has another one after it; None: no clock has stages to reach."""
    return max(
        (cycle.due.at for _, cycle in running(clocks) if cycle.due and cycle.stage < len(cycle.stages)), default=None
    )


def quick_close_until(clocks: Iterable[Clock]) -> datetime | None:
    """Return until when the regimes let the case be closed without a decision; None: none says anything of it."""
    ends = [
        cycle.due.at
        for clock, cycle in running(clocks)
        if cycle.due
        and not clock.milestone.obliges
        and any(each.event == QuickClosed.topic for each in clock.milestone.stop)
    ]
    return min(ends, default=None)


def running(clocks: Iterable[Clock]) -> list[tuple[Clock, Cycle]]:
    """Return the cycles that nothing has stopped, breached ones included."""
    return [(clock, clock.cycles[-1]) for clock in clocks if clock.cycles and clock.cycles[-1].is_open]
