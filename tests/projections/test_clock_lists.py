"""Tests: the clocks of open cases are listed by when they are due, to whoever may see the case, page by page."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from domain.clock import CaseClock
from domain.clock.case_clock import CycleFacts
from domain.clock.cycle import ClockState
from domain.complaint import Complaint
from domain.request import ServiceRequest
from domain.sight import Discretion, Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import clocks, worklist
from projections.clock_questions import ClockCounts, ClockLists, ListedClock, WantedClocks
from projections.keyset import InvalidCursor
from tests.conftest import Database
from tests.projections.asking import EVE, ZOE
from tests.projections.clock_histories import OPEN, REGULATORY, clock_history
from tests.projections.following import append, begin, contents, follow, rebuild
from tests.projections.histories import FIRST_DAY, histories, interleaved
from tests.projections.request_histories import request_histories
from tests.projections.test_work_by_clocks import is_open

VIEWS = (worklist.VIEW, clocks.VIEW)
NOW = FIRST_DAY + timedelta(days=40)
LONDON = Sight("lena", frozenset({"lena"}), frozenset({"london"}), discretion=Discretion.HANDLED)
MANAGER = Sight(
    "ann", frozenset({"ann"}), frozenset({"cards", "london"}), sees_received=True, discretion=Discretion.NONE
)
Case = Complaint | ServiceRequest
Open = list[tuple[Case, str, CycleFacts]]

everybody = pytest.mark.parametrize(
    "asking", [ZOE, EVE, LONDON, MANAGER], ids=["all", "recused", "one unit", "received"]
)
everything = pytest.mark.parametrize(
    "wanted",
    [
        WantedClocks(),
        WantedClocks(is_breached=True),
        WantedClocks(is_breached=False, is_regulatory=False),
        WantedClocks(due_within=timedelta(days=2)),
        WantedClocks(state="paused"),
        WantedClocks(state="breached", pack=REGULATORY),
        WantedClocks(unit_id="london", milestone="decide_and_notify"),
        WantedClocks(handler_id="ann", is_regulatory=True),
    ],
    ids=["open", "breached", "coming", "soon", "paused", "state", "unit", "handler"],
)


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def told(engine: Engine) -> list[tuple[Case, CaseClock]]:
    """Cases and their clocks, which the views have followed."""
    begin(engine, VIEWS)
    cases: list[Case] = [*histories(120), *request_histories(60)]
    kept = [clock_history(case.id, Random(f"clock {case.id}"), steps=12) for case in cases]
    log = EventLog(engine)
    append(log, interleaved(cases))
    append(log, interleaved(kept))
    follow(engine, VIEWS, batch=500)
    return list(zip(cases, kept, strict=True))


def expected(told: list[tuple[Case, CaseClock]], wanted: WantedClocks, asking: Sight) -> Open:
    """Return what is wanted, read from what the aggregates know."""
    return [
        (case, key, facts)
        for case, clock in told
        if is_open(case) and asking.shows(case.belonging)
        for key, facts in clock.cycles.items()
        if facts.state in OPEN and fits(case, key, facts, wanted)
    ]


def fits(case: Case, key: str, facts: CycleFacts, wanted: WantedClocks) -> bool:
    pack, milestone, _ = key.split("/")
    place = started(facts, wanted)
    return (
        place is not None
        and (wanted.due_within is None or (facts.due_at is not None and facts.due_at <= NOW + wanted.due_within))
        and wanted.is_breached in {None, facts.breached_at is not None}
        and wanted.unit_id in {None, case.unit_id}
        and (wanted.handler_id is None or wanted.handler_id == case.handler_id)
        and wanted.milestone in {None, milestone}
        and wanted.pack in {None, pack}
        and wanted.is_regulatory in {None, pack == REGULATORY}
        and wanted.state in {None, str(facts.state)}
    )


def started(facts: CycleFacts, wanted: WantedClocks) -> datetime | None:
    """Return the instant by which a list is ordered."""
    if wanted.state == ClockState.PAUSED:
        return facts.started_at
    return facts.breached_at if wanted.is_breached or wanted.state == ClockState.BREACHED else facts.due_at


def all_pages(engine: Engine, wanted: WantedClocks, asking: Sight, limit: int) -> list[ListedClock]:
    items, after = list[ListedClock](), None
    while True:
        page = ClockLists(engine).page(wanted, asking=asking, now=NOW, after=after, limit=limit)
        items += page.items
        after = page.next
        if after is None:
            return items


@everybody
@everything
def test_the_list_has_what_is_wanted_and_seen_once_and_in_order(
    engine: Engine, told: list[tuple[Case, CaseClock]], asking: Sight, wanted: WantedClocks
) -> None:
    wishes = expected(told, wanted, asking)
    found = all_pages(engine, wanted, asking, 7)
    assert Counter(f"{one.case_id} {one.pack}/{one.milestone}/{one.cycle}" for one in found) == Counter(
        f"{case.id} {key}" for case, key, _ in wishes
    )
    assert all_pages(engine, wanted, asking, 200) == found
    places = {(str(case.id), key): started(facts, wanted) for case, key, facts in wishes}
    order = [places[one.case_id, f"{one.pack}/{one.milestone}/{one.cycle}"] for one in found]
    assert order == sorted(each for each in order if each is not None)
    assert asking is not ZOE or found


@everybody
@everything
def test_the_counts_are_those_of_the_list(
    engine: Engine, told: list[tuple[Case, CaseClock]], asking: Sight, wanted: WantedClocks
) -> None:
    wishes, counts = expected(told, wanted, asking), ClockLists(engine).counts(wanted, asking=asking, now=NOW)
    handled = Counter(case.handler_id for case, _, _ in wishes)
    assert counts == ClockCounts(
        total=len(wishes),
        regulatory=sum(key.startswith(REGULATORY) for _, key, _ in wishes),
        breached=sum(facts.breached_at is not None for _, _, facts in wishes),
        unassigned=handled.pop(None, 0),
        by_unit=Counter(case.unit_id for case, _, _ in wishes),
        by_handler=Counter({handler: number for handler, number in handled.items() if handler}),
        by_milestone=Counter(key.rpartition("/")[0] for _, key, _ in wishes),
    )


def test_a_case_shows_what_a_list_shows(engine: Engine, told: list[tuple[Case, CaseClock]]) -> None:
    cases = {str(case.id): case for case, _ in told}
    for one in all_pages(engine, WantedClocks(), ZOE, 200):
        case = cases[one.case_id]
        assert (one.reference, one.unit_id, one.handler_id) == (case.reference, case.unit_id, case.handler_id)


def test_a_cursor_of_another_order_is_refused(engine: Engine, told: list[tuple[Case, CaseClock]]) -> None:
    assert told
    with pytest.raises(InvalidCursor):
        ClockLists(engine).page(WantedClocks(), asking=ZOE, now=NOW, after="x")


def test_a_rebuild_makes_the_same_rows(engine: Engine, told: list[tuple[Case, CaseClock]]) -> None:
    assert told
    before = contents(engine, clocks.VIEW)
    rebuild(engine, clocks.VIEW)
    assert contents(engine, clocks.VIEW) == before
