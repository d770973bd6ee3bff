"""A request becomes a complaint, or was one."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.case.conversion import Dissatisfaction, TurnedInto
from domain.request import ServiceRequest
from domain.request.state import State
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, EVE, NOW, RECEIVED_AT
from tests.domain.language import Happening
from tests.domain.request.happenings import (
    CANCELLED,
    CLOSED,
    COMPLAINT,
    COMPLAINT_REFERENCE,
    CONVERTED,
    DECLINED,
    FULFILLED,
    STARTED,
    SUBMITTED,
    given,
    happened,
    happens,
)
from tests.domain.request.values import CALL

FIRST_WORDS, CONTACT = Dissatisfaction.FIRST_WORDS, Dissatisfaction.CONTACT


def convert(since: Dissatisfaction = CONTACT, at: datetime | None = None, **named: Any) -> Any:  # noqa: ANN401 - a command
    """Return the command; it answers when the complaint was received, which no test of events wants."""
    told: dict[str, Any] = {
        "contact": None,
        "employee_id": None,
        "case_id": COMPLAINT,
        "reference": COMPLAINT_REFERENCE,
        "by": ANN,
    }

    def give(request: ServiceRequest) -> None:
        request.convert_to_complaint(since, at=at, now=NOW, **{**told, **named})

    return give


def converted(received_at: datetime = NOW, **told: Any) -> Happening:  # noqa: ANN401 - fields
    """Return that it became a complaint now."""
    return happens(ServiceRequest.ConvertedToComplaint, dissatisfied_at=received_at, **told)


@pytest.mark.parametrize("past", [SUBMITTED, STARTED, FULFILLED, CLOSED, DECLINED, CANCELLED])
def test_a_dissatisfied_customer_makes_any_request_a_complaint(past: tuple[Happening, ...]) -> None:
    request = given(*past).when(convert()).then(converted())
    assert request.state is State.CONVERTED
    assert request.turned_into == TurnedInto(COMPLAINT, COMPLAINT_REFERENCE)


def test_the_complaint_was_received_when_dissatisfaction_was_first_expressed() -> None:
    given(*STARTED).when(convert(FIRST_WORDS)).then(converted(RECEIVED_AT, since=FIRST_WORDS))
    given(*STARTED).when(convert(at=EARLIER)).then(converted(EARLIER))
    given(*STARTED).when(convert(at=NOW + timedelta(seconds=3))).then(converted(NOW))


def test_the_contact_that_led_to_it_tells_when_that_was() -> None:
    contact = type(CALL)(CALL.interaction_id, CALL.reference, CALL.direction, CALL.channel, EARLIER)
    given(*STARTED).when(convert(contact=contact)).then(converted(EARLIER, contact_id=CALL.interaction_id))
    given(*STARTED).when(convert(contact=contact, at=NOW)).then(converted(NOW, contact_id=CALL.interaction_id))
    before = type(CALL)(CALL.interaction_id, CALL.reference, CALL.direction, CALL.channel, BEFORE_RECEIPT)
    given(*STARTED).when(convert(contact=before)).then(converted(RECEIVED_AT, contact_id=CALL.interaction_id))


def test_whom_the_complaint_is_about_has_no_part_in_the_request_any_more() -> None:
    request = given(*STARTED).when(convert(employee_id="eve")).then(converted(employee_id="eve"))
    assert request.refusal("add_note", EVE)
    assert request.refusal("add_note", ANN) is None


def test_the_end_ends_what_waited() -> None:
    past = (*STARTED, happened(ServiceRequest.TaskGiven), happened(ServiceRequest.Suspended))
    request = given(*past).when(convert()).then(converted())
    assert (request.suspensions, request.tasks["t1"].state) == ({}, "ended")


def test_a_request_becomes_one_complaint() -> None:
    given(*CONVERTED).when(convert()).refuses("service_request_is_converted")
    given(*CONVERTED).when(lambda r: r.reopen("not_solved", "Why.", codes=CODES, by=ANN, now=NOW)).refuses(
        "service_request_is_converted"
    )
    given(*CONVERTED).when(lambda r: r.add_note("She called again.", by=ANN, now=NOW)).then(
        happens(ServiceRequest.NoteAdded)
    )


def test_dissatisfaction_lies_between_receipt_and_now() -> None:
    given(*STARTED).when(convert(at=BEFORE_RECEIPT)).refuses("before_receipt")
    given(*STARTED).when(convert(at=NOW + timedelta(days=1))).refuses("in_the_future")


def test_a_request_that_was_a_complaint_says_so() -> None:
    request = (
        given(*SUBMITTED)
        .when(lambda r: r.begin_from_complaint(COMPLAINT, COMPLAINT_REFERENCE, now=NOW))
        .then(happens(ServiceRequest.BegunFromComplaint))
    )
    assert request.came_from == TurnedInto(COMPLAINT, COMPLAINT_REFERENCE)
