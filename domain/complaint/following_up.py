"""Step 8, follow up 跟踪反馈: close, close quickly, reopen."""

from datetime import datetime

from domain.actor import Actor
from domain.case.deadlines import too_late_for_quick_close
from domain.codes import Codes
from domain.complaint.letters import not_told, wrong_way
from domain.complaint.party import Answer, PartyAnswer
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.representation import not_proven
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, CloseReason, Dispatch
from domain.personal import CaseText, Code
from domain.refusals import Refusal

REASON_BY_STATE = {
    State.ACCEPTED: CloseReason.ACCEPTED,
    State.UNANSWERED: CloseReason.UNANSWERED,
    State.REJECTED: CloseReason.NOT_ACCEPTED,
}
"""The one reason that closing has in each state that takes it."""


class Closed(ComplaintEvent):
    """The complaint is over: every remedy is executed, waived or lapsed."""

    topic = "complaint.closed"

    reason: CloseReason

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint."""
        complaint.end(State.CLOSED)


class QuickClosed(ComplaintEvent):
    """The complainant was satisfied before a decision, and got the summary that the regime asks for."""

    topic = "complaint.quick_closed"

    acceptance: CaseText
    summary: CaseText
    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint; the summary may still be reported as delivered."""
        complaint.end(State.CLOSED)
        complaint.send(self)


class Reopened(ComplaintEvent):
    """The bank took the complaint up again by its own decision: a new cycle on the same stream."""

    topic = "complaint.reopened"

    reason: Code
    explanation: CaseText
    cycle: int
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Open the next cycle; what earlier cycles decided stays in the history.

        Who withdrew while the others went on complains no more; where nobody was left, it is their coming back.
        """
        complaint.answers = withdrawals(complaint) if complaint.state is not State.WITHDRAWN else {}
        complaint.state = State.OPEN
        complaint.cycle = self.cycle
        complaint.round = 1
        complaint.period_from = None
        complaint.acknowledged = ()
        complaint.investigation_completed = False
        complaint.extension_stage = 1
        complaint.resolution = None
        complaint.needs_approval = False
        complaint.proposed_by = None
        complaint.approved_by = None
        complaint.notice_dispatched = False
        complaint.sendings = ()
        complaint.written_to = ()
        complaint.addressed = ()
        complaint.count_attempts_from(self.occurred_at)
        complaint.agreed_until = None
        complaint.agreed_manner = None


class SummaryMissing(Refusal):
    """A quick close needs the customer's recorded acceptance and the summary that was sent."""

    code = "acceptance_or_summary_missing"


class FollowingUp(ComplaintStep):
    """The commands of step 8."""

    def close(self, *, by: Actor, now: datetime) -> None:
        """Close with the reason that follows from the state: accepted, unanswered or not accepted.

        Raises:
            NotInThisState: Neither accepted nor unanswered nor rejected.
            RemediesOpen: Something is still owed.
            LetterMissing: The decision has not been sent to somebody who complains.
        """
        self._permit("close", by, not_told(self, now))
        self.record(Closed, reason=REASON_BY_STATE[self.state], occurred_at=now)

    def quick_close(
        self,
        acceptance: str,
        summary: str,
        dispatch: Dispatch,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        until: datetime | None = None,
    ) -> None:
        """Close before a decision: the customer accepted (`acceptance`: in which words) and got the summary.

        `until`: how long the regimes allow that; None: they do not say.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            JointComplaint: Several people complain; each answers a decision.
            RemediesOpen: A remedy of an earlier decision is neither executed nor waived nor lapsed.
            SummaryMissing: Acceptance or summary is empty.
            QuickCloseOver: The time for it is over.
            AuthorityMissing, AuthorityEnded: An heir has not shown that they inherit.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        when = happened(at, now)
        unfit = not_proven(self, when) or wrong_way(self, dispatch.way, when)
        late = too_late_for_quick_close(until, when)
        self._permit("quick_close", by, summary_missing(acceptance, summary), out_of_time(self, at, now), late, unfit)
        self.record(
            QuickClosed,
            acceptance=acceptance,
            summary=summary,
            dispatch=dispatch,
            occurred_at=happened(at, now),
        )

    def reopen(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Take the complaint up again for a reason of the list `reopen_reason`.

        Raises:
            NotInThisState: Neither closed nor declined nor withdrawn.
            UnknownCode: No such reason today.
        """
        self._permit("reopen", by, codes.refusal("reopen_reason", reason, now.date()))
        versions = codes.versions("reopen_reason")
        self.record(
            Reopened,
            reason=reason,
            explanation=explanation,
            cycle=self.cycle + 1,
            code_versions=versions,
            occurred_at=now,
        )


def withdrawals(complaint: ComplaintRecord) -> dict[str, PartyAnswer]:
    """Return who withdrew of those who complain."""
    return {key: given for key, given in complaint.answers.items() if given.answer is Answer.WITHDRAWN}


def summary_missing(acceptance: str, summary: str) -> Refusal | None:
    """Refuse a quick close without words."""
    if acceptance.strip() and summary.strip():
        return None
    return SummaryMissing("A quick close needs the customer's acceptance and the summary that was sent.")
