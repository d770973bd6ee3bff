"""Tests of the choice and the lock of the data directory."""

import os
import pwd
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.data_directory import locked, usable_directory
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.unprivileged import can_run
from tests.processes import running_engine

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def closed_directory(open_directory: Path) -> Iterator[Path]:
    """A directory that nobody but its owner may enter, like the home of root."""
    closed = open_directory / "home"
    closed.mkdir(mode=0o700)
    mode_before = closed.stat().st_mode
    yield closed
    assert closed.stat().st_mode == mode_before, "no mode of a parent is ever changed"


@pytest.fixture
def fallback(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands in for /var/lib/redress."""
    monkeypatch.setattr("infrastructure.data_directory.ROOT_FALLBACK", open_directory / "fallback")
    return open_directory / "fallback"


def test_it_is_made_with_its_parents(open_directory: Path) -> None:
    directory = open_directory / "a" / "b"
    assert usable_directory(Settings(data_dir=directory), pytest.fail) == directory
    assert stat.S_IMODE(directory.stat().st_mode) == (0o711 if os.geteuid() == 0 else 0o700)


def test_a_relative_one_is_made_absolute(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(open_directory)
    assert usable_directory(Settings(), pytest.fail) == open_directory / "var"


@only_root
def test_where_the_default_is_out_of_reach_another_one_is_taken_and_said(
    closed_directory: Path, fallback: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(closed_directory)
    said: list[str] = []
    assert usable_directory(Settings(), said.append) == fallback
    assert len(said) == 1
    assert str(fallback) in said[0]
    assert str(closed_directory / "var") in said[0]
    assert not (closed_directory / "var").exists()


@only_root
def test_one_that_was_asked_for_and_is_out_of_reach_is_refused(closed_directory: Path, fallback: Path) -> None:
    with pytest.raises(OperatorError, match="cannot reach"):
        usable_directory(Settings(data_dir=closed_directory / "var"), pytest.fail)
    assert not fallback.exists()
    assert not (closed_directory / "var").exists()


@only_root
def test_the_engine_runs_for_an_ordinary_user(open_directory: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    if not can_run(Path(sys.executable), nobody):
        pytest.skip("this Python is out of reach of an ordinary user")
    home = open_directory / "home"
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)

    def become_nobody() -> None:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)

    with running_engine(home / "var", before=become_nobody, HOME=str(home)) as engine:
        assert {process.uids().effective for process in engine.descendants()} == {nobody.pw_uid}
        assert stat.S_IMODE((home / "var").stat().st_mode) == 0o700


def test_a_lock_is_let_go(open_directory: Path) -> None:
    for _ in range(2):
        with locked(open_directory), pytest.raises(OperatorError, match=f"process {os.getpid()}"):
            locked(open_directory).__enter__()
