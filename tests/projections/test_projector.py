"""Tests: views follow the log exactly once, whatever fails and whoever else runs."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Words
from domain.reference import reference_for
from infrastructure.database import make_engine, raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.parking import parked_streams, retry
from infrastructure.projector import Projector
from projections.view import Fold, View
from projections.worklist import Entry
from tests.amounts import many
from tests.conftest import Database
from tests.domain.fixed import CODES
from tests.infrastructure.log_tools import until
from tests.projections.conftest import Views
from tests.projections.following import append, begin, contents, empty, follow, position, project_to_the_end, rebuild
from tests.projections.histories import FIRST_DAY, case_id, facts, histories, history, interleaved, somebody

pytestmark = pytest.mark.long


def test_a_view_that_follows_equals_one_that_is_rebuilt(engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    events = interleaved(histories(60))
    for start in range(0, len(events), 300):
        append(log, events[start : start + 300], dead=0.15)
        follow(engine, views, batch=77)
    lived = [contents(engine, view) for view in views]

    for view in views:
        rebuild(engine, view)

    assert [contents(engine, view) for view in views] == lived
    assert len(lived[0]["view.worklist"]) == 60


@settings(
    max_examples=many(6, of_the_walks=100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.integers(1, 60), min_size=1, max_size=4))
def test_how_the_log_is_cut_into_batches_makes_no_difference(
    filled: tuple[Engine, Views, list[dict[str, Any]]], batches: list[int]
) -> None:
    engine, views, expected = filled
    for view in views:
        empty(engine, view)
    for batch in batches:
        pages = LogPages(LogReader(engine), batch)
        for view in views:
            Projector(view, engine, pages).advance()
    follow(engine, views, batch=batches[-1])

    assert [contents(engine, view) for view in views] == expected


@pytest.fixture
def filled(engine: Engine, log: EventLog, views: Views) -> tuple[Engine, Views, list[dict[str, Any]]]:
    """A log with a few histories, and what the views make of it in one batch."""
    begin(engine, views)
    append(log, interleaved(histories(12)))
    follow(engine, views)
    return engine, views, [contents(engine, view) for view in views]


def test_projecting_again_changes_nothing(engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    append(log, interleaved(histories(20)))
    follow(engine, views)
    before = [contents(engine, view) for view in views]

    assert not any(projector.advance() for projector in follow(engine, views))
    assert [contents(engine, view) for view in views] == before


def test_two_who_project_the_same_view_project_each_event_once(engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    append(log, interleaved(histories(80)), dead=0.1)
    projectors = [Projector(view, engine, LogPages(LogReader(engine), 40)) for view in views for _ in range(2)]
    last = append(log, interleaved([history(81)]))

    def run(projector: Projector) -> None:
        while position(engine, projector.view) < last:
            projector._pages.begin_round()
            projector.advance()

    threads = [threading.Thread(target=run, args=(projector,)) for projector in projectors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    lived = [contents(engine, view) for view in views]

    for view in views:
        rebuild(engine, view)
    assert [contents(engine, view) for view in views] == lived


def project_for_ever(url: str, views: Views) -> None:
    """Project in small batches until killed."""
    engine = make_engine(url, 2)
    while True:
        follow(engine, views, batch=40)


def test_a_projector_that_is_killed_leaves_nothing_half_done(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    begin(engine, views)
    last = append(log, interleaved(histories(16)))
    forking = multiprocessing.get_context("fork")
    while any(position(engine, view) < last for view in views):
        before = [position(engine, view) for view in views]
        process = forking.Process(target=project_for_ever, args=(database.app_url, views))
        process.start()
        until(lambda before=before: [position(engine, view) for view in views] != before)  # type: ignore[misc]
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    lived = [contents(engine, view) for view in views]

    for view in views:
        rebuild(engine, view)
    assert [contents(engine, view) for view in views] == lived


def with_change(view: View, change: Callable[[Any, Any], None]) -> View:
    """Return a view with one more change, at every event."""
    return replace(view, parts=tuple(replace(part, fold=changed(part.fold, change)) for part in view.parts))


def changed(fold: Fold[Any], change: Callable[[Any, Any], None]) -> Fold[Any]:
    """Return a fold with one more change, at every event."""
    other: Fold[Any] = Fold()
    other._begins = fold._begins
    other._changes = {topic: [change, *fold._changes.get(topic, [])] for topic in fold.topics}
    return other


def choking(view: View, stream: str, version: int = 1) -> View:
    """Return a view that cannot fold one event."""

    def choke(_: Any, seen: Any) -> None:  # noqa: ANN401 - any row, any event
        if (seen.stream_id, seen.version) == (stream, version):
            raise ValueError(f"what {seen.event} says must not be told")

    return with_change(view, choke)


def test_a_failing_event_parks_its_stream_and_the_rest_goes_on(engine: Engine, log: EventLog, views: Views) -> None:
    worklist = views[0]
    begin(engine, [worklist])
    append(log, interleaved(histories(10)))
    stream = str(case_id(3))
    choked = choking(worklist, stream)
    project_to_the_end(engine, choked)

    (parked,) = parked_streams(engine)
    assert (parked.view, parked.stream_id) == ("worklist", stream)
    assert "ValueError in choke (test_projector.py" in parked.error
    assert "must not be told" not in parked.error
    assert len(contents(engine, worklist)["view.worklist"]) == 9

    append(log, interleaved([history(11)]))
    project_to_the_end(engine, choked)
    assert len(parked_streams(engine)) == 1
    assert len(contents(engine, worklist)["view.worklist"]) == 10


def test_a_parked_stream_is_folded_anew_from_its_first_event(engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    append(log, interleaved(histories(10)))
    stream = str(case_id(3))
    of_cases = [view for view in views if Complaint.Received.topic in view.topics]
    for view in views:
        project_to_the_end(engine, choking(view, stream))
    assert {each.view for each in parked_streams(engine)} == {view.name for view in of_cases}

    for view in of_cases:
        assert retry(engine, choking(view, stream), stream) is not None
        assert retry(engine, view, stream) is None
    lived = [contents(engine, view) for view in views]

    assert parked_streams(engine) == []
    for view in views:
        rebuild(engine, view)
    assert [contents(engine, view) for view in views] == lived


def test_a_value_that_the_database_refuses_parks_its_stream_alone(engine: Engine, log: EventLog, views: Views) -> None:
    worklist = views[0]
    begin(engine, [worklist])
    append(log, interleaved(histories(5)))
    stream = str(case_id(4))

    def outgrow(entry: Entry, _: object) -> None:
        entry.urgency += 1_000_000 * (entry.case_id == stream)

    project_to_the_end(engine, with_change(worklist, outgrow))

    (parked,) = parked_streams(engine)
    assert parked.stream_id == stream
    assert "SQLSTATE 22003" in parked.error
    assert len(contents(engine, worklist)["view.worklist"]) == 4


def test_a_nul_in_a_text_becomes_the_sign_for_what_cannot_be_shown(engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    seeded = Random(1)
    told = Intake(facts(seeded, FIRST_DAY), Words("\\u0000 \\\x00\x00", "a\x00b"), "shanghai")
    reference = reference_for("C", FIRST_DAY.date(), 1)
    by = somebody(seeded)
    complaint = Complaint.receive(told, stream_id=case_id(1), reference=reference, codes=CODES, by=by, now=FIRST_DAY)
    append(log, complaint.pending_events)  # type: ignore[arg-type]
    follow(engine, views)

    assert parked_streams(engine) == []
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT subject FROM view.worklist")
        assert cursor.fetchall() == [("a\ufffdb",)]
