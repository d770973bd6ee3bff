"""Tests: what a customer sees follows the events, and nothing else of the case shows."""

from dataclasses import asdict
from datetime import date

from domain.complaint import Complaint
from domain.complaint.customer_status import STAGES, Stage
from domain.complaint.state import ENDS, State
from domain.complaint.values import DispatchWay, Precision
from projections.status import Shown, Standing, shown, status_view
from projections.zones import Zones
from tests.domain.complaint.happenings import DECIDED, FOUND, RECEIVED, REJECTED, STORIES, happened, received
from tests.domain.complaint.values import facts
from tests.domain.fixed import RECEIVED_AT
from tests.domain.language import Happening
from tests.projections.histories import histories
from tests.projections.seen import folded

(PART,) = status_view(Zones.parse("shanghai=Asia/Shanghai")).parts
LATE_IN_SHANGHAI = RECEIVED_AT.replace(hour=17)
QUESTION = happened(Complaint.CustomerAsked)
AGREEMENT = happened(Complaint.DeadlineAgreed)


def standing(*past: Happening) -> Standing:
    row: Standing = folded(PART.fold, [happening.placed(version) for version, happening in enumerate(past, start=1)])
    return row


def seen(*past: Happening) -> Shown:
    return shown(standing(*past))


def test_every_state_shows_as_its_stage() -> None:
    for state, past in STORIES.items():
        assert seen(*past).stage is STAGES[state]


def test_it_follows_the_aggregate_through_every_history() -> None:
    for complaint in histories(300):
        row: Standing = folded(PART.fold, complaint.pending_events)
        assert row.state == complaint.state
        if complaint.state in ENDS:
            assert (shown(row).open_questions, shown(row).agreed_until) == (0, None)


def test_the_day_of_receipt_is_that_of_the_unit() -> None:
    assert seen(received(facts=facts(received_at=LATE_IN_SHANGHAI))).received_on == date(2026, 1, 6)
    by_day = facts(received_at=RECEIVED_AT.replace(hour=0), received_precision=Precision.DAY)
    assert seen(received(facts=by_day)).received_on == date(2026, 1, 5)


def test_a_corrected_day_of_receipt_is_the_one_that_shows() -> None:
    told = happened(Complaint.Corrected, changed=("received_at",), facts_after=facts(received_at=LATE_IN_SHANGHAI))
    assert seen(*RECEIVED, told).received_on == date(2026, 1, 6)


def test_open_questions_are_counted_until_they_are_answered() -> None:
    another = happened(Complaint.CustomerAsked, question_id="q2")
    assert seen(*RECEIVED, QUESTION, another).open_questions == 2
    assert seen(*RECEIVED, QUESTION, another, happened(Complaint.CustomerAnswered)).open_questions == 1
    of_its_own = happened(Complaint.CustomerAnswered, question_id=None)
    assert seen(*RECEIVED, QUESTION, of_its_own).open_questions == 1


def test_an_answer_ends_questions_and_agreements() -> None:
    before = seen(*FOUND, QUESTION, AGREEMENT)
    after = seen(*FOUND, QUESTION, AGREEMENT, *DECIDED[len(FOUND) :])
    assert (before.open_questions, before.agreed_until, before.answered_on) == (1, date(2026, 2, 2), None)
    assert (after.open_questions, after.agreed_until) == (0, None)
    assert (after.answered_on, after.answered_by) == (date(2026, 1, 7), DispatchWay.POSTED)


def test_what_was_merged_by_mistake_waits_for_the_same_again() -> None:
    merged = (*FOUND, QUESTION, AGREEMENT, happened(Complaint.Merged, state_before=State.INVESTIGATING))
    back = happened(Complaint.Unmerged)
    assert (seen(*merged).stage, seen(*merged).open_questions, seen(*merged).agreed_until) == (Stage.JOINED, 0, None)
    assert (seen(*merged, back).open_questions, seen(*merged, back).agreed_until) == (1, date(2026, 2, 2))


def test_the_answer_stays_while_it_is_looked_into_again_and_goes_with_a_new_cycle() -> None:
    again = happened(Complaint.InvestigationStarted, round=2)
    assert (seen(*REJECTED, again).stage, seen(*REJECTED, again).answered_by) == (Stage.IN_PROGRESS, "posted")
    closed = (*REJECTED, happened(Complaint.Closed), happened(Complaint.Reopened))
    assert (seen(*closed).stage, seen(*closed).answered_on) == (Stage.IN_PROGRESS, None)


def test_who_was_turned_away_or_closed_quickly_sees_when_they_were_told() -> None:
    for state in (State.DECLINED, State.REFERRED):
        assert seen(*STORIES[state]).answered_by == "posted"
    assert seen(*RECEIVED, happened(Complaint.QuickClosed)).answered_by == "posted"


def test_only_the_last_secret_opens_it() -> None:
    first = happened(Complaint.StatusSecretIssued)
    second = happened(Complaint.StatusSecretIssued, number=2, secret_hash="5f" * 32)
    assert standing(*RECEIVED).secret_hash is None
    assert standing(*RECEIVED, first).secret_hash == "5e" * 32
    assert standing(*RECEIVED, first, second).secret_hash == "5f" * 32


def test_nobody_else_and_nothing_of_the_work_is_in_a_row() -> None:
    for state, past in STORIES.items():
        words = " ".join(map(str, asdict(standing(*past)).values()))
        for private in ("ann", "ben", "eve", "Li Na", "李娜", "shanghai-01", "terminal"):
            assert private not in words, state
