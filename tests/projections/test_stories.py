"""What hides a case hides every case that tells its story, in every view: SQL and the domain's words are the same."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import Engine, Table, select

from domain.case.conversion import Dissatisfaction
from domain.complaint import Complaint
from domain.complaint.state import ENDS
from domain.request import ServiceRequest
from domain.request.state import ENDS as REQUEST_ENDS
from domain.sight import Belonging, Discretion, Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import contact_rows, likeness, search, worklist
from projections.load import Load
from projections.visible import visible
from projections.worklist_questions import Counts, Wanted, Worklist
from tests.conftest import Database
from tests.domain.complaint.values import BY_POST
from tests.projections.following import append, begin, follow
from tests.projections.histories import FIRST_DAY, histories, interleaved
from tests.projections.request_histories import request_histories
from tests.projections.test_sharing import everybody
from tests.projections.test_worklist import NOW, all_pages, listed

Case = Complaint | ServiceRequest
VIEWS = (worklist.VIEW, search.VIEW, likeness.VIEW, contact_rows.VIEW)
WITH_CASES: Mapping[str, Table] = {
    "worklist": worklist.TABLE,
    "search": search.TABLE,
    "likeness": likeness.TABLE,
    "contact_log": contact_rows.CASES,
}


class Bank:
    """Cases of both kinds, some of them one story, and which case tells which others' story."""

    def __init__(self) -> None:
        """Make histories, and let seeded ones of them become or join each other."""
        self.complaints, self.requests = histories(140), request_histories(70)
        cases: list[Case] = [*self.complaints, *self.requests]
        self.by_id = {one.id: one for one in cases}
        self.tells: dict[UUID, set[UUID]] = {case_id: set() for case_id in self.by_id}
        seeded = random.Random(7)
        for _ in range(60):
            request = seeded.choice(self.requests)
            one, another = seeded.sample(self.complaints, 2)
            seeded.choice((self.was, self.became))(one, request)
            if one.merged_into is None and seeded.random() < 0.7:
                self.goes_on(one, another)
                if seeded.random() < 0.3:
                    self.stands_alone(one, another)

    def was(self, complaint: Complaint, request: ServiceRequest) -> None:
        """Let a complaint be what became of a request."""
        at, since = complaint.facts.received_at, Dissatisfaction.FIRST_WORDS
        complaint.record(
            Complaint.BegunFromRequest,
            request_id=request.id,
            request_reference=request.reference,
            request_received_at=at,
            since=since,
            chosen_by="ann",
            occurred_at=NOW,
        )
        request.record(
            ServiceRequest.ConvertedToComplaint,
            complaint_id=complaint.id,
            complaint_reference=complaint.reference,
            since=since,
            dissatisfied_at=at,
            contact_id=None,
            employee_id=request.facts.employee_id,
            chosen_by="ann",
            occurred_at=NOW,
        )
        self.be_one(complaint, request)

    def became(self, complaint: Complaint, request: ServiceRequest) -> None:
        """Let a request be what became of a complaint."""
        complaint.record(
            Complaint.ConvertedToServiceRequest,
            request_id=request.id,
            request_reference=request.reference,
            reason="inquiry",
            explanation="",
            requested_by="ann",
            converted_by="ben",
            notice=BY_POST,
            occurred_at=NOW,
        )
        request.record(
            ServiceRequest.BegunFromComplaint,
            complaint_id=complaint.id,
            complaint_reference=complaint.reference,
            occurred_at=NOW,
        )
        self.be_one(complaint, request)

    def goes_on(self, one: Complaint, another: Complaint) -> None:
        """Let a complaint go on in another."""
        another.record(
            Complaint.MergedIn,
            case_id=one.id,
            reference=one.reference,
            period_from=FIRST_DAY,
            hands=(),
            interested=(),
            barred=(),
            occurred_at=NOW,
        )
        one.record(
            Complaint.Merged,
            case_id=another.id,
            reference=another.reference,
            target_version=another.version,
            state_before=one.state,
            reason="",
            occurred_at=NOW,
        )
        self.tells[one.id].add(another.id)

    def stands_alone(self, one: Complaint, another: Complaint) -> None:
        """Let it stand for itself again."""
        assert one.merged_into
        one.record(
            Complaint.Unmerged,
            case_id=another.id,
            reference=another.reference,
            state=one.merged_into.state_before,
            meanwhile_from=1,
            meanwhile_to=0,
            was_decided=False,
            reason="",
            occurred_at=NOW,
        )
        another.record(Complaint.SourceUnmerged, case_id=one.id, reference=one.reference, occurred_at=NOW)
        self.tells[one.id].discard(another.id)

    def be_one(self, complaint: Complaint, request: ServiceRequest) -> None:
        """Let each tell the other's story."""
        self.tells[complaint.id].add(request.id)
        self.tells[request.id].add(complaint.id)

    def story(self, case: Case) -> set[UUID]:
        """Return the other cases whose story a case tells."""
        found, waiting = set[UUID](), {case.id}
        while waiting:
            found |= waiting
            waiting = {other for one in waiting for other in self.tells[one]} - found
        return found - {case.id}

    def shows(self, sight: Sight, case: Case) -> bool:
        """Tell whether somebody sees a case."""
        others = (self.by_id[other].belonging for other in self.story(case))
        return sight.shows(case.belonging) and all(may_know(sight, other) for other in others)

    def shown(self, sight: Sight) -> list[Case]:
        """Return what somebody sees."""
        return [case for case in self.by_id.values() if self.shows(sight, case)]


