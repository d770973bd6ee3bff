"""The command `redress import` as a process, with and without a running engine."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg2
import pytest

from infrastructure.local_database import available_database
from infrastructure.roles import APP, Access
from infrastructure.settings import Settings
from tests.data.cfpb import SAMPLE, as_csv, many_rows
from tests.processes import COMMAND, LIMIT_SECONDS, all_gone, environment, eventually, running_engine

pytestmark = pytest.mark.long

ENOUGH = 6_000
"""Records that take an import so long that it can be met in the middle."""

COUNT = "SELECT count(*), count(DISTINCT stream_id) FROM log.event WHERE topic = 'complaint.received'"


def redress_import(
    data_directory: Path, *arguments: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "import", *map(str, arguments)],
        check=False,
        cwd=cwd,
        env=environment(data_directory),
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
    )


def figures(done: subprocess.CompletedProcess[str]) -> dict[str, float]:
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    assert list(found) == ["read", "imported", "updated", "unchanged", "rejected", "events", "seconds"]
    assert found["read"] == found["imported"] + found["updated"] + found["unchanged"] + found["rejected"]
    del found["seconds"]
    return found


def refused(data_directory: Path, *arguments: str | Path) -> str:
    """Run an import that cannot begin, and return the one sentence that it says."""
    done = redress_import(data_directory, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    return sentence


def received(data_directory: Path) -> tuple[int, int]:
    """Count the receipts in a running database, and their streams; (0, 0) where it does not answer."""
    try:
        connection = psycopg2.connect(Access.read(data_directory / "postgres.json").url(APP))
    except (FileNotFoundError, psycopg2.OperationalError):
        return 0, 0
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT)
            ((events, streams),) = cursor.fetchall()
            return events, streams
    except psycopg2.ProgrammingError:
        return 0, 0
    finally:
        connection.close()


@contextmanager
def importing(data_directory: Path, file: Path, *, until: int) -> Iterator[subprocess.Popen[str]]:
    """Run an import until so many complaints are in."""
    process = subprocess.Popen(
        [*COMMAND, "import", "cfpb", str(file)],
        env=environment(data_directory),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        eventually(lambda: process.poll() is not None or received(data_directory)[0] >= until)
        assert process.poll() is None, process.communicate()[1]
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    """A file of many records."""
    file = tmp_path / "large.csv"
    file.write_bytes(as_csv(many_rows(ENOUGH)))
    return file


def test_it_imports_into_an_empty_directory_and_leaves_no_process(open_directory: Path, tmp_path: Path) -> None:
    file = tmp_path / "complaints.csv"
    file.write_bytes(SAMPLE.read_bytes() + b'2024-01-01,"cut in the')
    data = open_directory / "new"
    first = redress_import(data, "cfpb", file, "--json")
    assert figures(first) == {"read": 7, "imported": 6, "updated": 0, "unchanged": 0, "rejected": 1, "events": 12}
    rejects = tmp_path / "complaints.csv.rejects.csv"
    assert f"The rejected records are in {rejects}." in first.stderr
    assert rejects.read_text() == (
        'line,column,reason,raw\n10,Product,the quotes do not match,"2024-01-01,""cut in the"\n'
    )
    assert received(data) == (0, 0), "PostgreSQL still runs"
    again = redress_import(data, "cfpb", file, "--json", "--rejects", tmp_path / "elsewhere.csv")
    assert figures(again) == {"read": 7, "imported": 0, "updated": 0, "unchanged": 6, "rejected": 1, "events": 0}
    assert (tmp_path / "elsewhere.csv").stat().st_mode & 0o777 == 0o600


def test_beside_a_running_engine_it_uses_its_database(open_directory: Path, tmp_path: Path) -> None:
    data = open_directory / "var"
    with running_engine(data):
        before = received(data)[0]
        done = redress_import(data, "cfpb", SAMPLE, "--rejects", tmp_path / "rejects.csv")
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("6 read: 6 imported, 0 updated, 0 unchanged, 0 rejected. 12 events in ")
        assert received(data) == (before + 6, before + 6)
        assert not (tmp_path / "rejects.csv").exists()


def test_killed_in_the_middle_and_run_again_it_imports_each_record_once(open_directory: Path, large_file: Path) -> None:
    data = open_directory / "var"
    with importing(data, large_file, until=500) as process:
        postgres = psutil.Process(process.pid).children()
        process.kill()
        process.wait()
        eventually(lambda: all_gone(postgres))
    with available_database(Settings(data_dir=data), pytest.fail):
        found = figures(redress_import(data, "cfpb", large_file, "--json"))
        assert received(data) == (ENOUGH, ENOUGH)
    assert found["read"] == ENOUGH
    assert found["unchanged"] >= 500
    assert found["imported"] > 0


def test_interrupted_it_says_how_to_go_on_and_leaves_no_process(open_directory: Path, large_file: Path) -> None:
    data = open_directory / "var"
    with importing(data, large_file, until=250) as process:
        started = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 1
    assert "Import the file again to go on" in words
    assert "Traceback" not in words
    assert all_gone(started)


def test_what_cannot_be_imported_is_one_sentence_and_starts_nothing(open_directory: Path, tmp_path: Path) -> None:
    data = open_directory / "var"
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    assert "has no column 'Date received', 'Product'" in refused(data, "cfpb", str(wrong))
    assert "cannot be read" in refused(data, "cfpb", str(tmp_path))
    assert "--rejects" in refused(data, "cfpb", str(SAMPLE), "--rejects", str(tmp_path))
    assert not data.exists()


def test_a_database_that_is_lost_on_the_way_is_one_sentence(open_directory: Path, large_file: Path) -> None:
    data = open_directory / "var"
    with importing(data, large_file, until=250) as process:
        (postgres,) = psutil.Process(process.pid).children()
        postgres.send_signal(signal.SIGQUIT)
        _, words = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 1
    assert "The database was lost after" in words
    assert "Traceback" not in words
