"""The use cases of service requests: each gives its command; a request and its contact change in one append."""

from collections.abc import Callable
from inspect import signature
from uuid import UUID

import pytest

from application.case_file import CaseFiles
from application.command import Command, Receipt
from application.ledger import NotFound
from application.request_file import RequestFiles
from application.requests import Requests
from domain.actor import Actor, Role
from domain.interaction.values import CaseKind
from domain.refusals import Refusal
from domain.request import ServiceRequest
from domain.request.state import ALLOWED, State
from domain.request.submitting import RequestIntake
from tests.application.asking import CAL, CLERK, DAN, RIGHTS, Desk, asked, desk, nobody
from tests.domain.fixed import ANN, BEN, EARLIER, EVE
from tests.domain.interaction.examples import BEGINNING
from tests.domain.request.values import BY_SMS, facts, intake

UseCase = Callable[[Requests, UUID, Command], Receipt]

LIFE: list[tuple[Actor, str, UseCase]] = [
    (ANN, "triaged", lambda r, of, q: r.triage(of, "high", "complex", command=q)),
    (ANN, "first_feedback_given", lambda r, of, q: r.give_first_feedback(of, "Soon.", BY_SMS, at=EARLIER, command=q)),
    (BEN, "assigned", lambda r, of, q: r.assign(of, "eve", "shanghai", command=q)),
    (ANN, "transferred", lambda r, of, q: r.transfer(of, "london", "Context.", command=q)),
    (DAN, "transferred", lambda r, of, q: r.transfer(of, "shanghai", "Back.", command=q)),
    (ANN, "taken", lambda r, of, q: r.take(of, command=q)),
    (ANN, "released", lambda r, of, q: r.release(of, "Leave.", command=q)),
    (ANN, "task_given", lambda r, of, q: r.give_task(of, "cards", "Look.", None, command=q)),
    (ANN, "task_answered", lambda r, of, q: r.answer_task(of, "t1", "Seen.", at=None, command=q)),
    (ANN, "task_given", lambda r, of, q: r.give_task(of, "cards", "Look again.", None, command=q)),
    (ANN, "task_cancelled", lambda r, of, q: r.cancel_task(of, "t2", "Not needed.", command=q)),
    (ANN, "started", lambda r, of, q: r.start(of, command=q)),
    (ANN, "customer_asked", lambda r, of, q: r.ask_customer(of, "When?", command=q)),
    (ANN, "customer_answered", lambda r, of, q: r.record_customer_answer(of, "Then.", "q1", at=None, command=q)),
    (
        CLERK,
        "document_received",
        lambda r, of, q: r.receive_document(of, "identity_document", already_held=False, at=None, command=q),
    ),
    (ANN, "suspended", lambda r, of, q: r.suspend(of, "third_party", at=None, command=q, notice_sent=True)),
    (ANN, "resumed", lambda r, of, q: r.resume(of, "s1", at=None, command=q)),
    (ANN, "fulfilled", lambda r, of, q: r.fulfil(of, "Done.", BY_SMS, at=None, command=q)),
    (ANN, "confirmed", lambda r, of, q: r.confirm(of, "Thank you.", at=None, command=q)),
    (ANN, "closed", lambda r, of, q: r.close(of, command=q)),
    (ANN, "reopened", lambda r, of, q: r.reopen(of, "not_solved", "Why.", command=q)),
    (ANN, "note_added", lambda r, of, q: r.add_note(of, "Note.", command=q)),
    (ANN, "corrected", lambda r, of, q: r.correct(of, {"request_type": "praise"}, "Told again.", command=q)),
]
OTHER_ENDS: list[tuple[str, UseCase]] = [
    ("declined", lambda r, of, q: r.decline(of, "not_offered", "Why.", BY_SMS, at=None, command=q)),
    ("cancelled", lambda r, of, q: r.cancel(of, "No.", at=None, command=q)),
]
ABOUT_EVE = intake(facts=facts(employee_id="eve"))
GIVEN_TO_EVERY_COMMAND = {"self", "by", "now", "codes", "types", "organisation", "pauses"}
WITH_A_CONTACT = {"link_interaction", "unlink_interaction", "convert_to_complaint"}
"""What concerns another stream is tried out by itself."""


