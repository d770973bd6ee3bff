"""Submit 受理: receipt, triage, first feedback."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

import pytest

from domain.documents import Document, InvalidDocument
from domain.organisation.structure import KnownUnit, Organisation
from domain.reference_data import rows_of
from domain.request import ServiceRequest
from domain.request.request_type import RequestKind, RequestType
from domain.request.submitting import RequestIntake
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, EVE, NOW, RECEIVED_AT, REQUEST_TYPES, TOMORROW
from tests.domain.language import STREAM
from tests.domain.request.happenings import CLOSED, FULFILLED, STARTED, SUBMITTED, given, happened, happens, submitted
from tests.domain.request.values import BY_SMS, LOSS_REPORT, REFERENCE, facts, intake

CARDS = Organisation({"cards": KnownUnit("cards", head_id="wang", superior_id="bank"), "bank": KnownUnit("bank")})


def submit(told: RequestIntake | None = None, **named: Any) -> Any:  # noqa: ANN401 - a command
    """Return the command."""
    asked = {"types": REQUEST_TYPES, "codes": CODES, "by": ANN, "now": NOW, **named}
    return lambda _: ServiceRequest.submit(told or intake(), stream_id=STREAM, reference=REFERENCE, **asked)


def test_a_request_is_submitted_and_counts_from_when_it_reached_the_bank() -> None:
    request = given().when(submit()).then(submitted())
    assert (request.state, request.priority, request.cycle) == ("submitted", "normal", 1)
    assert request.documents_missing == ()


def test_its_type_says_what_is_needed_what_is_promised_and_whose_it_is() -> None:
    request = (
        given()
        .when(submit(intake(request_type="loss_report"), organisation=CARDS))
        .then(submitted(request_type=LOSS_REPORT, unit_id="cards", priority="high"))
    )
    assert request.documents_missing == ("identity_document", "application_form")
    promised = (request.request_type.response_hours, request.request_type.completion_hours)
    assert promised == (Decimal(2), Decimal(24))


@pytest.mark.parametrize("units", [{}, {"cards": KnownUnit("cards", is_active=False)}])
def test_a_unit_that_takes_no_cases_leaves_it_with_the_one_that_was_told(units: dict[str, KnownUnit]) -> None:
    told = intake(request_type="loss_report")
    request = submit(told, organisation=Organisation(units))(None)
    assert request.unit_id == "shanghai"


def test_one_about_the_head_of_the_owning_unit_belongs_above_them() -> None:
    about_wang = intake(request_type="loss_report", facts=facts(employee_id="wang"))
    assert submit(about_wang, organisation=CARDS)(None).unit_id == "bank"


def test_a_requester_who_is_not_known_becomes_a_person_of_their_own() -> None:
    assert submit(intake(requester_id=None))(None).requester_id == uuid5(STREAM, "requester")
    assert submit(intake(requester_id=None, requester=None))(None).requester_id is None


def test_a_clock_that_runs_ahead_a_little_is_set_right() -> None:
    ahead = intake(facts=facts(received_at=NOW + timedelta(seconds=3)))
    assert submit(ahead)(None).facts.received_at == NOW


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (intake(facts=facts(received_at=TOMORROW)), "in_the_future"),
        (intake(facts=facts(channel="pigeon")), "unknown_code"),
        (intake(facts=facts(source="retired")), "unknown_code"),
        (intake(request_type="moon_trip"), "unknown_request_type"),
        (intake(facts=facts(employee_id="ann")), "conflict_of_interest"),
    ],
)
def test_what_cannot_be_is_refused(told: RequestIntake, code: str) -> None:
    given().when(submit(told)).refuses(code)


def test_without_any_type_nothing_is_known() -> None:
    refusal = given().when(submit(types=Document("request_type", 0, ()))).refuses("unknown_request_type")
    assert str(refusal).endswith("Known: none.")


def test_triage_says_how_urgent_and_how_complex_it_is() -> None:
    request = (
        given(*SUBMITTED)
        .when(lambda r: r.triage("high", "complex", codes=CODES, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Triaged))
    )
    assert (request.priority, request.complexity) == ("high", "complex")


def test_the_same_triage_again_does_nothing() -> None:
    past = (*STARTED, happened(ServiceRequest.Triaged))
    given(*past).when(lambda r: r.triage("high", "complex", codes=CODES, by=ANN, now=NOW)).then()


@pytest.mark.parametrize(("priority", "complexity"), [("top", "complex"), ("high", "retired")])
def test_triage_takes_codes_that_are_in_force(priority: str, complexity: str) -> None:
    given(*SUBMITTED).when(lambda r: r.triage(priority, complexity, codes=CODES, by=ANN, now=NOW)).refuses(
        "unknown_code"
    )


def test_what_has_ended_is_not_triaged() -> None:
    given(*CLOSED).when(lambda r: r.triage("high", "complex", codes=CODES, by=ANN, now=NOW)).refuses(
        "service_request_is_closed"
    )


def test_the_first_feedback_counts_when_it_was_dispatched() -> None:
    given(*SUBMITTED).when(
        lambda r: r.give_first_feedback("We are looking into it.", BY_SMS, at=EARLIER, by=ANN, now=NOW)
    ).then(happens(ServiceRequest.FirstFeedbackGiven, EARLIER))


def test_only_one_feedback_of_a_cycle_is_the_first() -> None:
    past = (*STARTED, happened(ServiceRequest.FirstFeedbackGiven))
    given(*past).when(lambda r: r.give_first_feedback("Again.", BY_SMS, at=None, by=ANN, now=NOW)).refuses(
        "feedback_given"
    )
    again = (*past, happened(ServiceRequest.Fulfilled), happened(ServiceRequest.Reopened))
    given(*again).when(lambda r: r.give_first_feedback("Soon.", BY_SMS, at=None, by=ANN, now=NOW)).then(
        happens(ServiceRequest.FirstFeedbackGiven, text="Soon.")
    )


def test_feedback_follows_the_receipt_and_comes_before_the_answer() -> None:
    given(*SUBMITTED).when(
        lambda r: r.give_first_feedback("Soon.", BY_SMS, at=BEFORE_RECEIPT, by=ANN, now=NOW)
    ).refuses("before_receipt")
    given(*FULFILLED).when(lambda r: r.give_first_feedback("Soon.", BY_SMS, at=None, by=ANN, now=NOW)).refuses(
        "service_request_is_fulfilled"
    )


def test_whom_it_is_about_has_no_part_in_it() -> None:
    given(submitted(facts=facts(employee_id="eve"))).when(lambda r: r.take(by=EVE, now=NOW)).refuses(
        "conflict_of_interest"
    )


# the document of types


def test_a_type_answers_after_it_began_and_not_after_it_is_completed() -> None:
    row = REQUEST_TYPES.rows[0]
    for wrong in ({"response_hours": Decimal(0)}, {"response_hours": Decimal(25)}):
        with pytest.raises(InvalidDocument):
            replace(row, **wrong)  # type: ignore[arg-type]


def test_the_rows_of_the_document_are_types_with_names_of_their_own() -> None:
    (row,) = rows_of("request_type", '[{"code":"a","kind":"praise","name_en":"A","response_hours":0.5}]')
    assert row == RequestType("a", RequestKind.PRAISE, "A", response_hours=Decimal("0.5"))
    with pytest.raises(InvalidDocument, match="same code"):
        rows_of(
            "request_type", '[{"code":"a","kind":"praise","name_en":"A"},{"code":"a","kind":"inquiry","name_en":"B"}]'
        )


def test_an_instant_before_the_request_is_none_of_its_own() -> None:
    given(*SUBMITTED).when(
        lambda r: r.record_customer_answer("Yes.", None, at=RECEIVED_AT - timedelta(hours=1), by=ANN, now=NOW)
    ).refuses("before_receipt")
