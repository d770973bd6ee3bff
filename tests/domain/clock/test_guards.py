"""What the clocks of a case say to commands."""

from datetime import datetime, timedelta

from domain.case.deadlines import expired
from domain.clock.guards import extendable_until, pauses_of, quick_close_until
from domain.complaint import Complaint
from tests.domain.clock.case import Case, Clock


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026."""
    return Case().received("2026-09-25T10:00")


def of(case: Case, now: str) -> list[Clock]:
    """Return the clocks of a case."""
    return list(case.clocks(now).values())


def test_a_suspension_names_the_milestones_that_stand_for_it() -> None:
    clocks = of(chinese(), "2026-09-25T11:00")
    assert pauses_of(clocks, "mediation", told=False) == ("cn-nfra-2020-3/decide_and_notify",)
    assert pauses_of(clocks, "waiting_customer", told=False) == ("bank-default/bank_sla_24h",)
    assert pauses_of(clocks, "external_assessment", told=False) == ()
    assert pauses_of(clocks, "external_assessment", told=True) == ("cn-nfra-2020-3/decide_and_notify",)


def test_a_breached_clock_is_no_ground_to_refuse_a_suspension() -> None:
    late = of(chinese(), "2026-10-20T11:00")
    assert pauses_of(late, "mediation", told=True) == ("cn-nfra-2020-3/decide_and_notify",)


def test_a_clock_that_is_met_stands_no_more() -> None:
    decided = of(chinese().decided("2026-10-08T10:00"), "2026-10-08T11:00")
    assert pauses_of(decided, "mediation", told=True) == ()


def test_a_case_without_clocks_is_suspended_as_it_always_was() -> None:
    assert pauses_of([], "mediation", told=True) is None


def test_a_stage_can_be_extended_until_it_ends() -> None:
    case = chinese()
    ends = case.at("2026-10-10T23:59:59")
    assert extendable_until(of(case, "2026-10-08T10:00")) == ends
    assert extendable_until(of(case, "2026-10-12T10:00")) == ends
    case.on("2026-10-09T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    assert extendable_until(of(case, "2026-10-12T10:00")) == case.at("2026-10-25T23:59:59")
    british = Case(zone="Europe/London").received("2026-06-01T10:00", unit="london")
    assert extendable_until(of(british, "2026-06-02T10:00")) is None


def test_an_extension_granted_in_the_last_second_is_in_time() -> None:
    ends = datetime.fromisoformat("2026-10-10T15:59:59+00:00")
    assert expired(None, ends) is None
    assert expired(ends, ends) is None
    refusal = expired(ends, ends + timedelta(seconds=1))
    assert refusal
    assert refusal.code == "extension_after_expiry"


def test_a_regime_says_until_when_a_complaint_may_be_closed_without_a_decision() -> None:
    british = Case(zone="Europe/London").received("2026-06-01T10:00", unit="london")
    assert quick_close_until(of(british, "2026-06-02T10:00")) == british.at("2026-06-04T17:00")
    assert quick_close_until(of(chinese(), "2026-09-26T10:00")) is None
