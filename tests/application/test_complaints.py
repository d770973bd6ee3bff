"""The use cases of complaints: each gives its command, with the lists in force and the asking user."""

from datetime import date
from inspect import signature

import pytest

from application.command import new_stream_id
from application.complaints import Complaints
from application.ledger import NotFound
from application.permissions.complaints import IMPORT_ONLY
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.state import ALLOWED
from domain.complaint.values import DispatchWay, Execution, ExecutionResult
from domain.refusals import Refusal
from tests.application.asking import CLERK, DAN, Desk, asked, desk, nobody
from tests.application.lives import BESIDE, PEOPLE
from tests.application.living import Step, UseCase
from tests.domain.complaint.happenings_of_relations import EXAMPLES_OF_RELATIONS
from tests.domain.complaint.values import BY_POST, LETTER, SERVICE, cny, facts, intake, offer, refund, resolution
from tests.domain.fixed import ANN, BEN, EARLIER, EVE, WEEKS_LATER
from tests.domain.interaction.examples import BEGINNING

A_CALL = asked(ANN, "a call")
CALL = new_stream_id(A_CALL.id)

LIFE: list[Step] = [
    (ANN, "status_secret_issued", lambda c, of, q: c.issue_status_secret(of, DispatchWay.HANDED_OVER, command=q)),
    (CLERK, "acknowledged", lambda c, of, q: c.acknowledge(of, DispatchWay.SMS, at=EARLIER, command=q)),
    (ANN, "admitted", lambda c, of, q: c.admit(of, command=q)),
    (ANN, "classified", lambda c, of, q: c.classify(of, SERVICE, command=q)),
    (BEN, "assigned", lambda c, of, q: c.assign(of, "eve", "shanghai", command=q)),
    (ANN, "transferred", lambda c, of, q: c.transfer(of, "london", "Context.", command=q)),
    (DAN, "transferred", lambda c, of, q: c.transfer(of, "shanghai", "Back.", command=q)),
    (ANN, "taken", lambda c, of, q: c.take(of, command=q)),
    (ANN, "released", lambda c, of, q: c.release(of, "Leave.", command=q)),
    (
        ANN,
        "contact_attempted",
        lambda c, of, q: c.record_contact_attempt(of, "phone", reached=True, at=None, command=q),
    ),
    (ANN, "progress_sent", lambda c, of, q: c.send_progress(of, "Soon.", BY_POST, at=None, command=q)),
    (
        ANN,
        "holding_response_sent",
        lambda c, of, q: c.send_holding_response(of, "Wait.", None, BY_POST, at=None, command=q),
    ),
    (ANN, "deadline_agreed", lambda c, of, q: c.agree_deadline(of, date(2199, 1, 1), "Yes.", at=None, command=q)),
    (ANN, "manner_agreed", lambda c, of, q: c.agree_manner(of, "By phone.", at=None, command=q)),
    (
        ANN,
        "provisional_credit_given",
        lambda c, of, q: c.give_provisional_credit(of, cny(5), date(2026, 1, 7), None, command=q),
    ),
    (
        ANN,
        "provisional_credit_reversed",
        lambda c, of, q: c.reverse_provisional_credit(
            of, "c1", date(2026, 1, 7), None, reason="Paid.", notice=BY_POST, at=None, command=q
        ),
    ),
    (ANN, "task_given", lambda c, of, q: c.give_task(of, "cards", "Look.", None, command=q)),
    (ANN, "task_answered", lambda c, of, q: c.answer_task(of, "t1", "Seen.", at=None, command=q)),
    (ANN, "task_given", lambda c, of, q: c.give_task(of, "cards", "Look again.", None, command=q)),
    (ANN, "task_cancelled", lambda c, of, q: c.cancel_task(of, "t2", "Not needed.", command=q)),
    (EVE, "interest_declared", lambda c, of, q: c.declare_interest(of, "relative", command=q)),
    (ANN, "investigation_started", lambda c, of, q: c.start_investigation(of, command=q)),
    (ANN, "finding_recorded", lambda c, of, q: c.record_finding(of, "Found.", command=q)),
    (CLERK, "evidence_attached", lambda c, of, q: c.attach_evidence(of, LETTER, "Letter", command=q)),
    (ANN, "customer_asked", lambda c, of, q: c.ask_customer(of, "When?", command=q)),
    (ANN, "customer_answered", lambda c, of, q: c.record_customer_answer(of, "Then.", "q1", at=None, command=q)),
    *BESIDE,
    *PEOPLE,
    (ANN, "suspended", lambda c, of, q: c.suspend(of, "third_party", at=None, command=q, notice_sent=True)),
    (ANN, "resumed", lambda c, of, q: c.resume(of, "s1", at=None, command=q)),
    (ANN, "extended", lambda c, of, q: c.extend(of, "complex_case", "Why.", command=q, notice_sent=True)),
    (ANN, "extension_requested", lambda c, of, q: c.extend(of, "complex_case", "Why.", command=q, notice_sent=True)),
    (BEN, "extension_refused", lambda c, of, q: c.refuse_extension(of, "Decide.", command=q)),
    (ANN, "escalated", lambda c, of, q: c.escalate(of, "head-office", "Why.", command=q)),
    (ANN, "investigation_completed", lambda c, of, q: c.complete_investigation(of, command=q)),
    (ANN, "resolution_proposed", lambda c, of, q: c.propose_resolution(of, resolution(offer()), command=q)),
    (BEN, "sent_back", lambda c, of, q: c.send_back(of, "Again.", command=q)),
    (
        ANN,
        "resolution_proposed",
        lambda c, of, q: c.propose_resolution(of, resolution(refund(None), offer(), offer()), command=q),
    ),
    (BEN, "resolution_approved", lambda c, of, q: c.approve_resolution(of, command=q)),
    (ANN, "decision_sent", lambda c, of, q: c.send_decision(of, "Dear.", "Appeal.", BY_POST, at=None, command=q)),
    (ANN, "delivery_recorded", lambda c, of, q: c.record_delivery(of, "Proof", at=None, command=q)),
    (ANN, "delivery_recorded", lambda c, of, q: c.record_failed_delivery(of, "Back", at=None, command=q)),
    (ANN, "dispatched_again", lambda c, of, q: c.dispatch_again(of, BY_POST, at=None, command=q)),
    (ANN, "response_window_ended", lambda c, of, q: c.end_response_window(of, command=q)),
    (ANN, "decision_rejected", lambda c, of, q: c.reject_decision(of, "No.", at=None, command=q)),
    (ANN, "remedy_lapsed", lambda c, of, q: c.lapse_remedy(of, "r2", command=q)),
    (ANN, "decision_accepted", lambda c, of, q: c.accept_decision(of, "Yes.", at=None, command=q)),
    (
        ANN,
        "remedy_executed",
        lambda c, of, q: c.execute_remedy(of, "r1", ExecutionResult.WHOLE, Execution(date(2026, 1, 7)), command=q),
    ),
    (ANN, "remedy_waived", lambda c, of, q: c.waive_remedy(of, "r3", "No.", at=None, command=q)),
    (ANN, "report_corrected", lambda c, of, q: c.correct_report(of, 3, {"way": "posted"}, "By post.", command=q)),
    (
        ANN,
        "execution_corrected",
        lambda c, of, q: c.correct_execution(
            of, "r1", 1, ExecutionResult.WHOLE, Execution(date(2026, 1, 6)), reason="A day before.", command=q
        ),
    ),
    (ANN, "closed", lambda c, of, q: c.close(of, command=q)),
    (ANN, "reopened", lambda c, of, q: c.reopen(of, "error_found", "Why.", command=q)),
    (ANN, "note_added", lambda c, of, q: c.add_note(of, "Note.", command=q)),
    (ANN, "corrected", lambda c, of, q: c.correct(of, {"branch": "london-02"}, "Told again.", command=q)),
    (ANN, "interaction_linked", lambda c, of, q: c.link_interaction(of, CALL, command=q)),
    (ANN, "interaction_unlinked", lambda c, of, q: c.unlink_interaction(of, CALL, command=q)),
    (ANN, "quick_closed", lambda c, of, q: c.quick_close(of, "Yes.", "Summary.", BY_POST, at=None, command=q)),
]
OTHER_ENDS: list[tuple[str, UseCase]] = [
    ("declined", lambda c, of, q: c.decline(of, "not_a_complaint", "Why.", BY_POST, at=None, command=q)),
    ("referred", lambda c, of, q: c.refer(of, "Elsewhere", "Why.", BY_POST, at=None, command=q)),
    ("withdrawn", lambda c, of, q: c.withdraw(of, "No.", at=None, command=q)),
]
ABOUT_EVE = intake(facts=facts(employee_id="eve"))


