"""Step 7, carry out 执行方案: remedies are executed, waived or lapse."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from domain.actor import Actor
from domain.complaint.joint import not_theirs, owners_of, said_by
from domain.complaint.party import COMPLAINANT_ID, OwnWords
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.representation import may_not_speak, person_of, spoken_for
from domain.complaint.rules import (
    NoSuchRemedy,
    OfferAccepted,
    OfferNotAccepted,
    RemedySettled,
    WrongAmount,
    before_the_day_of_receipt,
    happened,
    is_executable,
    lapses,
    on_a_future_day,
    out_of_time,
)
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Execution, ExecutionReport, ExecutionResult, RemedyProgress, RemedyState
from domain.money import Money
from domain.personal import Id
from domain.refusals import Refusal


class RemedyExecuted(ComplaintEvent):
    """A remedy was carried out, in whole or in part, or the attempt failed."""

    topic = "complaint.remedy_executed"

    remedy_id: Id
    result: ExecutionResult
    execution: Execution

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add what was paid; a whole execution settles the remedy."""
        if self.remedy_id in complaint.remedies:
            complaint.remedies[self.remedy_id].add_report(ExecutionReport(self.result, self.execution))


class RemedyWaived(ComplaintEvent):
    """The customer renounced a remedy; nobody else can.

    `party_id`: who; null is the only complainant. `through`: who said it for them. `settles`: all owners have.
    """

    topic = "complaint.remedy_waived"
    schema_version = 2

    remedy_id: Id
    person_id: UUID | None
    statement: OwnWords
    party_id: Id | None
    through: Id | None
    settles: bool

    def apply(self, complaint: ComplaintRecord) -> None:
        """Settle the remedy when everybody whose it is renounced it."""
        if self.remedy_id in complaint.remedies:
            progress = complaint.remedies[self.remedy_id]
            progress.waived_by = (*progress.waived_by, self.party_id or COMPLAINANT_ID)
        if self.settles:
            complaint.settle(self.remedy_id, RemedyState.WAIVED)


class RemedyLapsed(ComplaintEvent):
    """An offer that was rejected or not answered lapsed."""

    topic = "complaint.remedy_lapsed"

    remedy_id: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Settle the remedy."""
        complaint.settle(self.remedy_id, RemedyState.LAPSED)


class CarryingOut(ComplaintStep):
    """The commands of step 7."""

    def execute_remedy(
        self, remedy_id: str, result: ExecutionResult, execution: Execution, *, by: Actor, now: datetime
    ) -> None:
        """Record an execution. Parts add up; the one that is marked whole settles the remedy.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NoOpenRemedy, NoSuchRemedy, RemedySettled: Nothing is owed under this id.
            OfferNotAccepted: The customer has not accepted the offer.
            WrongAmount: Nothing, another currency, more than is left, or a whole execution that leaves something.
            BeforeReceipt, InTheFuture: The date is out of time.
        """
        self._permit(
            "execute_remedy",
            by,
            not_open(self, remedy_id),
            offer_not_accepted(self, remedy_id),
            wrong_amount(self, remedy_id, result, execution.amount),
            before_the_day_of_receipt(self, execution.executed_on, "executed_on"),
            on_a_future_day(execution.executed_on, now, "executed_on"),
        )
        self.record(RemedyExecuted, remedy_id=remedy_id, result=result, execution=execution, occurred_at=now)

    def waive_remedy(
        self,
        remedy_id: str,
        statement: str,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        party_id: str | None = None,
        through: str | None = None,
    ) -> None:
        """Record that a complainant renounced a remedy at `at`, themselves or `through` who acts for them.

        `party_id` None is the only complainant, or everybody that `through` acts for. What belongs to several is
        settled when each has renounced it; who has done so before does nothing more.

        Raises:
            NotInThisState: The complaint has ended.
            NoOpenRemedy, NoSuchRemedy, RemedySettled: Nothing is owed under this id.
            PartyMissing, NoSuchParty, DoesNotAnswer: It is not said who, or nobody who complains.
            NotActingFor, AuthorityMissing, AuthorityEnded: Who says it may not say it for them.
            NotTheirRemedy: It belongs to somebody else.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        when = happened(at, now)
        parties = spoken_for(self, party_id, through)
        unfit = may_not_speak(self, party_id, through, when) or not_theirs(self, remedy_id, parties)
        self._permit("waive_remedy", by, not_open(self, remedy_id), out_of_time(self, at, now), unfit)
        progress = self.remedies[remedy_id]
        theirs = owners_of(self, progress.remedy)
        for party in parties:
            if party in theirs and party not in progress.waived_by:
                self.record(
                    RemedyWaived,
                    remedy_id=remedy_id,
                    person_id=person_of(self, party),
                    statement=statement,
                    party_id=said_by(self, party),
                    through=through,
                    settles=set(theirs) <= {*progress.waived_by, party},
                    occurred_at=when,
                )

    def lapse_remedy(self, remedy_id: str, *, by: Actor, now: datetime) -> None:
        """State that an offer lapsed since it was rejected or not answered.

        Raises:
            NotInThisState: The complaint has ended.
            NoOpenRemedy, NoSuchRemedy, RemedySettled: Nothing is owed under this id.
            OfferAccepted: It is owed anyway, accepted, or still waits for an answer.
        """
        self._permit("lapse_remedy", by, not_open(self, remedy_id), does_not_lapse(self, remedy_id))
        self.record(RemedyLapsed, remedy_id=remedy_id, occurred_at=now)


