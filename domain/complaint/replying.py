"""Step 6, reply and ask opinion 回复客户 征求意见: the decision and what the customer says to it."""

from datetime import datetime

from domain.actor import Actor
from domain.complaint.notices import NO_LAYOUT, NoticeBlock, wrong_blocks
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.related import SendingKind
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, Dispatch, Outcome, PairOutcome, Remedy, RemedyProgress, RemedyState
from domain.documents import Document
from domain.personal import CaseText, Code
from domain.refusals import Refusal


class DecisionSent(ComplaintEvent):
    """The decision left the bank; `occurred_at` is the dispatch. It ends all suspensions."""

    topic = "complaint.decision_sent"
    schema_version = 2

    version: int
    round: int
    outcome: Outcome
    outcomes: tuple[PairOutcome, ...]
    response_category: Code | None
    notice: CaseText
    ways_of_appeal: CaseText
    blocks: tuple[Code, ...]
    blocks_version: int
    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the remedies of this decision in the place of those of an earlier one."""
        complaint.state = State.DECIDED
        complaint.decisions_sent += 1
        complaint.send(self)
        complaint.suspensions = {}
        complaint.asked_extension = None
        complaint.asked_conversion = None
        complaint.was_decided = True
        complaint.let_new_facts_lapse()
        for progress in complaint.remedies.values():
            if progress.state is RemedyState.OPEN:
                progress.state = RemedyState.SUPERSEDED
        for remedy in decided_remedies(complaint):
            complaint.remedies[remedy.remedy_id] = RemedyProgress(remedy)


class DeliveryRecorded(ComplaintEvent):
    """A decision, or the notice of an end, reached the complainant or failed to."""

    topic = "complaint.delivery_recorded"

    delivered: bool
    proof: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember how far it came: a re-check can be asked for from then on for some time."""
        complaint.report_sending(self, SendingKind.DELIVERED if self.delivered else SendingKind.FAILED)


class DispatchedAgain(ComplaintEvent):
    """What was sent before, a decision or the notice of an end, left the bank again; it counts from the first time."""

    topic = "complaint.dispatched_again"

    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember that it is on its way again."""
        complaint.report_sending(self, SendingKind.DISPATCHED)


class DecisionAccepted(ComplaintEvent):
    """The complainant accepted the decision; late answers are welcome."""

    topic = "complaint.decision_accepted"

    statement: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Accept, with everything that is offered."""
        complaint.state = State.ACCEPTED
        for progress in complaint.remedies.values():
            if progress.state is RemedyState.OPEN:
                progress.accepted = True


class DecisionRejected(ComplaintEvent):
    """The complainant rejected the decision; after the response window it is recorded and a re-check is offered."""

    topic = "complaint.decision_rejected"

    statement: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Reject, unless the window had ended: then the complaint stays unanswered, but in touch."""
        complaint.days_in_vain = ()
        if complaint.state is State.DECIDED:
            complaint.state = State.REJECTED


class ResponseWindowEnded(ComplaintEvent):
    """The complainant did not answer in time."""

    topic = "complaint.response_window_ended"

    def apply(self, complaint: ComplaintRecord) -> None:
        """Mark it unanswered."""
        complaint.state = State.UNANSWERED


class AppealMissing(Refusal):
    """A decision tells the ways of appeal."""

    code = "ways_of_appeal_missing"


class Replying(ComplaintStep):
    """The commands of step 6."""

    def send_decision(
        self,
        notice: str,
        ways_of_appeal: str,
        dispatch: Dispatch,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        blocks: tuple[str, ...] = (),
        layout: Document[NoticeBlock] = NO_LAYOUT,
    ) -> None:
        """Send the decision; it counts when dispatched, with its proof. `blocks`: what the notice consists of.

        Raises:
            NotInThisState: Nothing is proposed or approved.
            ProposalTainted: The complaint turned out to be about who proposed or approved it.
            ApprovalMissing: The proposal waits for another person.
            AppealMissing: No way of appeal is told.
            UnknownBlock, NoticeIncomplete: The notice does not consist of what the layout in force says.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        incomplete = wrong_blocks(blocks, layout)
        self._permit("send_decision", by, appeal_missing(ways_of_appeal), incomplete, out_of_time(self, at, now))
        resolution = self.resolution
        self.record(
            DecisionSent,
            version=self.resolution_version,
            round=self.round,
            outcome=resolution.outcome if resolution else None,
            outcomes=resolution.outcomes if resolution else (),
            response_category=resolution.response_category if resolution else None,
            notice=notice,
            ways_of_appeal=ways_of_appeal,
            blocks=blocks,
            blocks_version=layout.version,
            dispatch=dispatch,
            occurred_at=happened(at, now),
        )

    def dispatch_again(self, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Send what was sent before once more, by the same way or another. Each dispatch counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: Nothing was sent before.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        self._permit("dispatch_again", by, out_of_time(self, at, now))
        self.record(DispatchedAgain, dispatch=dispatch, occurred_at=happened(at, now))

    def record_delivery(self, proof: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that a decision or the notice of an end reached the complainant. Each report counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: There is nothing to deliver.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("record_delivery", by, out_of_time(self, at, now))
        self.record(DeliveryRecorded, delivered=True, proof=proof, occurred_at=happened(at, now))

    def record_failed_delivery(self, proof: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that what was sent came back or was refused; `proof` shows it. Each report counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: There is nothing to deliver.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("record_failed_delivery", by, out_of_time(self, at, now))
        self.record(DeliveryRecorded, delivered=False, proof=proof, occurred_at=happened(at, now))

    def accept_decision(self, statement: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the complainant accepted at `at`.

        Raises:
            NotInThisState: No decision waits for an answer.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("accept_decision", by, out_of_time(self, at, now))
        self.record(DecisionAccepted, statement=statement, occurred_at=happened(at, now))

    def reject_decision(self, statement: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the complainant rejected at `at`. After the response window the state stays.

        Raises:
            NotInThisState: No decision waits for an answer.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("reject_decision", by, out_of_time(self, at, now))
        self.record(DecisionRejected, statement=statement, occurred_at=happened(at, now))

    def end_response_window(self, *, by: Actor, now: datetime) -> None:
        """State that the complainant did not answer in time.

        Raises:
            NotInThisState: No decision waits for an answer.
        """
        self._permit("end_response_window", by)
        self.record(ResponseWindowEnded, occurred_at=now)


def decided_remedies(complaint: ComplaintRecord) -> tuple[Remedy, ...]:
    """Return the remedies of the resolution that is being decided."""
    return complaint.resolution.remedies if complaint.resolution else ()


def appeal_missing(ways_of_appeal: str) -> Refusal | None:
    """Refuse a decision that leaves the complainant without a way on."""
    return None if ways_of_appeal.strip() else AppealMissing("A decision tells the ways of appeal.")
