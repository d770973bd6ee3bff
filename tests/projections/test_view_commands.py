"""Tests: the commands about views say what is and do what they say."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from api.command_line import main
from infrastructure.event_store import EventLog
from infrastructure.parking import parked_streams
from tests.conftest import Database
from tests.projections.conftest import ZONES, Views
from tests.projections.following import append, begin, contents, follow, project_to_the_end
from tests.projections.histories import case_id, histories, history, interleaved
from tests.projections.test_projector import choking

Redress: TypeAlias = Callable[..., Result]


@pytest.fixture
def redress(database: Database) -> Redress:
    """The command line on a test's database."""
    environment = {"REDRESS_DATABASE_URL": database.app_url, "REDRESS_UNIT_ZONES": ZONES, "COLUMNS": "300"}
    return lambda *arguments: CliRunner().invoke(main, arguments, env=environment)


def test_status_shows_every_view_with_position_lag_and_parked_streams(
    redress: Redress, engine: Engine, log: EventLog, views: Views
) -> None:
    assert "not built" in redress("status").output
    begin(engine, views)
    append(log, interleaved(histories(3)))
    project_to_the_end(engine, choking(views[0], str(case_id(2))))
    last = append(log, interleaved([history(4)]))

    lines = [line.split() for line in redress("status").output.splitlines()]
    assert lines[0] == ["view", "condition", "position", "behind", "seconds", "parked"]
    assert {line[0] for line in lines[1:]} == {view.name for view in views}
    worklist = next(line for line in lines if line[0] == "worklist")
    assert (worklist[1], int(worklist[2].removeprefix("1-")) + int(worklist[3]), worklist[5]) == ("live", last, "1")


def test_rebuild_makes_a_view_anew(redress: Redress, engine: Engine, log: EventLog, views: Views) -> None:
    begin(engine, views)
    append(log, interleaved(histories(5)))
    follow(engine, views)
    before = contents(engine, views[0])

    done = redress("rebuild", "worklist")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "The view worklist is rebuilt.")
    assert contents(engine, views[0]) == before
    unknown = redress("rebuild", "nothing")
    assert unknown.exit_code == 1
    names = "worklist, search, likeness, contact_log, organisation, clocks, status, reporting"
    assert unknown.output == f"Error: There is no view 'nothing'. There are: {names}.\n"


def test_parked_streams_are_listed_and_tried_again(
    redress: Redress, engine: Engine, log: EventLog, views: Views
) -> None:
    begin(engine, views)
    append(log, interleaved(histories(5)))
    assert redress("parked", "list").output == "No stream is parked.\n"
    project_to_the_end(engine, choking(views[0], str(case_id(2))))
    listed = redress("parked", "list").output
    assert str(case_id(2)) in listed
    assert "ValueError in choke" in listed

    other = redress("parked", "retry", "worklist", str(case_id(4)))
    assert (other.exit_code, other.output) == (1, f"Error: The stream {case_id(4)} is not parked in worklist.\n")
    assert redress("parked", "retry", "worklist").output == "1 of 1 parked streams are back.\n"
    assert parked_streams(engine) == []
