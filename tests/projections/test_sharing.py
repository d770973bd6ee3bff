"""What lists show is what the domain says that somebody sees: `Sight` in SQL and in Python are the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.complaint.state import ENDS
from domain.sight import Discretion, Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import search, worklist
from projections.approvals import Approvals
from projections.load import Load
from projections.search import Search
from projections.worklist_questions import Counts, Wanted, Worklist
from tests.conftest import Database
from tests.projections.following import append, begin, follow
from tests.projections.histories import PEOPLE, UNITS, histories, interleaved
from tests.projections.test_worklist import NOW, all_pages, ids, listed, open_cases

VIEWS = (worklist.VIEW, search.VIEW)


def sights() -> Iterator[Sight]:
    """Yield what all kinds of people see."""
    for person in (PEOPLE[0], "eve"):
        anybody = Sight(person, frozenset({person}), discretion=Discretion.NONE)
        yield anybody
        yield replace(anybody, discretion=Discretion.ALL)
        for unit in (*UNITS, "nowhere"):
            handler = replace(anybody, units=frozenset({unit}), discretion=Discretion.HANDLED)
            yield handler
            yield replace(handler, sees_received=True, discretion=Discretion.NONE)
        yield replace(anybody, units=frozenset(UNITS[:2]), discretion=Discretion.OWNED)
        yield replace(anybody, units=frozenset(UNITS), discretion=Discretion.OWNED)
    yield Sight("dan", frozenset({"dan", "ann", "eve"}), frozenset(UNITS[1:]), discretion=Discretion.OWNED)


SIGHTS = list(sights())
everybody = pytest.mark.parametrize("sight", SIGHTS, ids=range(len(SIGHTS)))


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def cases(engine: Engine) -> list[Complaint]:
    begin(engine, VIEWS)
    complaints = histories(150)
    append(EventLog(engine), interleaved(complaints))
    follow(engine, VIEWS)
    return complaints


def seen(cases: list[Complaint], sight: Sight) -> list[Complaint]:
    """Return what somebody sees of the open cases, as the domain says it."""
    return [case for case in open_cases(cases) if sight.shows(case.belonging)]


def test_the_histories_hold_what_the_tests_are_about(cases: list[Complaint]) -> None:
    belongings = [case.belonging for case in open_cases(cases)]
    assert any(one.other_units for one in belongings)
    assert any(one.employee_id == "eve" for one in belongings)
    assert any(one.is_confidential and one.handler_id == "ann" for one in belongings)
    assert any(len(case.earlier_units) > 1 and case.task_units for case in cases)
    assert any(task.state == "cancelled" for case in cases for task in case.tasks.values())


@everybody
def test_the_list_shows_what_is_seen(engine: Engine, cases: list[Complaint], sight: Sight) -> None:
    entries = all_pages(engine, Wanted(), asking=sight, limit=7)
    assert len(entries) == len(listed(entries))
    assert listed(entries) == ids(seen(cases, sight))
    assert entries == sorted(entries, key=lambda entry: (entry.urgency, entry.received_at, entry.case_id))


@everybody
@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(unit_id="london"), Wanted(handler_id="ann"), Wanted(severity="high", category="loan")]
)
def test_the_counts_are_those_of_the_list(engine: Engine, cases: list[Complaint], sight: Sight, wanted: Wanted) -> None:
    assert cases
    expected = Counts()
    for entry in all_pages(engine, wanted, asking=sight):
        expected.add(1, state=entry.state, severity=entry.severity, unit_id=entry.unit_id)
    assert Worklist(engine).counts(wanted, asking=sight, now=NOW) == expected


@everybody
def test_a_search_finds_what_is_seen_open_or_not(engine: Engine, cases: list[Complaint], sight: Sight) -> None:
    found, after, asked = set[str](), None, Search(engine)
    while True:
        page = asked.page("c 2026", asking=sight, after=after, limit=60)
        found |= listed(page.items)
        after = page.next
        if after is None:
            break
    assert found == ids([case for case in cases if sight.shows(case.belonging)])


@everybody
def test_load_and_approvals_are_about_what_is_owned_and_seen(
    engine: Engine, cases: list[Complaint], sight: Sight
) -> None:
    owned = [case for case in seen(cases, sight) if sight.owns(case.belonging)]
    load = Load(engine, lambda _: "UTC").of(asking=sight, now=NOW)
    assert {(share.unit_id, share.handler_id): share.open for share in load.shares} == {
        (unit, handler): sum((case.unit_id, case.handler_id) == (unit, handler) for case in owned)
        for unit, handler in {(case.unit_id, case.handler_id) for case in owned}
    }
    assert {one.case_id for one in load.longest} <= ids(owned)
    assert {one.state for one in load.longest} == {case.state.value for case in owned}
    waiting = {entry.case_id for entry in all_pages(engine, Wanted(awaits_approval=True), asking=sight)}
    assert {one.case_id for one in Approvals(engine).page(asking=sight, limit=200).items} == waiting & ids(owned)


def test_closed_cases_are_in_no_list(engine: Engine, cases: list[Complaint]) -> None:
    everything = Sight("zoe", frozenset({"zoe"}))
    assert not listed(all_pages(engine, Wanted(), asking=everything)) & ids([c for c in cases if c.state in ENDS])
