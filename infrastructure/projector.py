"""The projector: keeps one view up to date with the log, exactly once, whoever else does the same."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Final

import psycopg2
from eventsourcing.persistence import PersistenceError
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.batch import Batch
from infrastructure.build import Build
from infrastructure.fold_fault import FoldError, describe, is_fault_of_event
from infrastructure.log_pages import LogPages, Stretch
from infrastructure.logged_event import LoggedEvent
from infrastructure.parking import park
from infrastructure.view_positions import Standing, move, standing, transaction
from projections.view import View

logger = logging.getLogger(__name__)

ATTEMPTS: Final = 3
"""How often a batch is tried before the stream that breaks it is parked."""
FIRST_PAUSE_SECONDS: Final = 0.05
REFRESH_SECONDS: Final = 10.0
"""How old `refreshed_at` of a watermark may become while nothing happens."""
TROUBLE_SECONDS: Final = 0.5
"""How long a view rests after the database was the trouble."""


class Projector:
    """Moves one view along the log, one batch at a time."""

    def __init__(self, view: View, engine: Engine, pages: LogPages) -> None:
        """Write `view` through `engine`, out of `pages`."""
        self.view = view
        self._engine = engine
        self._pages = pages
        self._build: Build = Build(view)
        self._standing: Standing | None = None
        self._failures = 0
        self._resume_at = 0.0
        self._refresh_at = 0.0

    def standing(self) -> Standing | None:
        """Where the view stands as far as is known here; None where it was never built."""
        if self._standing is None:
            with transaction(self._engine) as cursor:
                self._standing = standing(cursor, self.view.name)
        return self._standing

    def advance(self) -> bool:
        """Project the next stretch; say whether the view moved. A view of another build is left alone.

        Raises:
            PersistenceError: The database is the trouble, not an event.
        """
        seen = self.standing()
        if seen is None or seen.build != self.view.build_name or time.monotonic() < self._resume_at:
            self._standing = None
            return False
        stretch = self._pages.after(seen.position)
        if stretch.position == seen.position:
            self._refresh(seen, stretch)
            return False
        try:
            moved = self._project(seen, stretch)
        except (FoldError, PersistenceError) as error:
            moved = self._try_again(seen, stretch, error)
        self._standing = replace(seen, position=stretch.position) if moved else None
        return moved

    def _project(self, seen: Standing, stretch: Stretch) -> bool:
        """Project a stretch in one transaction; False when somebody else has moved the view."""
        with transaction(self._engine) as cursor:
            parked = move(cursor, self.view.name, seen, stretch.position)
            if parked is None:
                return False
            batch = Batch(self._build, parked=parked)
            batch.fold(cursor, self._wanted(stretch))
            batch.write(cursor)
            self._build.put_watermark(cursor, stretch.position, stretch.recorded_at)
        self._failures = 0
        return True

    def _refresh(self, seen: Standing, stretch: Stretch) -> None:
        """Say now and then that there is nothing more to include, where the view says what it includes."""
        if self.view.watermark is None or stretch.stalled or time.monotonic() < self._refresh_at:
            return
        self._refresh_at = time.monotonic() + REFRESH_SECONDS
        with transaction(self._engine) as cursor:
            if standing(cursor, self.view.name, lock=True) == seen:
                self._build.put_watermark(cursor, seen.position, None)

    def _wanted(self, stretch: Stretch) -> list[LoggedEvent]:
        topics = self.view.topics
        return [event for event in stretch.events if event.topic in topics]

    def _try_again(self, seen: Standing, stretch: Stretch, error: Exception) -> bool:
        """Wait a little, twice; then go stream by stream and park what fails."""
        self._standing = None
        if not is_fault_of_event(error):
            self._resume_at = time.monotonic() + TROUBLE_SECONDS
            raise error
        self._failures += 1
        logger.warning("View %s failed, attempt %d: %s", self.view.name, self._failures, describe(error))
        if self._failures < ATTEMPTS:
            self._resume_at = time.monotonic() + FIRST_PAUSE_SECONDS * 2**self._failures
            return False
        self._failures = 0
        return self._project_apart(seen, stretch)

    def _project_apart(self, seen: Standing, stretch: Stretch) -> bool:
        """Project a stretch stream by stream, so that one that fails spoils nothing else."""
        with transaction(self._engine) as cursor:
            parked = move(cursor, self.view.name, seen, stretch.position)
            if parked is None:
                return False
            for stream_id, events in by_stream(self._wanted(stretch)):
                if stream_id not in parked:
                    self._project_stream(cursor, events)
            self._build.put_watermark(cursor, stretch.position, stretch.recorded_at)
        return True

    def _project_stream(self, cursor: Cursor, events: list[LoggedEvent]) -> None:
        """Project events of one stream, or park it."""
        cursor.execute("SAVEPOINT stream")
        try:
            batch = Batch(self._build)
            batch.fold(cursor, events)
            batch.write(cursor)
        except (FoldError, psycopg2.Error) as error:
            if not is_fault_of_event(error):
                raise
            cursor.execute("ROLLBACK TO SAVEPOINT stream")
            position = error.position if isinstance(error, FoldError) else events[0].position
            park(cursor, self.view.name, events[0].stream_id, position, describe(error))
        cursor.execute("RELEASE SAVEPOINT stream")


def by_stream(events: list[LoggedEvent]) -> Iterator[tuple[str, list[LoggedEvent]]]:
    """Return events stream by stream, each in its order."""
    for stream_id, group in groupby(sorted(events, key=attrgetter("stream_id")), key=attrgetter("stream_id")):
        yield stream_id, list(group)
