"""Step 8: close as unreachable."""

from dataclasses import replace
from datetime import date

import pytest

from domain.complaint import Complaint
from domain.complaint.values import CloseReason
from domain.documents import InvalidDocument
from domain.reference_data import rows_of
from tests.domain.complaint.happenings import (
    ACCEPTED,
    APPROVED,
    FOUND,
    INVESTIGATING,
    decided,
    happened,
    happens,
    proposed,
)
from tests.domain.complaint.values import facts, offer, refund, resolution
from tests.domain.fixed import ANN, CASE_RULES, NOW
from tests.domain.language import Happening, given

DAYS = (date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7))
THREE_DAYS = tuple(happened(Complaint.ContactAttempted, on=day) for day in DAYS)
NEEDS_APPROVAL = happened(Complaint.ResolutionProposed, resolution=resolution(), needs_approval=True)
GIVEN_UP = (happens(Complaint.FoundUnreachable), happens(Complaint.Closed, reason=CloseReason.UNREACHABLE))


def give_up(complaint: Complaint) -> None:
    """Close it as unreachable."""
    complaint.close_as_unreachable(rules=CASE_RULES, by=ANN, now=NOW)


@pytest.mark.parametrize("past", [decided(), proposed(), proposed(offer())])
def test_a_decided_complaint_whose_customer_cannot_be_found_is_closed(past: tuple[Happening, ...]) -> None:
    given(*past, *THREE_DAYS).when(give_up).then(*GIVEN_UP)


def test_three_attempts_on_two_days_are_not_enough() -> None:
    again = happened(Complaint.ContactAttempted, on=DAYS[0])
    given(*decided(), *THREE_DAYS[:2], again).when(give_up).refuses("still_reachable")


def test_the_days_count_from_the_last_contact() -> None:
    reached = happened(Complaint.ContactAttempted, reached=True, on=DAYS[1])
    given(*decided(), *THREE_DAYS[:2], reached, THREE_DAYS[2]).when(give_up).refuses("still_reachable")


def test_nothing_is_given_up_before_a_decision_is_made() -> None:
    given(*INVESTIGATING, *THREE_DAYS).when(give_up).refuses("complaint_is_investigating")
    given(*FOUND, NEEDS_APPROVAL, *THREE_DAYS).when(give_up).refuses("approval_missing")


def test_a_tainted_proposal_is_no_decision() -> None:
    about_ann = happened(Complaint.Corrected, facts_after=facts(employee_id="ben"))
    given(*APPROVED, about_ann, *THREE_DAYS).when(give_up).refuses("proposal_tainted")


def test_what_is_owed_is_not_given_up() -> None:
    given(*proposed(refund(100)), *THREE_DAYS).when(give_up).refuses("remedies_open")
    given(*decided(refund(100)), *THREE_DAYS).when(give_up).refuses("remedies_open")


def test_who_has_answered_is_not_unreachable() -> None:
    given(*ACCEPTED, *THREE_DAYS).when(give_up).refuses("complaint_is_accepted")


def test_the_rules_are_one_row_that_makes_sense() -> None:
    row = '{"unreachable_after_days": 3, "extension_stages": 3, "spot_class": "service"}'
    assert rows_of("case_rules", f"[{row}]") == CASE_RULES.rows
    with pytest.raises(InvalidDocument):
        rows_of("case_rules", f"[{row}, {row}]")
    with pytest.raises(InvalidDocument):
        replace(CASE_RULES.rows[0], unreachable_after_days=0)
    with pytest.raises(InvalidDocument):
        replace(CASE_RULES.rows[0], extension_stages=0)
