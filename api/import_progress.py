"""The progress of an import, as a bar on a terminal and as lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Protocol, Self

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 10.0


class ImportProgress(Protocol):
    """Shows how far an import is; the measure is the bytes of its file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

    def show(self, bytes_read: int, read: int) -> None:
        """Show that so many bytes and records were read."""
        ...


class Bar:
    """A bar with rate and the time that is left."""

    def __init__(self, size_bytes: int) -> None:
        """Expect so many bytes; 0 where that is not known."""
        self._started_at = time.monotonic()
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[read]:,} read, {task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=Console(stderr=True),
        )
        self._task = self._progress.add_task("import", total=size_bytes or None, read=0, rate=0.0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, bytes_read: int, read: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=bytes_read, read=read, rate=rate(read, self._started_at))


class PlainLines:
    """A line now and then."""

    def __init__(self, size_bytes: int) -> None:
        """Expect so many bytes; 0 where that is not known."""
        self._size_bytes = size_bytes
        self._started_at = self._said_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pass

    def show(self, bytes_read: int, read: int) -> None:
        """Say it, if the last line was some time ago."""
        if time.monotonic() < self._said_at + SECONDS_BETWEEN_LINES:
            return
        self._said_at = time.monotonic()
        share = f", {100 * bytes_read / self._size_bytes:.0f} % of the file" if self._size_bytes else ""
        click.echo(f"{read:,} read, {rate(read, self._started_at):,.0f}/s{share}", err=True)


def import_progress(size_bytes: int) -> ImportProgress:
    """Return what fits the place where standard error goes."""
    return Bar(size_bytes) if sys.stderr.isatty() else PlainLines(size_bytes)


def rate(read: int, started_at: float) -> float:
    """Return records per second since an instant of the monotonic clock."""
    return read / max(time.monotonic() - started_at, 1e-6)
