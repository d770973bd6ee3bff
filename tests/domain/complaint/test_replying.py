"""Step 6: the decision, its delivery, the customer's answer."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.complaint import Complaint
from domain.documents import InvalidDocument
from tests.domain.complaint.happenings import (
    ACCEPTED,
    APPROVED,
    CLOSED,
    DECIDED,
    FOUND,
    OPEN,
    PROPOSED,
    REFERRED,
    REJECTED,
    SECOND_ROUND,
    UNANSWERED,
    decided,
    happened,
    happens,
)
from tests.domain.complaint.test_resolving import about
from tests.domain.complaint.values import BY_POST, LEGAL, offer, refund, resolution
from tests.domain.fixed import ANN, BEFORE_RECEIPT, BEN, CASE_RULES, EARLIER, NOW, TIME_IS_UP, TOMORROW, WEEKS_LATER
from tests.domain.language import Happening, given

NOTICE = "You were right. We pay the charge back."
APPEAL = "You may ask our head office to check this again."
NEEDS_APPROVAL = (*FOUND, happened(Complaint.ResolutionProposed, needs_approval=True))


def send(c: Complaint) -> None:
    c.send_decision(NOTICE, APPEAL, BY_POST, at=EARLIER, by=ANN, now=NOW)


def test_a_decision_counts_from_its_dispatch() -> None:
    complaint = given(*PROPOSED).when(send).then(happens(Complaint.DecisionSent, EARLIER))
    assert complaint.state == "decided"


def test_an_approved_decision_is_sent() -> None:
    given(*NEEDS_APPROVAL, happened(Complaint.ResolutionApproved)).when(send).then(
        happens(Complaint.DecisionSent, EARLIER)
    )


def test_a_decision_that_needs_approval_waits_for_it() -> None:
    given(*NEEDS_APPROVAL).when(send).refuses("approval_missing")


def test_a_risk_that_is_seen_after_the_proposal_needs_approval_too() -> None:
    seen_late = happened(Complaint.Classified, classification=LEGAL)
    given(*PROPOSED, seen_late).when(send).refuses("approval_missing")
    given(*APPROVED, seen_late).when(send).then(happens(Complaint.DecisionSent, EARLIER))


def test_what_the_employee_complained_about_proposed_or_approved_is_not_sent() -> None:
    given(*APPROVED, about("ben")).when(send).refuses("proposal_tainted")
    asked_by_ben = given(*PROPOSED, about("ann")).when(
        lambda c: c.send_decision(NOTICE, APPEAL, BY_POST, at=None, by=BEN, now=NOW)
    )
    asked_by_ben.refuses("proposal_tainted")


def test_a_decision_tells_the_ways_of_appeal() -> None:
    given(*PROPOSED).when(lambda c: c.send_decision(NOTICE, " ", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "ways_of_appeal_missing"
    )


def test_a_decision_is_dispatched_between_receipt_and_now() -> None:
    given(*PROPOSED).when(
        lambda c: c.send_decision(NOTICE, APPEAL, BY_POST, at=BEFORE_RECEIPT, by=ANN, now=NOW)
    ).refuses("before_receipt")
    given(*PROPOSED).when(lambda c: c.send_decision(NOTICE, APPEAL, BY_POST, at=TOMORROW, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


def test_nothing_is_decided_before_it_is_proposed_nor_twice() -> None:
    given(*FOUND).when(send).refuses("complaint_is_investigating")
    given(*DECIDED).when(send).refuses("complaint_is_decided")


def test_a_decision_ends_all_suspensions() -> None:
    waiting = (*PROPOSED, happened(Complaint.Suspended), happened(Complaint.Suspended, suspension_id="s2"))
    complaint = given(*waiting).when(send).then(happens(Complaint.DecisionSent, EARLIER))
    assert complaint.suspensions == {}


def test_a_later_decision_takes_the_place_of_what_was_offered_by_an_earlier_one() -> None:
    again = happened(
        Complaint.ResolutionProposed, version=2, round=2, resolution=resolution(offer(80, key="r2")), proposed_by="ann"
    )
    past = (*decided(offer(50)), *SECOND_ROUND[-2:], again)
    complaint = given(*past).when(send).then(happens(Complaint.DecisionSent, EARLIER, version=2, round=2))
    assert {key: progress.state for key, progress in complaint.remedies.items()} == {"r1": "superseded", "r2": "open"}


def test_a_later_decision_leaves_what_was_carried_out() -> None:
    again = happened(Complaint.ResolutionProposed, version=2, round=2, resolution=resolution(refund(20, key="r2")))
    past = (*SECOND_ROUND, happened(Complaint.RemedyExecuted), again)
    complaint = given(*past).when(send).then(happens(Complaint.DecisionSent, EARLIER, version=2, round=2))
    assert complaint.remedies["r1"].state == "executed"


def deliver(c: Complaint) -> None:
    c.record_delivery("Signed by the recipient", at=EARLIER, by=ANN, now=NOW)


def test_each_report_about_a_delivery_counts() -> None:
    past = (*DECIDED, happened(Complaint.DeliveryRecorded, delivered=False, proof="Returned: moved"))
    given(*past).when(deliver).then(happens(Complaint.DeliveryRecorded, EARLIER))


def test_a_late_report_about_a_delivery_is_welcome_in_the_next_round_and_after_the_end() -> None:
    given(*SECOND_ROUND).when(deliver).then(happens(Complaint.DeliveryRecorded, EARLIER))
    given(*CLOSED).when(deliver).then(happens(Complaint.DeliveryRecorded, EARLIER))


def test_the_summary_of_a_quick_close_is_delivered_too() -> None:
    given(*OPEN, happened(Complaint.QuickClosed)).when(deliver).then(happens(Complaint.DeliveryRecorded, EARLIER))


def test_what_was_not_sent_is_not_delivered() -> None:
    given(*PROPOSED).when(deliver).refuses("nothing_dispatched")
    given(*CLOSED, happened(Complaint.Reopened)).when(deliver).refuses("nothing_dispatched")
    given(*REFERRED).when(deliver).refuses("complaint_is_referred")


def test_a_delivery_that_failed_is_recorded_and_it_is_sent_again() -> None:
    asked = given(*DECIDED)
    asked.when(lambda c: c.record_failed_delivery("Returned: moved", at=EARLIER, by=ANN, now=NOW)).then(
        happens(Complaint.DeliveryRecorded, EARLIER, delivered=False, proof="Returned: moved")
    )
    past = (*DECIDED, happened(Complaint.DispatchedAgain))
    given(*past).when(lambda c: c.dispatch_again(BY_POST, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.DispatchedAgain)
    )
    given(*PROPOSED).when(lambda c: c.dispatch_again(BY_POST, at=None, by=ANN, now=NOW)).refuses("nothing_dispatched")


def test_a_delivery_lies_between_receipt_and_now() -> None:
    given(*DECIDED).when(lambda c: c.record_delivery("Late", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    given(*DECIDED).when(lambda c: c.record_delivery("Soon", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def accept(c: Complaint) -> None:
    c.accept_decision("She says thank you.", at=EARLIER, by=ANN, now=NOW)


def reject(c: Complaint) -> None:
    c.reject_decision("She wants more.", at=EARLIER, by=ANN, now=NOW)


def test_the_customer_accepts() -> None:
    assert given(*DECIDED).when(accept).then(happens(Complaint.DecisionAccepted, EARLIER)).state == "accepted"


def test_a_yes_is_a_yes_to_what_is_still_open() -> None:
    two = (*decided(refund(100), offer(50, key="r2")), happened(Complaint.RemedyExecuted))
    complaint = given(*two).when(accept).then(happens(Complaint.DecisionAccepted, EARLIER))
    assert {key: progress.accepted for key, progress in complaint.remedies.items()} == {"r1": False, "r2": True}


def test_a_late_yes_is_welcome() -> None:
    assert given(*UNANSWERED).when(accept).then(happens(Complaint.DecisionAccepted, EARLIER)).state == "accepted"


def test_the_customer_rejects() -> None:
    assert given(*DECIDED).when(reject).then(happens(Complaint.DecisionRejected, EARLIER)).state == "rejected"


def test_a_late_no_is_recorded_and_the_complaint_stays_unanswered() -> None:
    assert (
        given(*UNANSWERED).when(reject).then(happens(Complaint.DecisionRejected, EARLIER, concludes=None)).state
        == "unanswered"
    )


def test_nobody_answers_before_the_decision_nor_twice() -> None:
    given(*PROPOSED).when(accept).refuses("complaint_is_proposed")
    given(*PROPOSED).when(reject).refuses("complaint_is_proposed")
    given(*ACCEPTED).when(accept).refuses("complaint_is_accepted")
    given(*REJECTED).when(reject).refuses("complaint_is_rejected")


def test_an_answer_to_the_decision_lies_between_receipt_and_now() -> None:
    asked = given(*DECIDED)
    asked.when(lambda c: c.accept_decision("Yes", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    asked.when(lambda c: c.accept_decision("Yes", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")
    asked.when(lambda c: c.reject_decision("No", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    asked.when(lambda c: c.reject_decision("No", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_the_response_window_ends() -> None:
    complaint = (
        given(*DECIDED)
        .when(lambda c: c.end_response_window(**TIME_IS_UP))
        .then(happens(Complaint.ResponseWindowEnded, WEEKS_LATER))
    )
    assert complaint.state == "unanswered"


@pytest.mark.parametrize(
    ("after", "last_day"),
    [
        ((), date(2026, 1, 7) + timedelta(days=7 + 15)),
        ((happened(Complaint.DeliveryRecorded, EARLIER),), date(2026, 1, 7) + timedelta(days=15)),
        ((happened(Complaint.DispatchedAgain, NOW),), date(2026, 1, 7) + timedelta(days=7 + 15)),
    ],
)
def test_silence_is_no_answer_before_the_last_day_is_over(after: tuple[Happening, ...], last_day: date) -> None:
    midnight = datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo("Asia/Shanghai"))
    in_time = {**TIME_IS_UP, "now": midnight - timedelta(seconds=1)}
    refused = given(*DECIDED, *after).when(lambda c: c.end_response_window(**in_time)).refuses("window_not_over")
    assert str(last_day) in str(refused)
    over = {**TIME_IS_UP, "now": midnight}
    given(*DECIDED, *after).when(lambda c: c.end_response_window(**over)).then(
        happens(Complaint.ResponseWindowEnded, midnight)
    )


def test_silence_says_nothing_of_somebody_who_was_not_reached() -> None:
    back = (*DECIDED, happened(Complaint.DeliveryRecorded, EARLIER, delivered=False))
    given(*back).when(lambda c: c.end_response_window(**TIME_IS_UP)).refuses("window_not_over")


def test_a_customer_may_answer_on_one_day_at_least() -> None:
    with pytest.raises(InvalidDocument):
        replace(CASE_RULES.rows[0], response_window_days=0)


def test_a_window_in_which_the_customer_answered_does_not_end() -> None:
    given(*ACCEPTED).when(lambda c: c.end_response_window(**TIME_IS_UP)).refuses("complaint_is_accepted")
