"""The file of the records that an import rejected."""

import csv
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from application.importing.records import Fault, Record
from infrastructure.operator_error import OperatorError

ANYBODY_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
HEADER = ["line", "column", "reason", "raw"]


class RejectFile:
    """A CSV file with line, column, reason and raw text of each rejected record, made when there is a first one.

    It holds personal data as the source does: only its owner may read it (0600). One that an earlier import left in
    its place is replaced, or removed where nothing is rejected this time.
    """

    def __init__(self, path: Path) -> None:
        """Take the place where it may be written.

        Raises:
            OperatorError: It may not: the directory does not exist or is read-only, or something else lies there.
        """
        self.path = path
        self._file: IO[str] | None = None
        self._writer: Any = None
        if not _may_write(path):
            raise OperatorError(f"The rejects cannot be written to {path}; name another file with --rejects.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the file; after a whole import without rejects there is none."""
        if self._file:
            self._file.close()
        elif kind is None and _is_ours(self.path):
            self.path.unlink()

    @property
    def is_written(self) -> bool:
        """Whether anything was rejected."""
        return self._file is not None

    def add(self, record: Record, fault: Fault) -> None:
        """Write a record down as it stood in its file, byte for byte."""
        if self._file is None:
            self._file = self._created()
            self._writer = csv.writer(self._file, lineterminator="\n")
            self._writer.writerow(HEADER)
        self._writer.writerow([record.line, fault.column, fault.reason, record.raw])

    def flush(self) -> None:
        """Hand what was written to the system."""
        if self._file:
            self._file.flush()

    def _created(self) -> IO[str]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        try:
            descriptor = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise OperatorError(f"The rejects cannot be written to {self.path}: {error.strerror}.") from None
        os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="")


def reject_file_for(file: Path, asked_for: Path | None) -> RejectFile:
    """Return where the rejects of a file go: as asked, else beside it, else into the working directory.

    Raises:
        OperatorError: Nowhere.
    """
    if asked_for is not None:
        if asked_for.exists() and asked_for.samefile(file):
            raise OperatorError("--rejects names the file that is to be imported.")
        return RejectFile(asked_for)
    name = f"{file.name}.rejects.csv"
    beside = file.with_name(name)
    return RejectFile(beside if file.is_file() and _may_write(beside) else Path.cwd() / name)


def _may_write(path: Path) -> bool:
    """Tell whether a file may be made or replaced here. A directory that nobody may write to binds root as well."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return False
    place = path if path.exists() else path.parent
    return place.exists() and os.access(place, os.W_OK) and bool(place.stat().st_mode & ANYBODY_MAY_WRITE)


def _is_ours(path: Path) -> bool:
    """Tell whether an import has written a file."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            return file.readline() == ",".join(HEADER) + "\n"
    except OSError:
        return False
