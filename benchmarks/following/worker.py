"""The process that builds views and lets them catch up, by the engine's own means."""

import gc
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.line_process import Answer, serve
from infrastructure.daemon import COLLECT_AFTER, CONNECTIONS, advance_all
from infrastructure.database import make_engine
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.projector import Projector
from infrastructure.rebuild import Rebuild
from infrastructure.settings import Settings
from infrastructure.view_positions import create_positions
from infrastructure.views import view_named

BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


def start(url: str) -> Callable[..., Answer]:
    """Connect."""
    follower = Follower(Settings(database_url=url), url)
    return follower.answer


class Follower:
    """One process of the daemon's kind."""

    def __init__(self, settings: Settings, url: str) -> None:
        gc.set_threshold(COLLECT_AFTER)
        self._settings = settings
        self._engine = make_engine(url, CONNECTIONS)
        create_positions(self._engine)

    def answer(self, task: str, views: list[str]) -> Answer:
        """Rebuild views, or let them catch up with the log; return how long it took, and the memory at its highest."""
        started, cpu = time.perf_counter(), time.process_time()
        {"rebuild": self._rebuild, "catch_up": self._catch_up}[task](views)
        return {
            "seconds": time.perf_counter() - started,
            "cpu_seconds": time.process_time() - cpu,
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_OF_MAXRSS / 2**20,
        }

    def _rebuild(self, views: list[str]) -> None:
        for name in views:
            Rebuild(self._view(name), self._engine, LogReader(self._engine)).run()

    def _catch_up(self, views: list[str]) -> None:
        pages = LogPages(LogReader(self._engine))
        projectors = [Projector(self._view(name), self._engine, pages) for name in views]
        while advance_all(projectors, pages) or pages.has_more:
            pass

    def _view(self, name: str) -> Any:  # noqa: ANN401 - a view of any rows
        return view_named(name, self._settings)


if __name__ == "__main__":
    serve(start)
