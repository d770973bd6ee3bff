"""Tests of the embedded PostgreSQL."""

import os
import pwd
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg2
import pytest

from infrastructure.embedded_postgres import EmbeddedPostgres
from infrastructure.operator_error import OperatorError
from infrastructure.roles import APP, OWNER, REPORT, SUPERUSER
from tests.conftest import FAST, made_open_directory
from tests.processes import all_gone, eventually

pytestmark = pytest.mark.long

QUICK = {**FAST, "max_connections": "20"}
DYING_PARENT = """
import os, pathlib, signal, sys
from infrastructure.embedded_postgres import EmbeddedPostgres
EmbeddedPostgres(pathlib.Path(sys.argv[1])).__enter__()
os.kill(os.getpid(), signal.SIGKILL)
"""


def answer(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None
    finally:
        connection.close()


def postmaster(postgres: EmbeddedPostgres) -> psutil.Process:
    assert postgres.process
    return psutil.Process(postgres.process.pid)


@pytest.fixture(scope="module", params=[16, 18])
def postgres(request: pytest.FixtureRequest) -> Iterator[EmbeddedPostgres]:
    """A server of either version, shared by the tests that stop nothing."""
    with (
        made_open_directory() as directory,
        EmbeddedPostgres(directory, version=request.param, options=QUICK) as server,
    ):
        assert str(answer(server.access.url(APP), "SHOW server_version")).startswith(str(request.param))
        yield server


@pytest.mark.parametrize(
    ("role", "fact"),
    [
        (APP, "pg_get_userbyid(datdba) = 'redress_owner' FROM pg_database WHERE datname = 'redress'"),
        (APP, "lower('É') = 'é' AND '王' ~ '\\w'"),
        (APP, "'B' < 'a' AND 'z' < 'é'"),
        (APP, "current_setting('TimeZone') = 'UTC'"),
        (APP, "current_setting('data_checksums') = 'on'"),
        (REPORT, "current_setting('default_transaction_read_only') = 'on'"),
        (OWNER, "NOT rolsuper AND NOT rolcreaterole FROM pg_roles WHERE rolname = current_user"),
    ],
)
def test_a_cluster_of_either_version_is_as_it_should_be(postgres: EmbeddedPostgres, role: str, fact: str) -> None:
    assert answer(postgres.access.url(role), f"SELECT {fact}") is True


@pytest.mark.parametrize("role", [OWNER, APP, REPORT])
@pytest.mark.parametrize("elsewhere", ["postgres", "template1"])
def test_no_role_gets_into_a_database_that_is_not_redress(
    postgres: EmbeddedPostgres, role: str, elsewhere: str
) -> None:
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        answer(postgres.access.url(role, elsewhere), "SELECT 1")


def test_nobody_gets_in_without_a_password(postgres: EmbeddedPostgres) -> None:
    bare = f"postgresql://{SUPERUSER}@127.0.0.1:{postgres.access.port}/postgres"
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(bare, passfile="/dev/null")
    assert stat.S_IMODE((postgres.directory / "postgres.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((postgres.directory / "postgres").stat().st_mode) == 0o700


def test_the_log_of_the_server_holds_nothing_that_people_wrote(postgres: EmbeddedPostgres) -> None:
    answer(postgres.access.url(OWNER), "CREATE TABLE said (word text UNIQUE, CHECK (word <> 'odd'))")
    for word in ("narrative", "narrative", "odd"):
        with suppress(psycopg2.IntegrityError):
            answer(postgres.access.url(OWNER), f"INSERT INTO said VALUES ('{word}')")  # noqa: S608 - that is the test
    log = (postgres.directory / "postgres.log").read_text()
    assert "violates unique constraint" in log
    assert "violates check constraint" in log
    assert not {"narrative", "odd"} & set(re.findall(r"\w+", log))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_roots_server_runs_as_nobody(postgres: EmbeddedPostgres) -> None:
    assert postmaster(postgres).uids().effective == pwd.getpwnam("nobody").pw_uid
    assert (postgres.directory / "postgres.json").stat().st_uid == 0


def test_a_second_start_keeps_the_data_the_port_and_the_passwords(open_directory: Path) -> None:
    with EmbeddedPostgres(open_directory, options=QUICK) as first:
        answer(first.access.url(OWNER), "CREATE TABLE kept AS SELECT 7 AS seven")
    with EmbeddedPostgres(open_directory, options=QUICK) as second:
        assert second.access == first.access
        assert answer(second.access.url(OWNER), "SELECT seven FROM kept") == 7


def test_half_a_cluster_is_made_anew(open_directory: Path) -> None:
    half = open_directory / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(open_directory, options=QUICK) as postgres:
        assert answer(postgres.access.url(APP), "SELECT 1") == 1
    assert not half.exists()


def test_it_waits_while_a_killed_server_recovers(open_directory: Path) -> None:
    with EmbeddedPostgres(open_directory) as postgres:
        answer(postgres.access.url(OWNER), "CREATE TABLE kept AS SELECT 7 AS seven")
        server = postmaster(postgres)
        helpers = server.children(recursive=True)
        server.kill()
        server.wait()
        assert postgres.has_ended
        postgres.start()
        assert answer(postgres.access.url(OWNER), "SELECT seven FROM kept") == 7
        eventually(lambda: all_gone(helpers))


def test_what_an_earlier_start_left_running_is_stopped(open_directory: Path) -> None:
    left = EmbeddedPostgres(open_directory, options=QUICK).__enter__()
    server = postmaster(left)
    try:
        with EmbeddedPostgres(open_directory, options=QUICK) as postgres:
            assert all_gone([server])
            assert postgres.access == left.access
    finally:
        left.stop()


def test_a_taken_port_is_changed_and_said(open_directory: Path) -> None:
    said: list[str] = []
    with EmbeddedPostgres(open_directory, options=QUICK) as first:
        pass
    with (
        socket.create_server(("127.0.0.1", first.access.port)),
        EmbeddedPostgres(open_directory, options=QUICK, say=said.append) as second,
    ):
        assert second.access.port != first.access.port
        assert answer(second.access.url(APP), "SELECT 1") == 1
    assert said == [f"PostgreSQL moves to port {second.access.port}, because {first.access.port} is taken."]


def test_passwords_that_are_gone_are_one_sentence(open_directory: Path) -> None:
    (open_directory / "postgres").mkdir()
    (open_directory / "postgres" / "PG_VERSION").write_text("18\n")
    with pytest.raises(OperatorError, match="without its passwords"), EmbeddedPostgres(open_directory):
        pass


def test_a_cluster_of_a_version_that_is_not_carried_is_one_sentence(open_directory: Path) -> None:
    (open_directory / "postgres").mkdir()
    (open_directory / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(OperatorError, match="was made by PostgreSQL 17"), EmbeddedPostgres(open_directory):
        pass


def test_it_is_stopped_properly(open_directory: Path) -> None:
    with EmbeddedPostgres(open_directory, options=QUICK) as postgres:
        everyone = [postmaster(postgres), *postmaster(postgres).children(recursive=True)]
    assert all_gone(everyone)
    assert (open_directory / "postgres.log").read_text().rstrip().endswith("database system is shut down")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_programs_where_nobody_gets_are_copied(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrastructure.postgres_programs.can_run", lambda *_: False)
    with EmbeddedPostgres(open_directory, options=QUICK) as postgres:
        assert open_directory in Path(postmaster(postgres).exe()).parents
        assert answer(postgres.access.url(APP), "SELECT 1") == 1


def test_the_signal_that_it_gets_when_its_parent_dies_survives_the_change_of_user(open_directory: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells children of their parent's death")
    subprocess.run([sys.executable, "-P", "-c", DYING_PARENT, str(open_directory)], check=False)
    pid = int((open_directory / "postgres" / "postmaster.pid").read_text().split()[0])
    eventually(lambda: not psutil.pid_exists(pid))
    assert (open_directory / "postgres.log").read_text().rstrip().endswith("database system is shut down")
