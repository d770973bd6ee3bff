"""Answer and end 答复 办结."""

from datetime import datetime

import pytest

from domain.case.values import Dispatch, DispatchWay
from domain.request import ServiceRequest
from domain.request.state import State
from domain.request.values import CloseReason
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW
from tests.domain.request.happenings import (
    CANCELLED,
    CLOSED,
    CONFIRMED,
    DECLINED,
    FULFILLED,
    STARTED,
    SUBMITTED,
    given,
    happened,
    happens,
    submitted,
)
from tests.domain.request.values import BY_SMS

RESULT = "The card is blocked, a new one is on its way."


@pytest.mark.parametrize("past", [SUBMITTED, STARTED])
def test_an_answer_at_once_needs_no_beginning(past: tuple[object, ...]) -> None:
    request = (
        given(*past)  # type: ignore[arg-type]
        .when(lambda r: r.fulfil(RESULT, BY_SMS, at=EARLIER, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Fulfilled, EARLIER))
    )
    assert request.state is State.FULFILLED


def test_what_was_answered_is_not_answered_again() -> None:
    given(*FULFILLED).when(lambda r: r.fulfil(RESULT, BY_SMS, at=None, by=ANN, now=NOW)).refuses(
        "service_request_is_fulfilled"
    )
    given(*STARTED).when(lambda r: r.fulfil(RESULT, BY_SMS, at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )


def test_the_customer_confirms_the_result() -> None:
    request = (
        given(*FULFILLED)
        .when(lambda r: r.confirm("Thank you, that was quick.", at=EARLIER, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Confirmed, EARLIER))
    )
    assert request.state is State.CONFIRMED
    given(*STARTED).when(lambda r: r.confirm("Yes.", at=None, by=ANN, now=NOW)).refuses(
        "service_request_is_in_progress"
    )
    given(*FULFILLED).when(lambda r: r.confirm("Yes.", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")


def test_it_closes_with_or_without_the_customer_s_word() -> None:
    given(*CONFIRMED).when(lambda r: r.close(by=ANN, now=NOW)).then(happens(ServiceRequest.Closed))
    given(*FULFILLED).when(lambda r: r.close(by=ANN, now=NOW)).then(
        happens(ServiceRequest.Closed, reason=CloseReason.UNCONFIRMED)
    )
    given(*STARTED).when(lambda r: r.close(by=ANN, now=NOW)).refuses("service_request_is_in_progress")


def test_the_bank_declines_with_a_reason_and_a_notice() -> None:
    request = (
        given(*STARTED, happened(ServiceRequest.TaskGiven), happened(ServiceRequest.Suspended))
        .when(
            lambda r: r.decline(
                "not_offered", "We do not exchange this currency.", BY_SMS, at=EARLIER, codes=CODES, by=ANN, now=NOW
            )
        )
        .then(happens(ServiceRequest.Declined, EARLIER))
    )
    assert (request.state, request.suspensions) == (State.DECLINED, {})
    assert request.tasks["t1"].state == "ended"


@pytest.mark.parametrize(
    ("reason", "at", "code"),
    [("retired", None, "unknown_code"), ("not_offered", BEFORE_RECEIPT, "before_receipt")],
)
def test_a_decline_names_a_reason_that_is_in_force(reason: str, at: datetime | None, code: str) -> None:
    given(*STARTED).when(lambda r: r.decline(reason, "Why.", BY_SMS, at=at, codes=CODES, by=ANN, now=NOW)).refuses(code)


def test_the_customer_does_not_want_it_any_more() -> None:
    request = (
        given(*SUBMITTED)
        .when(lambda r: r.cancel("I found it.", at=EARLIER, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Cancelled, EARLIER))
    )
    assert request.state is State.CANCELLED
    given(*FULFILLED).when(lambda r: r.cancel("No.", at=None, by=ANN, now=NOW)).refuses("service_request_is_fulfilled")


@pytest.mark.parametrize("past", [FULFILLED, CONFIRMED, CLOSED, DECLINED, CANCELLED])
def test_what_was_answered_or_ended_is_taken_up_again(past: tuple[object, ...]) -> None:
    request = (
        given(*past)  # type: ignore[arg-type]
        .when(lambda r: r.reopen("not_solved", "The new card has not come.", codes=CODES, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Reopened))
    )
    assert (request.state, request.cycle, request.first_feedback_given) == (State.SUBMITTED, 2, False)


def test_what_still_waits_for_its_answer_is_not_taken_up_again() -> None:
    given(*STARTED).when(lambda r: r.reopen("not_solved", "Why.", codes=CODES, by=ANN, now=NOW)).refuses(
        "service_request_is_in_progress"
    )
    given(*CLOSED).when(lambda r: r.reopen("boredom", "Why.", codes=CODES, by=ANN, now=NOW)).refuses("unknown_code")


@pytest.mark.parametrize("way", [DispatchWay.PUBLISHED, DispatchWay.KEPT_ON_FILE])
def test_who_asked_is_told_and_not_the_file(way: DispatchWay) -> None:
    nobody_told = Dispatch(way, "Board 1")

    def feedback(r: ServiceRequest) -> None:
        r.give_first_feedback("Soon.", nobody_told, at=None, by=ANN, now=NOW)

    def fulfil(r: ServiceRequest) -> None:
        r.fulfil(RESULT, nobody_told, at=None, by=ANN, now=NOW)

    def decline(r: ServiceRequest) -> None:
        r.decline("not_offered", "No.", nobody_told, at=None, codes=CODES, by=ANN, now=NOW)

    for command in (feedback, fulfil, decline):
        given(*STARTED).when(command).refuses("requester_can_be_told")
    unknown = (submitted(requester_id=None, requester=None), *STARTED[1:])
    given(*unknown).when(fulfil).then(happens(ServiceRequest.Fulfilled, result=RESULT, dispatch=nobody_told))
