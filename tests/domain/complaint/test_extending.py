"""Step 4: the deadline moves by stages."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, DECIDED, INVESTIGATING, OPEN, happened, happens
from tests.domain.complaint.test_recusal import BANK
from tests.domain.fixed import ANN, BEN, CASE_RULES, CODES, NOW, RECEIVED_AT, YESTERDAY
from tests.domain.language import given

EXTENDED = (*INVESTIGATING, happened(Complaint.Extended))
ASKED = (*EXTENDED, happened(Complaint.ExtensionRequested))
GRANTED = (*ASKED, happened(Complaint.ExtensionApproved), happened(Complaint.Extended, stage=3))
ABOVE = replace(BEN, unit_id="bank")


def extend(
    c: Complaint,
    reason: str = "complex_case",
    explanation: str = "Two other banks are involved.",
    granted_at: datetime | None = None,
) -> None:
    c.extend(
        reason,
        explanation,
        notice_sent=True,
        granted_at=granted_at,
        rules=CASE_RULES,
        codes=CODES,
        by=ANN,
        now=NOW,
    )


def test_an_extension_moves_the_deadline_to_its_next_stage() -> None:
    given(*INVESTIGATING).when(extend).then(happens(Complaint.Extended))


def test_the_last_stage_is_asked_for() -> None:
    complaint = given(*EXTENDED).when(extend).then(happens(Complaint.ExtensionRequested))
    assert complaint.extension_stage == 2


def test_asking_in_the_same_words_does_nothing() -> None:
    given(*ASKED).when(extend).then()
    given(*ASKED).when(lambda c: extend(c, explanation="A third bank, too.")).then(
        happens(Complaint.ExtensionRequested, explanation="A third bank, too.")
    )


def test_a_second_person_of_the_superior_unit_grants_it() -> None:
    complaint = (
        given(*ASKED)
        .when(lambda c: c.approve_extension(notice_sent=True, by=ABOVE, now=NOW, organisation=BANK))
        .then(happens(Complaint.ExtensionApproved), happens(Complaint.Extended, stage=3))
    )
    assert (complaint.extension_stage, complaint.asked_extension) == (3, None)


def test_nobody_else_grants_it() -> None:
    asked = given(*ASKED)
    grant = asked.when(lambda c: c.approve_extension(notice_sent=True, by=ANN, now=NOW, organisation=BANK))
    grant.refuses("second_person_needed")
    grant = asked.when(lambda c: c.approve_extension(notice_sent=True, by=BEN, now=NOW, organisation=BANK))
    grant.refuses("superior_unit_needed")
    refuse = asked.when(lambda c: c.refuse_extension("Decide now.", by=BEN, now=NOW, organisation=BANK))
    refuse.refuses("superior_unit_needed")


def test_where_nothing_is_above_any_second_person_grants_it() -> None:
    given(*ASKED).when(lambda c: c.approve_extension(notice_sent=True, by=BEN, now=NOW)).then(
        happens(Complaint.ExtensionApproved), happens(Complaint.Extended, stage=3)
    )


def test_the_superior_unit_refuses_it() -> None:
    complaint = (
        given(*ASKED)
        .when(lambda c: c.refuse_extension("Decide now.", by=ABOVE, now=NOW, organisation=BANK))
        .then(happens(Complaint.ExtensionRefused))
    )
    assert complaint.asked_extension is None


def test_what_was_not_asked_for_is_neither_granted_nor_refused() -> None:
    given(*EXTENDED).when(lambda c: c.approve_extension(notice_sent=True, by=BEN, now=NOW)).refuses(
        "no_extension_requested"
    )
    given(*EXTENDED).when(lambda c: c.refuse_extension("No.", by=BEN, now=NOW)).refuses("no_extension_requested")


def test_nothing_goes_beyond_the_last_stage() -> None:
    given(*GRANTED).when(extend).refuses("no_further_extension")


def test_a_decision_and_an_end_leave_nothing_to_grant() -> None:
    asked = happened(Complaint.ExtensionRequested)
    assert given(*DECIDED[:-1], asked, DECIDED[-1]).replayed().asked_extension is None
    assert given(*ASKED, happened(Complaint.Withdrawn)).replayed().asked_extension is None


def test_a_new_cycle_begins_at_the_first_stage() -> None:
    past = (*OPEN, happened(Complaint.Extended), happened(Complaint.Withdrawn), happened(Complaint.Reopened))
    given(*past).when(extend).then(happens(Complaint.Extended, stage=2))


def test_an_extension_says_when_it_was_granted_and_counts_when_it_is_recorded() -> None:
    given(*INVESTIGATING).when(lambda c: extend(c, granted_at=YESTERDAY)).then(
        happens(Complaint.Extended, granted_at=YESTERDAY)
    )
    given(*ASKED).when(lambda c: c.approve_extension(notice_sent=True, granted_at=YESTERDAY, by=BEN, now=NOW)).then(
        happens(Complaint.ExtensionApproved), happens(Complaint.Extended, stage=3, granted_at=YESTERDAY)
    )


@pytest.mark.parametrize(
    ("at", "code"),
    [(RECEIVED_AT - timedelta(minutes=1), "before_receipt"), (NOW + timedelta(minutes=10), "in_the_future")],
)
def test_an_extension_is_granted_between_the_receipt_and_now(at: datetime, code: str) -> None:
    given(*INVESTIGATING).when(lambda c: extend(c, granted_at=at)).refuses(code)
    given(*ASKED).when(lambda c: c.approve_extension(notice_sent=True, granted_at=at, by=BEN, now=NOW)).refuses(code)


def test_whoever_asks_for_the_last_stage_does_not_say_when_it_was_granted() -> None:
    given(*EXTENDED).when(lambda c: extend(c, granted_at=YESTERDAY)).refuses("granted_by_superior_unit")


def test_new_facts_begin_the_period_again_at_its_first_stage() -> None:
    confirmed = (happened(Complaint.NewFactsRecorded), happened(Complaint.NewFactsConfirmed))
    given(*GRANTED, *confirmed).when(extend).then(happens(Complaint.Extended))
    complaint = given(*ASKED, *confirmed).replayed()
    assert (complaint.extension_stage, complaint.asked_extension) == (1, None)
    given(*ASKED, *confirmed).when(lambda c: c.approve_extension(notice_sent=True, by=BEN, now=NOW)).refuses(
        "no_extension_requested"
    )


def test_new_facts_that_are_none_leave_the_stage_as_it_is() -> None:
    past = (*EXTENDED, happened(Complaint.NewFactsRecorded), happened(Complaint.NewFactsRefused))
    assert given(*past).replayed().extension_stage == 2


def test_an_extension_has_a_reason_of_the_list() -> None:
    given(*INVESTIGATING).when(lambda c: extend(c, "holiday")).refuses("unknown_code")


def test_a_closed_complaint_is_not_extended() -> None:
    given(*CLOSED).when(extend).refuses("complaint_is_closed")


def test_an_extension_that_was_granted_when_its_stage_was_over_is_refused() -> None:
    def late(c: Complaint, granted_at: datetime | None = None) -> None:
        c.extend(
            "complex_case",
            "Two other banks are involved.",
            notice_sent=True,
            granted_at=granted_at,
            rules=CASE_RULES,
            codes=CODES,
            by=ANN,
            now=NOW,
            ends=YESTERDAY,
        )

    given(*INVESTIGATING).when(late).refuses("extension_after_expiry")
    in_time = happens(Complaint.Extended, granted_at=YESTERDAY)
    given(*INVESTIGATING).when(lambda c: late(c, YESTERDAY)).then(in_time)
    given(*ASKED).when(
        lambda c: c.approve_extension(notice_sent=True, by=ABOVE, now=NOW, organisation=BANK, ends=YESTERDAY)
    ).refuses("extension_after_expiry")
