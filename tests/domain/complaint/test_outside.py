"""Any time: other bodies, and what came of it there."""

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import (
    CLOSED,
    DECLINED,
    OPEN,
    REFERRED,
    REJECTED,
    WITHDRAWN,
    happened,
    happens,
)
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import Happening, given

TEXT = "She asked the mediation centre."
OUT = (*REJECTED, happened(Complaint.ReferredToExternal))


@pytest.mark.parametrize("past", [OPEN, REJECTED, CLOSED, DECLINED, WITHDRAWN])
def test_it_comes_before_somebody_outside_also_after_the_end(past: tuple[Happening, ...]) -> None:
    complaint = (
        given(*past)
        .when(lambda c: c.refer_to_external("mediation", "MED-7", TEXT, at=EARLIER, codes=CODES, by=ANN, now=NOW))
        .then(happens(Complaint.ReferredToExternal, EARLIER))
    )
    assert complaint.state == given(*past).replayed().state


def test_it_may_lie_with_several_side_by_side() -> None:
    given(*OUT).when(
        lambda c: c.refer_to_external("ombudsman", None, "Also.", at=None, codes=CODES, by=ANN, now=NOW)
    ).then(
        happens(Complaint.ReferredToExternal, referral_id="x2", body="ombudsman", external_reference=None, text="Also.")
    )


def test_what_came_of_it_is_recorded() -> None:
    complaint = (
        given(*OUT)
        .when(
            lambda c: c.record_external_outcome(
                "x1", "settled", "Half of the fee.", at=EARLIER, codes=CODES, by=ANN, now=NOW
            )
        )
        .then(happens(Complaint.ExternalOutcomeRecorded, EARLIER))
    )
    assert complaint.external_referrals["x1"].outcome == "settled"


def test_the_same_outcome_again_is_nothing_and_another_takes_its_place() -> None:
    past = (*OUT, happened(Complaint.ExternalOutcomeRecorded))
    given(*past).when(
        lambda c: c.record_external_outcome("x1", "settled", "Half of the fee.", at=None, codes=CODES, by=ANN, now=NOW)
    ).then()
    given(*past).when(
        lambda c: c.record_external_outcome("x1", "for_bank", "On appeal.", at=None, codes=CODES, by=ANN, now=NOW)
    ).then(happens(Complaint.ExternalOutcomeRecorded, outcome="for_bank", text="On appeal."))


def test_whoever_it_was_referred_to_at_the_review_may_tell_its_result() -> None:
    complaint = (
        given(*REFERRED)
        .when(
            lambda c: c.record_external_outcome(
                "x1", "settled", "Half of the fee.", at=None, codes=CODES, by=ANN, now=NOW
            )
        )
        .then(happens(Complaint.ExternalOutcomeRecorded))
    )
    assert complaint.state == "referred"
    given(*REFERRED).when(
        lambda c: c.refer_to_external("ombudsman", None, "Also.", at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("complaint_is_referred")


def test_a_result_belongs_to_a_referral() -> None:
    given(*OPEN).when(
        lambda c: c.record_external_outcome("x1", "settled", "How?", at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("not_referred")
    given(*OUT).when(
        lambda c: c.record_external_outcome("x2", "settled", "How?", at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("no_such_referral")


def test_bodies_and_outcomes_are_those_of_the_lists() -> None:
    given(*OPEN).when(
        lambda c: c.refer_to_external("retired", None, "To whom?", at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("unknown_code")
    given(*OUT).when(
        lambda c: c.record_external_outcome("x1", "retired", "What?", at=None, codes=CODES, by=ANN, now=NOW)
    ).refuses("unknown_code")


def test_both_happened_after_the_receipt_and_not_in_the_future() -> None:
    given(*OPEN).when(
        lambda c: c.refer_to_external("mediation", None, TEXT, at=BEFORE_RECEIPT, codes=CODES, by=ANN, now=NOW)
    ).refuses("before_receipt")
    given(*OUT).when(
        lambda c: c.record_external_outcome("x1", "settled", TEXT, at=TOMORROW, codes=CODES, by=ANN, now=NOW)
    ).refuses("in_the_future")


def test_a_result_does_not_come_before_its_referral_as_of_an_earlier_instant() -> None:
    assert given(*OPEN, happened(Complaint.ExternalOutcomeRecorded)).replayed().external_referrals == {}
