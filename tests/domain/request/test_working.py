"""Handle 办理: start, questions, documents, suspensions."""

from datetime import datetime

import pytest

from domain.request import ServiceRequest
from domain.request.state import State
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import Happening
from tests.domain.request.happenings import CLOSED, FULFILLED, LOST, STARTED, SUBMITTED, given, happened, happens
from tests.domain.request.values import BY_SMS

SUSPENDED = (*STARTED, happened(ServiceRequest.Suspended))


def received(document: str) -> Happening:
    """Return that a document was brought."""
    return happened(ServiceRequest.DocumentReceived, document=document)


def test_work_begins_once() -> None:
    request = given(*SUBMITTED).when(lambda r: r.start(by=ANN, now=NOW)).then(happens(ServiceRequest.Started))
    assert request.state is State.IN_PROGRESS
    given(*STARTED).when(lambda r: r.start(by=ANN, now=NOW)).refuses("service_request_is_in_progress")


def test_questions_are_numbered_and_answered() -> None:
    asked = (*STARTED, happened(ServiceRequest.CustomerAsked))
    given(*asked).when(lambda r: r.ask_customer("Where?", by=ANN, now=NOW)).then(
        happens(ServiceRequest.CustomerAsked, question_id="q2", text="Where?")
    )
    given(*asked).when(lambda r: r.record_customer_answer("On Sunday.", "q1", at=EARLIER, by=ANN, now=NOW)).then(
        happens(ServiceRequest.CustomerAnswered, EARLIER)
    )
    given(*asked).when(lambda r: r.record_customer_answer("Then.", "q2", at=None, by=ANN, now=NOW)).refuses(
        "unknown_question"
    )


def test_a_document_is_brought_or_held_already_and_counts_once() -> None:
    request = (
        given(*LOST)
        .when(
            lambda r: r.receive_document(
                "identity_document", already_held=False, at=EARLIER, codes=CODES, by=ANN, now=NOW
            )
        )
        .then(happens(ServiceRequest.DocumentReceived, EARLIER))
    )
    assert request.documents_missing == ("application_form",)
    given(*LOST, received("identity_document")).when(
        lambda r: r.receive_document("identity_document", already_held=True, at=None, codes=CODES, by=ANN, now=NOW)
    ).then()


@pytest.mark.parametrize(
    ("code", "at", "refused"), [("retired", None, "unknown_code"), ("application_form", TOMORROW, "in_the_future")]
)
def test_a_document_that_cannot_be_is_refused(code: str, at: datetime | None, refused: str) -> None:
    given(*LOST).when(
        lambda r: r.receive_document(code, already_held=False, at=at, codes=CODES, by=ANN, now=NOW)
    ).refuses(refused)


def test_a_document_of_the_list_is_taken_though_the_type_does_not_ask_for_it() -> None:
    given(*SUBMITTED).when(
        lambda r: r.receive_document("identity_document", already_held=True, at=None, codes=CODES, by=ANN, now=NOW)
    ).then(happens(ServiceRequest.DocumentReceived, already_held=True))


def test_nothing_is_fulfilled_without_the_documents_that_it_needs() -> None:
    halfway = (*LOST, received("application_form"))
    refusal = (
        given(*halfway)
        .when(lambda r: r.fulfil("Blocked.", BY_SMS, at=None, by=ANN, now=NOW))
        .refuses("documents_missing")
    )
    assert "identity_document" in str(refusal)
    assert "application_form" not in str(refusal)
    given(*halfway, received("identity_document")).when(
        lambda r: r.fulfil("Blocked.", BY_SMS, at=None, by=ANN, now=NOW)
    ).then(happens(ServiceRequest.Fulfilled, result="Blocked."))


def test_suspensions_are_numbered_and_end_one_by_one() -> None:
    suspend = ServiceRequest.Suspended
    request = (
        given(*SUSPENDED)
        .when(lambda r: r.suspend("third_party", at=EARLIER, notice_sent=False, codes=CODES, by=ANN, now=NOW))
        .then(happens(suspend, EARLIER, suspension_id="s2", reason="third_party", notice_sent=False))
    )
    assert request.suspensions == {"s1": "waiting_for_customer", "s2": "third_party"}
    request = (
        given(*SUSPENDED)
        .when(lambda r: r.resume("s1", at=EARLIER, by=ANN, now=NOW))
        .then(happens(ServiceRequest.Resumed, EARLIER))
    )
    assert request.suspensions == {}


@pytest.mark.parametrize(
    ("past", "suspension", "at", "code"),
    [
        (SUSPENDED, "s2", None, "not_suspended"),
        (STARTED, "s1", None, "not_suspended"),
        (SUSPENDED, "s1", BEFORE_RECEIPT, "before_receipt"),
    ],
)
def test_what_does_not_wait_is_not_resumed(past: tuple[Happening, ...], suspension: str, at: None, code: str) -> None:
    given(*past).when(lambda r: r.resume(suspension, at=at, by=ANN, now=NOW)).refuses(code)


def test_nothing_waits_once_it_is_answered() -> None:
    assert given(*SUSPENDED, happened(ServiceRequest.Fulfilled)).replayed().suspensions == {}
    given(*FULFILLED).when(
        lambda r: r.suspend("third_party", at=None, notice_sent=False, codes=CODES, by=ANN, now=NOW)
    ).refuses("service_request_is_fulfilled")
    given(*STARTED).when(
        lambda r: r.suspend("holiday", at=None, notice_sent=False, codes=CODES, by=ANN, now=NOW)
    ).refuses("unknown_code")


def test_what_is_closed_asks_nothing_more() -> None:
    given(*CLOSED).when(lambda r: r.ask_customer("Why?", by=ANN, now=NOW)).refuses("service_request_is_closed")
