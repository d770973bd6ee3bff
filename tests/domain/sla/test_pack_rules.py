"""Packs that are refused, each for a reason with its own code, at a place that can be found."""

from typing import Any

import pytest

from domain.refusals import Refusal
from domain.sla.pack_rules import first_refusal, pack_refusals
from tests.domain.sla.packs import KNOWN, milestone, pack, stage


def test_a_pack_that_is_in_order_is_not_refused() -> None:
    assert list(pack_refusals(pack(calendars=["gb-eng", "gb-sct"]), KNOWN)) == []
    assert first_refusal(pack(), KNOWN) is None


def found(refused: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a pack
    refusals = list(pack_refusals(refused, KNOWN))
    assert all(str(each) for each in refusals)
    return [(each.code, each.at) for each in refusals]


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"milestones": []}, "pack_incomplete", "milestones"),
        ({"authority": " "}, "pack_incomplete", "authority"),
        ({"source": ""}, "pack_incomplete", "source"),
        ({"effective_from": "2026-01-01", "effective_until": "2026-01-01"}, "pack_range", "effective_until"),
        ({"calendar": "moon"}, "pack_unknown_calendar", "calendar"),
        ({"calendars": ["gb-eng", "moon"]}, "pack_unknown_calendar", "calendars[1]"),
        ({"calendars": ["gb-sct"]}, "pack_contradiction", "calendars"),
        ({"milestones": [milestone(), milestone()]}, "pack_duplicate_name", "milestones[1]"),
    ],
)
def test_a_pack_is_refused(changes: dict[str, Any], code: str, at: str) -> None:
    assert found(pack(**changes)) == [(code, at)]


