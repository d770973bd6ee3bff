"""Tests: the answer about a case's clocks explains each second and date, at any instant, by what was known then."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.clocks.answers import CaseClocks, Cycle, View
from domain.case.instants import InTheFuture
from domain.complaint import Complaint
from domain.documents import AppliesTo
from domain.request import ServiceRequest
from domain.sla.milestone import ChangeRule
from infrastructure.policies import shipped_packs
from tests.application.clocks.told import of, told
from tests.domain.clock.case import Case, a_request, library, published
from tests.domain.clock.test_stories import report

DECIDE, DAY = "decide_and_notify", "bank_sla_24h"


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026, a holiday."""
    return Case().received("2026-09-25T10:00")


def cycle(case: Case, milestone: str, now: str, **asked: Any) -> Cycle:  # noqa: ANN401 - of `told`
    """Return the last cycle of a milestone."""
    return of(told(case, now, **asked), milestone).cycles[-1]


SIZES = {"calendar_day": 1, "business_day": 1, "working_day": 1, "calendar_hour": 3600}


def adds_up(answered: CaseClocks) -> None:
    """Check the ledgers of an answer: all seconds are there, all that count are counted, what is left is the rest."""
    for clock in answered.clocks:
        for each in clock.cycles:
            ledger, until = each.ledger, each.ended_at or answered.at
            if ledger.unit == "seconds":
                wall = int(max(until, each.started_at).timestamp()) - int(each.started_at.timestamp())
                assert sum(line.seconds for line in ledger.segments) == wall
                assert ledger.counted == sum(line.seconds for line in ledger.segments if line.is_counted)
                places = [(line.from_at, line.to_at) for line in ledger.segments]
                assert all(before[1] == after[0] for before, after in pairwise(places))
            else:
                days = [day.on for day in ledger.dates]
                assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
                assert days[-1] == each.due_on
            assert (each.remaining is None) or (each.overdue is None)
            limit = each.stages[each.stage - 1] if each.stages else None
            if each.remaining is not None and limit is not None and each.due_at == limit.due_at:
                left = each.remaining.dates if ledger.unit == "dates" else each.remaining.seconds
                if limit.unit in SIZES:
                    assert ledger.counted + (left or 0) == (limit.limit or 0) * SIZES[limit.unit]
            assert left_is_never_negative(each)


def left_is_never_negative(each: Cycle) -> bool:
    """Tell whether what is left is something."""
    return each.remaining is None or (each.remaining.seconds or each.remaining.dates or 0) >= 0


hours = st.integers(1, 900)


@given(st.lists(hours, min_size=1, max_size=6), st.sampled_from(("waiting_customer", "mediation")), hours)
@settings(max_examples=60, deadline=None)
def test_every_ledger_adds_up(gaps: list[int], reason: str, later: int) -> None:
    case, at = chinese(), datetime.fromisoformat("2026-09-25T10:00")
    for number, gap in enumerate(gaps):
        at += timedelta(hours=gap)
        if number % 2 == 0:
            case.waits(at.isoformat(), reason, f"s{number}")
        else:
            case.goes_on(at.isoformat(), f"s{number - 1}")
    now = (at + timedelta(hours=later)).isoformat()
    adds_up(told(case, now, kept=False))
    adds_up(told(case.decided(now), (at + timedelta(hours=later + 5)).isoformat(), kept=False))


def test_a_running_day_count_says_which_dates_are_left() -> None:
    found = cycle(chinese(), DECIDE, "2026-10-08T09:00")
    assert (found.state, found.due_on, found.remaining) == ("running", date(2026, 10, 10), found.remaining)
    assert found.remaining is not None
    assert (found.remaining.dates, found.remaining.seconds) == (2, None)
    assert [day.kind for day in found.ledger.dates] == ["day_zero", *["counted"] * 15]
    assert str(found.due_local) == "2026-10-10 23:59:59+08:00"


def test_what_stands_for_an_event_names_it() -> None:
    case = chinese().waits("2026-09-28T10:00")
    found = cycle(case, DECIDE, "2026-10-05T10:00")
    assert (found.state, found.is_due_open) == ("paused", True)
    [waiting] = found.paused_by
    assert (waiting.version, waiting.topic, waiting.says) == (2, "complaint.suspended", "mediation")
    [pause] = found.pauses
    assert (pause.to_at, pause.ended_by) == (None, None)
    assert {day.why for day in found.ledger.dates if day.kind == "paused"} == {"event 2"}


