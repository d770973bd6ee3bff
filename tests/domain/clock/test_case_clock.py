"""The clock of a case: what is on record, and what each fact changes."""

from datetime import date, datetime
from typing import Any

from domain.clock import CaseClock
from domain.clock.case_clock import Breach, Deadline, OfCase, OfCycle, Selection, clock_of, key_of
from domain.clock.cycle import ClockState
from domain.clock.ladder import Rung
from tests.domain.examples import Examples
from tests.domain.fixed import NOW, RECEIVED_AT, YESTERDAY
from tests.domain.language import STREAM, Given, Happening

PACK, MILESTONE = "cn-nfra-2020-3", "decide_and_notify"
DUE_AT = datetime.fromisoformat("2026-01-20T15:59:59+00:00")
KEY = key_of(PACK, MILESTONE, 1)
OF_CASE: dict[str, Any] = {"case_id": STREAM, "case_version": 1}
OF_CYCLE: dict[str, Any] = {**OF_CASE, "pack": PACK, "milestone": MILESTONE, "cycle": 1, "stage": 1}
SELECTED: dict[str, Any] = {
    "pack": PACK,
    "pack_version": 1,
    "pack_hash": "ab" * 32,
    "row": "China",
    "milestones": (MILESTONE,),
    "calendar": "cn",
    "calendar_version": "1",
}
DEADLINE: dict[str, Any] = {
    "started_at": RECEIVED_AT,
    "due_at": DUE_AT,
    "due_on": date(2026, 1, 20),
    "is_provisional": False,
    "is_regulatory": True,
    "pack_version": 1,
    "calendar": "cn",
    "calendar_version": "1",
    "time_zone_data": "2026a",
    "ladder": (Rung("80%", YESTERDAY, DUE_AT), Rung("+PT0S", DUE_AT, DUE_AT, "unit_head", 0)),
}
STEP: dict[str, Any] = {"step": "80%", "due_at": DUE_AT, "detected_at": NOW}
BREACHED: dict[str, Any] = {"breached_at": DUE_AT, "cause": "time", "is_regulatory": True, "breach_class": "art40_2"}

EXAMPLES = Examples(
    {
        CaseClock.PackSelected: {**OF_CASE, **SELECTED},
        CaseClock.DueSet: {**OF_CYCLE, **DEADLINE, "cause": "received"},
        CaseClock.DueTold: {**OF_CYCLE, "due_on": date(2026, 1, 20)},
        CaseClock.Warned: {**OF_CYCLE, **STEP},
        CaseClock.Breached: {**OF_CYCLE, **BREACHED, "detected_at": NOW},
        CaseClock.BreachRescinded: {**OF_CYCLE, "breached_at": DUE_AT, "cause": "decision_sent"},
        CaseClock.EscalationFired: {**OF_CYCLE, **STEP, "step": "+PT0S", "to": "unit_head"},
        CaseClock.Met: {**OF_CYCLE, "is_late": False},
        CaseClock.Cancelled: {**OF_CYCLE, "cause": "withdrawn"},
    }
)
happened, now = EXAMPLES.happened, EXAMPLES.now
CYCLE = OfCycle(STREAM, 1, PACK, MILESTONE, 1, 1)


def given(*past: Happening) -> Given[CaseClock]:
    """Begin with a clock to which this happened."""
    return Given(CaseClock, *past)


RUNNING = (happened(CaseClock.PackSelected), happened(CaseClock.DueSet))


def test_the_stream_of_a_clock_follows_from_that_of_its_case() -> None:
    assert clock_of(STREAM) == clock_of(STREAM)
    assert clock_of(STREAM) != STREAM


def test_a_pack_runs_by_a_row_of_the_table() -> None:
    clock = given().when(lambda clock: clock.select_pack(OfCase(STREAM, 1), Selection(**SELECTED), now=NOW))
    kept = clock.then(now(CaseClock.PackSelected))
    assert kept.packs[PACK].row == "China"


