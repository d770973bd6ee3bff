"""Step 3, an interest declared 主动回避: who is too close to a complaint lets go of it."""

from datetime import datetime
from uuid import UUID

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


class InterestsTakenOver(ComplaintEvent):
    """Who is too close to another complaint of the same story, or had a part in what that one checks, is so here."""

    topic = "complaint.interests_taken_over"

    case_id: UUID
    reference: Id
    interested: tuple[Id, ...]
    barred: tuple[Id, ...]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember them as if they had said so here."""
        complaint.interested = tuple(dict.fromkeys((*complaint.interested, *self.interested)))
        complaint.barred = tuple(dict.fromkeys((*complaint.barred, *self.barred)))


class RecusalExtended(ComplaintEvent):
    """Who proposed or approved the resolution works below whom it turns out to be about 回避; or, empty, does not."""

    topic = "complaint.recusal_extended"

    employee_id: Id | None
    user_ids: tuple[Id, ...]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Count nothing of what they proposed or approved."""
        complaint.recused = self.user_ids


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

    def take_over_interests(self, other: ComplaintRecord, now: datetime) -> None:
        """Keep it from whom another complaint of the same story is kept from by their own word, or by a re-check."""
        interested = tuple(user_id for user_id in other.interested if user_id not in self.interested)
        barred = tuple(user_id for user_id in other.barred if user_id not in self.barred)
        if not interested and not barred:
            return
        self.record(
            InterestsTakenOver,
            case_id=other.id,
            reference=other.reference,
            interested=interested,
            barred=barred,
            occurred_at=now,
        )
        for user_id in (*interested, *barred):
            self._let_go(user_id, now)

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
