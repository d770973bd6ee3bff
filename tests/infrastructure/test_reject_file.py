"""Tests of the file of rejects."""

import csv
import os
from pathlib import Path

import pytest

from application.importing.records import Fault, Record
from infrastructure.operator_error import OperatorError
from infrastructure.reject_file import RejectFile, reject_file_for

BROKEN = Record(3, 'a,"b\n\udcff\0', fault=Fault("the quotes do not match", "text"))


def write_one(path: Path) -> None:
    with RejectFile(path) as rejected:
        rejected.add(BROKEN, Fault("the quotes do not match", "text"))


def test_a_reject_is_kept_with_line_column_reason_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    write_one(path)
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        assert list(csv.reader(file)) == [
            ["line", "column", "reason", "raw"],
            ["3", "text", "the quotes do not match", BROKEN.raw],
        ]
    assert b'a,""b\n\xff\0' in path.read_bytes()


def test_only_its_owner_may_read_it_whatever_lay_there_before(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    path.write_text("older")
    path.chmod(0o644)
    write_one(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "older" not in path.read_text(errors="surrogateescape")


def test_without_rejects_there_is_no_file_not_even_that_of_an_import_before(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with RejectFile(path):
        pass
    assert not path.exists()
    write_one(path)
    with RejectFile(path) as rejected:
        pass
    assert not path.exists()
    assert not rejected.is_written


def test_an_import_that_did_not_end_leaves_the_rejects_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    write_one(path)
    with pytest.raises(KeyboardInterrupt), RejectFile(path):
        raise KeyboardInterrupt
    assert path.exists()


def test_somebody_elses_file_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("my notes\n")
    with RejectFile(path):
        pass
    assert path.read_text() == "my notes\n"


def test_rejects_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert reject_file_for(tmp_path / "a.csv", None).path == tmp_path / "a.csv.rejects.csv"


def test_beside_a_read_only_directory_they_lie_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.csv").touch()
    monkeypatch.chdir(tmp_path)
    archive.chmod(0o555)
    assert reject_file_for(archive / "a.csv", None).path == tmp_path / "a.csv.rejects.csv"
    archive.chmod(0o755)


def test_where_nobody_can_write_the_import_does_not_begin(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    for nowhere in (tmp_path / "missing" / "r.csv", tmp_path, Path(os.devnull)):
        with pytest.raises(OperatorError, match="name another file with --rejects"):
            reject_file_for(tmp_path / "a.csv", nowhere)


def test_the_imported_file_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x")
    with pytest.raises(OperatorError, match="the file that is to be imported"):
        reject_file_for(file, tmp_path / "." / "a.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    with pytest.raises(OperatorError):
        reject_file_for(file, link)