def may_know(sight: Sight, case: Belonging) -> bool:
    """Tell whether the story of a case is not kept from somebody, whoever owns it."""
    return case.employee_id not in sight.recused_from and sight.is_trusted_with(case)


def is_open(case: Case) -> bool:
    """Tell whether a case has not ended."""
    return case.state not in (ENDS if isinstance(case, Complaint) else REQUEST_ENDS)


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def bank(engine: Engine) -> Bank:
    """A bank whose views have followed, some of it anew and the rest event by event."""
    begin(engine, VIEWS)
    made = Bank()
    append(EventLog(engine), interleaved([*made.complaints, *made.requests]))
    follow(engine, VIEWS)
    return made


def test_the_stories_hold_what_the_tests_are_about(bank: Bank) -> None:
    zoe, eve = Sight("zoe", frozenset({"zoe"})), Sight("eve", frozenset({"eve"}))
    for_its_story = [case for case in bank.by_id.values() if not bank.shows(eve, case) and eve.shows(case.belonging)]
    assert any(is_open(case) for case in for_its_story)
    assert {type(case) for case in for_its_story} == {Complaint, ServiceRequest}
    assert max(len(bank.story(case)) for case in bank.by_id.values()) > 3
    assert len(bank.shown(zoe)) == len(bank.by_id)
    quinn = replace(zoe, discretion=Discretion.NONE)
    secret = [case for case in bank.by_id.values() if not bank.shows(quinn, case) and quinn.shows(case.belonging)]
    assert any(isinstance(case, Complaint) and case.merged_into for case in secret)
    assert any(is_open(case) for case in secret)


@everybody
@pytest.mark.parametrize("view", WITH_CASES)
def test_every_view_shows_what_may_be_known_of(engine: Engine, bank: Bank, view: str, sight: Sight) -> None:
    row = WITH_CASES[view].columns
    with engine.connect() as connection:
        shown = set(connection.scalars(select(row.case_id).where(visible(row, sight))))
    assert shown == {str(case.id) for case in bank.shown(sight)}


@everybody
@pytest.mark.parametrize("wanted", [Wanted(), Wanted(unit_id="london"), Wanted(severity="high")])
def test_lists_and_counts_leave_it_out(engine: Engine, bank: Bank, sight: Sight, wanted: Wanted) -> None:
    entries = all_pages(engine, wanted, asking=sight, limit=9)
    if wanted == Wanted():
        assert listed(entries) == {str(case.id) for case in bank.shown(sight) if is_open(case)}
    expected = Counts()
    for entry in entries:
        expected.add(1, state=entry.state, severity=entry.severity, unit_id=entry.unit_id)
    assert Worklist(engine).counts(wanted, asking=sight, now=NOW) == expected


@everybody
def test_the_load_leaves_it_out(engine: Engine, bank: Bank, sight: Sight) -> None:
    owned = [case for case in bank.shown(sight) if is_open(case) and sight.owns(case.belonging)]
    load = Load(engine, lambda _: "UTC").of(asking=sight, now=NOW)
    assert sum(share.open for share in load.shares) == len(owned)
    assert {one.state for one in load.longest} == {case.state.value for case in owned}