TWICE = [{"name": "new", "stages": [stage()]}] * 2
HOURS = [stage(24, "calendar_hour")]


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"variants": TWICE}, "pack_duplicate_name", "variants[1]"),
        ({"pauses": [{"reason": "mediation"}, {"reason": "mediation"}]}, "pack_duplicate_name", "pauses[1]"),
        ({"unverified": ["colour"]}, "pack_unknown_word", "unverified[0]"),
        ({"start": [{"event": "complaint.vanished"}]}, "pack_unknown_event", "start[0].event"),
        ({"cancel": [{"event": "complaint.vanished"}]}, "pack_unknown_event", "cancel[0].event"),
        ({"restart_on": [{"event": "complaint.vanished"}]}, "pack_unknown_event", "restart_on[0].event"),
        (
            {"start": [{"event": "complaint.received", "channels": ["pigeon"]}]},
            "pack_unknown_word",
            "start[0].channels[0]",
        ),
        ({"stop": [{"event": "complaint.received", "proofs": ["sung"]}]}, "pack_unknown_word", "stop[0].proofs[0]"),
        ({"stop": [{"event": "complaint.received", "actors": ["king"]}]}, "pack_unknown_word", "stop[0].actors[0]"),
        ({"stop": [{"event": "complaint.received", "sources": ["owl"]}]}, "pack_unknown_word", "stop[0].sources[0]"),
        ({"stop": []}, "pack_incomplete", ""),
        ({"start": []}, "pack_incomplete", ""),
        ({"repeats": True, "cancel": []}, "pack_incomplete", ""),
        ({"stages": []}, "pack_incomplete", "stages"),
        ({"stages": [stage(None)]}, "pack_incomplete", "stages[0]"),
        ({"stages": [stage(-1)]}, "pack_contradiction", "stages[0].limit"),
        (
            {"inclusive_end": False, "count_first_day": True, "stages": [stage(1)]},
            "pack_contradiction",
            "stages[0].limit",
        ),
        ({"stages": [stage(15, requires=["reason:complex"])]}, "pack_contradiction", "stages[0].requires"),
        ({"stages": [stage(15), stage(14)]}, "pack_stage_shorter", "stages[1].limit"),
        ({"stages": [stage(10, "business_day"), stage(13)]}, "pack_stage_shorter", "stages[1].limit"),
        (
            {"variants": [{"name": "v", "stages": [stage(2), stage(1)]}]},
            "pack_stage_shorter",
            "variants[0].stages[1].limit",
        ),
        (
            {"stages": [stage(3, "month"), stage(4, "billing_cycle", at_most={"limit": 80, "unit": "calendar_day"})]},
            "pack_stage_shorter",
            "stages[1].limit",
        ),
        ({"stages": [stage(), stage(30, requires=["reason:boredom"])]}, "pack_unknown_reason", "stages[1].requires[0]"),
        ({"stages": [stage(), stage(30, requires=["event:x.y"])]}, "pack_unknown_event", "stages[1].requires[0]"),
        ({"stages": [stage(), stage(30, requires=["notice:press"])]}, "pack_unknown_word", "stages[1].requires[0]"),
        ({"stages": [stage(), stage(30, requires=["luck"])]}, "pack_unknown_word", "stages[1].requires[0]"),
        ({"pauses": [{"reason": "holiday"}]}, "pack_unknown_reason", "pauses[0].reason"),
        ({"pauses": [{"reason": "mediation", "requires": ["x"]}]}, "pack_unknown_word", "pauses[0].requires[0]"),
        ({"stages": HOURS}, "pack_contradiction", "end_of_day"),
        (
            {"stages": HOURS, "end_of_day": "same_time", "count_first_day": True},
            "pack_contradiction",
            "count_first_day",
        ),
        (
            {"stages": HOURS, "end_of_day": "same_time", "roll_forward": "civil_code_203"},
            "pack_contradiction",
            "roll_forward",
        ),
        ({"end_of_day": "same_time", "inclusive_end": False}, "pack_contradiction", "inclusive_end"),
        ({"warn_at": ["50%", "soon"]}, "pack_invalid_warning", "warn_at[1]"),
        ({"warn_at": ["100%"]}, "pack_invalid_warning", "warn_at[0]"),
        ({"warn_at": ["P"]}, "pack_invalid_warning", "warn_at[0]"),
        ({"warn_at": ["PT"]}, "pack_invalid_warning", "warn_at[0]"),
        ({"escalate": [{"to": "unit_head"}]}, "pack_invalid_warning", "escalate[0]"),
        ({"escalate": [{"to": "unit_head", "share": 80, "after": "PT1H"}]}, "pack_invalid_warning", "escalate[0]"),
        ({"escalate": [{"to": "unit_head", "before": "1 day"}]}, "pack_invalid_warning", "escalate[0]"),
        ({"escalate": [{"to": "unit_head", "share": 0}]}, "pack_invalid_warning", "escalate[0].share"),
        ({"escalate": [{"to": "nobody", "share": 80}]}, "pack_unknown_word", "escalate[0].to"),
        ({"lanes": [{"name": "vip", "stages": [stage(10)]}]}, "pack_lane_in_regulatory", "lanes[0]"),
    ],
)
def test_a_milestone_is_refused(changes: dict[str, Any], code: str, at: str) -> None:
    place = f"milestones[0].{at}" if at else "milestones[0]"
    assert found(pack(milestone(**changes))) == [(code, place)]


def test_a_promise_has_lanes_that_are_never_longer() -> None:
    lanes = [{"name": "vip", "stages": [stage(15)]}, {"name": "slow", "stages": [stage(16), stage(30), stage(60)]}]
    assert found(pack(milestone(lanes=lanes), kind="internal")) == [
        ("pack_lane_longer", "milestones[0].lanes[1]"),
        ("pack_lane_longer", "milestones[0].lanes[1].stages[0]"),
    ]
    assert found(pack(milestone(lanes=[lanes[0], lanes[0]]), kind="internal")) == [
        ("pack_duplicate_name", "milestones[0].lanes[1]")
    ]


def test_a_customers_shorter_target_is_no_shorter_stage() -> None:
    lane = {"name": "vip", "stages": [stage(5), stage(10)]}
    assert found(pack(milestone(lanes=[lane]), kind="internal")) == []


def test_a_limit_in_words_needs_no_number() -> None:
    assert found(pack(milestone(stages=[stage(None, promptly=True)]))) == []


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = pack(milestone(stages=[stage(15), stage(14)], pauses=[{"reason": "holiday"}]), authority="")
    assert [code for code, _ in found(wrong)] == ["pack_incomplete", "pack_stage_shorter", "pack_unknown_reason"]
    refusal = first_refusal(wrong, KNOWN)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "pack_incomplete"
