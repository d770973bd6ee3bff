"""What a complaint officer expects of the clocks of a case, rule by rule."""

from dataclasses import replace
from datetime import date

from domain.clock.cycle import ClockState
from domain.complaint import Complaint
from domain.complaint.values import Dispatch, DispatchWay
from tests.domain.clock.case import Case

DECIDE = "decide_and_notify"


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026, a holiday."""
    return Case().received("2026-09-25T10:00")


def test_a_complaint_in_china_is_due_on_the_fifteenth_day() -> None:
    assert chinese().state(DECIDE, "2026-09-26T09:00") == "running 10-10 23:59"


def test_the_regulator_and_the_bank_count_side_by_side() -> None:
    clocks = chinese().clocks("2026-09-25T11:00")
    assert set(clocks) >= {DECIDE, "recheck_request_window", "pboc_transfer_answer", "bank_sla_24h"}
    assert clocks["recheck_request_window"].cycles == ()
    assert chinese().state("bank_sla_24h", "2026-09-25T11:00") == "running 09-26 10:00"


def test_twelve_days_of_mediation_move_the_day_by_twelve() -> None:
    case = chinese().waits("2026-09-28T10:00").goes_on("2026-10-10T15:00")
    assert case.state(DECIDE, "2026-10-11T09:00") == "running 10-22 23:59"


def test_while_it_is_paused_nothing_is_due() -> None:
    case = chinese().waits("2026-09-28T10:00")
    cycle = case.cycle(DECIDE, "2026-12-01T09:00")
    assert cycle.state is ClockState.PAUSED
    assert not cycle.breached_at


def test_a_suspension_for_another_reason_pauses_nothing() -> None:
    case = chinese().waits("2026-09-28T10:00", "waiting_customer").goes_on("2026-10-02T10:00")
    assert case.state(DECIDE, "2026-10-03T09:00") == "running 10-10 23:59"


def test_an_assessment_of_which_the_complainant_was_not_told_pauses_nothing() -> None:
    silent = chinese().waits("2026-09-28T10:00", "external_assessment", notice_sent=False).goes_on("2026-10-10T15:00")
    assert silent.state(DECIDE, "2026-10-10T16:00") == "running 10-10 23:59"
    told = chinese().waits("2026-09-28T10:00", "external_assessment").goes_on("2026-10-10T15:00")
    assert told.state(DECIDE, "2026-10-10T16:00") == "running 10-22 23:59"


def test_pauses_that_overlap_count_once() -> None:
    case = chinese().waits("2026-09-28T10:00").waits("2026-09-30T10:00", "external_assessment", "s2")
    case.goes_on("2026-10-04T09:00").goes_on("2026-10-06T09:00", "s2")
    assert case.state(DECIDE, "2026-10-07T09:00") == "running 10-18 23:59"


def test_a_breached_clock_is_not_paused_any_more() -> None:
    case = chinese().waits("2026-10-12T10:00").goes_on("2026-10-20T10:00")
    assert case.state(DECIDE, "2026-10-21T10:00") == "breached 10-10 23:59"


def test_an_extension_reaches_the_thirtieth_day() -> None:
    case = chinese().on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    assert case.state(DECIDE, "2026-10-12T09:00") == "running 10-25 23:59"


def test_an_extension_for_a_reason_that_the_regime_does_not_name_reaches_nothing() -> None:
    case = chinese().on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex_case", notice_sent=True)
    assert case.state(DECIDE, "2026-10-09T11:00") == "running 10-10 23:59"


def test_the_last_stage_takes_an_approver_and_a_notice() -> None:
    case = chinese().on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    case.on("2026-10-20T10:00", Complaint.Extended, stage=3, reason="special", notice_sent=True)
    assert case.state(DECIDE, "2026-10-21T09:00") == "running 10-25 23:59"
    case.on("2026-10-22T10:00", Complaint.ExtensionApproved, stage=3)
    case.on("2026-10-22T10:00", Complaint.Extended, stage=3, reason="special", notice_sent=True)
    assert case.state(DECIDE, "2026-10-26T09:00") == "running 11-24 23:59"


def test_an_extension_that_was_recorded_too_late_is_kept_and_cures_nothing() -> None:
    case = chinese().on(
        "2026-10-10T10:00", Complaint.Extended, entered="2026-10-12T09:00", stage=2, reason="complex", notice_sent=True
    )
    cycle = case.cycle(DECIDE, "2026-10-13T09:00")
    assert cycle.state is ClockState.BREACHED
    assert [(step.stage, step.is_late) for step in cycle.steps] == [(2, True)]


def test_a_decision_counts_when_it_was_dispatched() -> None:
    case = chinese().decided("2026-10-10T18:00", entered="2026-10-13T09:00")
    assert case.state(DECIDE, "2026-10-12T09:00", known="2026-10-12T09:00") == "breached 10-10 23:59"
    assert case.state(DECIDE, "2026-10-13T10:00") == "met 10-10 23:59"


def test_a_decision_on_the_last_second_is_on_time() -> None:
    assert chinese().decided("2026-10-10T23:59:59").state(DECIDE, "2026-10-11T09:00").startswith("met ")
    assert chinese().decided("2026-10-11T00:00:00").state(DECIDE, "2026-10-11T09:00").startswith("met_late ")


def test_a_decision_that_nobody_was_sent_stops_no_clock_of_the_regulator() -> None:
    kept = Dispatch(DispatchWay.KEPT_ON_FILE, "file 7")
    case = chinese().decided("2026-10-09T10:00", dispatch=kept)
    assert case.state(DECIDE, "2026-10-09T11:00") == "running 10-10 23:59"


def test_a_withdrawal_ends_the_procedure_on_the_day_it_was_received() -> None:
    case = chinese().on("2026-10-01T10:00", Complaint.Withdrawn, entered="2026-10-12T10:00")
    assert case.state(DECIDE, "2026-10-12T11:00") == "cancelled 10-10 23:59"
    assert not case.cycle(DECIDE, "2026-10-12T11:00").breached_at


def test_one_of_several_who_withdraws_ends_nothing() -> None:
    case = chinese().on("2026-10-01T10:00", Complaint.Withdrawn, party_id="p2", concludes=None)
    assert case.state(DECIDE, "2026-10-02T11:00") == "running 10-10 23:59"


def test_new_facts_begin_a_new_cycle_when_the_material_came() -> None:
    case = chinese().on("2026-10-05T10:00", Complaint.NewFactsRecorded)
    case.on("2026-10-08T10:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-05T10:00"))
    first, second = case.clocks("2026-10-09T10:00")[DECIDE].cycles
    assert (first.state, first.end_cause) == (ClockState.CANCELLED, "new_facts")
    assert second.due
    assert second.due.on == date(2026, 10, 20)


def test_new_facts_leave_an_earlier_breach_and_make_no_day_earlier() -> None:
    case = chinese().on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    case.on("2026-10-09T11:00", Complaint.NewFactsRecorded)
    case.on("2026-10-09T12:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-09T11:00"))
    assert case.state(DECIDE, "2026-10-10T10:00") == "running 10-25 23:59"
    late = chinese().on("2026-10-12T11:00", Complaint.NewFactsRecorded)
    late.on("2026-10-12T12:00", Complaint.NewFactsConfirmed, received_at=late.at("2026-10-12T11:00"))
    first, second = late.clocks("2026-10-13T10:00")[DECIDE].cycles
    assert first.breached_at == late.at("2026-10-10T23:59:59")
    assert second.state is ClockState.RUNNING


def test_a_reopened_case_counts_anew_and_keeps_its_first_result() -> None:
    case = chinese().decided("2026-10-08T10:00").on("2026-10-09T10:00", Complaint.Closed)
    case.on("2026-11-08T10:00", Complaint.Reopened)
    first, second = case.clocks("2026-11-09T10:00")[DECIDE].cycles
    assert first.state is ClockState.MET
    assert second.due
    assert (second.state, second.due.on) == (ClockState.RUNNING, date(2026, 11, 23))


def test_what_the_parties_agreed_on_counts() -> None:
    case = chinese().on("2026-10-08T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 15))
    assert case.state(DECIDE, "2026-10-12T10:00") == "running 10-15 23:59"
    late = chinese().on("2026-10-12T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 15))
    assert late.state(DECIDE, "2026-10-12T11:00") == "breached 10-10 23:59"


def test_a_corrected_receipt_moves_the_whole_clock() -> None:
    case = chinese()
    facts = case.entries[0].event.facts  # type: ignore[attr-defined]
    case.on(
        "2026-10-01T10:00",
        Complaint.Corrected,
        changed=("received_at",),
        facts_before=facts,
        facts_after=replace(facts, received_at=case.at("2026-09-23T10:00")),
    )
    assert case.state(DECIDE, "2026-10-02T10:00", known="2026-09-30T10:00") == "running 10-10 23:59"
    assert case.state(DECIDE, "2026-10-02T10:00") == "running 10-08 23:59"


def test_a_merge_gives_a_regime_the_earlier_start_and_an_unmerge_takes_it_back() -> None:
    case = chinese()
    earlier = case.at("2026-09-20T10:00")
    case.on("2026-10-07T10:00", Complaint.MergedIn, period_from=earlier)
    assert case.state(DECIDE, "2026-10-07T11:00") == "breached 10-05 23:59"
    assert case.cycle(DECIDE, "2026-10-07T11:00").breach_cause == "merge"
    assert case.cycle("bank_sla_24h", "2026-09-25T11:00").due is not None
    case.on("2026-10-08T10:00", Complaint.SourceUnmerged, case_id=case.entries[1].event.case_id)  # type: ignore[attr-defined]
    assert case.state(DECIDE, "2026-10-08T11:00") == "running 10-10 23:59"


def test_a_merged_complaint_has_no_clock_and_an_unmerged_one_counts_the_time_between() -> None:
    case = chinese().on("2026-10-01T10:00", Complaint.Merged)
    assert case.state(DECIDE, "2026-10-02T10:00") == "cancelled 10-10 23:59"
    case.on("2026-10-08T10:00", Complaint.Unmerged)
    assert case.state(DECIDE, "2026-10-09T10:00") == "running 10-10 23:59"


def test_a_merge_with_a_later_complaint_or_after_new_facts_leaves_the_start() -> None:
    later = chinese().on("2026-10-07T10:00", Complaint.MergedIn, period_from=Case().at("2026-10-01T10:00"))
    assert later.state(DECIDE, "2026-10-07T11:00") == "running 10-10 23:59"
    case = chinese().on("2026-10-05T10:00", Complaint.NewFactsRecorded)
    case.on("2026-10-05T10:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-05T10:00"))
    case.on("2026-10-07T10:00", Complaint.MergedIn, period_from=case.at("2026-10-01T10:00"))
    assert case.state(DECIDE, "2026-10-07T11:00") == "running 10-20 23:59"


def test_a_merge_and_an_unmerge_go_on_record() -> None:
    case = chinese().on("2026-10-01T10:00", Complaint.Merged).on("2026-10-08T10:00", Complaint.Unmerged)
    assert [line for line in case.record("2026-10-08T11:00", "due_set", "cancelled") if DECIDE in line] == [
        "due_set decide_and_notify/1.1 10-10 23:59 received",
        "cancelled decide_and_notify/1.1 10-01 10:00 merged",
        "due_set decide_and_notify/1.1 10-10 23:59 unmerged",
    ]


def test_a_complaint_that_was_declined_or_referred_has_nothing_due() -> None:
    for end in (Complaint.Declined, Complaint.Referred):
        assert chinese().on("2026-10-01T10:00", end).state(DECIDE, "2026-10-02T10:00") == "cancelled 10-10 23:59"


def test_a_quick_close_meets_what_it_begins() -> None:
    case = Case(zone="Europe/London").received("2026-06-01T10:00", unit="london")
    case.on("2026-06-02T10:00", Complaint.QuickClosed)
    states = {name: clock.cycles[0].state for name, clock in case.clocks("2026-06-03T10:00").items() if clock.cycles}
    assert states == {
        "src_resolve": ClockState.MET,
        "src_send": ClockState.MET,
        "ack": ClockState.MET,
        "final_response": ClockState.CANCELLED,
        "bank_sla_24h": ClockState.MET,
    }


def test_what_was_told_later_was_not_told_yet() -> None:
    case = chinese().on("2026-10-08T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 15))
    assert case.cycle(DECIDE, "2026-10-07T10:00").told_on is None
    assert case.cycle(DECIDE, "2026-10-08T10:00").told_on == date(2026, 10, 15)


def test_a_re_check_has_thirty_days_in_the_superior_unit() -> None:
    case = chinese().on("2026-09-25T10:00", Complaint.RecheckOpened)
    assert set(case.clocks("2026-09-25T11:00")) == {"recheck_decide_notify"}
    assert case.state("recheck_decide_notify", "2026-09-25T11:00") == "running 10-25 23:59"


def test_the_window_for_a_re_check_begins_when_the_decision_arrives() -> None:
    case = chinese().decided("2026-10-08T10:00").on("2026-10-09T10:00", Complaint.DeliveryRecorded, delivered=False)
    assert case.clocks("2026-10-09T11:00")["recheck_request_window"].cycles == ()
    case.on("2026-10-12T10:00", Complaint.DeliveryRecorded, delivered=True)
    assert case.state("recheck_request_window", "2026-10-12T11:00") == "running 11-11 23:59"


def test_imported_history_runs_no_clock() -> None:
    case = chinese().on("2026-09-26T10:00", Complaint.SourceOutcomeStated)
    assert case.clocks("2026-10-20T10:00") == {}
