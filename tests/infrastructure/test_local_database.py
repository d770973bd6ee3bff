"""Tests of the commands that work beside a running engine, or without one."""

import os
import signal
from pathlib import Path

import psycopg2
import pytest

from infrastructure.data_directory import locked
from infrastructure.local_database import available_database, running_database
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from tests.conftest import Database
from tests.processes import refused, running_engine


def can_connect(settings: Settings) -> bool:
    assert settings.database_url
    try:
        psycopg2.connect(settings.database_url).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_without_an_engine_it_starts_and_stops_the_database_itself(open_directory: Path) -> None:
    with available_database(Settings(data_dir=open_directory / "new"), pytest.fail) as settings:
        assert can_connect(settings)
        assert settings.data_directory == open_directory / "new"
    assert not can_connect(settings)


def test_beside_an_engine_it_uses_the_engines_database(open_directory: Path) -> None:
    directory = open_directory / "var"
    with running_engine(directory) as engine:
        with available_database(Settings(data_dir=directory), pytest.fail) as settings:
            assert can_connect(settings)
        assert can_connect(settings)
        assert running_database(Settings(data_dir=directory)) == settings
        engine.send(signal.SIGTERM)


def test_a_database_that_is_named_is_used(database: Database) -> None:
    with available_database(database.settings) as settings:
        assert settings == database.settings


@pytest.mark.parametrize("command", ["api", "daemon"])
def test_a_service_without_any_database_is_refused(open_directory: Path, command: str) -> None:
    assert f"No engine is running on {open_directory}" in refused(command, open_directory)
    assert not any(open_directory.iterdir())


def test_an_engine_that_does_not_get_ready_is_not_waited_for_for_ever(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.local_database.START_SECONDS", 0)
    with locked(open_directory), pytest.raises(OperatorError, match="does not get ready"):
        running_database(Settings(data_dir=open_directory))
    assert (open_directory / "redress.lock").read_text() == str(os.getpid())