def test_hours_are_explained_to_the_second() -> None:
    case = chinese().waits("2026-09-25T12:00", "waiting_customer").goes_on("2026-09-25T15:30")
    found = cycle(case, DAY, "2026-09-25T20:00:30")
    assert [(line.kind, line.seconds, line.why) for line in found.ledger.segments] == [
        ("running", 2 * 3600, ""),
        ("paused", 3.5 * 3600, "event 2"),
        ("running", 4.5 * 3600 + 30, ""),
    ]
    assert (found.ledger.counted, found.remaining and found.remaining.seconds) == (23_430, 24 * 3600 - 23_430)


def test_a_breach_stays_beside_the_state_and_says_when_it_was_found() -> None:
    found = cycle(chinese().decided("2026-10-12T10:00"), DECIDE, "2026-10-13T10:00")
    assert (found.state, found.breach_cause, found.remaining) == ("met_late", "time", None)
    assert found.breached_at == found.due_at
    assert found.overdue is not None
    assert (found.overdue.seconds, found.overdue.dates) == (34 * 3600 + 1, 2)
    assert found.detected_at == Case().at("2026-10-12T10:00")
    assert [step.step for step in found.on_record.warnings] == ["50%", "80%", "-P1D"]
    assert found.on_record.escalations


def test_a_letter_entered_three_days_late_has_both_views() -> None:
    case = chinese().decided("2026-10-09T10:00", entered="2026-10-12T10:00")
    case.on("2026-10-12T11:00", Complaint.NoteAdded)
    corrected = told(case, "2026-10-20T10:00", at="2026-10-11T10:00")
    assert (corrected.view, of(corrected, DECIDE).state) == (View.AS_CORRECTED, "met")
    assert [each.version for each in corrected.entered_later] == [2]
    known = told(case, "2026-10-20T10:00", known="2026-10-11T10:00")
    assert (known.view, known.at, of(known, DECIDE).state) == (View.AS_KNOWN, case.at("2026-10-11T10:00"), "breached")
    assert (known.case_version, known.entered_later) == (1, ())
    now = of(told(case, "2026-10-20T10:00"), DECIDE).cycles[-1]
    assert (now.state, now.breached_at, now.detected_at) == ("met", None, None)


def test_a_breach_that_was_none_is_still_readable() -> None:
    case = chinese().decided("2026-10-12T09:00")
    report(case, "2026-10-13T09:00", 2, "2026-10-10T18:00")
    found = cycle(case, DECIDE, "2026-10-14T09:00")
    assert (found.state, found.breached_at) == ("met", None)
    [breach] = found.on_record.breaches
    assert breach.rescinded_by == "report_corrected"
    # As of the day before the correction, by all that is known now: the letter had been posted.
    assert cycle(case, DECIDE, "2026-10-14T09:00", at="2026-10-12T20:00").state == "met"
    assert cycle(case, DECIDE, "2026-10-14T09:00", known="2026-10-12T20:00").state == "met_late"


