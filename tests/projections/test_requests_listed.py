"""Tests: service requests stand in the worklist beside complaints, are counted, found, and hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.case.conversion import Dissatisfaction
from domain.case.values import TaskState
from domain.complaint import Complaint
from domain.complaint.state import ENDS as COMPLAINT_ENDS
from domain.conversion import complaint_out_of
from domain.request import ServiceRequest
from domain.request.state import ENDS, State
from domain.sight import Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import search, worklist
from projections.load import Load
from projections.search import Search
from projections.worklist import FOLD, Entry
from projections.worklist_questions import Counts, Wanted, Worklist
from projections.worklist_requests import URGENCY, urgency
from tests.conftest import Database
from tests.domain.fixed import ANN, CODES, NOW, REQUEST_TYPES
from tests.domain.request.values import FACTS, intake
from tests.projections.asking import EVE, ZOE
from tests.projections.following import append, begin, follow
from tests.projections.histories import FIRST_DAY, case_id, histories, interleaved
from tests.projections.request_histories import request_histories, request_id
from tests.projections.seen import folded
from tests.projections.test_worklist import all_pages, listed

VIEWS = (worklist.VIEW, search.VIEW)
LATER = FIRST_DAY + timedelta(days=60)


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def cases(engine: Engine) -> tuple[list[ServiceRequest], list[Complaint]]:
    """Histories of both kinds that the views have followed."""
    begin(engine, VIEWS)
    requests, complaints = request_histories(80), histories(40)
    append(EventLog(engine), interleaved([*requests, *complaints]))
    follow(engine, VIEWS)
    return requests, complaints


def test_the_worklist_knows_what_the_aggregate_knows() -> None:
    for request in request_histories(300):
        entry = folded(FOLD, request.pending_events)
        assert (entry.kind, entry.state, entry.unit_id, entry.handler_id) == (
            "service_request",
            request.state,
            request.unit_id,
            request.handler_id,
        )
        assert entry.suspensions == list(request.suspensions)
        waiting = {task.unit_id for task in request.tasks.values() if task.state is TaskState.OPEN}
        assert entry.waiting_units == sorted(waiting)
        assert entry.employee_id == request.facts.employee_id
        assert entry.subject == request.words.subject
        assert (entry.severity, entry.request_type) == (request.priority, request.request_type.code)
        assert entry.received_at == request.facts.received_at
        assert entry.is_open == (request.state not in ENDS)
        assert frozenset(entry.other_units) == request.belonging.other_units
        story = [str(one.case_id) for one in (request.came_from, request.turned_into) if one]
        assert entry.tells == entry.told_in == story


def test_an_urgent_request_comes_with_the_critical_complaints() -> None:
    places = [urgency(priority) for priority in ("urgent", "high", "normal", "low")]
    assert places == sorted(places)
    assert urgency("a bank's own code") == URGENCY["normal"]
    for priority, severity in (("urgent", "critical"), ("high", "high"), ("normal", "normal"), ("low", "low")):
        assert urgency(priority) == worklist.urgency(severity, is_major=False)


def open_ones(cases: tuple[list[ServiceRequest], list[Complaint]]) -> tuple[set[str], set[str]]:
    """Return the ids of the open requests and of the open complaints."""
    requests, complaints = cases
    return (
        {str(one.id) for one in requests if one.state not in ENDS},
        {str(one.id) for one in complaints if one.state not in COMPLAINT_ENDS},
    )


@pytest.mark.parametrize("limit", [3, 200])
def test_both_kinds_stand_in_one_order_of_work(
    engine: Engine, cases: tuple[list[ServiceRequest], list[Complaint]], limit: int
) -> None:
    requests, complaints = open_ones(cases)
    entries = all_pages(engine, Wanted(), limit=limit)
    assert listed(entries) == requests | complaints
    assert [entry.case_id for entry in entries] == [
        entry.case_id for entry in sorted(entries, key=lambda e: (e.urgency, e.received_at, e.case_id))
    ]


def test_the_list_is_asked_by_kind_and_by_what_requests_have(
    engine: Engine, cases: tuple[list[ServiceRequest], list[Complaint]]
) -> None:
    requests, complaints = open_ones(cases)
    of = [one for one in cases[0] if one.state not in ENDS]
    assert listed(all_pages(engine, Wanted(kind="service_request"))) == requests
    for_themselves, again = (listed(all_pages(engine, Wanted(kind=kind))) for kind in ("complaint", "recheck"))
    assert for_themselves | again == complaints
    assert not for_themselves & again
    fulfilled = {str(one.id) for one in of if one.state is State.FULFILLED}
    assert listed(all_pages(engine, Wanted(state="fulfilled"))) == fulfilled != set()
    high = {str(one.id) for one in of if one.priority == "high"}
    assert listed(all_pages(engine, Wanted(kind="service_request", severity="high"))) == high != set()
    found = {str(one.id) for one in of if "取款" in one.words.narrative}
    assert listed(all_pages(engine, Wanted(kind="service_request", text="取款"))) >= found != set()


@pytest.mark.parametrize(
    "wanted", [Wanted(kind="service_request"), Wanted(kind="complaint", unit_id="cards"), Wanted()]
)
@pytest.mark.parametrize("asking", [ZOE, EVE])
def test_the_counts_are_those_of_the_list(
    engine: Engine, cases: tuple[list[ServiceRequest], list[Complaint]], wanted: Wanted, asking: Sight
) -> None:
    assert cases
    expected = Counts()
    for entry in all_pages(engine, wanted, asking=asking):
        expected.add(1, state=entry.state, severity=entry.severity, unit_id=entry.unit_id)
    assert Worklist(engine).counts(wanted, asking=asking, now=LATER) == expected
    assert expected.total


def test_the_load_holds_requests_too(engine: Engine, cases: tuple[list[ServiceRequest], list[Complaint]]) -> None:
    requests, complaints = open_ones(cases)
    load = Load(engine, lambda _: "UTC").of(asking=ZOE, now=LATER)
    assert sum(share.open for share in load.shares) == len(requests | complaints)
    assert {oldest.state for oldest in load.longest} >= {"submitted", "in_progress", "received"}


def test_a_request_is_found_by_its_reference_and_by_what_was_said(
    engine: Engine, cases: tuple[list[ServiceRequest], list[Complaint]]
) -> None:
    request = cases[0][0]
    assert Worklist(engine).case_with(request.reference) == str(request.id)
    found = Search(engine).page(request.reference, asking=ZOE).items
    assert [entry.case_id for entry in found] == [str(request.id)]
    answered = {str(one.id) for one in cases[0] if one.first_feedback_given}
    said = listed(Search(engine).page("looking into it", asking=ZOE, limit=200).items)
    assert said >= answered != set()


def submitted(number: int, **told: Any) -> ServiceRequest:  # noqa: ANN401 - facts by name
    """Submit a request now."""
    return ServiceRequest.submit(
        replace(intake(), facts=replace(FACTS, **told)),
        stream_id=request_id(number),
        reference=f"R-2026-{number:06}-1",
        types=REQUEST_TYPES,
        codes=CODES,
        by=ANN,
        now=NOW,
    )


def found(engine: Engine, text: str, asking: Sight) -> list[str]:
    """Return the references that a text finds."""
    return [entry.reference for entry in Search(engine).page(text, asking=asking).items]


def test_whom_a_request_or_what_it_became_is_about_finds_neither(engine_of_its_own: Engine) -> None:
    engine = engine_of_its_own
    begin(engine, VIEWS)
    about, converted, named_later = submitted(901, employee_id="eve"), submitted(902), submitted(903)
    first = complaint_of(converted, 911, employee_id="eve")
    second = complaint_of(named_later, 912)
    second.correct({"employee_id": "eve"}, "Named.", codes=CODES, by=ANN, now=NOW)
    append(EventLog(engine), interleaved([about, converted, named_later, first, second]))
    follow(engine, VIEWS)
    references = {about.reference, converted.reference, named_later.reference, first.reference, second.reference}
    assert set(found(engine, "lost card", ZOE)) == references
    assert found(engine, "lost card", EVE) == []
    assert all_pages(engine, Wanted(), asking=EVE) == []


@pytest.fixture
def engine_of_its_own(database: Database) -> Iterator[Engine]:
    """A pool on this test's own database."""
    made = make_engine(database.app_url, 2)
    yield made
    made.dispose()


def complaint_of(request: ServiceRequest, number: int, employee_id: str | None = None) -> Complaint:
    """Convert a request."""
    reference = f"C-2026-{number:06}-1"
    told = {"employee_id": employee_id}
    intake_of_it = complaint_out_of(request, told, None, NOW)
    request.convert_to_complaint(
        Dissatisfaction.CONTACT,
        at=None,
        contact=None,
        employee_id=employee_id,
        case_id=case_id(number),
        reference=reference,
        by=ANN,
        now=NOW,
    )
    return Complaint.receive(intake_of_it, stream_id=case_id(number), reference=reference, codes=CODES, by=ANN, now=NOW)


def test_an_entry_of_a_request_has_nothing_that_only_complaints_have() -> None:
    entry: Entry = folded(FOLD, submitted(1).pending_events)
    assert (entry.complaint_class, entry.category, entry.reason, entry.is_major) == (None, None, None, False)
    assert (entry.needs_approval, entry.is_risky, entry.queue) == (False, False, None)
