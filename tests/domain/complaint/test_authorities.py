"""Any time: what authorities ask, and what they are answered."""

from datetime import date

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, DECLINED, OPEN, REFERRED, WITHDRAWN, happened, happens
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import Happening, given

TEXT = "How was the fee calculated?"
ASKED = (*OPEN, happened(Complaint.AuthorityAsked))


@pytest.mark.parametrize("past", [OPEN, CLOSED, DECLINED, WITHDRAWN])
def test_an_authority_asks_also_after_the_end(past: tuple[Happening, ...]) -> None:
    given(*past).when(
        lambda c: c.record_authority_question(
            "nfra", "NFRA-118", TEXT, date(2026, 1, 20), at=EARLIER, codes=CODES, by=ANN, now=NOW
        )
    ).then(happens(Complaint.AuthorityAsked, EARLIER))


def test_several_questions_stand_side_by_side() -> None:
    complaint = (
        given(*ASKED)
        .when(
            lambda c: c.record_authority_question("nfra", None, "And why?", None, at=None, codes=CODES, by=ANN, now=NOW)
        )
        .then(
            happens(Complaint.AuthorityAsked, question_id="a2", authority_reference=None, text="And why?", due_on=None)
        )
    )
    assert [question.is_answered for question in complaint.authority_questions.values()] == [False, False]


def test_the_bank_answers_and_may_add_to_its_answer() -> None:
    answered = (*ASKED, happened(Complaint.AuthorityAnswered))
    complaint = (
        given(*ASKED)
        .when(lambda c: c.answer_authority("a1", "By the list of prices.", BY_POST, at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.AuthorityAnswered, EARLIER))
    )
    assert complaint.authority_questions["a1"].is_answered
    given(*answered).when(lambda c: c.answer_authority("a1", "And enclosed.", BY_POST, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.AuthorityAnswered, text="And enclosed.")
    )


def test_only_what_was_asked_is_answered() -> None:
    given(*OPEN).when(lambda c: c.answer_authority("a1", "What?", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "no_authority_asked"
    )
    given(*ASKED).when(lambda c: c.answer_authority("a2", "What?", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "no_such_authority_question"
    )


def test_what_went_elsewhere_is_asked_about_elsewhere() -> None:
    given(*REFERRED).when(
        lambda c: c.record_authority_question("nfra", None, TEXT, None, at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("complaint_is_referred")


def test_an_authority_is_one_of_the_list() -> None:
    given(*OPEN).when(
        lambda c: c.record_authority_question("retired", None, TEXT, None, at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("unknown_code")


def test_question_and_answer_follow_the_receipt_and_are_not_in_the_future() -> None:
    given(*OPEN).when(
        lambda c: c.record_authority_question("nfra", None, TEXT, None, at=TOMORROW, codes=CODES, by=ANN, now=NOW)
    ).refuses("in_the_future")
    given(*ASKED).when(
        lambda c: c.answer_authority("a1", "Before?", BY_POST, at=BEFORE_RECEIPT, by=ANN, now=NOW)
    ).refuses("before_receipt")


def test_an_answer_does_not_come_before_its_question_as_of_an_earlier_instant() -> None:
    assert given(*OPEN, happened(Complaint.AuthorityAnswered)).replayed().authority_questions == {}
