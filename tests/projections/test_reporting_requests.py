"""Tests: the reporting table of service requests says what the log says, and no word of anybody."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.request import ServiceRequest
from infrastructure.database import make_engine, raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import LedgerLog
from infrastructure.settings import Settings
from infrastructure.views import all_views
from projections import reporting
from projections.contact_rows import CONTACT_FOLD
from projections.reporting_contacts import contacts
from projections.reporting_requests import RequestRow
from projections.zones import Zones
from tests.conftest import Database
from tests.domain.complaint.happenings import OPEN
from tests.domain.complaint.happenings import happened as complaint_happened
from tests.domain.fixed import EARLIER, NOW, RECEIVED_AT, YESTERDAY
from tests.domain.interaction import examples as of_interactions
from tests.domain.interaction.examples import ENDED as ENDED_CONTACT
from tests.domain.language import Given, Happening
from tests.domain.language import given as given_complaint
from tests.domain.request.happenings import (
    CLOSED,
    COMPLAINT,
    DECLINED,
    LOST,
    STARTED,
    SUBMITTED,
    happened,
    submitted,
)
from tests.domain.request.values import facts
from tests.projections.conftest import ZONES
from tests.projections.following import append, begin, follow
from tests.projections.histories import history, interleaved
from tests.projections.request_histories import request_histories
from tests.projections.seen import folded
from tests.projections.test_reporting_tables import personal_texts

REPORTING = next(view for view in all_views(Settings(unit_zones=ZONES)) if view.name == reporting.NAME)
IN_SHANGHAI = Zones.parse(ZONES)


def row(*past: Happening) -> RequestRow:
    """Return the row of a request to which this happened."""
    return folded(reporting.requests(IN_SHANGHAI).fold, Given(ServiceRequest, *past).past)


def test_the_receipt_tells_type_promise_and_when_in_local_time() -> None:
    made = row(*LOST)
    assert (made.kind, made.request_type, made.priority, made.state) == ("business", "loss_report", "high", "submitted")
    assert (made.response_hours, made.completion_hours, made.complexity_matters) == (Decimal(2), Decimal(24), False)
    assert (made.documents_needed, made.documents_missing) == ("identity_document,application_form",) * 2
    made = row(*SUBMITTED)
    assert (made.received_at, made.received_local) == (RECEIVED_AT, datetime(2026, 1, 5, 17, 0))  # noqa: DTZ001 - local
    assert (made.received_on, made.time_zone, made.documents_missing) == (date(2026, 1, 5), "Asia/Shanghai", "")


def test_documents_come_in_one_by_one() -> None:
    made = row(*LOST, happened(ServiceRequest.DocumentReceived, document="application_form"))
    assert (made.documents_received, made.documents_missing) == ("application_form", "identity_document")
    made = row(
        *LOST, *(happened(ServiceRequest.DocumentReceived, document=one) for one in ("other", "identity_document"))
    )
    assert (made.documents_received, made.documents_missing) == ("other,identity_document", "application_form")


def test_every_moment_of_a_cycle_is_noted_and_the_next_one_begins_without() -> None:
    past = (
        *STARTED,
        happened(ServiceRequest.Triaged),
        happened(ServiceRequest.FirstFeedbackGiven, EARLIER),
        happened(ServiceRequest.Fulfilled, EARLIER),
        happened(ServiceRequest.Confirmed, NOW),
        happened(ServiceRequest.Closed, NOW),
    )
    made = row(*past)
    assert (made.triaged_at, made.first_feedback_at, made.fulfilled_at) == (YESTERDAY, EARLIER, EARLIER)
    assert (made.confirmed_at, made.closed_at, made.ended_at) == (NOW, NOW, NOW)
    assert (made.outcome, made.close_reason, made.is_open, made.complexity) == (
        "fulfilled",
        "confirmed",
        False,
        "complex",
    )
    made = row(*past, happened(ServiceRequest.Reopened))
    assert (made.first_feedback_at, made.fulfilled_at, made.confirmed_at, made.closed_at, made.ended_on) == (None,) * 5
    assert (made.outcome, made.close_reason, made.is_open, made.cycles) == (None, None, True, 2)
    assert (made.reopen_reason, made.triaged_at) == ("not_solved", YESTERDAY)


def test_other_ends_have_their_outcome() -> None:
    assert (row(*DECLINED).outcome, row(*DECLINED).decline_reason) == ("declined", "not_offered")
    assert row(*STARTED, happened(ServiceRequest.Cancelled)).outcome == "cancelled"


def test_what_was_closed_and_then_converted_has_both_instants() -> None:
    made = row(*CLOSED, happened(ServiceRequest.ConvertedToComplaint, NOW, employee_id="eve"))
    assert (made.outcome, made.converted_to, made.state) == ("converted", str(COMPLAINT), "converted")
    assert (made.closed_at, made.ended_at, made.is_about_employee) == (YESTERDAY, YESTERDAY, True)
    made = row(*STARTED, happened(ServiceRequest.ConvertedToComplaint, NOW))
    assert (made.closed_at, made.ended_at) == (None, NOW)


def test_corrections_are_followed() -> None:
    made = row(*SUBMITTED, happened(ServiceRequest.Corrected))
    assert (made.branch, made.request_type, made.kind) == ("shanghai-02", "loss_report", "business")
    assert made.documents_missing == "identity_document,application_form"
    told: dict[str, Any] = {"facts_after": facts(received_at=YESTERDAY), "type_after": None}
    assert row(*SUBMITTED, happened(ServiceRequest.Corrected, **told)).received_at == YESTERDAY


def test_a_request_that_was_a_complaint_points_at_it() -> None:
    assert row(*SUBMITTED, happened(ServiceRequest.BegunFromComplaint)).came_from == str(COMPLAINT)


def test_the_dates_stay_those_of_the_first_unit() -> None:
    made = row(submitted(unit_id="london"), happened(ServiceRequest.Transferred, unit_id="shanghai"))
    assert (made.unit_id, made.first_unit_id, made.time_zone) == ("shanghai", "london", "Europe/London")


def test_a_complaint_that_became_a_request_stays_in_the_table_of_cases() -> None:
    fold = reporting.cases(IN_SHANGHAI).fold
    past = (*OPEN, complaint_happened(Complaint.ConvertedToServiceRequest, NOW))
    case = folded(fold, given_complaint(*past).past)
    assert (case.state, case.is_open, case.ended_at) == ("converted", False, NOW)
    assert case.converted_to
    case = folded(fold, given_complaint(*OPEN, complaint_happened(Complaint.BegunFromRequest)).past)
    assert (case.request_received_at, case.request_received_on) == (RECEIVED_AT, date(2026, 1, 5))
    assert case.came_from


def test_a_request_that_was_opened_out_of_a_contact_is_one_of_its_cases() -> None:
    past = Given(Interaction, *ENDED_CONTACT, of_interactions.happened(Interaction.RequestOpened)).past
    contact = folded(contacts(IN_SHANGHAI).fold, past)
    assert (contact.linked_cases, contact.opened_cases) == (1, 1)
    assert folded(CONTACT_FOLD, past).about == [str(of_interactions.CASE)]


# on a database


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def replayed(engine: Engine) -> list[ServiceRequest]:
    """Requests that the table has followed beside complaints, replayed from the log alone."""
    begin(engine, [REPORTING])
    log = EventLog(engine)
    append(log, interleaved([*request_histories(100), *(history(number, 20) for number in range(1, 6))]), dead=0.1)
    follow(engine, [REPORTING])
    return [LedgerLog(log).load(ServiceRequest, request.id).aggregate for request in request_histories(100)]


def rows(engine: Engine, question: str) -> list[tuple[Any, ...]]:
    """Ask."""
    with raw_cursor(engine) as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def test_the_table_says_what_the_log_says(engine: Engine, replayed: list[ServiceRequest]) -> None:
    columns = "case_id::text, state, unit_id, handler_id, request_type, priority, complexity, cycles, documents_missing"
    found = {case: told for case, *told in rows(engine, f"SELECT {columns} FROM reporting.requests")}  # noqa: S608
    assert found == {
        str(r.id): [
            r.state.value,
            r.unit_id,
            r.handler_id,
            r.request_type.code,
            r.priority,
            r.complexity,
            r.cycle,
            ",".join(r.documents_missing),
        ]
        for r in replayed
    }


def test_the_moments_are_those_of_the_state(engine: Engine, replayed: list[ServiceRequest]) -> None:
    wrong = """
        SELECT count(*) FROM reporting.requests
        WHERE is_open <> (ended_at IS NULL) OR (state IN ('fulfilled', 'confirmed') AND fulfilled_at IS NULL)
           OR (state = 'closed' AND (closed_at IS NULL OR close_reason IS NULL))
           OR (outcome = 'converted') <> (converted_to IS NOT NULL)
           OR received_on <> received_local::date
    """
    assert rows(engine, wrong) == [(0,)]
    (outcomes,) = rows(engine, "SELECT count(DISTINCT outcome) FROM reporting.requests")
    assert outcomes == (4,)
    assert len(replayed) == 100


def test_requests_and_cases_are_tables_of_one_position(engine: Engine, replayed: list[ServiceRequest]) -> None:
    assert replayed
    assert rows(engine, "SELECT count(*) FROM reporting.cases") == [(5,)]
    ((last,),) = rows(engine, "SELECT max(position) FROM log.event")
    assert rows(engine, "SELECT log_position, parked_cases FROM reporting.watermark") == [(last, 0)]


def test_no_word_of_anybody_is_in_the_table(engine: Engine, replayed: list[ServiceRequest]) -> None:
    words = Counter(word for r in request_histories(100) for e in r.pending_events for word in personal_texts(e))
    cells = "\n".join(cell for (cell,) in rows(engine, "SELECT requests::text FROM reporting.requests"))
    assert replayed
    assert len(words) > 20
    assert [word for word in words if word in cells] == []
