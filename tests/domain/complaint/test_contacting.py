"""Step 4: the bank keeps in touch with the complainant."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, INVESTIGATING, UNANSWERED, happened, happens
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import Happening, given

LATE_EVENING = datetime(2026, 1, 6, 17, 0, tzinfo=UTC)
"""In Shanghai the next day has begun."""
UNTIL = date(2026, 2, 2)
TRIED = happened(Complaint.ContactAttempted)


def test_an_attempt_counts_on_the_local_day_of_the_unit() -> None:
    complaint = (
        given(*INVESTIGATING)
        .when(
            lambda c: c.record_contact_attempt(
                "phone", reached=False, zone="Asia/Shanghai", at=LATE_EVENING, codes=CODES, by=ANN, now=NOW
            )
        )
        .then(happens(Complaint.ContactAttempted, LATE_EVENING))
    )
    assert complaint.days_in_vain == (date(2026, 1, 7),)


def test_two_attempts_on_one_day_are_one_day() -> None:
    assert given(*INVESTIGATING, TRIED, TRIED).replayed().days_in_vain == (date(2026, 1, 7),)


@pytest.mark.parametrize(
    "in_touch",
    [happened(Complaint.ContactAttempted, reached=True), happened(Complaint.CustomerAnswered)],
)
def test_who_is_reached_is_not_in_vain(in_touch: Happening) -> None:
    assert given(*INVESTIGATING, TRIED, in_touch).replayed().days_in_vain == ()


def test_attempts_that_are_recorded_later_do_not_count_where_the_complainant_was_reached_meanwhile() -> None:
    reached = happened(Complaint.ContactAttempted, EARLIER, reached=True)
    before = happened(Complaint.ContactAttempted, EARLIER - timedelta(hours=1))
    after = happened(Complaint.ContactAttempted, NOW)
    assert given(*INVESTIGATING, reached, before).replayed().days_in_vain == ()
    assert given(*INVESTIGATING, reached, before, after).replayed().days_in_vain == (date(2026, 1, 7),)
    assert given(*INVESTIGATING, after, reached).replayed().days_in_vain == (date(2026, 1, 7),)
    again = (*CLOSED, happened(Complaint.Reopened, EARLIER))
    assert given(*again, before).replayed().days_in_vain == ()


def test_who_rejects_late_is_in_touch() -> None:
    assert given(*UNANSWERED, TRIED, happened(Complaint.DecisionRejected)).replayed().days_in_vain == ()


@pytest.mark.parametrize(
    ("way", "at", "code"),
    [
        ("pigeon", None, "unknown_code"),
        ("phone", BEFORE_RECEIPT, "before_receipt"),
        ("phone", TOMORROW, "in_the_future"),
    ],
)
def test_an_attempt_has_a_way_and_lies_between_receipt_and_now(way: str, at: datetime | None, code: str) -> None:
    given(*INVESTIGATING).when(
        lambda c: c.record_contact_attempt(way, reached=False, zone="UTC", at=at, codes=CODES, by=ANN, now=NOW)
    ).refuses(code)


def test_progress_is_told_each_time() -> None:
    past = (*INVESTIGATING, happened(Complaint.ProgressSent))
    given(*past).when(lambda c: c.send_progress("We have asked the shop.", BY_POST, at=EARLIER, by=ANN, now=NOW)).then(
        happens(Complaint.ProgressSent, EARLIER)
    )


def test_a_holding_response_says_when_to_expect_a_decision() -> None:
    given(*INVESTIGATING).when(
        lambda c: c.send_holding_response(
            "The shop has not answered.", date(2026, 1, 19), BY_POST, at=None, by=ANN, now=NOW
        )
    ).then(happens(Complaint.HoldingResponseSent))


def test_a_deadline_is_agreed_with_the_customer() -> None:
    complaint = (
        given(*INVESTIGATING)
        .when(lambda c: c.agree_deadline(UNTIL, "I am away until then.", at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.DeadlineAgreed, EARLIER))
    )
    assert complaint.agreed_until == UNTIL


def test_the_same_agreement_again_is_nothing() -> None:
    past = (*INVESTIGATING, happened(Complaint.DeadlineAgreed), happened(Complaint.MannerAgreed))
    given(*past).when(lambda c: c.agree_deadline(UNTIL, "Yes.", at=None, by=ANN, now=NOW)).then()
    manner = "By telephone, in the evening."
    given(*past).when(lambda c: c.agree_manner(manner, at=None, by=ANN, now=NOW)).then()


def test_nobody_agrees_on_a_day_that_is_over() -> None:
    over = date(2026, 1, 5)
    given(*INVESTIGATING).when(lambda c: c.agree_deadline(over, "Yes.", at=None, by=ANN, now=NOW)).refuses(
        "deadline_passed"
    )


def test_the_manner_is_agreed_with_the_customer() -> None:
    given(*INVESTIGATING).when(
        lambda c: c.agree_manner("By telephone, in the evening.", at=None, by=ANN, now=NOW)
    ).then(happens(Complaint.MannerAgreed))


def test_a_new_cycle_agrees_anew() -> None:
    past = (*INVESTIGATING, TRIED, happened(Complaint.DeadlineAgreed), happened(Complaint.MannerAgreed))
    complaint = given(*past, happened(Complaint.Withdrawn), happened(Complaint.Reopened)).replayed()
    assert (complaint.agreed_until, complaint.agreed_manner, complaint.days_in_vain) == (None, None, ())


def test_a_closed_complaint_sends_no_progress() -> None:
    given(*CLOSED).when(lambda c: c.send_progress("Soon.", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "complaint_is_closed"
    )
