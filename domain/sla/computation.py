"""What a milestone comes to for one case: every stage with its due instant."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.sla.deadline import Due, stages_due
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack
from domain.sla.pack_refusals import NoPause
from domain.sla.pauses import Pause
from domain.sla.start import Start


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the case brings along: its pauses, the variant of the milestone, the lane of the customer's tier."""

    pauses: tuple[Pause, ...] = ()
    variant: str | None = None
    lane: str | None = None


NO_CIRCUMSTANCES = Circumstances()


def compute(pack: Pack, milestone: Milestone, start: Start, case: Circumstances = NO_CIRCUMSTANCES) -> list[Due]:
    """Compute when each stage of a milestone is due.

    A lane only ever makes a stage earlier.

    Raises:
        NoPause: It was paused, and has no reason to be.
        UnknownMilestone: There is no such variant or lane.
        NoNumberSet: The regime says "promptly", and no number is set.
        BeyondHorizon, BillingCyclesMissing: As for any deadline.
    """
    if case.pauses and not milestone.pauses:
        raise NoPause(f"Nothing pauses '{milestone.id}' of '{pack.id}': no reason is named for it.")
    terms = pack.terms(milestone)
    ends = stages_due(milestone.limits(case.variant), start, terms, case.pauses)
    if case.lane is None:
        return ends
    return _earliest(ends, stages_due(milestone.lane_limits(case.lane), start, terms, case.pauses))


def _earliest(ends: list[Due], lane: Iterable[Due]) -> list[Due]:
    shorter = list(lane)
    return [min((own, *shorter[n : n + 1]), key=lambda due: due.at) for n, own in enumerate(ends)]
