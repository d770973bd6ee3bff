"""What helpdesks get wrong: High has 1 hour to respond and 4 to resolve, Low 8 and 40, Monday to Friday 09:00-17:00."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.clock.cycle import ClockState
from domain.clock.library import Library
from domain.complaint import Complaint
from domain.complaint.values import Classification
from domain.documents import AppliesTo
from domain.sla.calendar_data import CalendarData, DatedHours, WeeklyHours
from domain.sla.milestone import ChangeRule, Escalation, Milestone, ReopenRule, Stage
from domain.sla.pack import Pack
from domain.sla.selection import SelectionRow
from domain.sla.units import Unit
from tests.domain.clock.case import Case, published
from tests.domain.sla.packs import milestone, pack, stage

OFFICE = (("09:00", "17:00"),)
WEEK = WeeklyHours(OFFICE, OFFICE, OFFICE, OFFICE, OFFICE)
ROWS = (SelectionRow("all", "helpdesk"),)
RECEIVED, DECIDED = {"event": "complaint.received"}, {"event": "complaint.decision_sent"}


def calendar(zone: str = "Europe/London", **other: Any) -> CalendarData:  # noqa: ANN401 - fields of a calendar
    """Return a calendar of office hours."""
    return CalendarData(id="office", version="1", zone=zone, hours=WEEK, **other)


def hours(limit: int, unit: str = "business_hour", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a stage
    """Return a limit in hours."""
    return stage(limit, unit, **other)


def helpdesk(version: int = 1, high: int = 4, **other: Any) -> Pack:  # noqa: ANN401 - fields of a milestone
    """Return the pack; the milestones stand for the lowest priority."""
    plain: dict[str, Any] = {"end_of_day": "same_time", "pauses": [], "warn_at": [], "escalate": [], "unverified": []}
    respond = milestone(
        **plain,
        id="respond",
        start=[RECEIVED],
        stop=[{"event": "complaint.acknowledged"}],
        stages=[hours(8)],
        variants=[{"name": "high", "priorities": ["high"], "stages": [hours(1)]}],
    )
    resolve = milestone(
        **{**plain, "pauses": [{"reason": "waiting_customer"}], **other},
        id="resolve",
        start=[RECEIVED],
        stop=[DECIDED],
        stages=[hours(40)],
        variants=[{"name": "high", "priorities": ["high"], "stages": [hours(high)]}],
    )
    return pack(respond, resolve, id="helpdesk", calendar="office", version=version, kind="internal")


def library(*packs: Any, calendars: tuple[Any, ...] = ()) -> Library:  # noqa: ANN401 - published packs
    """Return a library with the pack and the calendar, and versions of them."""
    kept = packs or (published(helpdesk()),)
    return Library({"helpdesk": tuple(kept)}, {"office": calendars or (published(calendar()),)}, (published(ROWS),))


def a_case(*packs: Any, severity: str = "high", **other: Any) -> Case:  # noqa: ANN401 - published packs
    """Return a case that was received on a Monday at ten and classified at once."""
    case = Case(zone="Europe/London", library=library(*packs, **other)).received("2026-06-01T10:00", unit="london")
    return classified(case, "2026-06-01T10:00", severity)


def classified(case: Case, when: str, severity: str) -> Case:
    """Say how urgent it is."""
    return case.on(when, Complaint.Classified, classification=Classification("service", severity=severity))


def with_resolve(**changes: Any) -> Any:  # noqa: ANN401 - a published pack
    """Return the pack with other rules for the second milestone."""
    kept = helpdesk()
    changed = replace(kept.milestones[1], **changes)
    return published(replace(kept, milestones=(kept.milestones[0], changed)))


def in_unit(kept: Milestone, low: int, high: int, unit: Unit) -> Milestone:
    """Return a milestone with other limits."""
    stages = tuple((Stage(unit, limit),) for limit in (low, high))
    return replace(kept, stages=stages[0], variants=(replace(kept.variants[0], stages=stages[1]),))


# the six


def test_an_edit_while_it_is_paused_breaches_nothing() -> None:
    case = a_case().waits("2026-06-01T11:00", "waiting_customer").on("2026-06-08T11:00", Complaint.NoteAdded)
    assert case.cycle("resolve", "2026-06-08T12:00").state is ClockState.PAUSED
    assert [line for line in case.record("2026-06-08T12:00", "breached") if "resolve" in line] == []


def test_resolved_straight_from_a_week_of_pause_after_half_an_hour_counts_half_an_hour() -> None:
    case = a_case().waits("2026-06-01T10:30", "waiting_customer").decided("2026-06-08T10:30")
    cycle = case.cycle("resolve", "2026-06-08T11:00")
    assert cycle.state is ClockState.MET
    assert [(pause.begins_at, pause.ends_at) for pause in cycle.pauses] == [
        (case.at("2026-06-01T10:30"), case.at("2026-06-08T10:30"))
    ]


def test_reopened_after_thirty_days_keeps_the_first_resolution() -> None:
    case = a_case(with_resolve(on_reopen=ReopenRule.NEW_CYCLE)).decided("2026-06-01T12:00")
    case.on("2026-06-01T13:00", Complaint.Closed).on("2026-07-01T10:00", Complaint.Reopened)
    first, second = case.clocks("2026-07-01T11:00")["resolve"].cycles
    assert (first.state, first.ended_at) == (ClockState.MET, case.at("2026-06-01T12:00"))
    assert second.due
    assert second.due.at == case.at("2026-07-01T14:00")


def test_low_to_high_after_three_days_with_the_reply_given_breaches_nothing_at_once() -> None:
    case = a_case(severity="low").on("2026-06-01T11:00", Complaint.Acknowledged)
    classified(case, "2026-06-04T12:00", "high")
    assert case.cycle("respond", "2026-06-04T12:00").state is ClockState.MET
    assert case.state("resolve", "2026-06-04T12:00") == "running 06-04 12:00"


def test_six_hours_of_calendar_time_over_a_change_of_the_clock_are_six_real_hours() -> None:
    kept = helpdesk()
    around = replace(kept.milestones[1], variants=(), stages=(replace(kept.milestones[1].stages[0], limit=6),))
    six = replace(around, stages=(replace(around.stages[0], unit=around.stages[0].unit.CALENDAR_HOUR),))
    case = Case(zone="Europe/London", library=library(published(replace(kept, milestones=(six,)))))
    case.received("2026-10-24T22:00", unit="london")
    assert case.state("resolve", "2026-10-24T23:00") == "running 10-25 03:00"


# a change in flight (rule 11)


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (ChangeRule.EARLIEST_OF, "06-01 15:00"),
        (ChangeRule.FROM_ORIGIN, "06-01 15:00"),
        (ChangeRule.FROM_CHANGE, "06-01 16:00"),
        (ChangeRule.KEEP_ELAPSED, "06-01 15:00"),
    ],
)
def test_a_case_that_becomes_urgent(rule: ChangeRule, due: str) -> None:
    case = a_case(with_resolve(on_priority_change=rule), severity="low")
    case.waits("2026-06-01T10:30", "waiting_customer").goes_on("2026-06-01T11:30")
    assert classified(case, "2026-06-01T12:00", "high").state("resolve", "2026-06-01T12:30") == f"running {due}"


def test_a_downgrade_never_makes_a_running_clock_later() -> None:
    case = classified(a_case(), "2026-06-01T11:00", "low")
    assert case.state("resolve", "2026-06-01T12:00") == "running 06-01 14:00"


def test_a_clock_that_is_breached_stays_so_when_the_case_becomes_less_urgent() -> None:
    case = classified(a_case(with_resolve(on_priority_change=ChangeRule.FROM_CHANGE)), "2026-06-01T15:00", "low")
    assert case.state("resolve", "2026-06-01T16:00") == "breached 06-01 14:00"


def test_the_same_urgency_again_changes_nothing() -> None:
    case = classified(a_case(), "2026-06-01T11:00", "high")
    assert len(case.cycle("resolve", "2026-06-01T12:00").targets) == 1


def test_new_urgency_finds_a_finished_milestone_finished() -> None:
    case = classified(a_case(severity="low").decided("2026-06-01T11:00"), "2026-06-01T12:00", "high")
    assert case.state("resolve", "2026-06-01T13:00") == "met 06-08 10:00"


def test_urgency_that_means_no_other_target_changes_nothing() -> None:
    case = classified(a_case(severity="low"), "2026-06-01T11:00", "normal")
    assert len(case.cycle("resolve", "2026-06-01T12:00").targets) == 1


def test_a_case_that_becomes_urgent_where_no_number_is_set_keeps_what_can_be_counted() -> None:
    kept = replace(helpdesk().milestones[1], on_priority_change=ChangeRule.KEEP_ELAPSED)
    promptly = (replace(kept.stages[0], limit=None, promptly=True),)
    unset: Milestone = replace(kept, variants=(replace(kept.variants[0], stages=promptly),))
    case = a_case(published(replace(helpdesk(), milestones=(unset,))), severity="low")
    assert classified(case, "2026-06-01T12:00", "high").state("resolve", "2026-06-01T13:00") == "running"


# reopening


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (ReopenRule.NEW_CYCLE, "07-01 14:00"),
        (ReopenRule.RESTART, "07-01 14:00"),
        (ReopenRule.RESUME_REMAINING, "07-01 12:00"),
    ],
)
def test_a_reopened_clock_counts_as_its_milestone_says(rule: ReopenRule, due: str) -> None:
    case = a_case(with_resolve(on_reopen=rule)).decided("2026-06-01T12:00").on("2026-07-01T10:00", Complaint.Reopened)
    assert case.state("resolve", "2026-07-01T11:00") == f"running {due}"


def test_a_clock_that_is_not_reopened_keeps_its_result() -> None:
    case = a_case().decided("2026-06-01T12:00").on("2026-07-01T10:00", Complaint.Reopened)
    assert case.state("resolve", "2026-07-01T11:00") == "met 06-01 14:00"


# other versions of a policy (rule 16)


def later(content: Any, applies_to: AppliesTo, when: str = "2026-06-01T11:00") -> Any:  # noqa: ANN401 - a version
    """Publish a version while the case runs."""
    return published(content, applies_to, Case(zone="Europe/London").at(when))


def test_a_version_for_new_cases_changes_no_running_clock() -> None:
    case = a_case(published(helpdesk()), later(helpdesk(2, high=2), AppliesTo.NEW_CASES))
    assert case.state("resolve", "2026-06-01T11:30") == "running 06-01 14:00"


def test_a_version_for_open_milestones_counts_from_the_receipt_and_breaches_nothing_in_hindsight() -> None:
    shorter = later(helpdesk(2, high=2), AppliesTo.OPEN_MILESTONES)
    assert a_case(published(helpdesk()), shorter).state("resolve", "2026-06-01T11:30") == "running 06-01 12:00"
    strict = later(helpdesk(2, high=1), AppliesTo.OPEN_MILESTONES, "2026-06-01T13:00")
    assert a_case(published(helpdesk()), strict).state("resolve", "2026-06-01T13:00") == "running 06-01 13:00"


def test_a_version_for_a_what_if_is_nobodys() -> None:
    case = a_case(published(helpdesk()), later(helpdesk(2, high=2), AppliesTo.WHAT_IF_ONLY))
    assert case.state("resolve", "2026-06-01T11:30") == "running 06-01 14:00"


def test_a_finished_milestone_keeps_the_version_that_it_was_finished_under() -> None:
    shorter = later(helpdesk(2, high=1), AppliesTo.OPEN_MILESTONES, "2026-06-01T13:30")
    case = a_case(published(helpdesk()), shorter).decided("2026-06-01T13:00")
    assert case.state("resolve", "2026-06-01T15:00") == "met 06-01 14:00"


def test_a_version_that_drops_a_milestone_leaves_running_ones_as_they_are() -> None:
    without = replace(helpdesk(2), milestones=helpdesk().milestones[:1])
    case = a_case(published(helpdesk()), later(without, AppliesTo.OPEN_MILESTONES))
    assert case.state("resolve", "2026-06-01T11:30") == "running 06-01 14:00"


def test_a_new_version_goes_on_record() -> None:
    case = a_case(published(helpdesk()), later(helpdesk(2, high=2), AppliesTo.OPEN_MILESTONES))
    assert case.record("2026-06-01T11:30", "pack_selected").count("pack_selected helpdesk: all") == 2
    assert "due_set resolve/1.1 06-01 12:00 policy" in case.record("2026-06-01T11:30", "due_set")


def corrected(applies_to: AppliesTo = AppliesTo.OPEN_MILESTONES) -> tuple[Any, ...]:
    """Return the calendar, and its correction: the Monday closes at noon."""
    monday = DatedHours(date(2026, 6, 1), (("09:00", "12:00"),))
    after = replace(calendar(special_days=(monday,)), version="2")
    return (published(calendar()), later(after, applies_to))


def test_a_corrected_calendar_moves_what_is_open() -> None:
    case = a_case(calendars=corrected())
    assert case.state("resolve", "2026-06-01T11:30") == "running 06-02 11:00"


def test_a_date_that_was_told_stays_as_told() -> None:
    told = a_case(calendars=corrected())
    at = told.at("2026-06-01T10:30")
    told.on("2026-06-01T10:30", Complaint.HoldingResponseSent, expected_on=at.date())
    assert told.state("resolve", "2026-06-01T11:30") == "running 06-01 14:00"


@pytest.mark.parametrize(
    ("unit", "due"), [("business_day", "06-04"), ("calendar_day", "06-04"), ("week", "06-23"), ("month", "09-02")]
)
def test_what_was_counted_is_kept_when_dates_are_counted(unit: str, due: str) -> None:
    kept = replace(helpdesk().milestones[1], on_priority_change=ChangeRule.KEEP_ELAPSED)
    days = in_unit(kept, 30, 3, Unit(unit))
    case = a_case(published(replace(helpdesk(), milestones=(days,))), severity="low")
    cycle = classified(case, "2026-06-02T12:00", "high").cycle("resolve", "2026-06-02T13:00")
    assert cycle.due
    assert f"{cycle.due.on:%m-%d}" == due


def test_calendar_hours_that_were_counted_are_kept() -> None:
    kept = replace(helpdesk().milestones[1], on_priority_change=ChangeRule.KEEP_ELAPSED)
    around = in_unit(kept, 40, 10, Unit.CALENDAR_HOUR)
    case = a_case(published(replace(helpdesk(), milestones=(around,))), severity="low")
    assert classified(case, "2026-06-01T12:00", "high").state("resolve", "2026-06-01T13:00") == "running 06-01 20:00"


# what cannot be computed


def test_what_is_due_promptly_without_a_number_runs_and_is_never_due() -> None:
    kept = helpdesk().milestones[1]
    promptly = replace(kept, variants=(), stages=(replace(kept.stages[0], limit=None, promptly=True),))
    case = a_case(published(replace(helpdesk(), milestones=(promptly,))))
    assert case.state("resolve", "2027-06-01T11:30") == "running"
    assert case.waits("2027-06-01T12:00", "waiting_customer").state("resolve", "2027-06-02T11:30") == "paused"
    assert case.record("2027-06-02T12:00", "breached", "warned") == []


def test_a_milestone_that_cannot_be_computed_stops_no_other() -> None:
    kept = helpdesk().milestones[1]
    cycles = replace(
        kept, variants=(), stages=(replace(kept.stages[0], limit=2, unit=kept.stages[0].unit.BILLING_CYCLE),)
    )
    case = a_case(published(replace(helpdesk(), milestones=(helpdesk().milestones[0], cycles))))
    assert case.cycle("resolve", "2026-06-01T11:30").fault == "billing_cycles_missing"
    assert case.state("respond", "2026-06-01T10:30") == "running 06-01 11:00"


def test_what_repeats_begins_anew_each_time_it_is_met() -> None:
    kept = replace(
        helpdesk().milestones[1],
        id="next_update",
        variants=(),
        repeats=True,
        stop=(replace(helpdesk().milestones[1].stop[0], event="complaint.progress_sent"),),
        cancel=(replace(helpdesk().milestones[1].stop[0], event="complaint.decision_sent"),),
    )
    case = a_case(published(replace(helpdesk(), milestones=(kept,)))).on("2026-06-02T10:00", Complaint.ProgressSent)
    case.decided("2026-06-03T10:00")
    cycles = case.clocks("2026-06-03T11:00")["next_update"].cycles
    assert [cycle.state for cycle in cycles] == [ClockState.MET, ClockState.CANCELLED]
    assert cycles[1].started_at == cycles[0].ended_at


def test_half_of_the_counted_time_leaves_the_night_out() -> None:
    warned = with_resolve(warn_at=("50%",), escalate=())
    case = a_case(warned, severity="low")
    [line] = [each for each in case.record("2026-06-04T10:00:00", "warned") if "resolve" in each]
    assert line == "warned resolve/1.1 06-03 14:00 50%"


def test_where_the_day_was_moved_the_time_on_the_wall_counts() -> None:
    warned = with_resolve(warn_at=("50%",), escalate=(), on_priority_change=ChangeRule.FROM_CHANGE)
    case = classified(a_case(warned, severity="low"), "2026-06-01T12:00", "high")
    assert [each for each in case.record("2026-06-01T14:00:00", "warned") if "resolve" in each] == [
        "warned resolve/1.1 06-01 13:00 50%"
    ]


def test_a_lead_time_step_comes_once_more_when_its_day_has_moved_far() -> None:
    led = with_resolve(warn_at=("PT2H",), escalate=())
    case = a_case(led).waits("2026-06-01T12:30", "waiting_customer").goes_on("2026-06-02T12:30")
    lines = [each for each in case.record("2026-06-02T13:00:00", "warned") if "resolve" in each]
    assert lines == ["warned resolve/1.1 06-01 12:00 -PT2H", "warned resolve/1.1 06-02 12:00 -PT2H"]


def test_a_consent_that_a_stage_requires_is_what_its_extension_says() -> None:
    kept = helpdesk().milestones[1]
    longer = (*kept.stages, replace(kept.stages[0], limit=80, requires=("consent:complainant",)))
    case = a_case(with_resolve(stages=longer, variants=()), severity="low")
    case.on("2026-06-02T10:00", Complaint.Extended, stage=2)
    assert case.cycle("resolve", "2026-06-02T11:00").stage == 2


def test_a_stage_that_requires_nothing_is_reached_by_any_extension() -> None:
    kept = helpdesk().milestones[1]
    longer = (*kept.stages, replace(kept.stages[0], limit=80))
    case = a_case(with_resolve(stages=longer, variants=()), severity="low")
    assert case.cycle("resolve", "2026-06-02T11:00").stage == 1
    case.on("2026-06-02T10:00", Complaint.Extended, stage=2)
    assert case.cycle("resolve", "2026-06-02T11:00").stage == 2


def test_an_escalation_before_the_day_comes_before_it() -> None:
    led = with_resolve(warn_at=(), escalate=(Escalation("supervisor", before="PT1H"),))
    assert [each for each in a_case(led).record("2026-06-01T13:30:00", "escalation_fired") if "resolve" in each] == [
        "escalation_fired resolve/1.1 06-01 13:00 -PT1H"
    ]
