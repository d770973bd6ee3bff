"""The rebuild: the next build of a view beside the one in use, swapped in once it has caught up."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from psycopg2 import errors
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.batch import Batch
from infrastructure.build import Build
from infrastructure.database import raw_cursor
from infrastructure.fold_fault import describe, is_fault_of_event
from infrastructure.log_pages import BATCH, Stretch, read_stretch
from infrastructure.log_reader import LogReader
from infrastructure.operator_error import OperatorError
from infrastructure.settled_log import settled_position, settled_stretches
from infrastructure.view_ddl import create_next, drop_next, index_next, put_in_use
from infrastructure.view_positions import record_swap, standing
from infrastructure.write_behind import writing_behind
from projections.view import View

BULK: Final = 20_000
"""Positions that a rebuild reads at once."""
ROWS_IN_MEMORY: Final = 60_000
"""Rows that a rebuild changes before it writes them and lets go of those that were not touched for longest."""
LOCK_SECONDS: Final = 0.5
"""How long a swap waits for those who read the old tables, and makes others wait, before it tries again later.

Less than PostgreSQL's deadlock_timeout: where a reader and the swap wait for each other, it is the swap that gives way.
"""
PAUSE_SECONDS: Final = 0.2

LOCK: Final = "SELECT pg_try_advisory_lock(hashtext('redress rebuild'), hashtext(%s))"
UNLOCK: Final = "SELECT pg_advisory_unlock(hashtext('redress rebuild'), hashtext(%s))"


class RebuildRunningError(OperatorError):
    """Somebody else is rebuilding this view."""


class RebuildFailedError(OperatorError):
    """An event could not be folded; the view in use stays."""


class RebuildInterruptedError(Exception):
    """The rebuild was asked to stop; the view in use stays."""


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is on its way to the last position that the log had when it began."""

    position: int
    target: int


class Rebuild:
    """One rebuild of one view. The view in use stays readable and live until the last moment."""

    def __init__(
        self,
        view: View,
        engine: Engine,
        reader: LogReader,
        *,
        report: Callable[[Progress], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Build `view`; `report` is told how far it is, `stop` is asked again and again whether to go on."""
        self._view = view
        self._engine = engine
        self._reader = reader
        self._report = report
        self._stop = stop
        self._build: Build = Build(view, beside=True)
        self._position = 0

    def run(self) -> None:
        """Build, catch up, swap.

        Raises:
            RebuildRunningError: Somebody else is at it.
            RebuildFailedError: An event does not fit; a rebuild parks nothing.
            RebuildInterruptedError: It was asked to stop.
            PersistenceError: The database is the trouble.
        """
        # Everything is written through the connection that holds the lock: without it nothing goes on.
        with raw_cursor(self._engine) as cursor, self._alone(cursor), self._next_tables(cursor):
            self._fold_all(cursor)
            index_next(cursor, self._view.tables)
            self._catch_up(cursor)
            while not self._swap(cursor):
                time.sleep(PAUSE_SECONDS)
                self._catch_up(cursor)

    @contextmanager
    def _alone(self, cursor: Cursor) -> Iterator[None]:
        """Keep others from rebuilding the same view."""
        cursor.execute(LOCK, (self._view.name,))
        if cursor.fetchone() != (True,):
            raise RebuildRunningError(f"The view {self._view.name} is being rebuilt already.")
        try:
            yield
        finally:
            if not cursor.connection.closed:
                cursor.execute(UNLOCK, (self._view.name,))

    @contextmanager
    def _next_tables(self, cursor: Cursor) -> Iterator[None]:
        """Make the tables of the next build, and drop them if it comes to nothing."""
        create_next(cursor, self._view.tables)
        self._build.begin(cursor)
        try:
            yield
        except BaseException as error:
            if not cursor.connection.closed:
                drop_next(cursor, self._view.tables)
            if is_fault_of_event(error):
                raise RebuildFailedError(f"The rebuild stopped. {describe(error)}") from error
            if isinstance(error, errors.DependentObjectsStillExist):
                raise RebuildFailedError(
                    f"Something else stands on the old tables: {error.diag.message_detail}"
                ) from error
            raise

    def _look_up(self) -> None:
        if self._stop():
            raise RebuildInterruptedError

    def _fold_all(self, cursor: Cursor) -> None:
        """Fold the log as it is now into memory, and write rows seldom."""
        target = settled_position(cursor)
        batch = Batch(self._build)
        with without_collector(), writing_behind(cursor) as behind:
            for stretch in settled_stretches(self._engine, target, BULK, self._view.topics):
                self._look_up()
                batch.fold(behind, stretch.events)
                self._passed(behind, stretch)
                if batch.unwritten > ROWS_IN_MEMORY:
                    batch.write(behind)
                    batch.keep_latest(ROWS_IN_MEMORY // 2)
                self._report(Progress(self._position, target))
            batch.write(behind)

    def _passed(self, cursor: Cursor, stretch: Stretch) -> None:
        """Remember how far the rows are."""
        self._position = stretch.position
        self._build.put_watermark(cursor, stretch.position, stretch.recorded_at)

    def _catch_up(self, cursor: Cursor) -> None:
        """Fold what has come in since, until there is no more for the moment."""
        while not self._fold_next(cursor).is_last:
            pass

    def _fold_next(self, cursor: Cursor) -> Stretch:
        """Fold the next stretch into the tables."""
        self._look_up()
        stretch = read_stretch(self._reader, self._position, BATCH, self._view.topics)
        batch = Batch(self._build)
        batch.fold(cursor, stretch.events)
        batch.write(cursor)
        self._passed(cursor, stretch)
        return stretch

    def _swap(self, cursor: Cursor) -> bool:
        """Swap if nobody is in the way for longer: the old view is held, caught up with, and replaced."""
        before = self._position
        cursor.execute(f"BEGIN; SET LOCAL lock_timeout = '{LOCK_SECONDS * 1000:.0f}ms'")
        try:
            held = standing(cursor, self._view.name, lock=True)
            if self._caught_up_with(cursor, held.position if held else 0):
                record_swap(cursor, self._view.name, self._view.build_name, self._position)
                self._build.put_watermark(cursor, self._position, None)
                put_in_use(cursor, self._view.tables)
                cursor.execute("COMMIT")
                return True
        except errors.LockNotAvailable:
            pass
        except BaseException:
            if not cursor.connection.closed:
                cursor.execute("ROLLBACK")
            raise
        cursor.execute("ROLLBACK")
        self._position = before
        return False

    def _caught_up_with(self, cursor: Cursor, position: int) -> bool:
        """Fold what the view in use is ahead; False if that takes too long while it is held."""
        give_up_at = time.monotonic() + LOCK_SECONDS
        while self._position < position and time.monotonic() < give_up_at:
            self._fold_next(cursor)
        return self._position >= position


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles, which there are none of, among millions of objects: it halves the speed."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
