"""Which packs run on a case: at the receipt, and at every turn that it takes."""

from dataclasses import replace
from datetime import date

from domain.clock.clocks import story_of
from domain.clock.cycle import ClockState
from domain.clock.library import Library, Published
from domain.complaint import Complaint
from domain.complaint.values import Classification
from domain.request import ServiceRequest
from domain.sla.selection import SelectionRow
from infrastructure.policies import shipped_packs
from tests.domain.clock.case import SHIPPED, Case, a_request, published

SUBMITTED = "2026-06-01T10:00"


def request() -> Case:
    """Return a request that a branch received on a Monday."""
    return a_request().on(SUBMITTED, ServiceRequest.Submitted, unit_id="shanghai")


def test_a_complex_question_gets_a_first_feedback_counted_from_its_receipt() -> None:
    case = request()
    assert set(case.clocks(SUBMITTED)) == {"bank_sla_24h"}
    case.on("2026-06-01T11:00", ServiceRequest.Triaged, complexity="complex")
    assert case.state("first_feedback", "2026-06-01T11:00") == "running 06-01 12:00"


def test_a_pack_that_joins_when_its_day_is_over_is_breached_by_late_classification() -> None:
    case = request().on("2026-06-01T13:00", ServiceRequest.Triaged, complexity="complex")
    cycle = case.cycle("first_feedback", "2026-06-01T13:00")
    assert (cycle.state, cycle.breach_cause) == (ClockState.BREACHED, "late_classification")
    assert cycle.breached_at == case.at("2026-06-01T12:00")


def test_what_does_not_apply_any_more_is_cancelled_and_comes_back_as_if_it_never_had_been() -> None:
    case = request().on("2026-06-01T10:30", ServiceRequest.Triaged, complexity="complex")
    case.on("2026-06-01T11:00", ServiceRequest.Triaged, complexity="simple")
    cycle = case.cycle("first_feedback", "2026-06-01T11:30")
    assert (cycle.state, cycle.end_cause, cycle.ended_at) == (
        ClockState.CANCELLED,
        "reclassified",
        case.at("2026-06-01T11:00"),
    )
    case.on("2026-06-01T11:05", ServiceRequest.Triaged, complexity="simple", priority="normal")
    case.on("2026-06-01T11:10", ServiceRequest.Triaged, complexity="complex")
    assert case.state("first_feedback", "2026-06-01T11:30") == "running 06-01 12:00"


def test_a_first_feedback_meets_it_and_the_answer_ends_the_promise() -> None:
    case = request().on("2026-06-01T10:30", ServiceRequest.Triaged, complexity="complex")
    case.on("2026-06-01T11:30", ServiceRequest.FirstFeedbackGiven).on("2026-06-02T09:00", ServiceRequest.Fulfilled)
    assert case.state("first_feedback", "2026-06-02T10:00") == "met 06-01 12:00"
    assert case.state("bank_sla_24h", "2026-06-02T10:00") == "met 06-02 10:00"


def test_a_correction_of_the_receipt_of_a_request_moves_its_promise() -> None:
    case = request()
    facts = case.entries[0].event.facts  # type: ignore[attr-defined]
    case.on(
        "2026-06-01T12:00",
        ServiceRequest.Corrected,
        facts_before=facts,
        facts_after=replace(facts, received_at=case.at("2026-06-01T08:00")),
    )
    assert case.state("bank_sla_24h", "2026-06-01T13:00") == "running 06-02 08:00"


def test_a_correction_of_words_moves_nothing() -> None:
    case = request().on("2026-06-01T12:00", ServiceRequest.Corrected, facts_before=None, facts_after=None)
    assert case.state("bank_sla_24h", "2026-06-01T13:00") == "running 06-02 10:00"


def test_a_case_knows_who_handles_it() -> None:
    taken = request().on("2026-06-01T10:30", ServiceRequest.Taken, handler_id="ben")
    assert story_of(taken.entries).handler_id == "ben"
    given_back = taken.on("2026-06-01T10:40", ServiceRequest.Transferred, unit_id="london")
    assert story_of(given_back.entries).handler_id is None


def british(unit: str = "london") -> Case:
    """Return a complaint that a branch in the United Kingdom received on 22 December 2026."""
    return Case(zone="Europe/London").received("2026-12-22T11:00", unit=unit)


def test_a_complaint_in_england_has_eight_weeks_and_three_business_days_to_be_solved() -> None:
    assert british().state("final_response", "2026-12-23T09:00") == "running 02-16 23:59"
    assert british().state("src_resolve", "2026-12-23T09:00") == "running 12-29 17:00"


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    cycle = british("edinburgh").cycle("ack", "2026-12-23T09:00")
    assert cycle.targets[0].calendar.id == "gb-sct"


def test_a_calendar_that_a_pack_does_not_have_for_a_place_is_its_own() -> None:
    pack = shipped_packs()["uk-fca-disp1"]
    assert SHIPPED.calendar_of_pack(pack, "IOM") == "gb-eng"
    assert SHIPPED.calendar_of_pack(pack, None) == "gb-eng"


def test_a_transfer_to_another_country_stops_no_clock_of_the_first() -> None:
    case = british().on("2026-12-23T10:00", Complaint.Transferred, from_unit_id="london", unit_id="shanghai")
    assert "decide_and_notify" not in case.clocks("2026-12-24T10:00")
    case.on("2026-12-24T10:00", Complaint.Classified, classification=Classification("service"))
    clocks = case.clocks("2026-12-24T11:00")
    assert {"final_response", "decide_and_notify"} <= set(clocks)
    assert clocks["decide_and_notify"].cycles[0].started_at == case.at("2026-12-22T11:00")


def test_a_rule_that_routes_a_complaint_elsewhere_is_a_turn() -> None:
    case = british().on("2026-12-22T12:00", Complaint.Routed, from_unit_id="london", unit_id="shanghai")
    assert "decide_and_notify" in case.clocks("2026-12-22T13:00")


def test_a_unit_of_which_no_place_is_known_has_the_banks_own_promises() -> None:
    assert set(british("the moon").clocks("2026-12-23T09:00")) == {"bank_sla_24h"}


def test_a_row_about_a_pack_that_nobody_published_runs_nothing() -> None:
    rows = (SelectionRow("ghost", "ghost"),)
    case = Case(library=Library({}, {}, (published(rows),))).received("2026-06-01T10:00")
    assert case.clocks("2026-06-01T11:00") == {}
    no_calendar = Library(SHIPPED.packs, {}, SHIPPED.tables)
    assert Case(library=no_calendar).received("2026-06-01T10:00").clocks("2026-06-01T11:00") == {}
    assert Case(library=Library()).received("2026-06-01T10:00").clocks("2026-06-01T11:00") == {}


def test_a_pack_that_is_not_in_force_yet_runs_nothing() -> None:
    pack = shipped_packs()["cn-nfra-2020-3"]
    later = Published(pack, "ab", date(2030, 1, 1), published(pack).published_at)
    library = Library({"cn-nfra-2020-3": (later,)}, SHIPPED.calendars, SHIPPED.tables)
    assert Case(library=library).received("2026-06-01T10:00").clocks("2026-06-01T11:00") == {}


def test_what_was_entered_before_anything_was_published_goes_by_the_first_version() -> None:
    old = Case(zone="Europe/London").received("2019-06-03T10:00", unit="london")
    assert old.state("final_response", "2019-06-03T11:00") == "running 07-29 23:59"
