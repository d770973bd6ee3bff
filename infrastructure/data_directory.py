"""The directory that keeps the embedded database and the attachments."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.unprivileged import can_enter, unprivileged_user

ROOT_FALLBACK = Path("/var/lib/redress")
CLUSTER = "postgres"
LOCK = "redress.lock"


class DataDirectoryInUseError(OperatorError):
    """Another process runs on this data directory."""


def usable_directory(settings: Settings, say: Callable[[str], None]) -> Path:
    """Return the data directory, made if need be, that PostgreSQL can work in.

    Root's PostgreSQL runs as an unprivileged user. Where that user cannot reach the default, the
    default becomes /var/lib/redress, which is said; what was asked for is refused instead.

    Raises:
        OperatorError: It cannot be made, or not be reached.
    """
    was_there = settings.data_directory.exists()
    directory = _made(settings.data_directory)
    if _reachable(directory):
        return directory
    if not was_there:
        directory.rmdir()
    if settings.data_dir is not None:
        raise OperatorError(
            f"The user that PostgreSQL runs as cannot reach {directory}; name a directory under one that "
            "every user may enter in REDRESS_DATA_DIR."
        )
    fallback = _made(ROOT_FALLBACK)
    if not _reachable(fallback):
        raise OperatorError(f"The user that PostgreSQL runs as can reach neither {directory} nor {fallback}.")
    say(f"The data lies in {fallback}, because PostgreSQL does not run as root and cannot reach {directory}.")
    return fallback


def directory_in_use(settings: Settings) -> Path | None:
    """Return the data directory that an engine runs on, or None; nothing is made."""
    may_be_fallback = settings.data_dir is None and os.geteuid() == 0
    for directory in [settings.data_directory, *([ROOT_FALLBACK] if may_be_fallback else [])]:
        if (directory / LOCK).exists():
            try:
                with locked(directory):
                    continue
            except DataDirectoryInUseError:
                return directory
    return None


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Keep every other process off a data directory; the system lets go when this process ends.

    Raises:
        DataDirectoryInUseError: Another process has it.
    """
    with _opened(directory / LOCK) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise DataDirectoryInUseError(f"Another redress (process {holder}) is running on {directory}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("a+")
    except PermissionError:
        raise OperatorError(f"{path.parent} belongs to another user; run redress as that user.") from None


def _made(directory: Path) -> Path:
    """Make the directory if it does not exist; no mode of one that exists is changed."""
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    try:
        for path in reversed(missing):
            path.mkdir()
            path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except NotADirectoryError:
        raise OperatorError(f"{directory} cannot be the data directory: it lies in a file.") from None
    except OSError as error:
        raise OperatorError(f"The data directory {directory} cannot be made: {error.strerror}.") from None
    if not directory.is_dir():
        raise OperatorError(f"{directory} cannot be the data directory: there is a file in its place.")
    return directory


def _reachable(directory: Path) -> bool:
    return can_enter(directory, unprivileged_user(directory / CLUSTER))
