"""Step 3, an interest declared 主动回避: who is too close to a complaint lets go of it."""

from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.classifying import Released
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.resolving import ApprovalLapsed
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.personal import Code, Id


class InterestDeclared(ComplaintEvent):
    """Somebody who works on the complaint said that they are too close to it."""

    topic = "complaint.interest_declared"

    user_id: Id
    reason: Code
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember them for good: another cycle makes nobody impartial."""
        complaint.interested = (*complaint.interested, self.user_id)


class DeclaringInterest(ComplaintStep):
    """The command of who is too close."""

    def declare_interest(self, reason: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Declare one's own interest for a reason of the list `interest_reason`. Repeating it does nothing.

        It releases a handler at once, and an approval of theirs lapses. They may still read the complaint.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such reason today.
        """
        self._permit("declare_interest", by, codes.refusal("interest_reason", reason, now.date()))
        if by.user_id in self.interested:
            return
        versions = codes.versions("interest_reason")
        self.record(InterestDeclared, user_id=by.user_id, reason=reason, code_versions=versions, occurred_at=now)
        self._let_go(by.user_id, now)

    def _let_go(self, user_id: str, now: datetime) -> None:
        """Take it out of the hands of somebody who is too close to it."""
        if self.handler_id == user_id:
            self.record(Released, handler_id=user_id, reason="interest_declared", occurred_at=now)
        if self.state is State.APPROVED and self.approved_by == user_id:
            self.record(
                ApprovalLapsed,
                version=self.resolution_version,
                approved_by=user_id,
                reason="interest_declared",
                needs_approval=self.needs_approval,
                occurred_at=now,
            )