@pytest.fixture
def bank() -> Desk:
    return desk()


def submit(bank: Desk, told: RequestIntake | None = None, by: Actor = ANN) -> UUID:
    """Submit a request and return its id."""
    return bank.requests.submit(told or intake(), command=asked(by)).id


def state(bank: Desk, of: UUID) -> ServiceRequest:
    """Load a request."""
    return bank.log.load(ServiceRequest, of).aggregate


def test_a_request_lives_through_its_use_cases(bank: Desk) -> None:
    request = submit(bank, by=CLERK)
    for who, event, use_case in LIFE:
        receipt = use_case(bank.requests, request, asked(who))
        assert (bank.topics(request)[-1], receipt.events) == (event, 1), event
    assert bank.topics(request) == ["submitted", *(event for _, event, _ in LIFE)]


@pytest.mark.parametrize(("event", "use_case"), OTHER_ENDS, ids=[event for event, _ in OTHER_ENDS])
def test_a_request_ends_otherwise(bank: Desk, event: str, use_case: UseCase) -> None:
    request = submit(bank)
    use_case(bank.requests, request, asked())
    assert bank.topics(request) == ["submitted", event]


def test_every_command_is_lived_through_above() -> None:
    lived = {f"service_request.{event}" for _, event, _ in LIFE} | {f"service_request.{one}" for one, _ in OTHER_ENDS}
    named = {event.topic for event in vars(ServiceRequest).values() if hasattr(event, "topic")}
    elsewhere = {f"service_request.{one}" for one in ("submitted", "interaction_linked", "interaction_unlinked")}
    elsewhere |= {"service_request.converted_to_complaint", "service_request.begun_from_complaint"}
    assert named - lived == elsewhere


@pytest.mark.parametrize("command", sorted(ALLOWED.keys() - WITH_A_CONTACT))
def test_a_use_case_takes_what_its_command_takes(command: str) -> None:
    mine = set(signature(getattr(Requests, command)).parameters) - {"self", "of", "command"}
    assert mine == set(signature(getattr(ServiceRequest, command)).parameters) - GIVEN_TO_EVERY_COMMAND


def test_a_request_goes_to_the_unit_that_its_type_names_under_a_reference_of_its_own(bank: Desk) -> None:
    command = asked(CLERK, "once")
    first = bank.requests.submit(intake(request_type="loss_report"), command=command)
    assert bank.requests.submit(intake(request_type="loss_report"), command=command) == first
    assert first.reference.startswith("R-2026-")
    assert state(bank, first.id).unit_id == "cards"


def test_a_refusal_carries_what_would_be_allowed_instead(bank: Desk) -> None:
    request = submit(bank)
    with pytest.raises(Refusal) as caught:
        bank.requests.close(request, command=asked())
    assert caught.value.code == "service_request_is_submitted"
    assert str(caught.value) == "'close' is not taken while the service request is submitted."
    assert {"start", "fulfil", "decline"} <= set(caught.value.allowed)
    assert {"close", "assign"}.isdisjoint(caught.value.allowed)


def test_request_and_contact_know_each_other_from_one_append_on(bank: Desk) -> None:
    request, contact = submit(bank), bank.interactions.begin(BEGINNING, command=asked()).id
    bank.requests.link_interaction(request, contact, command=asked())
    assert (bank.topics(request)[-1], bank.topics(contact)[-1]) == ("interaction_linked", "case_linked")
    bank.interactions.unlink_case(contact, request, CaseKind.SERVICE_REQUEST, command=asked())
    assert (bank.topics(request)[-1], bank.topics(contact)[-1]) == ("interaction_unlinked", "case_unlinked")


# recusal 回避


