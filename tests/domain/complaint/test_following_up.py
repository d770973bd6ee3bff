"""Step 8: close, close quickly, reopen."""

import pytest

from domain.complaint import Complaint
from domain.complaint.representation import answering
from domain.complaint.state import State
from domain.complaint.values import CloseReason, Dispatch, DispatchWay
from tests.domain.complaint.happenings import (
    ACCEPTED,
    APPROVED,
    CLOSED,
    DECIDED,
    DECLINED,
    FOUND,
    OPEN,
    PAIR,
    PROPOSED,
    RECEIVED,
    REFERRED,
    REJECTED,
    SECOND_ROUND,
    UNANSWERED,
    WITHDRAWN,
    happened,
    happens,
)
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW, YESTERDAY
from tests.domain.language import Happening, given

SETTLED = happened(Complaint.RemedyWaived)
YES, SUMMARY = "That settles it, thank you.", "The second charge was a reservation and is gone."


def close(c: Complaint) -> None:
    c.close(by=ANN, now=NOW)


def quick_close(c: Complaint) -> None:
    c.quick_close(YES, SUMMARY, BY_POST, at=EARLIER, by=ANN, now=NOW)


def reopen(c: Complaint) -> None:
    c.reopen("error_found", "The wrong account was credited.", codes=CODES, by=ANN, now=NOW)


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (ACCEPTED, CloseReason.ACCEPTED),
        (UNANSWERED, CloseReason.UNANSWERED),
        (REJECTED, CloseReason.NOT_ACCEPTED),
    ],
)
def test_a_complaint_closes_with_the_reason_that_follows_from_its_state(
    past: tuple[Happening, ...], reason: CloseReason
) -> None:
    complaint = given(*past, SETTLED).when(close).then(happens(Complaint.Closed, reason=reason))
    assert complaint.state == "closed"


def test_a_complaint_does_not_close_while_something_is_owed() -> None:
    given(*ACCEPTED).when(close).refuses("remedies_open")


def test_a_complaint_does_not_close_before_the_customer_had_a_say_nor_twice() -> None:
    given(*DECIDED, SETTLED).when(close).refuses("complaint_is_decided")
    given(*CLOSED).when(close).refuses("complaint_is_closed")


def test_nothing_waits_any_more_once_a_complaint_is_closed() -> None:
    past = (*ACCEPTED, SETTLED, happened(Complaint.Suspended))
    assert given(*past).when(close).then(happens(Complaint.Closed)).suspensions == {}


@pytest.mark.parametrize("past", [RECEIVED, OPEN, FOUND, PROPOSED, APPROVED])
def test_a_complaint_closes_quickly_before_the_decision(past: tuple[Happening, ...]) -> None:
    complaint = (
        given(*past, happened(Complaint.Suspended)).when(quick_close).then(happens(Complaint.QuickClosed, EARLIER))
    )
    assert (complaint.state, complaint.suspensions) == ("closed", {})


def test_a_quick_close_comes_too_late_when_the_regime_wants_a_decision_by_now() -> None:
    def close(c: Complaint) -> None:
        c.quick_close(YES, SUMMARY, BY_POST, at=None, by=ANN, now=NOW, until=EARLIER)

    given(*OPEN).when(close).refuses("quick_close_over")
    given(*OPEN).when(lambda c: c.quick_close(YES, SUMMARY, BY_POST, at=EARLIER, by=ANN, now=NOW, until=EARLIER)).then(
        happens(Complaint.QuickClosed, EARLIER)
    )


def test_a_quick_close_comes_too_late_after_the_decision() -> None:
    given(*DECIDED).when(quick_close).refuses("complaint_is_decided")


def test_a_quick_close_leaves_nothing_owed_of_an_earlier_decision() -> None:
    given(*SECOND_ROUND).when(quick_close).refuses("remedies_open")
    given(*SECOND_ROUND, SETTLED).when(quick_close).then(happens(Complaint.QuickClosed, EARLIER))


def test_a_quick_close_needs_the_acceptance_and_the_summary() -> None:
    given(*OPEN).when(lambda c: c.quick_close(" ", SUMMARY, BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "acceptance_or_summary_missing"
    )
    given(*OPEN).when(lambda c: c.quick_close(YES, "", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "acceptance_or_summary_missing"
    )


def test_the_summary_is_dispatched_between_receipt_and_now() -> None:
    given(*OPEN).when(lambda c: c.quick_close(YES, SUMMARY, BY_POST, at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    given(*OPEN).when(lambda c: c.quick_close(YES, SUMMARY, BY_POST, at=TOMORROW, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


@pytest.mark.parametrize("past", [CLOSED, DECLINED, WITHDRAWN])
def test_a_complaint_is_reopened_in_a_new_cycle(past: tuple[Happening, ...]) -> None:
    complaint = given(*past).when(reopen).then(happens(Complaint.Reopened))
    assert (complaint.state, complaint.cycle, complaint.round) == ("open", 2, 1)


def test_each_reopening_is_a_cycle_of_its_own() -> None:
    past = (*CLOSED, happened(Complaint.Reopened), happened(Complaint.Withdrawn))
    given(*past).when(reopen).then(happens(Complaint.Reopened, cycle=3))


def test_a_new_cycle_decides_anew() -> None:
    complaint = given(*CLOSED, happened(Complaint.Reopened)).replayed()
    assert (complaint.resolution, complaint.proposed_by, complaint.approved_by) == (None, None, None)
    assert not complaint.notice_dispatched


def test_what_was_referred_is_not_reopened() -> None:
    given(*REFERRED).when(reopen).refuses("complaint_is_referred")


def test_a_reopening_has_a_reason_of_the_list() -> None:
    given(*CLOSED).when(lambda c: c.reopen("mood", "Because.", codes=CODES, by=ANN, now=NOW)).refuses("unknown_code")


def test_who_withdrew_while_the_others_went_on_complains_no_more_when_it_is_taken_up_again() -> None:
    gone = happened(Complaint.Withdrawn, party_id="p2", concludes=None)
    end = (happened(Complaint.Admitted), happened(Complaint.QuickClosed), happened(Complaint.Reopened))
    again = given(*PAIR, gone, *end).replayed()
    assert answering(again) == ("p1",)


def test_where_nobody_was_left_it_is_their_coming_back() -> None:
    gone = [
        happened(Complaint.Withdrawn, party_id="p1", concludes=None),
        happened(Complaint.Withdrawn, party_id="p2", concludes=State.WITHDRAWN),
    ]
    again = given(*PAIR, *gone, happened(Complaint.Reopened)).replayed()
    assert answering(again) == ("p1", "p2")


def test_a_complaint_did_not_come_after_its_answer() -> None:
    late = {"received_at": EARLIER}
    for past in (DECIDED, DECLINED):
        given(*past).when(lambda c: c.correct(late, "Typo.", codes=CODES, by=ANN, now=NOW)).refuses(
            "received_after_answer"
        )
    assert given(*DECIDED).replayed().first_sent_at == YESTERDAY


@pytest.mark.parametrize("way", [DispatchWay.PUBLISHED, DispatchWay.KEPT_ON_FILE])
def test_a_letter_to_somebody_known_does_not_turn_out_to_have_been_published(way: DispatchWay) -> None:
    sent = happened(Complaint.DecisionSent).placed(len(DECIDED))
    given(*DECIDED).when(
        lambda c: c.correct_report(
            len(DECIDED), {"dispatch": Dispatch(way, "Board 1")}, "It hung there.", reported=sent, by=ANN, now=NOW
        )
    ).refuses("complainant_can_be_told")
