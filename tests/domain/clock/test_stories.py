"""Odd turns of cases: contacts, corrections of what was reported, holding responses, suspensions across an end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.clock.clocks import clocks_of, story_of
from domain.clock.cycle import ClockState
from domain.clock.story import Story
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.interaction.values import Direction
from infrastructure.policies import shipped_packs
from tests.domain.clock.case import Case, library
from tests.domain.interaction.examples import EXAMPLES as OF_CONTACTS

DECIDE = "decide_and_notify"


def a_call(*, answered_after: int | None, direction: Direction = Direction.INBOUND) -> Case:
    """Return a call, answered after so many seconds."""
    case = Case(examples=OF_CONTACTS)
    offered = case.at("2026-06-01T10:00")
    answered = offered + timedelta(seconds=answered_after) if answered_after is not None else None
    told: dict[str, Any] = {"channel": "phone", "direction": direction, "answered_at": answered, "unit_id": "shanghai"}
    return case.on("2026-06-01T10:00", Interaction.Begun, **told)


def test_a_call_is_answered_within_twenty_seconds_or_late() -> None:
    assert a_call(answered_after=20).cycle("inquiry_call", "2026-06-01T10:05").state is ClockState.MET
    assert a_call(answered_after=21).cycle("inquiry_call", "2026-06-01T10:05").state is ClockState.MET_LATE
    assert a_call(answered_after=None).cycle("inquiry_call", "2026-06-01T10:05").state is ClockState.BREACHED
    assert set(a_call(answered_after=None).clocks("2026-06-01T10:05")) == {"inquiry_message", "inquiry_call"}
    assert a_call(answered_after=None).clocks("2026-06-01T10:05")["inquiry_message"].cycles == ()


def test_a_call_that_is_answered_later_is_met_then() -> None:
    case = a_call(answered_after=None).on("2026-06-01T10:01", Interaction.Answered)
    assert case.cycle("inquiry_call", "2026-06-01T10:05").state is ClockState.MET_LATE


def test_a_call_by_the_bank_promises_nothing() -> None:
    case = a_call(answered_after=None, direction=Direction.OUTBOUND).on("2026-06-01T10:01", Interaction.Answered)
    assert case.clocks("2026-06-01T10:05") == {}
    assert case.record("2026-06-01T10:05") == []


def test_before_its_first_event_a_case_has_no_clock() -> None:
    assert clocks_of(Story(), Case().policies, Case().at("2026-06-01T10:00")) == []
    assert story_of([]).in_time() == []


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026."""
    return Case().received("2026-09-25T10:00")


def report(case: Case, when: str, of: int, right: str, **after: str) -> Case:
    """Correct when something happened, and perhaps more of it."""
    reported = case.entries[of - 1].event
    return case.on(
        when,
        Complaint.ReportCorrected,
        of_version=of,
        of_topic=reported.topic,
        reported_at=reported.occurred_at,
        happened_at=case.at(right),
        changed=("at", *after),
        before=after,
        after=after,
    )


def test_a_letter_that_was_posted_earlier_than_reported_was_on_time() -> None:
    case = chinese().decided("2026-10-11T09:00")
    assert case.state(DECIDE, "2026-10-11T10:00") == "met_late 10-10 23:59"
    report(case, "2026-10-12T09:00", 2, "2026-10-10T18:00")
    assert case.state(DECIDE, "2026-10-12T10:00") == "met 10-10 23:59"
    lines = [line for line in case.record("2026-10-12T10:00") if DECIDE in line][-2:]
    assert lines == [
        "breach_rescinded decide_and_notify/1.1 10-12 09:00 report_corrected",
        "met decide_and_notify/1.1 10-10 18:00",
    ]


def test_a_letter_that_was_published_instead_of_posted_is_no_notice() -> None:
    case = chinese().decided("2026-10-09T09:00")
    report(case, "2026-10-12T09:00", 2, "2026-10-09T09:00", dispatch="published: notice board")
    assert case.state(DECIDE, "2026-10-12T10:00") == "breached 10-10 23:59"


def test_a_suspension_of_which_the_complainant_was_told_after_all_pauses() -> None:
    case = chinese().waits("2026-09-28T10:00", "external_assessment", notice_sent=False).goes_on("2026-10-08T10:00")
    case.waits("2026-10-08T11:00", "waiting_customer", "s2").goes_on("2026-10-08T12:00", "s2")
    report(case, "2026-10-09T09:00", 2, "2026-09-28T10:00", notice_sent="true")
    assert case.state(DECIDE, "2026-10-09T10:00") == "running 10-20 23:59"


def test_a_report_about_something_unknown_changes_nothing() -> None:
    case = chinese()
    case.on("2026-10-09T09:00", Complaint.ReportCorrected, of_version=99)
    assert case.state(DECIDE, "2026-10-09T10:00") == "running 10-10 23:59"


