"""What runs beside the steps of a case, as its page shows it: new facts, other bodies, authorities, holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.history import Who, recorded
from application.ports import HistoryEntry
from domain.complaint import Complaint
from domain.complaint.values import Dispatch


@dataclass(frozen=True, slots=True)
class BroughtFacts:
    """What the complainant came again with before the decision, and what a second person said to it."""

    new_facts_id: str
    text: str
    evidence: tuple[str, ...]
    received_at: datetime
    state: str
    by: Who


@dataclass(frozen=True, slots=True)
class Referral:
    """Before whom the complaint came, and what came of it. Without a body: the bank referred it elsewhere itself."""

    referral_id: str
    body: str | None
    external_reference: str | None
    text: str
    referred_at: datetime
    outcome: str | None
    outcome_text: str | None


@dataclass(frozen=True, slots=True)
class AuthorityAnswer:
    """What an authority was answered, and how the answer left."""

    text: str
    dispatch: Dispatch
    at: datetime


@dataclass(frozen=True, slots=True)
class AuthorityInquiry:
    """What an authority wants to know, and what it was answered."""

    question_id: str
    authority: str
    authority_reference: str | None
    text: str
    due_on: date | None
    asked_at: datetime
    is_answered: bool
    answers: tuple[AuthorityAnswer, ...]


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Why nothing of the case may be erased, or why it once was so."""

    hold_id: str
    reason: str
    explanation: str
    placed_by: str
    placed_at: datetime
    is_released: bool


def brought_facts(complaint: Complaint, history: Sequence[HistoryEntry]) -> Iterator[BroughtFacts]:
    """Yield what the complainant came again with."""
    for e, _, by in recorded(history, Complaint.NewFactsRecorded):
        state = complaint.new_facts[e.new_facts_id].state
        yield BroughtFacts(e.new_facts_id, e.text, e.evidence, e.occurred_at, state, by)


def holds(complaint: Complaint, history: Sequence[HistoryEntry]) -> Iterator[LegalHold]:
    """Yield the holds, those that were released as well."""
    for e, at, _ in recorded(history, Complaint.HoldPlaced):
        is_released = complaint.holds[e.hold_id].is_released
        yield LegalHold(e.hold_id, e.reason, e.explanation, e.placed_by, at, is_released)


def referrals(complaint: Complaint, history: Sequence[HistoryEntry]) -> Iterator[Referral]:
    """Yield the referrals: those to other bodies, then the one by which the bank referred it elsewhere."""
    known = complaint.external_referrals
    for e, _, _ in recorded(history, Complaint.ReferredToExternal):
        now = known[e.referral_id]
        yield Referral(e.referral_id, e.body, e.external_reference, e.text, e.occurred_at, now.outcome, now.text)
    own = [key for key, referral in known.items() if referral.body is None]
    for key, (elsewhere, _, _) in zip(own, recorded(history, Complaint.Referred), strict=True):
        yield Referral(key, None, None, elsewhere.to, elsewhere.occurred_at, known[key].outcome, known[key].text)


def inquiries(complaint: Complaint, history: Sequence[HistoryEntry]) -> Iterator[AuthorityInquiry]:
    """Yield what authorities asked, in the order in which it was recorded."""
    answers = [
        (e.question_id, AuthorityAnswer(e.text, e.dispatch, e.occurred_at))
        for e, _, _ in recorded(history, Complaint.AuthorityAnswered)
    ]
    for e, _, _ in recorded(history, Complaint.AuthorityAsked):
        yield AuthorityInquiry(
            question_id=e.question_id,
            authority=e.authority,
            authority_reference=e.authority_reference,
            text=e.text,
            due_on=e.due_on,
            asked_at=e.occurred_at,
            is_answered=complaint.authority_questions[e.question_id].is_answered,
            answers=tuple(answer for key, answer in answers if key == e.question_id),
        )
