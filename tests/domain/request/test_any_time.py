"""Commands of no step: note, link a contact, correct."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

import pytest

from domain.request import ServiceRequest
from domain.request.any_time import CORRECTABLE
from tests.domain.complaint.test_recusal import BANK
from tests.domain.fixed import ANN, CODES, NOW, REQUEST_TYPES, TOMORROW, versions
from tests.domain.language import STREAM
from tests.domain.request.happenings import CLOSED, STARTED, SUBMITTED, given, happened, happens, submitted
from tests.domain.request.values import CALL, FACTS, INQUIRY, LOSS_REPORT, REQUESTER, WORDS, facts


def correct(changes: dict[str, Any], **named: Any) -> Any:  # noqa: ANN401 - a command
    """Return the command."""
    asked = {"types": REQUEST_TYPES, "codes": CODES, "by": ANN, "now": NOW, **named}
    return lambda r: r.correct(changes, "It is about a lost card.", **asked)


def corrected(*changed: str, **told: Any) -> Any:  # noqa: ANN401 - a happening
    """Return a correction of nothing but what is told."""
    nothing: dict[str, Any] = {"facts_before": None, "facts_after": None, "type_before": None, "type_after": None}
    return happens(ServiceRequest.Corrected, changed=changed, **{**nothing, **told})


def test_notes_count_each_time_also_after_the_end() -> None:
    noted = happens(ServiceRequest.NoteAdded)
    given(*CLOSED, happened(ServiceRequest.NoteAdded)).when(
        lambda r: r.add_note("She called again.", by=ANN, now=NOW)
    ).then(noted)


def test_a_contact_is_linked_once() -> None:
    linked = happened(ServiceRequest.InteractionLinked)
    request = (
        given(*CLOSED)
        .when(lambda r: r.link_interaction(CALL, by=ANN, now=NOW))
        .then(happens(ServiceRequest.InteractionLinked))
    )
    assert list(request.interactions.values()) == [CALL]
    given(*CLOSED, linked).when(lambda r: r.link_interaction(CALL, by=ANN, now=NOW)).then()


def test_a_contact_that_was_not_about_it_is_let_go() -> None:
    linked = (*SUBMITTED, happened(ServiceRequest.InteractionLinked))
    request = (
        given(*linked)
        .when(lambda r: r.unlink_interaction(CALL.interaction_id, by=ANN, now=NOW))
        .then(happens(ServiceRequest.InteractionUnlinked))
    )
    assert request.interactions == {}
    given(*linked).when(lambda r: r.unlink_interaction(STREAM, by=ANN, now=NOW)).refuses("interaction_not_linked")
    given(*SUBMITTED).when(lambda r: r.unlink_interaction(STREAM, by=ANN, now=NOW)).refuses("interaction_not_linked")


def test_facts_and_type_are_corrected_and_both_values_kept() -> None:
    request = (
        given(*STARTED)
        .when(correct({"branch": "shanghai-02", "request_type": "loss_report"}))
        .then(happens(ServiceRequest.Corrected))
    )
    assert request.request_type == LOSS_REPORT
    assert request.documents_missing == ("identity_document", "application_form")
    assert request.facts.branch == "shanghai-02"


def test_words_and_requester_are_corrected() -> None:
    right = {"subject": "Card found"}
    given(*SUBMITTED).when(correct(right)).then(
        corrected(
            "subject",
            words_before=WORDS,
            words_after=type(WORDS)(WORDS.narrative, "Card found", WORDS.account_reference),
        )
    )
    request = (
        given(submitted(requester_id=None, requester=None))
        .when(correct({"requester": REQUESTER}))
        .then(corrected("requester", requester_id=uuid5(STREAM, "requester"), requester_after=REQUESTER))
    )
    assert request.requester == REQUESTER


def test_what_holds_already_is_not_corrected() -> None:
    same = {"channel": "phone", "request_type": "inquiry", "requester": REQUESTER, "narrative": WORDS.narrative}
    given(*SUBMITTED).when(correct(same)).then()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mood": "good"}, "unknown_fact"),
        ({"request_type": "moon_trip"}, "unknown_request_type"),
        ({"channel": "retired"}, "unknown_code"),
        ({"received_at": TOMORROW}, "in_the_future"),
    ],
)
def test_what_cannot_be_right_is_refused(changes: dict[str, Any], code: str) -> None:
    given(*SUBMITTED).when(correct(changes)).refuses(code)


def test_a_type_that_is_out_of_force_by_now_stays_what_it_was() -> None:
    no_types = type(REQUEST_TYPES)("request_type", 2, ())
    request = (
        given(*SUBMITTED)
        .when(correct({"channel": "web"}, types=no_types))
        .then(corrected("channel", facts_before=FACTS, facts_after=facts(channel="web")))
    )
    assert request.request_type == INQUIRY


def test_a_code_that_was_taken_at_receipt_is_not_asked_for_again() -> None:
    past = submitted(facts=facts(channel="retired"), code_versions=versions("channel", "source"))
    given(past).when(correct({"branch": "london-01"})).then(
        corrected(
            "branch",
            facts_before=facts(channel="retired"),
            facts_after=facts(channel="retired", branch="london-01"),
        )
    )


def test_naming_the_handler_releases_them_at_once() -> None:
    request = (
        given(*SUBMITTED, happened(ServiceRequest.Taken, handler_id="eve"))
        .when(correct({"employee_id": "eve"}))
        .then(
            corrected("employee_id", facts_before=FACTS, facts_after=facts(employee_id="eve")),
            happens(ServiceRequest.Released, handler_id="eve", reason="conflict_of_interest"),
        )
    )
    assert request.handler_id is None


def test_naming_a_head_moves_it_above_them() -> None:
    named = facts(employee_id="wang")
    given(*SUBMITTED).when(correct({"employee_id": "wang"}, organisation=BANK)).then(
        corrected("employee_id", facts_before=FACTS, facts_after=named),
        happens(ServiceRequest.Transferred, unit_id="bank", handover="conflict_of_interest"),
    )
    given(*SUBMITTED).when(correct({"employee_id": "somebody"}, organisation=BANK)).then(
        corrected("employee_id", facts_before=FACTS, facts_after=facts(employee_id="somebody"))
    )


def test_it_is_about_whom_its_story_is_about() -> None:
    def be_about(employee_id: str | None) -> Callable[[ServiceRequest], None]:
        return lambda request: request.be_about(employee_id, "C-2026-000001-7", organisation=BANK, now=NOW)

    named = facts(employee_id="wang")
    given(*SUBMITTED).when(be_about("wang")).then(
        corrected("employee_id", facts_before=FACTS, facts_after=named, reason="As in C-2026-000001-7."),
        happens(ServiceRequest.Transferred, unit_id="bank", handover="conflict_of_interest"),
    )
    given(*SUBMITTED).when(be_about(None)).then()


def test_who_comes_to_head_its_unit_has_no_part_in_it_from_then_on() -> None:
    about_wang = submitted(facts=facts(employee_id="wang"))
    transferred = happens(ServiceRequest.Transferred, unit_id="bank", handover="conflict_of_interest")
    given(about_wang).when(lambda r: r.part_from_whom_it_is_about(BANK, NOW)).then(transferred)
    given(*SUBMITTED).when(lambda r: r.part_from_whom_it_is_about(BANK, NOW)).then()


def test_everything_that_was_told_can_be_corrected() -> None:
    assert {"received_at", "channel", "narrative", "requester", "request_type"} <= CORRECTABLE
