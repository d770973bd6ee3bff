"""Step 6, ask opinion 征求意见: what those who complain say to the decision, each for themselves."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.complaint.case_rules import CaseRules
from domain.complaint.joint import (
    accept_remedies,
    after_the_window,
    answered_before,
    concluded,
    one_answer,
    party_answered,
    said_by,
)
from domain.complaint.letters import not_told
from domain.complaint.party import COMPLAINANT_ID, Answer, OwnWords
from domain.complaint.recheck_window import day, last_day_to_answer
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.representation import may_not_speak, person_of, spoken_for
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.documents import Document
from domain.personal import Id
from domain.refusals import Refusal


class DecisionAccepted(ComplaintEvent):
    """A complainant accepted the decision; late answers are welcome.

    `party_id`: who; null is the only one. `through`: who said it for them. `concludes`: where the complaint goes now
    that everybody has answered; null: it stays.
    """

    topic = "complaint.decision_accepted"
    schema_version = 2

    person_id: UUID | None
    statement: OwnWords
    party_id: Id | None
    through: Id | None
    concludes: State | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Accept, with everything that is offered to them."""
        complaint.answers = one_answer(complaint, self.party_id or COMPLAINANT_ID, Answer.ACCEPTED)
        accept_remedies(complaint)
        complaint.state = self.concludes or complaint.state


class DecisionRejected(ComplaintEvent):
    """A complainant rejected the decision; after the response window it is recorded and a re-check is offered.

    `party_id`, `through` and `concludes` as for an acceptance; what it concludes counts within the window only.
    """

    topic = "complaint.decision_rejected"
    schema_version = 2

    person_id: UUID | None
    statement: OwnWords
    party_id: Id | None
    through: Id | None
    concludes: State | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Reject, unless the window had ended: then the complaint stays unanswered, but in touch."""
        complaint.count_attempts_from(self.occurred_at)
        complaint.answers = one_answer(complaint, self.party_id or COMPLAINANT_ID, Answer.REJECTED)
        if complaint.state is State.DECIDED:
            complaint.state = self.concludes or complaint.state


class ResponseWindowEnded(ComplaintEvent):
    """Not everybody answered in time. `concludes`: unanswered, or rejected where one of several rejected in time."""

    topic = "complaint.response_window_ended"
    schema_version = 2

    concludes: State

    def apply(self, complaint: ComplaintRecord) -> None:
        """Wait no longer."""
        complaint.state = self.concludes


class WindowNotOver(Refusal):
    """The customer may still answer."""

    code = "window_not_over"


class Answering(ComplaintStep):
    """The commands of those who were asked."""

    def accept_decision(
        self,
        statement: str,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        party_id: str | None = None,
        through: str | None = None,
    ) -> None:
        """Record that a complainant accepted at `at`, themselves or `through` who acts for them.

        `party_id` None is the only complainant, or everybody that `through` acts for and who has not answered.

        Raises:
            NotInThisState: No decision waits for an answer.
            PartyMissing, NoSuchParty, DoesNotAnswer: It is not said who, or nobody who complains.
            NotActingFor, AuthorityMissing, AuthorityEnded: Who says it may not say it for them.
            PartyAnswered: They have answered this decision.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        when = happened(at, now)
        parties = spoken_for(self, party_id, through, done=answered_before(self))
        unfit = may_not_speak(self, party_id, through, when) or party_answered(self, parties)
        self._permit("accept_decision", by, out_of_time(self, at, now), unfit)
        for party in parties:
            self.record(
                DecisionAccepted,
                person_id=person_of(self, party),
                statement=statement,
                party_id=said_by(self, party),
                through=through,
                concludes=concluded(self, one_answer(self, party, Answer.ACCEPTED)),
                occurred_at=when,
            )

    def reject_decision(
        self,
        statement: str,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
        party_id: str | None = None,
        through: str | None = None,
    ) -> None:
        """Record that a complainant rejected at `at`, themselves or `through`; after the response window nothing moves.

        `party_id` None is the only complainant, or everybody that `through` acts for and who has not answered.

        Raises:
            NotInThisState: No decision waits for an answer.
            PartyMissing, NoSuchParty, DoesNotAnswer: It is not said who, or nobody who complains.
            NotActingFor, AuthorityMissing, AuthorityEnded: Who says it may not say it for them.
            PartyAnswered: They have answered this decision.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        when = happened(at, now)
        parties = spoken_for(self, party_id, through, done=answered_before(self))
        unfit = may_not_speak(self, party_id, through, when) or party_answered(self, parties)
        self._permit("reject_decision", by, out_of_time(self, at, now), unfit)
        for party in parties:
            self.record(
                DecisionRejected,
                person_id=person_of(self, party),
                statement=statement,
                party_id=said_by(self, party),
                through=through,
                concludes=concluded(self, one_answer(self, party, Answer.REJECTED)),
                occurred_at=when,
            )

    def end_response_window(self, *, rules: Document[CaseRules], zone: str, by: Actor, now: datetime) -> None:
        """State that not everybody answered in time; what one of several rejected in time goes on.

        Days count in `zone`.

        Raises:
            NotInThisState: No decision waits for an answer.
            LetterMissing: The decision has not been sent to somebody who complains.
            WindowNotOver: The last day for an answer is not over, or the decision has reached nobody.
        """
        self._permit("end_response_window", by, not_told(self, now), window_not_over(self, rules.rows[0], zone, now))
        self.record(ResponseWindowEnded, concludes=after_the_window(self), occurred_at=now)


def window_not_over(complaint: ComplaintRecord, rules: CaseRules, zone: str, now: datetime) -> Refusal | None:
    """Refuse to take silence for an answer while there is time to answer."""
    until = last_day_to_answer(complaint, rules, zone)
    if until is None:
        return WindowNotOver("The decision has reached nobody: send it again, or close as unreachable.")
    if day(now, zone) <= until:
        return WindowNotOver(f"The customer may answer until {until}; silence counts from the day after.")
    return None