def not_open(complaint: ComplaintRecord, remedy_id: str) -> Refusal | None:
    """Refuse a remedy that does not exist or is settled."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None:
        return NoSuchRemedy("The decision has no remedy with this id.")
    if progress.state is not RemedyState.OPEN:
        return RemedySettled(f"This remedy was {progress.state} before.")
    return None


def offer_not_accepted(complaint: ComplaintRecord, remedy_id: str) -> Refusal | None:
    """Refuse to carry out an offer before the customer agreed."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None or is_executable(progress):
        return None
    return OfferNotAccepted("An offer is carried out only after the customer accepted it.")


def does_not_lapse(complaint: ComplaintRecord, remedy_id: str) -> Refusal | None:
    """Refuse to let go what is owed, accepted or still open to an answer."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None or lapses(complaint, progress):
        return None
    return OfferAccepted("Only an offer that was rejected or not answered lapses.")


def wrong_amount(
    complaint: ComplaintRecord, remedy_id: str, result: ExecutionResult, amount: Money | None
) -> Refusal | None:
    """Refuse a payment that does not fit the remedy, and a whole execution that leaves something unpaid."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None:
        return None
    return unfit_payment(progress, result, amount)


def unfit_payment(progress: RemedyProgress, result: ExecutionResult, amount: Money | None) -> Refusal | None:
    """Refuse a payment that is none, does not fit what is left of a remedy, or is not all of it where it is whole."""
    if result is ExecutionResult.FAILED and amount is not None:
        return WrongAmount("An attempt that failed has paid nothing; leave the amount out.")
    if amount is not None and not amount.amount:
        return WrongAmount("A payment is more than nothing.")
    owed = progress.remedy.amount
    if owed is None:
        return WrongAmount("This remedy pays nothing; leave the amount out.") if amount else None
    if amount is not None and amount.currency != owed.currency:
        return WrongAmount(f"This remedy is paid in {owed.currency}.")
    due = owed.amount - sum((paid.amount for paid in progress.paid), Decimal(0))
    return not_what_is_due(result, amount.amount if amount else Decimal(0), Money(owed.currency, max(due, Decimal(0))))


def not_what_is_due(result: ExecutionResult, paid: Decimal, due: Money) -> Refusal | None:
    """Refuse to pay more than is left, and to call whole what leaves something."""
    if paid > due.amount:
        return WrongAmount(f"This is more than what is left of the remedy: {due}.")
    if result is ExecutionResult.WHOLE and paid != due.amount:
        return WrongAmount(f"A whole execution pays all that is left: {due}.")
    return None
