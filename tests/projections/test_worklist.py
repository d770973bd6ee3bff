"""Tests: the worklist shows who has to do what, the most urgent first."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.complaint.rules import approval_missing
from domain.complaint.state import ENDS, State
from domain.sight import Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import search, worklist
from projections.keyset import InvalidCursor, Page
from projections.worklist import Entry, urgency
from projections.worklist_questions import Counts, Wanted, Worklist
from tests.conftest import Database
from tests.domain.fixed import ANN
from tests.projections.asking import BELOW_ANN, EVE, ZOE
from tests.projections.following import append, begin, follow
from tests.projections.histories import FIRST_DAY, histories, interleaved

VIEWS = (worklist.VIEW, search.VIEW)
NOW = FIRST_DAY + timedelta(days=60)


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def cases(engine: Engine) -> list[Complaint]:
    """Histories that the views have followed."""
    begin(engine, VIEWS)
    complaints = histories(120)
    append(EventLog(engine), interleaved(complaints))
    follow(engine, VIEWS)
    return complaints


def all_pages(engine: Engine, wanted: Wanted, *, asking: Sight = ZOE, limit: int = 50) -> list[Entry]:
    """Return every page of a list."""
    asked, items, after = Worklist(engine), list[Entry](), None
    while True:
        page: Page[Entry] = asked.page(wanted, asking=asking, now=NOW, after=after, limit=limit)
        items += page.items
        after = page.next
        if after is None:
            return items


def open_cases(cases: list[Complaint]) -> list[Complaint]:
    """Return the cases that have not ended."""
    return [case for case in cases if case.state not in ENDS]


def ids(cases: list[Complaint]) -> set[str]:
    """Return the ids of cases."""
    return {str(case.id) for case in cases}


def classified(cases: list[Complaint], **axes: str) -> set[str]:
    """Return the ids of cases that are classified so."""
    return ids([case for case in cases if all(getattr(case.classification, a, None) == c for a, c in axes.items())])


def listed(entries: list[Entry]) -> set[str]:
    """Return the ids of entries."""
    return {entry.case_id for entry in entries}


@pytest.mark.parametrize("limit", [1, 7, 200])
def test_the_pages_hold_every_open_case_once_in_the_order_of_work(
    engine: Engine, cases: list[Complaint], limit: int
) -> None:
    entries = all_pages(engine, Wanted(), limit=limit)

    assert [entry.case_id for entry in entries] == [
        entry.case_id for entry in sorted(entries, key=lambda e: (e.urgency, e.received_at, e.case_id))
    ]
    assert len(entries) == len(open_cases(cases))
    assert listed(entries) == ids(open_cases(cases))


def test_a_list_can_be_asked_by_everything_that_it_shows(engine: Engine, cases: list[Complaint]) -> None:
    of = open_cases(cases)

    def found(**wanted: object) -> set[str]:
        return listed(all_pages(engine, Wanted(**wanted)))  # type: ignore[arg-type]

    assert found(unit_id="london") == ids([c for c in of if c.unit_id == "london"])
    assert found(handler_id="ann") == ids([c for c in of if c.handler_id == "ann"])
    assert found(unit_id="cards", is_unassigned=True) == ids(
        [c for c in of if c.unit_id == "cards" and not c.handler_id]
    )
    assert found(is_unassigned=False) == ids([c for c in of if c.handler_id])
    assert found(queue="unrouted") == ids([c for c in of if c.queue == "unrouted"]) != set()
    assert found(queue="loans") == ids([c for c in of if c.queue == "loans"])
    assert found(is_suspended=True) == ids([c for c in of if c.suspensions])
    waiting = [c for c in of if any(new.state == "waiting" for new in c.new_facts.values())]
    assert found(has_new_facts=True) == ids(waiting) != set()
    assert found(has_new_facts=False) == ids([c for c in of if c not in waiting])
    assert found(is_held=True) == ids([c for c in of if c.is_held]) != set()
    assert found(is_held=False) == ids([c for c in of if not c.is_held])
    assert found(state="investigating") == ids([c for c in of if c.state is State.INVESTIGATING])
    assert found(awaits_approval=True) == ids([c for c in of if approval_missing(c, ANN)])
    assert found(severity="high") == classified(of, severity="high")
    assert found(category="loan") == classified(of, category="loan")
    assert found(complaint_class="service") == classified(of, complaint_class="service")
    assert found(text="扣款") == ids([c for c in of if "扣款" in c.words.narrative])
    assert found(text="...") == set()


def test_ages_are_counted_from_the_receipt(engine: Engine, cases: list[Complaint]) -> None:
    limit = NOW - timedelta(days=58)
    older = ids([case for case in open_cases(cases) if case.facts.received_at < limit])

    assert listed(all_pages(engine, Wanted(older_than_days=58))) == older
    assert listed(all_pages(engine, Wanted(younger_than_days=58))) == ids(open_cases(cases)) - older
    assert older


def test_cases_about_the_asking_user_are_in_no_list_and_no_count(engine: Engine, cases: list[Complaint]) -> None:
    about_eve = ids([case for case in cases if case.facts.employee_id == "eve"])
    open_ids = ids(open_cases(cases))

    assert about_eve & open_ids
    assert listed(all_pages(engine, Wanted(), asking=EVE)) == open_ids - about_eve
    assert Worklist(engine).counts(Wanted(), asking=EVE, now=NOW).total == len(open_ids - about_eve)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(unit_id="london"),
        Wanted(handler_id="ann", state="open"),
        Wanted(unit_id="cards", is_unassigned=True),
        Wanted(severity="high", is_unassigned=False),
        Wanted(severity="normal", text="card"),
        Wanted(category="loan", younger_than_days=59),
    ],
)
def test_the_counts_are_those_of_the_list(engine: Engine, cases: list[Complaint], wanted: Wanted) -> None:
    assert cases
    for asking in (ZOE, EVE, BELOW_ANN):
        expected = Counts()
        for entry in all_pages(engine, wanted, asking=asking):
            expected.add(1, state=entry.state, severity=entry.severity, unit_id=entry.unit_id)

        counts = Worklist(engine).counts(wanted, asking=asking, now=NOW)
        assert counts == expected
        assert type(counts.total) is int


def test_a_case_is_found_by_its_reference_open_or_not(engine: Engine, cases: list[Complaint]) -> None:
    for case in cases[:20]:
        assert Worklist(engine).case_with(case.reference) == str(case.id)
    assert Worklist(engine).case_with("C-2026-999999-9") is None


def test_a_more_severe_case_comes_first_and_a_major_one_before_its_equals() -> None:
    places = [
        urgency(severity, is_major=major)
        for severity in ("critical", "high", "normal", "low")
        for major in (True, False)
    ]

    assert places == sorted(places)
    assert urgency("a bank's own code", is_major=False) == urgency("normal", is_major=False)


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WyJhIiwiYiJd", "WzQsIjIwMjYtMDEtMDFUMDA6MDA6MDAiLCJ4Il0"])
def test_a_cursor_that_was_not_given_is_refused(engine: Engine, cases: list[Complaint], cursor: str) -> None:
    assert cases
    with pytest.raises(InvalidCursor):
        Worklist(engine).page(Wanted(), asking=ZOE, now=NOW, after=cursor)


def test_a_page_holds_two_hundred_cases_at_most(engine: Engine, cases: list[Complaint]) -> None:
    assert cases
    assert len(Worklist(engine).page(Wanted(), asking=ZOE, now=NOW, limit=0).items) == 1
    assert len(Worklist(engine).page(Wanted(), asking=ZOE, now=NOW, limit=10_000).items) <= 200
