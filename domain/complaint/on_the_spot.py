"""Step 1, solve on the spot 当场解决: from the grievance to its end while the customer is there."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.answering import Answering
from domain.complaint.carrying_out import CarryingOut
from domain.complaint.case_rules import CaseRules
from domain.complaint.classifying import Classifying, unknown_axes
from domain.complaint.following_up import Closed
from domain.complaint.investigating import Investigating
from domain.complaint.joint import for_nobody, owner_gone
from domain.complaint.letters import wrong_only_letter
from domain.complaint.notices import NO_LAYOUT, NoticeBlock, wrong_blocks
from domain.complaint.record import ComplaintRecord
from domain.complaint.replying import Replying, appeal_missing
from domain.complaint.representation import not_proven
from domain.complaint.resolving import Resolving, basis_missing, unknown_pairs, unpayable
from domain.complaint.reviewing import Reviewing
from domain.complaint.rules import (
    LimitExceeded,
    amounts,
    before_the_day_of_receipt,
    granted_before,
    on_a_future_day,
    risk_flagged,
)
from domain.complaint.state import State
from domain.complaint.values import Classification, CloseReason, Dispatch, Execution, ExecutionResult, Resolution
from domain.documents import Document
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Solution:
    """All that is told when a complaint is solved while the customer is there.

    `classification` counts where the complaint has none yet; None: the class that the bank's rules say. `statement`: in
    which words the customer agreed. All remedies were carried out whole on the local day `executed_on`.
    """

    classification: Classification | None
    finding: str
    resolution: Resolution
    notice: str
    ways_of_appeal: str
    dispatch: Dispatch
    statement: str
    executed_on: date
    payment_reference: str | None = None
    blocks: tuple[str, ...] = ()


class SolvingOnTheSpot(Reviewing, Classifying, Investigating, Resolving, Replying, Answering, CarryingOut):
    """The command that does all steps at once."""

    def solve_on_the_spot(
        self,
        solution: Solution,
        *,
        rules: Document[CaseRules],
        codes: Codes,
        by: Actor,
        now: datetime,
        layout: Document[NoticeBlock] = NO_LAYOUT,
    ) -> None:
        """Take it in, classify, decide, execute and close; the events are those of the single commands.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            JointComplaint: Several people complain; each answers a decision.
            MajorComplaint: An emergency plan runs, or could.
            RemediesOpen: An earlier decision owes something still.
            RiskFlagged: It has a risk flag, or had one that needs a second person.
            LimitExceeded: The remedies are above the user's own limit.
            UnknownCode: An axis, the root cause or the response category is not in force today.
            BasisMissing, AppealMissing, UnknownBlock, NoticeIncomplete: The decision is not whole.
            UnknownPair: An outcome is about a pair that the complaint is not about.
            AmountMissing, WrongAmount: A remedy does not say how much it pays, or pays nothing.
            NoSuchParty: A remedy is for somebody who is no party.
            OwnerGone: A remedy is for somebody who does not complain.
            AuthorityMissing, AuthorityEnded: An heir has not shown that they inherit.
            LetterMissing: Several people get letters.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The day of execution is out of time.
        """
        classification = self.classification or solution.classification or Classification(rules.rows[0].spot_class)
        resolution = solution.resolution
        self._permit(
            "solve_on_the_spot",
            by,
            risk_flagged(classification),
            above_own_limit(self, resolution, by),
            *unknown_axes(classification, codes, now),
            codes.refusal("root_cause", resolution.root_cause, now.date()),
            codes.refusal("response_category", resolution.response_category, now.date()),
            basis_missing(resolution),
            unknown_pairs(self, resolution, classification),
            wrong_blocks(solution.blocks, layout),
            appeal_missing(solution.ways_of_appeal),
            unpayable(resolution),
            for_nobody(self, resolution),
            owner_gone(self, resolution),
            not_proven(self, now),
            wrong_only_letter(self, solution.dispatch, now),
            before_the_day_of_receipt(self, solution.executed_on, "executed_on"),
            on_a_future_day(solution.executed_on, now, "executed_on"),
        )
        self._prepare(solution, classification, codes, by, now)
        self._decide(solution, layout, codes, by, now)
        self.record(Closed, reason=CloseReason.SOLVED_ON_THE_SPOT, occurred_at=now)

    def _prepare(
        self, solution: Solution, classification: Classification, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Come to what was found."""
        if self.state is State.RECEIVED:
            self.admit(by=by, now=now)
        self.classify(classification, codes=codes, by=by, now=now)
        self.take(by=by, now=now)
        if self.state is State.OPEN:
            self.start_investigation(by=by, now=now)
        self.record_finding(solution.finding, by=by, now=now)

    def _decide(
        self, solution: Solution, layout: Document[NoticeBlock], codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Decide, hear the customer's yes, and carry everything out."""
        self.propose_resolution(solution.resolution, codes=codes, by=by, now=now)
        self.send_decision(
            solution.notice,
            solution.ways_of_appeal,
            solution.dispatch,
            at=None,
            by=by,
            now=now,
            blocks=solution.blocks,
            layout=layout,
        )
        self.accept_decision(solution.statement, at=None, by=by, now=now)
        for remedy in self.resolution.remedies if self.resolution else ():
            done = Execution(solution.executed_on, solution.payment_reference, remedy.amount)
            self.execute_remedy(remedy.remedy_id, ExecutionResult.WHOLE, done, by=by, now=now)


def above_own_limit(complaint: ComplaintRecord, resolution: Resolution, by: Actor) -> Refusal | None:
    """Refuse what the user may not grant alone."""
    granted = (*granted_before(complaint, resolution), *amounts(resolution))
    if by.may_grant(*granted):
        return None
    return LimitExceeded(f"These remedies are above your own limit: {by.spoken_limit(*granted)}. Propose them.")
