"""Step 4: provisional credit."""

from datetime import date

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, INVESTIGATING, happened, happens
from tests.domain.complaint.values import BY_POST, cny
from tests.domain.fixed import ANN, BEN, EARLIER, NOW, TODAY, TOMORROW
from tests.domain.language import given

CREDITED = (*INVESTIGATING, happened(Complaint.ProvisionalCreditGiven))
REVERSED = (*CREDITED, happened(Complaint.ProvisionalCreditReversed))
WHY = "The shop has paid it back."


def test_the_customer_is_credited_before_the_facts_are_known() -> None:
    given(*INVESTIGATING).when(lambda c: c.give_provisional_credit(cny(100), TODAY, "PAY-1", by=ANN, now=NOW)).then(
        happens(Complaint.ProvisionalCreditGiven)
    )


def test_each_credit_counts_up_to_the_limit() -> None:
    asked = given(*CREDITED)
    asked.when(lambda c: c.give_provisional_credit(cny(400), TODAY, "PAY-1", by=ANN, now=NOW)).then(
        happens(Complaint.ProvisionalCreditGiven, credit_id="c2", amount=cny(400))
    )
    asked.when(lambda c: c.give_provisional_credit(cny(401), TODAY, None, by=ANN, now=NOW)).refuses("limit_exceeded")
    asked.when(lambda c: c.give_provisional_credit(cny(401), TODAY, "PAY-1", by=BEN, now=NOW)).then(
        happens(Complaint.ProvisionalCreditGiven, credit_id="c2", amount=cny(401))
    )


def test_a_credit_that_was_taken_back_leaves_room() -> None:
    given(*REVERSED).when(lambda c: c.give_provisional_credit(cny(500), TODAY, "PAY-1", by=ANN, now=NOW)).then(
        happens(Complaint.ProvisionalCreditGiven, credit_id="c2", amount=cny(500))
    )


def test_a_credit_of_nothing_or_out_of_time_is_none() -> None:
    asked = given(*INVESTIGATING)
    asked.when(lambda c: c.give_provisional_credit(cny(0), TODAY, None, by=ANN, now=NOW)).refuses("wrong_amount")
    asked.when(lambda c: c.give_provisional_credit(cny(1), date(2026, 1, 1), None, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    asked.when(lambda c: c.give_provisional_credit(cny(1), date(2026, 1, 20), None, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


def test_a_credit_is_taken_back_with_a_notice() -> None:
    given(*CREDITED).when(
        lambda c: c.reverse_provisional_credit(
            "c1", TODAY, "PAY-2", reason=WHY, notice=BY_POST, at=EARLIER, by=ANN, now=NOW
        )
    ).then(happens(Complaint.ProvisionalCreditReversed, EARLIER))


def test_a_credit_is_taken_back_once() -> None:
    past = (*REVERSED, happened(Complaint.ProvisionalCreditGiven, credit_id="c2"))
    given(*past).when(
        lambda c: c.reverse_provisional_credit("c1", TODAY, None, reason=WHY, notice=BY_POST, at=None, by=ANN, now=NOW)
    ).refuses("credit_reversed")
    given(*past).when(
        lambda c: c.reverse_provisional_credit("c3", TODAY, None, reason=WHY, notice=BY_POST, at=None, by=ANN, now=NOW)
    ).refuses("no_such_credit")
    given(*REVERSED).when(
        lambda c: c.reverse_provisional_credit("c1", TODAY, None, reason=WHY, notice=BY_POST, at=None, by=ANN, now=NOW)
    ).refuses("no_open_credit")


def test_a_notice_lies_not_in_the_future() -> None:
    given(*CREDITED).when(
        lambda c: c.reverse_provisional_credit(
            "c1", TODAY, None, reason=WHY, notice=BY_POST, at=TOMORROW, by=ANN, now=NOW
        )
    ).refuses("in_the_future")


def test_as_of_an_instant_before_it_was_given_there_is_none_to_take_back() -> None:
    assert given(*INVESTIGATING, happened(Complaint.ProvisionalCreditReversed)).replayed().credits == {}


def test_a_closed_complaint_credits_nothing() -> None:
    given(*CLOSED).when(lambda c: c.give_provisional_credit(cny(1), TODAY, None, by=ANN, now=NOW)).refuses(
        "complaint_is_closed"
    )