def test_new_facts_that_came_earlier_than_reported_begin_the_period_earlier() -> None:
    case = chinese().on("2026-10-05T10:00", Complaint.NewFactsRecorded)
    case.on("2026-10-08T10:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-05T10:00"))
    case.on("2026-10-08T11:00", Complaint.NoteAdded)
    report(case, "2026-10-09T09:00", 2, "2026-10-04T09:00")
    assert case.state(DECIDE, "2026-10-09T10:00") == "running 10-19 23:59"


def test_an_extension_counts_when_it_was_recorded_whatever_is_said_of_it_later() -> None:
    case = chinese().on("2026-10-12T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    report(case, "2026-10-12T11:00", 2, "2026-10-09T10:00")
    assert case.state(DECIDE, "2026-10-12T12:00") == "breached 10-10 23:59"


def test_a_decision_ends_every_suspension() -> None:
    case = chinese().waits("2026-10-08T10:00").decided("2026-10-09T10:00").goes_on("2026-10-09T11:00")
    cycle = case.cycle(DECIDE, "2026-10-20T10:00")
    assert cycle.state is ClockState.MET
    assert cycle.pauses[0].ends_at == case.at("2026-10-09T10:00")


def test_an_assignment_moves_the_case_and_no_clock() -> None:
    case = chinese().on("2026-10-08T10:00", Complaint.Assigned, handler_id="ann", unit_id="london")
    assert case.state(DECIDE, "2026-10-09T10:00") == "running 10-10 23:59"


def american(pack: str) -> Case:
    """Return an error that a branch in Boston was told of."""
    case = Case(zone="America/New_York", library=library(shipped_packs()[pack]))
    return case.received("2026-06-01T10:00", unit="boston", billing_cycle_ends=BILLS)


BILLS = (date(2026, 6, 20), date(2026, 7, 20))


def test_a_provisional_credit_reaches_the_longer_stage_when_it_is_given_in_time() -> None:
    assert american("us-reg-e").state("determine", "2026-06-02T10:00") == "running 06-15 23:59"
    in_time = american("us-reg-e").on("2026-06-15T10:00", Complaint.ProvisionalCreditGiven)
    assert in_time.state("determine", "2026-06-16T10:00") == "running 07-16 23:59"
    again = in_time.on("2026-06-20T10:00", Complaint.ProvisionalCreditGiven)
    assert again.state("determine", "2026-06-21T10:00") == "running 07-16 23:59"
    late = american("us-reg-e").on("2026-06-16T10:00", Complaint.ProvisionalCreditGiven)
    assert late.state("determine", "2026-06-16T11:00") == "breached 06-15 23:59"


def test_an_exceptional_reason_without_the_holding_response_reaches_nothing() -> None:
    case = Case(zone="Europe/Brussels", library=library(shipped_packs()["eu-psd2"])).received("2026-06-01T10:00")
    case.on("2026-06-10T10:00", Complaint.Extended, stage=2, reason="special", notice_sent=True)
    assert case.state("psu_reply", "2026-06-11T10:00") == "running 06-22 23:59"
    case.on("2026-06-12T10:00", Complaint.HoldingResponseSent, expected_on=date(2026, 7, 1))
    assert case.state("psu_reply", "2026-06-13T10:00") == "running 07-20 23:59"
    assert case.cycle("psu_reply", "2026-06-13T10:00").told_on == date(2026, 7, 1)


def test_a_limit_of_billing_cycles_counts_by_the_dates_of_the_case() -> None:
    case = american("us-reg-z")
    assert case.state("resolve", "2026-06-02T10:00") == "running 07-20 23:59"
    facts = case.entries[0].event.facts  # type: ignore[attr-defined]
    bills = (date(2026, 6, 25), date(2026, 7, 25))
    after = replace(facts, billing_cycle_ends=bills)
    case.on("2026-06-03T10:00", Complaint.Corrected, facts_before=facts, facts_after=after)
    assert case.state("resolve", "2026-06-04T10:00") == "running 07-25 23:59"


def test_what_was_told_last_is_on_record() -> None:
    case = chinese().on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    case.on("2026-10-12T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 30))
    assert [line for line in case.record("2026-10-13T10:00", "due_told") if DECIDE in line] == [
        "due_told decide_and_notify/1.2 10-09 10:00",
        "due_told decide_and_notify/1.2 10-12 10:00",
    ]


def test_an_agreement_stays_when_a_stage_ends_before_it_and_goes_when_one_ends_later() -> None:
    case = chinese().on("2026-10-08T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 15))
    case.on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    assert case.state(DECIDE, "2026-10-12T10:00") == "running 10-25 23:59"
    longer = chinese().on("2026-10-08T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 30))
    longer.on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    assert longer.state(DECIDE, "2026-10-12T10:00") == "running 10-30 23:59"
    assert longer.cycle(DECIDE, "2026-10-12T10:00").stage == 2
