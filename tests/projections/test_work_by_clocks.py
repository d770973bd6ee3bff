"""Tests: the worklist is in the order of the clocks, and the load counts by them, whatever comes in which order."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import cast

import pytest
from sqlalchemy import Engine

from domain.aggregate import DomainEvent
from domain.clock import CaseClock
from domain.clock.case_clock import Breach, OfCycle
from domain.clock.cycle import ClockState
from domain.complaint import Complaint
from domain.complaint.state import ENDS
from domain.request import ServiceRequest
from domain.request.state import ENDS as REQUEST_ENDS
from domain.sight import Discretion, Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import search, worklist
from projections.load import Load
from projections.work_by_clocks import NEVER
from projections.worklist import FOLD, Entry
from projections.worklist_questions import Wanted, Worklist
from tests.conftest import Database
from tests.projections.asking import EVE, ZOE
from tests.projections.clock_histories import OPEN, REGULATORY, clock_history, deadline
from tests.projections.following import append, begin, contents, follow, rebuild
from tests.projections.histories import FIRST_DAY, histories, interleaved
from tests.projections.request_histories import request_histories
from tests.projections.seen import Seen

VIEWS = (worklist.VIEW, search.VIEW)
NOW = FIRST_DAY + timedelta(days=40)
ANSWERED = {"decided", "accepted", "unanswered", "fulfilled", "confirmed"}
LONDON = Sight("lena", frozenset({"lena"}), frozenset({"london"}), discretion=Discretion.HANDLED)
Case = Complaint | ServiceRequest
Told = dict[str, tuple[Case, CaseClock]]


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def told(engine: Engine) -> Told:
    """Cases and their clocks: half of what happens to a case comes before its clocks, half of it after."""
    begin(engine, VIEWS)
    cases: list[Case] = [*histories(120), *request_histories(60)]
    clocks = [clock_history(case.id, Random(f"clock {case.id}")) for case in cases]
    halves = [halved(case) for case in cases]
    log = EventLog(engine)
    append(log, (event for first, _ in halves for event in first))
    follow(engine, VIEWS)
    append(log, interleaved(clocks))
    follow(engine, VIEWS, batch=100)
    append(log, (event for _, second in halves for event in second))
    follow(engine, VIEWS)
    return {str(case.id): (case, clock) for case, clock in zip(cases, clocks, strict=True)}


def halved(case: Case) -> tuple[list[DomainEvent], list[DomainEvent]]:
    events = cast("list[DomainEvent]", list(case.pending_events))
    middle = 1 + len(events) // 2
    return events[:middle], events[middle:]


def is_open(case: Case) -> bool:
    return case.state not in (ENDS if isinstance(case, Complaint) else REQUEST_ENDS)


def place(case: Case, clock: CaseClock) -> tuple[int, datetime]:
    """Return where a case belongs by its clocks, read from what the aggregate knows."""
    going = [(key.startswith(REGULATORY), facts) for key, facts in clock.cycles.items() if facts.state in OPEN]
    late = [facts.breached_at for regulatory, facts in going if regulatory and facts.breached_at]
    if late and case.state not in ANSWERED:
        return 0, min(late)
    for rank, of_regime in ((1, True), (2, False)):
        dates = [facts.due_at or facts.breached_at for regulatory, facts in going if regulatory is of_regime]
        if known := [each for each in dates if each]:
            return rank, min(known)
    return 3, NEVER


def all_pages(engine: Engine, wanted: Wanted, asking: Sight, limit: int) -> list[Entry]:
    items, after = list[Entry](), None
    while True:
        page = Worklist(engine).page(wanted, asking=asking, now=NOW, after=after, limit=limit)
        items += page.items
        after = page.next
        if after is None:
            return items


@pytest.mark.parametrize("asking", [ZOE, EVE, LONDON], ids=["all units", "recused", "one unit"])
@pytest.mark.parametrize("wanted", [Wanted(), Wanted(severity="high"), Wanted(kind="complaint")], ids=["", "h", "c"])
@pytest.mark.parametrize("limit", [7, 200])
def test_the_order_of_work_is_that_of_the_clocks(
    engine: Engine, told: Told, asking: Sight, wanted: Wanted, limit: int
) -> None:
    entries = all_pages(engine, wanted, asking, limit)

    def order(entry: Entry) -> tuple[object, ...]:
        return (*place(*told[entry.case_id]), entry.urgency, entry.received_at, entry.case_id)

    assert [entry.case_id for entry in entries] == [entry.case_id for entry in sorted(entries, key=order)]
    assert all((entry.clock_rank, entry.clock_at) == place(*told[entry.case_id]) for entry in entries)
    seen = [case for case, _ in told.values() if is_open(case) and asking.shows(case.belonging)]
    if wanted == Wanted():
        assert {entry.case_id for entry in entries} == {str(case.id) for case in seen}
        assert {entry.clock_rank for entry in entries} == {0, 1, 2, 3}


def test_the_load_counts_cases_by_what_authorities_want_and_by_the_bank_s_own_promises(
    engine: Engine, told: Told
) -> None:
    shares = Load(engine, lambda _: "UTC").of(asking=ZOE, now=NOW).shares
    late, today = Counter[tuple[str, str | None, bool]](), Counter[tuple[str, str | None, bool]]()
    for case, clock in told.values():
        for of_regime in (True, False):
            going = [
                facts
                for key, facts in clock.cycles.items()
                if facts.state in OPEN and key.startswith(REGULATORY) is of_regime and is_open(case)
            ]
            days = [facts.due_on for facts in going if facts.due_on and not facts.breached_at]
            late[case.unit_id, case.handler_id, of_regime] += any(facts.breached_at for facts in going)
            today[case.unit_id, case.handler_id, of_regime] += bool(days) and min(days) == NOW.date()
    found = {
        (one.unit_id, one.handler_id, of_regime): dues
        for one in shares
        for of_regime, dues in ((True, one.regulatory), (False, one.internal))
    }
    assert +Counter({place: dues.breached for place, dues in found.items()}) == +late
    assert +Counter({place: dues.due_today for place, dues in found.items()}) == +today
    assert late.total() > 0
    assert today.total() > 0


def test_a_rebuild_makes_the_same_rows(engine: Engine, told: Told) -> None:
    assert told
    before = contents(engine, worklist.VIEW)
    rebuild(engine, worklist.VIEW)
    assert contents(engine, worklist.VIEW) == before


def test_a_breach_that_was_forgotten_with_its_cycle_is_there_when_the_cycle_goes_on() -> None:
    case = histories(1)[0]
    received = case.pending_events[0]
    clock = clock_history(case.id, Random(1), steps=1)
    entry = FOLD.apply(None, Seen(received))
    of, now, due_at = OfCycle(case.id, 1, REGULATORY, "acknowledge", 1, 1), NOW, datetime(2026, 2, 1, tzinfo=UTC)
    clock.set_due(of, deadline(of, FIRST_DAY, due_at), "received", now=now)
    clock.meet(of, is_late=False, at=now)
    clock.breach(of, Breach(due_at, "correction", is_regulatory=True, breach_class=None), now=now)
    clock.set_due(of, deadline(of, FIRST_DAY, due_at), "report_corrected", now=now)
    states = []
    for event in cast("list[DomainEvent]", clock.pending_events):
        if event.topic in FOLD.topics:
            entry = FOLD.apply(entry, Seen(event))
            states.append((int(entry.clock_rank), entry.regulatory_due_on, entry.has_regulatory_breach))
    assert states == [(1, date(2026, 2, 1), False), (3, None, False), (3, None, False), (0, None, True)]
    assert next(iter(clock.cycles.values())).state is ClockState.BREACHED
