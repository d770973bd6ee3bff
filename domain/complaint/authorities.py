"""Any time, authorities 监管问询: what they ask about the complaint, and what the bank answers."""

from dataclasses import replace
from datetime import date, datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.beside import AuthorityQuestion
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.standing_beside import NoSuchAuthorityQuestion
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, Dispatch
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class AuthorityAsked(ComplaintEvent):
    """An authority wants to know something; several questions may be open side by side."""

    topic = "complaint.authority_asked"

    question_id: Id
    authority: Code
    authority_reference: Id | None
    text: CaseText
    due_on: date | None
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the question."""
        complaint.authority_questions = {
            **complaint.authority_questions,
            self.question_id: AuthorityQuestion(self.authority, self.due_on),
        }


class AuthorityAnswered(ComplaintEvent):
    """The bank answered; counts when dispatched."""

    topic = "complaint.authority_answered"

    question_id: Id
    text: CaseText
    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Mark the question. As of an instant before it was asked there is none to mark."""
        if self.question_id in complaint.authority_questions:
            answered = replace(complaint.authority_questions[self.question_id], is_answered=True)
            complaint.authority_questions = {**complaint.authority_questions, self.question_id: answered}


class AnsweringAuthorities(ComplaintStep):
    """The commands about an authority's questions."""

    def record_authority_question(
        self,
        authority: str,
        authority_reference: str | None,
        text: str,
        due_on: date | None,
        *,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record what an authority of the list `authority` asked at `at`; the question gets the next id `a1`, ...

        `due_on` is the local day by which it wants the answer.

        Raises:
            NotInThisState: The complaint lives on elsewhere.
            UnknownCode: No such authority today.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unknown = codes.refusal("authority", authority, now.date())
        self._permit("record_authority_question", by, unknown, out_of_time(self, at, now))
        self.record(
            AuthorityAsked,
            question_id=f"a{len(self.authority_questions) + 1}",
            authority=authority,
            authority_reference=authority_reference,
            text=text,
            due_on=due_on,
            code_versions=codes.versions("authority"),
            occurred_at=happened(at, now),
        )

    def answer_authority(
        self, question_id: str, text: str, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Answer a question. A further answer to the same one counts as well.

        Raises:
            NotInThisState: The complaint lives on elsewhere.
            NoAuthorityAsked, NoSuchAuthorityQuestion: Nothing was asked under this id.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        self._permit("answer_authority", by, never_asked(self, question_id), out_of_time(self, at, now))
        self.record(
            AuthorityAnswered, question_id=question_id, text=text, dispatch=dispatch, occurred_at=happened(at, now)
        )


def never_asked(complaint: ComplaintRecord, question_id: str) -> Refusal | None:
    """Refuse an answer to what no authority has asked."""
    if question_id in complaint.authority_questions:
        return None
    return NoSuchAuthorityQuestion("No authority has asked a question with this id.")
