"""Commands of no step: note, correct, withdraw."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import (
    CLOSED,
    DECIDED,
    FOUND,
    OPEN,
    RECEIVED,
    happened,
    happens,
    received,
)
from tests.domain.complaint.values import CONTACT, FACTS, WORDS, cny, facts
from tests.domain.fixed import ANN, BEFORE_RECEIPT, BEN, CODES, EARLIER, NOW, RECEIVED_AT, TOMORROW
from tests.domain.language import STREAM, given

NOTHING = {
    "facts_before": None,
    "facts_after": None,
    "words_before": None,
    "words_after": None,
    "complainant_before": None,
    "complainant_after": None,
}


def correct(**changes: Any) -> Callable[[Complaint], None]:  # noqa: ANN401 (what is corrected)
    return lambda c: c.correct(changes, "She looked at the receipt again.", codes=CODES, by=BEN, now=NOW)


def test_each_note_counts() -> None:
    past = (*OPEN, happened(Complaint.NoteAdded))
    given(*past).when(lambda c: c.add_note("Called back, no answer.", by=ANN, now=NOW)).then(
        happens(Complaint.NoteAdded)
    )


def test_a_closed_complaint_still_takes_notes() -> None:
    given(*CLOSED).when(lambda c: c.add_note("Called back, no answer.", by=ANN, now=NOW)).then(
        happens(Complaint.NoteAdded)
    )


def test_a_fact_is_corrected_and_both_values_are_kept() -> None:
    given(*OPEN).when(correct(incident_on=date(2026, 1, 2))).then(happens(Complaint.Corrected))


def test_a_word_is_corrected_and_both_values_are_kept() -> None:
    after = replace(WORDS, subject="Charged three times")
    told: dict[str, Any] = {**NOTHING, "changed": ("subject",), "words_before": WORDS, "words_after": after}
    complaint = given(*OPEN).when(correct(subject=after.subject)).then(happens(Complaint.Corrected, **told))
    assert complaint.words == after


def test_contact_data_is_corrected_and_both_values_are_kept() -> None:
    after = replace(CONTACT, phone="+86 21 5555 0199")
    told: dict[str, Any] = {
        **NOTHING,
        "changed": ("complainant",),
        "complainant_before": CONTACT,
        "complainant_after": after,
    }
    complaint = given(*OPEN).when(correct(complainant=after)).then(happens(Complaint.Corrected, **told))
    assert complaint.complainant == after


def test_contact_data_is_taken_out_again() -> None:
    told: dict[str, Any] = {**NOTHING, "changed": ("complainant",), "complainant_before": CONTACT}
    complaint = given(*OPEN).when(correct(complainant=None)).then(happens(Complaint.Corrected, **told))
    assert complaint.complainant is None


def test_an_anonymous_complainant_who_gives_a_name_becomes_a_person() -> None:
    nobody = received(complainant_id=None, complainant=None)
    person = uuid5(STREAM, "complainant")
    told: dict[str, Any] = {
        **NOTHING,
        "changed": ("complainant",),
        "complainant_id": person,
        "complainant_after": CONTACT,
    }
    complaint = given(nobody).when(correct(complainant=CONTACT)).then(happens(Complaint.Corrected, **told))
    assert complaint.complainant_id == person


def test_several_corrections_are_one_event() -> None:
    after = facts(branch="shanghai-02", amount_claimed=cny(257))
    words = replace(WORDS, narrative="Twice, at two shops.")
    told: dict[str, Any] = {
        **NOTHING,
        "changed": ("amount_claimed", "branch", "narrative"),
        "facts_before": FACTS,
        "facts_after": after,
        "words_before": WORDS,
        "words_after": words,
    }
    changes = {"branch": "shanghai-02", "amount_claimed": cny(257), "narrative": words.narrative}
    given(*OPEN).when(correct(**changes)).then(happens(Complaint.Corrected, **told))


def test_values_that_already_hold_do_nothing() -> None:
    given(*OPEN).when(correct(channel="phone", subject=WORDS.subject, complainant=CONTACT)).then()


def test_only_what_was_told_is_corrected() -> None:
    given(*OPEN).when(correct(state="closed")).refuses("unknown_fact")


def test_a_new_code_has_to_be_known_on_the_day_of_receipt() -> None:
    given(*OPEN).when(correct(channel="pigeon")).refuses("unknown_code")


def test_a_code_that_was_accepted_once_hinders_no_other_correction() -> None:
    past = received(facts=facts(channel="telex"))
    told: dict[str, Any] = {
        "facts_before": facts(channel="telex"),
        "facts_after": facts(channel="telex", incident_on=date(2026, 1, 2)),
    }
    given(past).when(correct(incident_on=date(2026, 1, 2))).then(happens(Complaint.Corrected, **told))


def test_the_receipt_is_not_moved_into_the_future() -> None:
    given(*OPEN).when(correct(received_at=TOMORROW)).refuses("in_the_future")


def test_the_receipt_is_moved_to_when_it_reached_the_bank() -> None:
    earlier = RECEIVED_AT - timedelta(days=1)
    told: dict[str, Any] = {"changed": ("received_at",), "facts_after": facts(received_at=earlier)}
    given(*OPEN).when(correct(received_at=earlier)).then(happens(Complaint.Corrected, **told))


def test_the_handler_whom_it_turns_out_to_be_about_is_released_at_once() -> None:
    about_ann = facts(employee_id="ann")
    named = happens(Complaint.Corrected, changed=("employee_id",), facts_after=about_ann)
    released = happens(Complaint.Released, reason="conflict_of_interest")
    complaint = given(*OPEN, happened(Complaint.Taken)).when(correct(employee_id="ann")).then(named, released)
    assert complaint.handler_id is None
    given(*OPEN).when(correct(employee_id="ann")).then(named)


def test_the_employee_complained_about_corrects_nothing() -> None:
    given(received(facts=facts(employee_id="ben"))).when(correct(branch="here")).refuses("conflict_of_interest")


def test_a_complaint_is_withdrawn_when_the_request_arrives() -> None:
    complaint = (
        given(*FOUND, happened(Complaint.Suspended))
        .when(lambda c: c.withdraw("It has been solved.", at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.Withdrawn, EARLIER))
    )
    assert (complaint.state, complaint.suspensions) == ("withdrawn", {})


def test_a_decided_complaint_is_not_withdrawn() -> None:
    given(*DECIDED).when(lambda c: c.withdraw("No more.", at=None, by=ANN, now=NOW)).refuses("complaint_is_decided")


def test_a_withdrawal_lies_between_receipt_and_now() -> None:
    given(*OPEN).when(lambda c: c.withdraw("No.", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    given(*OPEN).when(lambda c: c.withdraw("No.", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


@pytest.mark.parametrize("seconds", [1, 5])
def test_a_clock_that_is_seconds_fast_is_no_future(seconds: int) -> None:
    ahead = NOW + timedelta(seconds=seconds)
    given(*RECEIVED).when(lambda c: c.withdraw("It has been solved.", at=ahead, by=ANN, now=NOW)).then(
        happens(Complaint.Withdrawn)
    )