def test_a_deadline_is_set_and_the_cycle_runs() -> None:
    clock = given(RUNNING[0]).when(lambda clock: clock.set_due(CYCLE, Deadline(**DEADLINE), "received", now=NOW))
    facts = clock.then(now(CaseClock.DueSet)).cycles[KEY]
    assert (facts.state, facts.due_at) == (ClockState.RUNNING, DUE_AT)


def test_nothing_is_due_while_it_is_paused() -> None:
    paused = Deadline(**{**DEADLINE, "due_at": None, "due_on": None, "ladder": ()})
    clock = given(*RUNNING).when(lambda clock: clock.set_due(CYCLE, paused, "paused", now=NOW))
    kept = clock.then(now(CaseClock.DueSet, due_at=None, due_on=None, ladder=(), cause="paused"))
    assert kept.cycles[KEY].state is ClockState.PAUSED


def test_the_date_that_was_told_is_kept() -> None:
    told = given(*RUNNING).when(lambda clock: clock.tell_due(CYCLE, date(2026, 1, 20), now=NOW))
    assert told.then(now(CaseClock.DueTold)).cycles[KEY].told_on == date(2026, 1, 20)


def test_a_step_is_remembered_with_the_day_it_was_for() -> None:
    warned = given(*RUNNING).when(lambda clock: clock.warn(CYCLE, "80%", DUE_AT, at=YESTERDAY, now=NOW))
    assert warned.then(happened(CaseClock.Warned)).cycles[KEY].fired == {"1:80%": DUE_AT}
    called = given(*RUNNING).when(
        lambda clock: clock.escalate(CYCLE, "+PT0S", "unit_head", DUE_AT, at=YESTERDAY, now=NOW)
    )
    assert called.then(happened(CaseClock.EscalationFired)).cycles[KEY].fired == {"1:+PT0S>unit_head": DUE_AT}


def test_a_breach_stays_beside_the_state() -> None:
    breach = Breach(**BREACHED)
    clock = given(*RUNNING).when(lambda clock: clock.breach(CYCLE, breach, now=NOW))
    happens = Happening(CaseClock.Breached, DUE_AT, {**OF_CYCLE, **BREACHED, "detected_at": NOW})
    assert clock.then(happens).cycles[KEY].state is ClockState.BREACHED
    met = given(*RUNNING, happened(CaseClock.Breached)).when(lambda clock: clock.meet(CYCLE, is_late=True, at=NOW))
    facts = met.then(now(CaseClock.Met, is_late=True)).cycles[KEY]
    assert (facts.state, facts.breached_at, facts.ended_at) == (ClockState.MET_LATE, DUE_AT, NOW)


def test_a_breach_that_did_not_happen_is_rescinded() -> None:
    breached = (*RUNNING, happened(CaseClock.Breached))
    clock = given(*breached).when(lambda clock: clock.rescind_breach(CYCLE, DUE_AT, "decision_sent", now=NOW))
    facts = clock.then(now(CaseClock.BreachRescinded)).cycles[KEY]
    assert (facts.state, facts.breached_at) == (ClockState.RUNNING, None)


def test_a_cycle_that_is_breached_stays_so_when_its_day_moves() -> None:
    moved = given(*RUNNING, happened(CaseClock.Breached), happened(CaseClock.DueSet)).replayed()
    assert moved.cycles[KEY].state is ClockState.BREACHED


def test_a_cycle_is_cancelled_and_what_comes_after_an_end_changes_no_state() -> None:
    clock = given(*RUNNING).when(lambda clock: clock.cancel(CYCLE, "withdrawn", at=NOW))
    assert clock.then(now(CaseClock.Cancelled)).cycles[KEY].state is ClockState.CANCELLED
    late = given(*RUNNING, happened(CaseClock.Cancelled), happened(CaseClock.Breached)).replayed()
    assert late.cycles[KEY].state is ClockState.CANCELLED
    assert late.cycles[KEY].breached_at == DUE_AT


def test_as_of_an_instant_a_cycle_may_be_missing() -> None:
    for only in EXAMPLES.all_of_them():
        clock = given(only).replayed()
        assert clock.case_version == 1