def test_for_whom_it_is_about_the_request_does_not_exist(bank: Desk) -> None:
    request = submit(bank, ABOUT_EVE)
    for give in (
        lambda: bank.requests.add_note(request, "Let me see.", command=asked(EVE)),
        lambda: RequestFiles(bank.log, RIGHTS).show(request, EVE),
        lambda: RequestFiles(bank.log, RIGHTS).show(nobody(), EVE),
    ):
        with pytest.raises(NotFound) as caught:
            give()
        assert (str(caught.value), caught.value.allowed) == ("There is no such case.", ())
    assert bank.requests.add_note(request, "Noted.", command=asked(ANN)).events == 1


def test_who_is_named_later_loses_sight_of_it(bank: Desk) -> None:
    request = submit(bank)
    bank.requests.take(request, command=asked(EVE))
    bank.requests.correct(request, {"employee_id": "eve"}, "Named.", command=asked(BEN))
    with pytest.raises(NotFound):
        bank.requests.add_note(request, "But I handled it.", command=asked(EVE))
    assert state(bank, request).handler_id is None


# what is of another kind


def test_a_request_is_no_complaint_and_a_complaint_no_request(bank: Desk) -> None:
    request, complaint = submit(bank), bank.receive()
    for give in (
        lambda: bank.complaints.add_note(request, "Note.", command=asked()),
        lambda: bank.requests.add_note(complaint, "Note.", command=asked()),
        lambda: CaseFiles(bank.log, RIGHTS).show(request, ANN),
        lambda: RequestFiles(bank.log, RIGHTS).show(complaint, ANN),
    ):
        with pytest.raises(NotFound):
            give()


# the file


def test_the_file_tells_everything_and_what_is_next(bank: Desk) -> None:
    request = submit(bank, intake(request_type="loss_report"))
    give, files = bank.requests, RequestFiles(bank.log, RIGHTS)
    give.ask_customer(request, "When?", command=asked(CAL))
    give.ask_customer(request, "Where?", command=asked(CAL))
    give.record_customer_answer(request, "On Sunday.", "q1", at=None, command=asked(CAL))
    give.record_customer_answer(request, "On Monday.", "q1", at=None, command=asked(CAL))
    give.receive_document(request, "identity_document", already_held=True, at=EARLIER, command=asked(CAL))
    give.give_first_feedback(request, "Soon.", BY_SMS, at=None, command=asked(CAL))
    give.give_task(request, "cards", "Look.", None, command=asked(CAL))
    shown = files.show(request, CAL)

    assert [(q.question_id, q.answer) for q in shown.questions] == [("q1", "On Sunday."), ("q2", None)]
    assert [(d.document, d.is_needed, d.already_held, d.received_at) for d in shown.documents] == [
        ("identity_document", True, True, EARLIER),
        ("application_form", True, False, None),
    ]
    assert shown.documents_missing == ("application_form",)
    assert shown.first_feedback
    assert (shown.first_feedback.text, shown.first_feedback.by.user_id) == ("Soon.", "cal")
    assert [(task.task_id, task.state) for task in shown.tasks] == [("t1", "open")]
    assert (shown.result, shown.state) == (None, State.SUBMITTED)
    following = {one.command: one for one in shown.next}
    assert following.keys() == ALLOWED.keys()
    assert (following["start"].permitted, following["fulfil"].code) == (True, "documents_missing")
    assert following["assign"].code == "role_forbidden"


def test_the_file_shows_the_feedback_and_the_result_of_the_cycle_it_is_in(bank: Desk) -> None:
    request = submit(bank)
    give, files = bank.requests, RequestFiles(bank.log, RIGHTS)
    give.give_first_feedback(request, "Soon.", BY_SMS, at=None, command=asked())
    give.fulfil(request, "Done.", BY_SMS, at=None, command=asked())
    give.reopen(request, "not_solved", "It is not.", command=asked())
    shown = files.show(request, BEN)
    assert (shown.cycle, shown.first_feedback) == (2, None)
    assert shown.result
    assert (shown.result.text, shown.history[-1].topic) == ("Done.", "service_request.reopened")


def test_a_role_that_reads_no_cases_reads_no_requests(bank: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        RequestFiles(bank.log, RIGHTS).show(submit(bank), Actor("rep", Role.REPORTING, "bank"))
    assert caught.value.code == "role_forbidden"
