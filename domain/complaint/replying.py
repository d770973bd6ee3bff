"""Step 6, reply 回复客户: the decision, and its way to everybody who complains."""

from datetime import datetime

from domain.actor import Actor
from domain.case.values import TO_NOBODY
from domain.complaint.joint import said_by, supersede_remedies, take_over
from domain.complaint.letters import (
    CaseLetters,
    Letter,
    not_sent,
    receivers,
    sent_to,
    several,
    written_to,
    wrong_letter_again,
    wrong_letters,
)
from domain.complaint.notices import NO_LAYOUT, NoticeBlock, wrong_blocks
from domain.complaint.party import COMPLAINANT_ID
from domain.complaint.recheck_window import before_dispatch
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.related import SendingKind
from domain.complaint.representation import unknown_party
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, Dispatch, Outcome, PairOutcome, Remedy, RemedyProgress
from domain.documents import Document
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class DecisionSent(ComplaintEvent):
    """The decision left the bank; `occurred_at` is the dispatch, of the last letter where there were several.

    It ends all suspensions. `receivers`: the parties that it was sent to; none where it was published or kept on file.
    `letters`: how each of several left; `dispatch` is the only one, or the first of them.
    """

    topic = "complaint.decision_sent"
    schema_version = 3

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
    receivers: tuple[Id, ...]
    letters: CaseLetters

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the remedies of this decision in the place of those of an earlier one, and ask everybody anew."""
        complaint.state = State.DECIDED
        complaint.decisions_sent += 1
        complaint.send(self)
        complaint.answers = take_over(complaint.answers)
        complaint.written_to = ()
        complaint.written_to = written_to(complaint, self.receivers)
        complaint.addressed = self.receivers
        complaint.suspensions = {}
        complaint.asked_extension = None
        complaint.asked_conversion = None
        complaint.was_decided = True
        complaint.let_new_facts_lapse()
        supersede_remedies(complaint)
        for remedy in decided_remedies(complaint):
            complaint.remedies[remedy.remedy_id] = RemedyProgress(remedy)


class DeliveryRecorded(ComplaintEvent):
    """A decision, or the notice of an end, reached a party or failed to. `party_id` null: the only complainant."""

    topic = "complaint.delivery_recorded"
    schema_version = 2

    delivered: bool
    proof: CaseText
    party_id: Id | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember how far it came: a re-check can be asked for from then on for some time."""
        complaint.report_sending(self, SendingKind.DELIVERED if self.delivered else SendingKind.FAILED)


