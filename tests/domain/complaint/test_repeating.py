"""Step 1: a repeat after the end."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Confidentiality
from tests.domain.complaint.happenings import (
    CLOSED,
    DECIDED,
    DECLINED,
    MERGED,
    OPEN,
    REFERRED,
    WITHDRAWN,
    happened,
    happens,
    received,
)
from tests.domain.complaint.happenings_of_relations import OTHER_CASE, OTHER_CASE_REFERENCE
from tests.domain.complaint.pairs import Past, complaint
from tests.domain.complaint.values import CONTACT, LI_NA, REFERENCE, facts, intake
from tests.domain.fixed import ANN, CODES, EARLIER, EVE, NOW
from tests.domain.language import STREAM, given

NEW = "A second terminal did the same."
TOLD = intake(facts=facts(received_at=EARLIER), complainant_id=None, complainant=None)
THIS: dict[str, Any] = {"case_id": STREAM, "reference": REFERENCE}


def repeat(first: Complaint, told: Intake = TOLD, new_facts: str | None = NEW) -> Complaint:
    """Receive a complaint that repeats another."""
    return first.receive_repeat(
        told, new_facts, stream_id=OTHER_CASE, reference=OTHER_CASE_REFERENCE, codes=CODES, by=ANN, now=NOW
    )


@pytest.mark.parametrize("past", [CLOSED, DECLINED, WITHDRAWN, REFERRED])
def test_with_new_facts_it_is_a_new_complaint_and_both_know(past: Past) -> None:
    first = complaint(past)
    found = repeat(first)

    assert first.collect_events() == [happens(Complaint.Repeated, EARLIER).placed(len(past) + 1)]
    begun = received(reference=OTHER_CASE_REFERENCE, facts=TOLD.facts)
    assert found.collect_events() == [
        replace(begun, at=EARLIER).placed(1, OTHER_CASE),
        happens(Complaint.LinkedAsRepeat, EARLIER, **THIS, text=NEW).placed(2, OTHER_CASE),
    ]
    assert found.repeat_of == STREAM


def test_the_bank_knows_who_complains_again() -> None:
    found = repeat(complaint(CLOSED))
    assert (found.complainant_id, found.complainant) == (LI_NA, CONTACT)
    moved = replace(CONTACT, phone="+86 21 5555 0199")
    again = repeat(complaint(CLOSED), replace(TOLD, complainant=moved))
    assert (again.complainant_id, again.complainant) == (LI_NA, moved)


def test_somebody_else_who_is_named_is_not_made_the_same() -> None:
    heir = uuid4()
    assert repeat(complaint(CLOSED), replace(TOLD, complainant_id=heir)).complainant_id == heir


def test_nobody_is_made_known_who_did_not_say_who_they_are() -> None:
    anonymous = replace(TOLD, facts=replace(TOLD.facts, is_anonymous=True))
    assert repeat(complaint(CLOSED), anonymous).complainant_id is None


@pytest.mark.parametrize("past", [OPEN, DECIDED])
def test_what_has_not_ended_is_not_repeated_by_another(past: Past) -> None:
    given(*past).when(repeat).refuses("not_ended")


def test_without_new_facts_it_is_a_contact() -> None:
    for nothing in (None, " "):
        given(*CLOSED).when(lambda c, told=nothing: repeat(c, new_facts=told)).refuses("new_facts_missing")  # type: ignore[misc]


def test_what_was_merged_is_repeated_where_it_lives_on() -> None:
    given(*MERGED).when(repeat).refuses("complaint_is_merged")


def test_a_repeat_is_received_like_any_complaint() -> None:
    given(*CLOSED).when(lambda c: repeat(c, replace(TOLD, facts=facts(channel="retired")))).refuses("unknown_code")
    about_eve = replace(TOLD, facts=facts(employee_id="eve"))
    given(*CLOSED).when(
        lambda c: c.receive_repeat(about_eve, NEW, stream_id=OTHER_CASE, reference="C-1", codes=CODES, by=EVE, now=NOW)
    ).refuses("conflict_of_interest")


def test_a_repeat_of_what_is_confidential_is_confidential() -> None:
    secret = (*CLOSED, happened(Complaint.MarkedConfidential))
    assert repeat(complaint(secret)).confidentiality == Confidentiality("staff", "ann")
    assert repeat(complaint(CLOSED)).confidentiality is None


def test_a_repeat_says_so_in_its_state() -> None:
    assert given(*OPEN, happened(Complaint.LinkedAsRepeat)).replayed().repeat_of == OTHER_CASE
