"""The demo as a new user meets it: `redress run` on an empty directory, also after it was killed meanwhile."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest

from application.demo.plan import CASES, make_plan, notable_cases
from infrastructure.database import connect
from infrastructure.demo_loading import START
from infrastructure.embedded_postgres import ACCESS_FILE
from infrastructure.log_contents import log_contents
from infrastructure.roles import APP, OWNER, Access
from infrastructure.settings import Settings
from tests.infrastructure.loaded_demo import Loaded, check_commands, check_states
from tests.processes import COMMAND, all_gone, environment, eventually, kill_all, refused, running_engine

pytestmark = pytest.mark.long

STORIES = len(notable_cases(CASES))


@pytest.fixture
def killed(open_directory: Path) -> Iterator[Path]:
    """A data directory whose first start was killed in the midst of the demo."""
    data = open_directory / "var"
    process = subprocess.Popen(
        [*COMMAND, "run"], env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    known: list[psutil.Process] = []
    try:
        eventually(lambda: events_in(data) > 300)
        known = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        eventually(lambda: all_gone(known))
        yield data
    finally:
        kill_all(process, known)


def url_of(data: Path) -> str:
    return Access.read(data / ACCESS_FILE).url(APP)


def events_in(data: Path) -> int:
    """Count what is in the log so far; the database may not even be there yet."""
    try:
        with closing(connect(url_of(data))) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM log.event")
            return int((cursor.fetchone() or (0,))[0])
    except (FileNotFoundError, psycopg2.Error):
        return 0


def listed(data: Path) -> list[str]:
    done = subprocess.run(
        [*COMMAND, "demo", "--list"], check=True, env=environment(data), capture_output=True, text=True, timeout=60
    )
    return done.stdout.splitlines()


def test_the_next_start_finishes_the_demo_and_lets_each_role_in(killed: Path) -> None:
    with running_engine(killed, demo=True) as engine:
        found = log_contents(url_of(killed))
        assert found.has_demo
        assert not found.demo_is_unfinished
        assert engine.text.count("Loading the demo") == 1
        assert engine.text.count("redress_") >= 7
        cases = listed(killed)
        assert len(cases) == STORIES
        assert all(line.startswith(("C-20", "R-20", "I-20")) for line in cases)
        whole = whole_demo(killed)
        check_commands(whole)
        check_states(whole)
        engine.send(signal.SIGTERM)
    assert listed(killed) == cases


def whole_demo(data: Path) -> Loaded:
    """Return the demo in a running database, with its plan as of its first instant."""
    access = Access.read(data / ACCESS_FILE)
    settings = Settings(data_dir=data, database_url=access.url(APP), owner_database_url=access.url(OWNER))
    with closing(connect(access.url(OWNER))) as connection, connection.cursor() as cursor:
        cursor.execute(START)
        ((starts,),) = cursor.fetchall()
    return Loaded(settings, make_plan(starts))


def test_a_directory_without_a_database_has_no_demo_and_gets_none_by_looking(open_directory: Path) -> None:
    data = open_directory / "var"
    assert "There is no demo here" in refused("demo --list", data)
    assert not any(data.iterdir())