class DispatchedAgain(ComplaintEvent):
    """What was sent before, a decision or the notice of an end, left the bank again; it counts from the first time.

    `party_id`: to whom; null is the only complainant.
    """

    topic = "complaint.dispatched_again"
    schema_version = 2

    dispatch: CaseDispatch
    party_id: Id | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember that it is on its way again, and who has been told."""
        complaint.report_sending(self, SendingKind.DISPATCHED)
        to = self.party_id or COMPLAINANT_ID
        complaint.written_to = written_to(complaint, (to,))
        if complaint.addressed and to not in complaint.addressed:
            complaint.addressed = (*complaint.addressed, to)


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
        letters: tuple[Letter, ...] = (),
    ) -> None:
        """Send the decision; it counts when dispatched, with its proof. `blocks`: what the notice consists of.

        `letters`: one for each who gets letters, where these are several; then `dispatch` is the first of them, and
        `at` when the last one left.

        Raises:
            NotInThisState: Nothing is proposed or approved.
            ProposalTainted: The complaint turned out to be about who proposed or approved it.
            ApprovalMissing: The proposal waits for another person.
            OwnerGone: A remedy is for somebody who does not complain any more.
            AppealMissing: No way of appeal is told.
            UnknownBlock, NoticeIncomplete: The notice does not consist of what the layout in force says.
            LetterMissing: Somebody who gets letters is left out.
            LetterNotDue: A letter is to somebody who gets none.
            NoSuchParty, AuthorityMissing, AuthorityEnded: A letter is to nobody, or to somebody who may not have it.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        when = happened(at, now)
        self._permit(
            "send_decision",
            by,
            appeal_missing(ways_of_appeal),
            wrong_blocks(blocks, layout),
            out_of_time(self, at, now),
            wrong_letters(self, dispatch, letters, when),
        )
        resolution = self.resolution
        sent_to = tuple(one.party_id for one in letters if one.dispatch.way not in TO_NOBODY)
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
            dispatch=letters[0].dispatch if letters else dispatch,
            receivers=sent_to if letters else only_receiver(self, dispatch, when),
            letters=letters,
            occurred_at=when,
        )

    def dispatch_again(
        self, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime, party_id: str | None = None
    ) -> None:
        """Send what was sent before once more, by the same way or another, or to one more party. Each dispatch counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: Nothing was sent before.
            PartyMissing: Several get letters, and it is not said to whom this one went.
            LetterNotDue: It is to somebody who gets none and was sent none.
            NoSuchParty, AuthorityMissing, AuthorityEnded: It is to nobody, or to somebody who may not have it.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        when = happened(at, now)
        wrong = wrong_letter_again(self, dispatch, party_id, when)
        self._permit("dispatch_again", by, out_of_time(self, at, now), wrong)
        to = party_id or next(iter(receivers(self, when)), COMPLAINANT_ID)
        self.record(DispatchedAgain, dispatch=dispatch, party_id=said_by(self, to), occurred_at=when)

    def record_delivery(
        self, proof: str, *, at: datetime | None, by: Actor, now: datetime, party_id: str | None = None
    ) -> None:
        """Record that a decision or the notice of an end reached a party. Each report counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: There is nothing to deliver.
            PartyMissing: Several got letters, and it is not said whose this was.
            NoSuchParty: There is no such party.
            NoLetterSent: This party was not written to.
            BeforeReceipt, BeforeDispatch, InTheFuture: `at` is out of time.
        """
        when = happened(at, now)
        early = out_of_time(self, at, now) or before_dispatch(self, when)
        self._permit("record_delivery", by, early, whose(self, party_id, when))
        self._report(delivered=True, proof=proof, party_id=party_id, at=when)

    def record_failed_delivery(
        self, proof: str, *, at: datetime | None, by: Actor, now: datetime, party_id: str | None = None
    ) -> None:
        """Record that what was sent came back or was refused; `proof` shows it. Each report counts.

        Raises:
            NotInThisState: The complaint went elsewhere.
            NothingDispatched: There is nothing to deliver.
            PartyMissing: Several got letters, and it is not said whose this was.
            NoSuchParty: There is no such party.
            NoLetterSent: This party was not written to.
            BeforeReceipt, BeforeDispatch, InTheFuture: `at` is out of time.
        """
        when = happened(at, now)
        early = out_of_time(self, at, now) or before_dispatch(self, when)
        self._permit("record_failed_delivery", by, early, whose(self, party_id, when))
        self._report(delivered=False, proof=proof, party_id=party_id, at=when)

    def _report(self, *, delivered: bool, proof: str, party_id: str | None, at: datetime) -> None:
        """Let it have arrived, or not."""
        to = party_id or next(iter(sent_to(self, at)), COMPLAINANT_ID)
        self.record(DeliveryRecorded, delivered=delivered, proof=proof, party_id=said_by(self, to), occurred_at=at)


def decided_remedies(complaint: ComplaintRecord) -> tuple[Remedy, ...]:
    """Return the remedies of the resolution that is being decided."""
    return complaint.resolution.remedies if complaint.resolution else ()


def only_receiver(complaint: ComplaintRecord, dispatch: Dispatch, at: datetime) -> tuple[str, ...]:
    """Return whom a single letter reaches: nobody where it is published or kept on file."""
    return () if dispatch.way in TO_NOBODY else receivers(complaint, at)


def whose(complaint: ComplaintRecord, party_id: str | None, at: datetime) -> Refusal | None:
    """Refuse a report about a letter of which it is not clear to whom it was, or that nobody sent."""
    sent = sent_to(complaint, at)
    return unknown_party(complaint, party_id) or several(party_id, sent) or not_sent(party_id, sent)


def appeal_missing(ways_of_appeal: str) -> Refusal | None:
    """Refuse a decision that leaves the complainant without a way on."""
    return None if ways_of_appeal.strip() else AppealMissing("A decision tells the ways of appeal.")
