"""Step 4, provisional credit 先行垫付: money that the customer has while the bank investigates."""

from datetime import date, datetime

from domain.actor import Actor
from domain.complaint.letters import wrong_way
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import (
    CreditReversed,
    LimitExceeded,
    NoSuchCredit,
    WrongAmount,
    amounts,
    before_the_day_of_receipt,
    granted_before,
    happened,
    on_a_future_day,
    out_of_time,
)
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, Credit, Dispatch
from domain.money import Money
from domain.personal import CaseText, Id
from domain.refusals import Refusal


class ProvisionalCreditGiven(ComplaintEvent):
    """The customer was credited before the facts were established."""

    topic = "complaint.provisional_credit_given"

    credit_id: Id
    amount: Money
    credited_on: date
    payment_reference: Id | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the credit."""
        complaint.credits = {**complaint.credits, self.credit_id: Credit(self.amount)}


class ProvisionalCreditReversed(ComplaintEvent):
    """A provisional credit was taken back, and the customer was told; counts when the notice was dispatched."""

    topic = "complaint.provisional_credit_reversed"

    credit_id: Id
    reversed_on: date
    payment_reference: Id | None
    reason: CaseText
    notice: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Mark it; as of an instant before it was given there is none to mark."""
        if self.credit_id in complaint.credits:
            credit = complaint.credits[self.credit_id]
            complaint.credits = {**complaint.credits, self.credit_id: Credit(credit.amount, is_reversed=True)}


class Crediting(ComplaintStep):
    """The commands about provisional credit."""

    def give_provisional_credit(
        self, amount: Money, credited_on: date, payment_reference: str | None, *, by: Actor, now: datetime
    ) -> None:
        """Record a credit on a local day; it gets the next id `c1`, `c2`, ... Each one counts.

        Raises:
            NotInThisState: The complaint has ended.
            WrongAmount: It is nothing.
            LimitExceeded: With what the case has paid, owes, credited and proposes it is above the user's limit.
            BeforeReceipt, InTheFuture: The date is out of time.
        """
        self._permit(
            "give_provisional_credit",
            by,
            nothing_to_credit(amount),
            credit_above_limit(self, amount, by),
            before_the_day_of_receipt(self, credited_on, "credited_on"),
            on_a_future_day(credited_on, now, "credited_on"),
        )
        self.record(
            ProvisionalCreditGiven,
            credit_id=f"c{len(self.credits) + 1}",
            amount=amount,
            credited_on=credited_on,
            payment_reference=payment_reference,
            occurred_at=now,
        )

    def reverse_provisional_credit(
        self,
        credit_id: str,
        reversed_on: date,
        payment_reference: str | None,
        *,
        reason: str,
        notice: Dispatch,
        at: datetime | None,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record that a credit was taken back on a local day, and that the customer was told so at `at`.

        Raises:
            NotInThisState: The complaint has ended.
            NoOpenCredit, NoSuchCredit, CreditReversed: No credit stands under this id.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The date or the notice is out of time.
        """
        self._permit(
            "reverse_provisional_credit",
            by,
            not_standing(self, credit_id),
            before_the_day_of_receipt(self, reversed_on, "reversed_on"),
            on_a_future_day(reversed_on, now, "reversed_on"),
            out_of_time(self, at, now),
            wrong_way(self, notice.way, happened(at, now)),
        )
        self.record(
            ProvisionalCreditReversed,
            credit_id=credit_id,
            reversed_on=reversed_on,
            payment_reference=payment_reference,
            reason=reason,
            notice=notice,
            occurred_at=happened(at, now),
        )


def nothing_to_credit(amount: Money) -> Refusal | None:
    """Refuse a credit of nothing."""
    return None if amount.amount else WrongAmount("A credit is more than nothing.")


def credit_above_limit(complaint: ComplaintRecord, amount: Money, by: Actor) -> Refusal | None:
    """Refuse a credit that takes what the case has cost above the user's limit."""
    proposed = complaint.resolution if complaint.state in {State.PROPOSED, State.APPROVED} else None
    known = (*granted_before(complaint, proposed), *(amounts(proposed) if proposed else ()))
    if by.may_grant(*known, amount):
        return None
    told = by.spoken_limit(*known, amount)
    return LimitExceeded(f"This credit is above your limit: {told}. Somebody with a higher one gives it.")


def not_standing(complaint: ComplaintRecord, credit_id: str) -> Refusal | None:
    """Refuse to take back what was not given or was taken back before."""
    credit = complaint.credits.get(credit_id)
    if credit is None:
        return NoSuchCredit("The complaint has no provisional credit with this id.")
    return CreditReversed("This credit was taken back before.") if credit.is_reversed else None