@pytest.fixture
def bank() -> Desk:
    return desk()


def test_a_complaint_lives_through_its_use_cases(bank: Desk) -> None:
    case = bank.receive(by=CLERK)
    bank.interactions.begin(BEGINNING, command=A_CALL)
    for who, event, use_case in LIFE:
        if event == "response_window_ended":
            bank.log.now = WEEKS_LATER
        receipt = use_case(bank.complaints, case, asked(who))
        assert (bank.topics(case)[-1], receipt.events) == (event, 1), event
    assert bank.topics(case) == ["received", *(event for _, event, _ in LIFE)]


@pytest.mark.parametrize(("event", "use_case"), OTHER_ENDS, ids=[event for event, _ in OTHER_ENDS])
def test_a_complaint_ends_otherwise(bank: Desk, event: str, use_case: UseCase) -> None:
    case = bank.receive()
    use_case(bank.complaints, case, asked())
    assert bank.topics(case) == ["received", event]


def test_every_command_is_lived_through_above() -> None:
    lived = {f"complaint.{event}" for _, event, _ in LIFE} | {f"complaint.{event}" for event, _ in OTHER_ENDS}
    imported = {"complaint.source_outcome_stated", "complaint.source_record_revised"}
    named = {event.topic for event in vars(Complaint).values() if hasattr(event, "topic")}
    consequences = {"complaint.approval_lapsed", "complaint.found_unreachable", "complaint.routed"} | {
        *("complaint.extension_approved", "complaint.interests_taken_over", "complaint.recusal_extended")
    }
    converted = {"complaint.converted_to_service_request", "complaint.begun_from_request"}
    between = {event.topic for event in EXAMPLES_OF_RELATIONS}
    assert named - lived - imported - consequences - converted - between == {"complaint.received"}


