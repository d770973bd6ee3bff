"""Step 3: tasks of other units."""

from datetime import date

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, OPEN, happened, happens, received
from tests.domain.complaint.test_recusal import BANK
from tests.domain.complaint.values import facts
from tests.domain.fixed import ANN, BEFORE_RECEIPT, EARLIER, NOW
from tests.domain.language import given

GIVEN = (*OPEN, happened(Complaint.TaskGiven))
ANSWERED = (*GIVEN, happened(Complaint.TaskAnswered))
WHAT = "The log of the terminal."


def test_another_unit_is_asked_to_contribute_and_sees_the_complaint() -> None:
    complaint = (
        given(*OPEN)
        .when(lambda c: c.give_task("cards", WHAT, date(2026, 1, 9), by=ANN, now=NOW))
        .then(happens(Complaint.TaskGiven))
    )
    assert complaint.unit_id == "shanghai"
    assert complaint.task_units == {"cards"}


def test_each_task_counts() -> None:
    given(*GIVEN).when(lambda c: c.give_task("cards", WHAT, None, by=ANN, now=NOW)).then(
        happens(Complaint.TaskGiven, task_id="t2", due_on=None)
    )


def test_no_unit_below_the_employee_complained_about_is_asked() -> None:
    about_wang = received(facts=facts(employee_id="wang"))
    given(about_wang).when(lambda c: c.give_task("desk", WHAT, None, by=ANN, now=NOW, organisation=BANK)).refuses(
        "conflict_of_interest"
    )


def test_the_unit_answers_and_goes_on_seeing_it() -> None:
    answer = "It sent the charge twice."
    complaint = (
        given(*GIVEN)
        .when(lambda c: c.answer_task("t1", answer, at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.TaskAnswered, EARLIER))
    )
    assert complaint.task_units == {"cards"}


def test_a_task_is_answered_once() -> None:
    past = (*ANSWERED, happened(Complaint.TaskGiven, task_id="t2"))
    given(*past).when(lambda c: c.answer_task("t1", "Again.", at=None, by=ANN, now=NOW)).refuses("task_over")
    given(*past).when(lambda c: c.answer_task("t3", "What?", at=None, by=ANN, now=NOW)).refuses("no_such_task")
    given(*ANSWERED).when(lambda c: c.answer_task("t1", "Again.", at=None, by=ANN, now=NOW)).refuses("no_open_task")


def test_an_answer_follows_the_receipt() -> None:
    given(*GIVEN).when(lambda c: c.answer_task("t1", "Yes.", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )


def test_a_task_that_is_taken_back_shows_the_unit_nothing_more() -> None:
    complaint = (
        given(*GIVEN)
        .when(lambda c: c.cancel_task("t1", "She brought the receipt.", by=ANN, now=NOW))
        .then(happens(Complaint.TaskCancelled))
    )
    assert complaint.task_units == frozenset()


def test_the_end_of_a_complaint_ends_its_tasks() -> None:
    complaint = (
        given(*GIVEN)
        .when(lambda c: c.withdraw("Solved.", at=None, by=ANN, now=NOW))
        .then(happens(Complaint.Withdrawn, statement="Solved."))
    )
    assert complaint.tasks["t1"].state == "ended"
    assert complaint.task_units == {"cards"}


def test_what_was_given_later_is_not_there_as_of_an_earlier_instant() -> None:
    complaint = given(*OPEN, happened(Complaint.TaskAnswered)).replayed()
    assert complaint.tasks == {}


def test_a_closed_complaint_gives_no_tasks() -> None:
    given(*CLOSED).when(lambda c: c.give_task("cards", WHAT, None, by=ANN, now=NOW)).refuses("complaint_is_closed")
