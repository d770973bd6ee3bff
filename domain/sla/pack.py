"""The policy pack 时限规则包: what a regime, or the bank itself, wants done by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.sla.milestone import Milestone
from domain.sla.pack_refusals import UnknownMilestone
from domain.sla.terms import ReceiptOnClosedDay, Terms


class PackKind(StrEnum):
    """Whose rule it is: an authority's, or the bank's own promise."""

    REGULATORY = "regulatory"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of a pack, for receipts in [effective_from, effective_until); None is unbounded.

    Its dates are counted in `calendar`, or in the one of `calendars` that is for the part of the world a case is of.
    `source` is the text of the regime.
    """

    id: str
    version: int
    kind: PackKind
    authority: str
    source: str
    calendar: str
    milestones: tuple[Milestone, ...]
    calendars: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    remark: str = ""

    def milestone(self, milestone_id: str) -> Milestone:
        """Return a milestone.

        Raises:
            UnknownMilestone: There is none of this id.
        """
        for each in self.milestones:
            if each.id == milestone_id:
                return each
        known = ", ".join(each.id for each in self.milestones)
        raise UnknownMilestone(f"The pack '{self.id}' has no milestone '{milestone_id}'; it has: {known}.")

    def terms(self, milestone: Milestone) -> Terms:
        """Return how a milestone counts. What it leaves open about a receipt on a closed day is the kind's default.

        A regime counts from the receipt as it was, which is never later than the law; the bank from its next day.
        """
        default = ReceiptOnClosedDay.AS_IS if self.kind is PackKind.REGULATORY else ReceiptOnClosedDay.NEXT_WORKING_DAY
        return Terms(
            count_first_day=milestone.count_first_day,
            inclusive_end=milestone.inclusive_end,
            end_of_day=milestone.end_of_day,
            roll_forward=milestone.roll_forward,
            receipt_on_closed_day=milestone.receipt_on_closed_day or default,
            receipt_out_of_hours=milestone.receipt_out_of_hours,
        )

    def is_effective(self, on: date) -> bool:
        """Tell whether the version is there for receipts of a local date."""
        return (self.effective_from is None or on >= self.effective_from) and (
            self.effective_until is None or on < self.effective_until
        )