FOUND_OUT = {
    "quick_close": {"until"},
    "suspend": {"pauses"},
    "extend": {"ends"},
    "approve_extension": {"ends"},
    "correct": {"below"},
}
"""What the use case finds out of the packs, and of the bank's units and users."""


@pytest.mark.parametrize("command", sorted(ALLOWED.keys() - IMPORT_ONLY))
def test_a_use_case_takes_what_its_command_takes(command: str) -> None:
    """One name from the route to the event, and one list of arguments."""
    mine = set(signature(getattr(Complaints, command)).parameters) - {"self", "of", "command"}
    domain = set(signature(getattr(Complaint, command)).parameters) - {
        "self",
        "by",
        "now",
        "codes",
        "organisation",
        "ended",
        "rules",
        "zone",
        "layout",
        "plan",
        "reported",
        "types",
        "case_id",
        "stream_id",
        "reference",
        "secret_hash",
        "target",
        "recheck",
    }
    assert mine == domain - FOUND_OUT.get(command, set())


def test_a_refusal_carries_what_would_be_allowed_instead(bank: Desk) -> None:
    case = bank.receive()
    with pytest.raises(Refusal) as caught:
        bank.complaints.close(case, command=asked(ANN))
    assert caught.value.code == "complaint_is_received"
    assert {"admit", "decline", "take"} <= set(caught.value.allowed)
    assert {"close", "assign", "revise_source_record"}.isdisjoint(caught.value.allowed)
    assert set(caught.value.allowed) <= set(bank.state(case).permitted(ANN))


def test_what_is_allowed_depends_on_the_role(bank: Desk) -> None:
    case = bank.receive()
    with pytest.raises(Refusal) as caught:
        bank.complaints.close(case, command=asked(BEN))
    assert "assign" in caught.value.allowed


def test_a_refused_receipt_leaves_nothing(bank: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        bank.receive(intake(facts=facts(channel="pigeon")))
    assert caught.value.code == "unknown_code"
    assert bank.log.recorder.max_notification_id() is None


# recusal 回避


def test_for_the_employee_complained_about_the_case_does_not_exist(bank: Desk) -> None:
    case = bank.receive(ABOUT_EVE)
    said = []
    for of, version in ((case, None), (case, 7), (nobody(), None), (nobody(), 7)):
        with pytest.raises(NotFound) as caught:
            bank.complaints.add_note(of, "Let me see.", command=asked(EVE, expected_version=version))
        said.append((caught.value.code, str(caught.value), caught.value.allowed))
    assert set(said) == {("not_found", "There is no such case.", ())}
    assert bank.topics(case) == ["received"]


def test_for_a_colleague_it_does(bank: Desk) -> None:
    case = bank.receive(ABOUT_EVE)
    assert bank.complaints.add_note(case, "Noted.", command=asked(ANN)).events == 1


def test_who_is_named_later_loses_sight_of_it(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.take(case, command=asked(EVE))
    bank.complaints.correct(case, {"employee_id": "eve"}, "Named.", command=asked(BEN))
    with pytest.raises(NotFound):
        bank.complaints.add_note(case, "But I handled it.", command=asked(EVE))
    assert bank.state(case).handler_id is None


def test_who_handled_a_decision_and_turns_out_to_be_meant_stops_it(bank: Desk) -> None:
    case, give = bank.receive(), bank.complaints
    give.admit(case, command=asked())
    give.start_investigation(case, command=asked())
    give.record_finding(case, "Found.", command=asked())
    give.propose_resolution(case, resolution(), command=asked(EVE))
    give.correct(case, {"employee_id": "eve"}, "Named.", command=asked(BEN))
    with pytest.raises(Refusal) as caught:
        give.send_decision(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked(ANN))
    assert caught.value.code == "proposal_tainted"
    assert "propose_resolution" in caught.value.allowed


def test_a_role_without_the_command_is_told_before_anything_else(bank: Desk) -> None:
    auditor = Actor("una", Role.QUALITY, "shanghai")
    with pytest.raises(Refusal) as caught:
        bank.complaints.admit(nobody(), command=asked(auditor))
    assert (caught.value.code, caught.value.allowed) == ("role_forbidden", ())
