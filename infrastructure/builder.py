"""The builder: builds the views that this code wants otherwise than they are, beside the daemon's other work."""

import logging
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.log_reader import LogReader
from infrastructure.rebuild import Rebuild, RebuildInterruptedError, RebuildRunningError
from infrastructure.view_positions import Standing, standing
from infrastructure.view_status import version_of
from projections.view import View

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 5.0
"""How often the views are compared with the code; also how long a failed build waits before it is tried again."""


class Builder:
    """Builds in a thread of its own, so that the other views go on."""

    def __init__(self, views: Sequence[View], engine: Engine, reader: LogReader) -> None:
        """Watch these views."""
        self._views = views
        self._engine = engine
        self._reader = reader
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="builder")
        self._stop = Event()
        self._running: Future[None] | None = None
        self._look_at = 0.0
        self._compared: set[str] = set()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let the build that is under way stop at its next page."""
        self._stop.set()
        self._thread.shutdown(wait=True)

    def look(self) -> None:
        """Begin a build where one is due and none is under way.

        Raises:
            PersistenceError: The database cannot be asked.
        """
        if self._running is not None and not self._running.done():
            return
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + LOOK_SECONDS
        if due := self._due():
            self._running = self._thread.submit(self._build_all, due)

    def _due(self) -> list[View]:
        """Return the views that are to be built."""
        with raw_cursor(self._engine) as cursor:
            held = {view.name: standing(cursor, view.name) for view in self._views}
        due = [
            view for view in self._views if build_is_due(view, held[view.name], first=view.name not in self._compared)
        ]
        self._compared |= held.keys() - {view.name for view in due}
        return due

    def _build_all(self, views: Sequence[View]) -> None:
        """Build views one after the other."""
        for view in views:
            if not self._stop.is_set():
                self._build(view)

    def _build(self, view: View) -> None:
        """Build a view; a failure is said and tried again later."""
        try:
            logger.info("Building the view %s, version %s.", view.name, view.build_name)
            Rebuild(view, self._engine, self._reader, stop=self._stop.is_set).run()
            logger.info("The view %s is built.", view.name)
        except RebuildInterruptedError:
            logger.info("The build of the view %s was stopped.", view.name)
        except RebuildRunningError:
            logger.info("The view %s is being built by another process.", view.name)
        except Exception:
            logger.exception("The build of the view %s failed.", view.name)


def build_is_due(view: View, held: Standing | None, *, first: bool) -> bool:
    """Tell whether this code has to build a view.

    A newer version is another process's, after an upgrade; that process keeps it. Rows that were made under another
    setting are made anew once, at the first look: two processes with two settings would otherwise never rest.
    """
    if held is None:
        return True
    version = version_of(held.build)
    if version != view.version:
        return version < view.version
    return first and held.build != view.build_name