def test_a_late_extension_and_an_agreed_day_are_told() -> None:
    case = chinese().on("2026-10-12T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    assert [each.version for each in cycle(case, DECIDE, "2026-10-13T10:00").late_extensions] == [2]
    case = chinese().on("2026-10-08T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    found = cycle(case, DECIDE, "2026-10-13T10:00")
    assert (found.stage, found.due_on, found.told_on) == (2, date(2026, 10, 25), date(2026, 10, 25))
    assert [stage.reached_by and stage.reached_by.says for stage in found.stages] == [None, "complex", None]
    assert [stage.is_reached for stage in found.stages] == [True, True, False]


def test_an_agreed_day_ends_the_count_earlier_or_later() -> None:
    for until, kinds in ((date(2026, 10, 8), 0), (date(2026, 10, 20), 10)):
        case = Case(library=library(agreeable())).received("2026-09-25T10:00")
        case.on("2026-09-28T10:00", Complaint.DeadlineAgreed, until=until)
        found = of(told(case, "2026-10-01T10:00"), DECIDE).cycles[-1]
        assert (found.agreed_on, found.due_on) == (until, until)
        assert sum(day.kind == "agreed" for day in found.ledger.dates) == kinds
        assert found.remaining is not None
        assert found.remaining.dates == (until - date(2026, 10, 1)).days


def agreeable() -> Any:  # noqa: ANN401 - a pack
    """Return a pack in which an agreed day counts."""
    pack = shipped_packs()["cn-nfra-2020-3"]
    return replace(pack, milestones=tuple(replace(each, agreed_override=True) for each in pack.milestones))


@pytest.mark.parametrize("rule", ["from_change", "keep_elapsed", "from_origin"])
@pytest.mark.parametrize("milestone", [DECIDE, DAY])
def test_a_policy_that_changes_in_flight_is_in_the_ledger(rule: str, milestone: str) -> None:

    name = "cn-nfra-2020-3" if milestone == DECIDE else "bank-default"
    pack = shipped_packs()[name]
    milestones = tuple(replace(each, on_policy_change=ChangeRule(rule)) for each in pack.milestones)
    newer = replace(pack, version=pack.version + 1, milestones=milestones)
    known = library(pack)
    case = Case(library=known).received("2026-09-25T10:00")
    changed = published(newer, AppliesTo.OPEN_MILESTONES, case.at("2026-09-25T16:00"))
    case.library = replace(known, packs={name: (*known.packs[name], changed)})
    now = "2026-09-27T10:00" if milestone == DECIDE else "2026-09-25T20:00"
    answered = told(case, now, kept=False)
    adds_up_but_limits(answered)
    found = of(answered, milestone).cycles[-1]
    kinds = [line.kind for line in found.ledger.segments] + [day.kind for day in found.ledger.dates]
    # A date is whole: a change within the day of the receipt leaves no date before it.
    assert ("superseded" in kinds) == (rule == "from_change" and milestone == DAY)
    before = told(case, now, at="2026-09-25T15:00", known="2026-09-25T15:00", kept=False)
    assert of(before, milestone).pack_version == pack.version
    assert of(answered, milestone).pack_version == newer.version


def adds_up_but_limits(answered: CaseClocks) -> None:
    """Check that every second or date is there; after a change the limit is not what counts from the start."""
    for clock in answered.clocks:
        for each in clock.cycles:
            if each.ledger.unit == "seconds":
                wall = (answered.at - each.started_at).total_seconds()
                assert sum(line.seconds for line in each.ledger.segments) == wall
            else:
                days = [day.on for day in each.ledger.dates]
                assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
                assert days[-1] == each.due_on


def test_what_has_not_begun_has_a_state_and_no_cycle() -> None:
    clock = of(told(chinese(), "2026-09-26T10:00"), "recheck_request_window")
    assert (clock.state, clock.cycles) == ("not_started", ())


def test_every_rule_says_where_it_is_from_and_why_it_runs_here() -> None:
    clock = of(told(chinese(), "2026-09-26T10:00"), DECIDE)
    assert (clock.pack, clock.is_regulatory, clock.is_verified) == ("cn-nfra-2020-3", True, True)
    assert clock.source.startswith("Order 2020 No.3")
    assert (clock.selected_by, clock.selected_with.version) == ("China", 1)
    assert (clock.calendar, clock.calendar_version, clock.time_zone) == ("cn", "2026.1", "Asia/Shanghai")


def test_before_the_receipt_there_is_nothing_and_the_future_is_refused() -> None:
    assert told(chinese(), "2026-09-26T10:00", at="2026-09-24T10:00").clocks == ()
    assert told(chinese(), "2026-09-26T10:00", known="2026-09-24T10:00").case_version == 0
    with pytest.raises(InTheFuture):
        told(chinese(), "2026-09-26T10:00", at="2026-09-27T10:00")
    with pytest.raises(InTheFuture):
        told(chinese(), "2026-09-26T10:00", known="2026-09-27T10:00")


def test_a_service_request_is_told_in_the_same_way() -> None:

    case = a_request().on("2026-06-01T10:00", ServiceRequest.Submitted, unit_id="shanghai")
    answered = told(case, "2026-06-01T11:00")
    assert answered.kind == "service_request"
    assert of(answered, DAY).state == "running"
    adds_up(answered)
