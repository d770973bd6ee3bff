"""Work beside the views: a step that is taken again and again in a thread of its own, until the process ends."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from eventsourcing.persistence import PersistenceError

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 1.0
TROUBLE_SECONDS: Final = 5.0


class Running:
    """Takes a step, rests for a moment when there was nothing to do, and goes on whatever went wrong."""

    def __init__(self, name: str, step: Callable[[Callable[[], bool]], object]) -> None:
        """Name the thread. `step` is given what tells whether to stop, and says whether it found anything to do."""
        self._name = name
        self._step = step
        self._stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let it finish what it is about."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self._pause_after_step())

    def _pause_after_step(self) -> float:
        try:
            return 0 if self._step(self._stop.is_set) else IDLE_SECONDS
        except PersistenceError as error:
            logger.warning("%s: the database is away: %s", self._name, type(error).__name__)
        except Exception:
            logger.exception("%s failed and goes on", self._name)
        return TROUBLE_SECONDS
