"""Tests: the daemon builds the views, keeps them up to date, and survives what happens to the database."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from infrastructure.view_status import view_statuses
from tests.conftest import Database
from tests.infrastructure.log_tools import ask, until
from tests.processes import COMMAND, environment
from tests.projections.conftest import ZONES, Views
from tests.projections.following import append, contents, rebuild
from tests.projections.histories import histories, history, interleaved


@contextmanager
def running_daemon(database: Database) -> Iterator[subprocess.Popen[str]]:
    """Run `redress daemon` on a database until the block ends."""
    process = subprocess.Popen(
        [*COMMAND, "daemon"],
        env=environment(REDRESS_DATABASE_URL=database.app_url, REDRESS_UNIT_ZONES=ZONES),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def caught_up(engine: Engine, views: Views) -> bool:
    """Say whether every view is live and shows the whole log."""
    return all(status.condition == "live" and not status.behind for status in view_statuses(engine, views))


def test_it_builds_the_views_and_follows_the_log(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    events = interleaved(histories(30))
    append(log, events[:100])
    with running_daemon(database):
        until(lambda: caught_up(engine, views), 60)
        append(log, events[100:], dead=0.1)
        until(lambda: caught_up(engine, views), 60)
    lived = [contents(engine, view) for view in views]

    for view in views:
        rebuild(engine, view)
    assert [contents(engine, view) for view in views] == lived


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_when_it_is_told_to(
    database: Database, engine: Engine, log: EventLog, views: Views, number: signal.Signals
) -> None:
    append(log, interleaved(histories(3)))
    with running_daemon(database) as daemon:
        until(lambda: caught_up(engine, views), 60)
        daemon.send_signal(number)

        assert daemon.wait(10) == 0


def test_it_goes_on_when_its_connections_are_cut(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    append(log, interleaved(histories(3)))
    with running_daemon(database) as daemon:
        until(lambda: caught_up(engine, views), 60)
        for number in (4, 5, 6):
            cut(database)
            again = make_engine(database.app_url, 2)
            append(EventLog(again), interleaved([history(number)]))
            until(lambda again=again: caught_up(again, views), 60)  # type: ignore[misc]
            again.dispose()

        assert daemon.poll() is None
    assert ask(database.app_url, "SELECT count(*) FROM view.worklist") == [(6,)]


def cut(database: Database) -> None:
    """Let nobody in for a moment, and throw everybody out."""
    for statement in (
        f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.name}'",  # noqa: S608 - ours
        "SELECT pg_sleep(0.3)",
        f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS true",
    ):
        ask(database.superuser_url.replace(f"/{database.name}", "/postgres"), statement)
