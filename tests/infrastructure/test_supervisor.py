"""Tests of `redress run`: nothing outlives it, nothing is lost, and what is wrong is one sentence."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import psycopg2
import pytest

from infrastructure.data_directory import locked
from infrastructure.roles import APP, OWNER, Access
from tests.conftest import Database, made_open_directory
from tests.processes import COMMAND, all_gone, environment, eventually, refused, running_engine

pytestmark = pytest.mark.long

SECONDS_OF_A_SECOND_START = 5


def access_of(data_directory: Path) -> Access:
    return Access.read(data_directory / "postgres.json")


def execute(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        connection.cursor().execute(statement)
    finally:
        connection.close()


def ignore_sigint() -> None:
    """Start like a background job of a shell without job control."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture(scope="module")
def data_directory() -> Iterator[Path]:
    """A data directory that was started once, as whoever tries Redress for the second time has it."""
    with made_open_directory() as directory:
        with running_engine(directory / "var") as engine:
            engine.send(signal.SIGTERM)
        yield directory / "var"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(data_directory: Path, number: signal.Signals) -> None:
    with running_engine(data_directory) as engine:
        everyone = engine.descendants()
        assert {process.name() for process in everyone} >= {"postgres"}
        assert engine.send(number) == 0
        assert all_gone(everyone)
        assert "Stopped." in engine.text
    assert (data_directory / "postgres.log").read_text().rstrip().endswith("database system is shut down")


def test_a_second_start_is_quick(data_directory: Path) -> None:
    def is_quick() -> bool:
        slowed_down = slowness()
        with running_engine(data_directory) as engine:
            engine.send(signal.SIGTERM)
        return engine.seconds_to_ready < SECONDS_OF_A_SECOND_START * slowed_down

    # What runs beside changes from second to second.
    assert any(is_quick() for _ in range(3))


def slowness() -> float:
    """Tell how many times longer than by itself a program takes now, beside the other tests."""
    before = os.times()
    subprocess.run([sys.executable, "-c", "import api.app"], check=True)
    after = os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return max(1, (after.elapsed - before.elapsed) / worked)


def test_ctrl_c_works_where_it_was_inherited_as_ignored(data_directory: Path) -> None:
    with running_engine(data_directory, before=ignore_sigint) as engine:
        everyone = engine.descendants()
        assert engine.send(signal.SIGINT) == 0
        assert all_gone(everyone)


@pytest.mark.skipif(not Path("/proc").exists(), reason="elsewhere the next start stops what was left")
def test_a_killed_redress_takes_everything_along_and_loses_nothing(data_directory: Path) -> None:
    with running_engine(data_directory) as engine:
        execute(access_of(data_directory).url(OWNER), "CREATE TABLE public.kept AS SELECT 7 AS seven")
        everyone = engine.descendants()
        engine.send(signal.SIGKILL)
        eventually(lambda: all_gone(everyone))
    assert (data_directory / "postgres.log").read_text().rstrip().endswith("database system is shut down")
    with running_engine(data_directory) as engine:
        execute(access_of(data_directory).url(OWNER), "DROP TABLE public.kept")


def test_what_ends_is_started_again(data_directory: Path) -> None:
    with running_engine(data_directory) as engine:
        url = access_of(data_directory).url(APP)
        for word in ("daemon", "api", "-D"):
            ended = engine.child(word)
            assert ended
            ended.kill()
            eventually(partial(engine.another, word, ended))
        eventually(lambda: answers(url))
        assert "PostgreSQL ended; starting it again." in engine.text


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_the_services_never_learn_the_owners_password(data_directory: Path) -> None:
    with running_engine(data_directory, REDRESS_API_WORKERS="2") as engine:
        secret = access_of(data_directory).passwords[OWNER]
        services = [
            process for process in psutil.Process(engine.process.pid).children() if process.name() != "postgres"
        ]
        assert len(services) == 3
        for service in services:
            assert secret not in json.dumps(service.environ())
            assert access_of(data_directory).passwords[APP] in json.dumps(service.environ())


def test_the_installation_key_stays_what_it_was_first(data_directory: Path) -> None:
    key = (data_directory / "installation.key").read_text()
    with running_engine(data_directory) as engine:
        assert key.strip() not in engine.text
        engine.send(signal.SIGTERM)
    assert (data_directory / "installation.key").read_text() == key


def test_an_installation_key_that_is_none_is_refused_and_not_quoted(database: Database) -> None:
    sentence = refused("api", REDRESS_DATABASE_URL=database.app_url, REDRESS_INSTALLATION_KEY="hush")
    assert sentence.startswith("Error: REDRESS_INSTALLATION_KEY must hold 32 random bytes")
    assert "hush" not in sentence


def test_a_second_redress_on_the_same_directory_is_refused(data_directory: Path) -> None:
    with locked(data_directory):
        sentence = refused("run", data_directory)
    assert sentence == f"Error: Another redress (process {os.getpid()}) is running on {data_directory}."


def test_a_port_in_use_is_refused_before_anything_is_started(open_directory: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refused("run", open_directory, REDRESS_PORT=str(port))
    assert sentence == f"Error: Port {port} of 127.0.0.1 is in use; set REDRESS_PORT to a free one."
    assert not (open_directory / "postgres").exists()


def test_a_database_that_does_not_answer_is_refused(open_directory: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgresql://somebody:secret@127.0.0.1:{closed.getsockname()[1]}/redress"
        sentence = refused("run", open_directory, REDRESS_DATABASE_URL=url)
    assert sentence.startswith("Error: The database does not answer")
    assert "secret" not in sentence


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_place_of_the_data_directory_is_refused(open_directory: Path, below: str) -> None:
    place = open_directory / "var"
    place.write_text("a file")
    assert f"{place / below} cannot be the data directory" in refused("run", place / below)


def test_a_database_newer_than_the_code_is_refused(database: Database, open_directory: Path) -> None:
    execute(database.owner_url, "UPDATE log.migration SET version_num = '9999'")
    urls = {"REDRESS_DATABASE_URL": database.app_url, "REDRESS_OWNER_DATABASE_URL": database.owner_url}
    for command in ("run", "migrate", "api", "daemon"):
        assert "9999" in refused(command, open_directory, **urls)


@pytest.mark.parametrize(
    ("variable", "value"), [("PORT", "many"), ("PORT", "70000"), ("API_WORKERS", "0"), ("POSTGRES_VERSION", "17")]
)
def test_a_setting_that_cannot_be_is_refused(variable: str, value: str) -> None:
    assert f"REDRESS_{variable} must" in refused("run", **{f"REDRESS_{variable}": value})


def test_migrating_takes_the_owner(empty_database: Database) -> None:
    assert "REDRESS_OWNER_DATABASE_URL" in refused("migrate", REDRESS_DATABASE_URL=empty_database.app_url)
    owner = {"REDRESS_OWNER_DATABASE_URL": empty_database.owner_url}
    for _ in range(2):
        subprocess.run([*COMMAND, "migrate"], check=True, env=environment(**owner), stdout=subprocess.DEVNULL)
    execute(empty_database.owner_url, "SELECT FROM log.event")
