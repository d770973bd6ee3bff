"""Route 分派: who handles a request, tasks of other units."""

from datetime import date

from domain.request import ServiceRequest
from tests.domain.complaint.test_recusal import BANK
from tests.domain.fixed import ANN, BEFORE_RECEIPT, EARLIER, EVE, NOW
from tests.domain.request.happenings import CLOSED, SUBMITTED, given, happened, happens, submitted
from tests.domain.request.values import facts

TAKEN = (*SUBMITTED, happened(ServiceRequest.Taken))
TASKED = (*SUBMITTED, happened(ServiceRequest.TaskGiven))
ABOUT_WANG = submitted(facts=facts(employee_id="wang"), unit_id="bank")
ABOUT_EVE = submitted(facts=facts(employee_id="eve"))
WHAT = "Is the card blocked?"


def test_somebody_is_made_responsible_once() -> None:
    assigned = happens(ServiceRequest.Assigned, handler_id="ben", unit_id="london")
    request = given(*SUBMITTED).when(lambda r: r.assign("ben", "london", by=ANN, now=NOW)).then(assigned)
    assert (request.handler_id, request.unit_id) == ("ben", "london")
    given(*SUBMITTED, happened(ServiceRequest.Assigned)).when(
        lambda r: r.assign("ann", "shanghai", by=ANN, now=NOW)
    ).then()


def test_whom_it_is_about_and_who_is_below_them_do_not_get_it() -> None:
    given(ABOUT_EVE).when(lambda r: r.assign("eve", "shanghai", by=ANN, now=NOW)).refuses("conflict_of_interest")
    given(ABOUT_WANG).when(lambda r: r.assign("ann", "desk", by=ANN, now=NOW, organisation=BANK)).refuses(
        "conflict_of_interest"
    )
    given(ABOUT_WANG).when(lambda r: r.transfer("desk", "Context.", by=ANN, now=NOW, organisation=BANK)).refuses(
        "conflict_of_interest"
    )
    given(ABOUT_WANG).when(lambda r: r.give_task("desk", WHAT, None, by=ANN, now=NOW, organisation=BANK)).refuses(
        "conflict_of_interest"
    )


def test_a_handler_takes_it_once() -> None:
    given(*SUBMITTED).when(lambda r: r.take(by=ANN, now=NOW)).then(happens(ServiceRequest.Taken))
    given(*TAKEN).when(lambda r: r.take(by=ANN, now=NOW)).then()
    given(*TAKEN).when(lambda r: r.take(by=EVE, now=NOW)).then(happens(ServiceRequest.Taken, handler_id="eve"))


def test_it_goes_to_another_unit_with_the_context_and_waits_there() -> None:
    request = (
        given(*TAKEN)
        .when(lambda r: r.transfer("london", "She calls at noon.", by=ANN, now=NOW))
        .then(happens(ServiceRequest.Transferred))
    )
    assert (request.unit_id, request.handler_id) == ("london", None)
    given(*TAKEN).when(lambda r: r.transfer("shanghai", "Stay.", by=ANN, now=NOW)).then()


def test_it_is_given_back_by_whoever_has_it() -> None:
    request = (
        given(*TAKEN)
        .when(lambda r: r.release("On leave from tomorrow.", by=ANN, now=NOW))
        .then(happens(ServiceRequest.Released))
    )
    assert request.handler_id is None
    given(*SUBMITTED).when(lambda r: r.release("Why.", by=ANN, now=NOW)).refuses("not_assigned")


def test_what_has_ended_changes_no_hands() -> None:
    given(*CLOSED).when(lambda r: r.take(by=ANN, now=NOW)).refuses("service_request_is_closed")


def test_another_unit_contributes_and_sees_it() -> None:
    request = (
        given(*SUBMITTED)
        .when(lambda r: r.give_task("cards", WHAT, date(2026, 1, 9), by=ANN, now=NOW))
        .then(happens(ServiceRequest.TaskGiven))
    )
    assert request.task_units == {"cards"}
    given(*TASKED).when(lambda r: r.answer_task("t1", "It is.", at=EARLIER, by=ANN, now=NOW)).then(
        happens(ServiceRequest.TaskAnswered, EARLIER)
    )


def test_a_task_ends_once() -> None:
    over = (*TASKED, happened(ServiceRequest.TaskAnswered), happened(ServiceRequest.TaskGiven, task_id="t2"))
    given(*over).when(lambda r: r.answer_task("t1", "Yes.", at=None, by=ANN, now=NOW)).refuses("task_over")
    given(*over).when(lambda r: r.cancel_task("t3", "Why.", by=ANN, now=NOW)).refuses("no_such_task")
    given(*SUBMITTED).when(lambda r: r.cancel_task("t1", "Why.", by=ANN, now=NOW)).refuses("no_open_task")
    given(*TASKED).when(lambda r: r.answer_task("t1", "Yes.", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )


def test_a_task_that_is_taken_back_shows_nothing_more() -> None:
    request = (
        given(*TASKED)
        .when(lambda r: r.cancel_task("t1", "She found the card.", by=ANN, now=NOW))
        .then(happens(ServiceRequest.TaskCancelled))
    )
    assert request.task_units == frozenset()
