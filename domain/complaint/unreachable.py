"""Step 8, close as unreachable 无法联系: a decision is made, and the complainant cannot be found."""

from datetime import date, datetime

from domain.actor import Actor
from domain.complaint.case_rules import CaseRules
from domain.complaint.following_up import Closed
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CloseReason
from domain.documents import Document
from domain.refusals import Refusal


class FoundUnreachable(ComplaintEvent):
    """The complainant was tried in vain on enough different local days, by the rules of the version named."""

    topic = "complaint.found_unreachable"

    days: tuple[date, ...]
    rules_version: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class StillReachable(Refusal):
    """The complainant was not tried in vain on enough different days since they were reached last."""

    code = "still_reachable"


class ClosingUnreachable(ComplaintStep):
    """The command that gives up on reaching somebody."""

    def close_as_unreachable(self, *, rules: Document[CaseRules], by: Actor, now: datetime) -> None:
        """Close: the decision is made, and the complainant was tried on the set number of days.

        Raises:
            NotInThisState: Nothing is decided yet, or the complainant has answered.
            JointComplaint: Several people complain; the response window ends for those who do not answer.
            ProposalTainted, ApprovalMissing, OwnerGone: What is proposed is no decision yet.
            RemediesOpen: Something is owed; what was never sent can still be sent to the last address.
            StillReachable: Too few days in vain.
        """
        self._permit("close_as_unreachable", by, still_reachable(self, rules.rows[0].unreachable_after_days))
        self.record(FoundUnreachable, days=self.days_in_vain, rules_version=rules.version, occurred_at=now)
        self.record(Closed, reason=CloseReason.UNREACHABLE, occurred_at=now)


def still_reachable(complaint: ComplaintRecord, needed: int) -> Refusal | None:
    """Refuse to give up too early."""
    tried = len(complaint.days_in_vain)
    if tried >= needed:
        return None
    return StillReachable(f"Tried in vain on {tried} days since the last contact; {needed} are needed.")
