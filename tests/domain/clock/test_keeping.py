"""Keeping a clock: what goes on record, in order, once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.clock import CaseClock
from domain.clock.case_clock import clock_of
from domain.complaint import Complaint
from tests.domain.clock.case import Case
from tests.domain.language import STREAM

MINE = ("due_set", "warned", "breached", "breach_rescinded", "escalation_fired", "met", "cancelled")


def of_the_regime(lines: list[str]) -> list[str]:
    """Leave the bank's own promise aside."""
    return [line for line in lines if "bank_sla_24h" not in line]


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026."""
    return Case().received("2026-09-25T10:00")


def test_a_receipt_selects_the_packs_and_sets_the_deadlines() -> None:
    assert chinese().record("2026-09-25T10:00") == [
        "pack_selected bank-default: requests and complaints",
        "due_set bank_sla_24h/1.1 09-26 10:00 received",
        "pack_selected cn-nfra-2020-3: China",
        "due_set decide_and_notify/1.1 10-10 23:59 received",
    ]


def test_time_brings_warnings_breach_and_escalation_in_order() -> None:
    assert of_the_regime(chinese().record("2026-10-11T00:00:00", *MINE)) == [
        "due_set decide_and_notify/1.1 10-10 23:59 received",
        "warned decide_and_notify/1.1 10-03 23:59 50%",
        "warned decide_and_notify/1.1 10-07 23:59 80%",
        "escalation_fired decide_and_notify/1.1 10-07 23:59 80%",
        "warned decide_and_notify/1.1 10-09 23:59 -P1D",
        "breached decide_and_notify/1.1 10-10 23:59 time",
        "escalation_fired decide_and_notify/1.1 10-11 00:00 +PT0S",
    ]


def test_what_comes_late_says_when_it_was_found() -> None:
    events = chinese().kept("2026-10-20T09:00").pending_events
    breached = next(event for event in events if isinstance(event, CaseClock.Breached))
    assert breached.detected_at == Case().at("2026-10-20T09:00")
    assert breached.cause == "time"


def test_a_letter_entered_three_days_late_gives_the_true_clock_and_both_views_of_it() -> None:
    case = chinese().decided("2026-10-10T18:00", entered="2026-10-13T09:00")
    assert of_the_regime(case.record("2026-10-13T09:00", "breached", "breach_rescinded", "met")) == [
        "breached decide_and_notify/1.1 10-10 23:59 time",
        "breach_rescinded decide_and_notify/1.1 10-13 09:00 decision_sent",
        "met decide_and_notify/1.1 10-10 18:00",
    ]
    assert case.state("decide_and_notify", "2026-10-12T09:00", known="2026-10-12T09:00") == "breached 10-10 23:59"
    assert case.state("decide_and_notify", "2026-10-12T09:00") == "met 10-10 23:59"


def test_a_complaint_entered_when_its_day_was_over_is_breached_by_late_entry() -> None:
    case = Case().received("2026-09-25T10:00", entered="2026-10-12T10:00")
    assert of_the_regime(case.record("2026-10-12T10:00", "breached")) == [
        "breached decide_and_notify/1.1 10-10 23:59 late_entry"
    ]


def test_a_pause_stops_the_steps_and_moves_the_day() -> None:
    case = chinese().waits("2026-09-28T10:00").goes_on("2026-10-10T15:00")
    assert of_the_regime(case.record("2026-10-14T00:00", *MINE)) == [
        "due_set decide_and_notify/1.1 10-10 23:59 received",
        "due_set decide_and_notify/1.1 paused paused",
        "due_set decide_and_notify/1.1 10-22 23:59 resumed",
    ]


def busy() -> Case:
    """Return a case with a bit of everything, entered late and in time."""
    case = chinese().waits("2026-09-28T10:00").waits("2026-09-29T10:00", "external_assessment", "s2")
    case.goes_on("2026-10-03T10:00").on("2026-10-04T10:00", Complaint.NoteAdded).goes_on("2026-10-04T11:00", "s2")
    case.on("2026-10-12T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    case.on("2026-10-15T10:00", Complaint.NewFactsRecorded)
    case.on("2026-10-16T10:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-15T10:00"))
    case.on("2026-11-02T10:00", Complaint.DeadlineAgreed, until=date(2026, 11, 10))
    case.decided("2026-11-09T10:00", entered="2026-11-12T10:00").on("2026-11-13T10:00", Complaint.Closed)
    return case.on("2026-12-01T10:00", Complaint.Reopened).on("2026-12-20T10:00", Complaint.Withdrawn)


WHOLE = busy().record("2026-12-24T10:00")


def test_keeping_a_clock_again_adds_nothing() -> None:
    kept = busy().kept("2026-12-24T10:00")
    before = len(kept.pending_events)
    assert before > 20
    assert len(busy().kept("2026-12-24T10:00", kept).pending_events) == before


@given(st.sets(st.integers(1, 14)), st.booleans())
def test_a_clock_is_the_same_wherever_it_was_kept_in_between(stops: set[int], with_time: bool) -> None:  # noqa: FBT001
    """By one worker or several, at once or after each event: the facts are the same, in the same order."""
    case, clock = busy(), CaseClock.blank(clock_of(STREAM))
    for stop in sorted(stops):
        seen = case.entries[:stop]
        until = max(entry.recorded_at for entry in seen)
        if with_time:
            # Between two events nothing else is known than after the first.
            later = [entry.recorded_at for entry in case.entries[stop:]]
            until = until + (min(later) - until) / 2 if later else until
        local = until.astimezone(case.entries[0].recorded_at.tzinfo)
        Case(entries=seen, zone="UTC").kept(local.strftime("%Y-%m-%dT%H:%M:%S"), clock)
    case.kept("2026-12-24T10:00", clock)
    assert [case.line(event) for event in clock.pending_events] == WHOLE
