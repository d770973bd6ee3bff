"""The process that gives commands at a fixed rate and watches how far the views are behind."""

import time
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import quantiles
from threading import Event, Thread

from benchmarks.line_process import Answer, serve
from benchmarks.stores.ours import OurStore
from infrastructure.database import make_engine, raw_cursor

THREADS = 4
POLL_SECONDS = 0.005
SHOWN = "SELECT min(position) FROM view.position"


@dataclass
class Pacer:
    """Gives commands on the cases of a database; `shown` notes when which position was seen in every view."""

    store: OurStore
    url: str
    size: int

    def __post_init__(self) -> None:
        self._numbers = count()
        self._appended: list[tuple[int, float]] = []
        self._shown: list[tuple[int, float]] = []

    def __call__(self, rate: int, seconds: float) -> Answer:
        """Give `rate` commands a second; return how long after its answer each was shown by all views."""
        self._appended, self._shown, stop = [], [], Event()
        watcher = Thread(target=self._watch, args=[stop])
        watcher.start()
        starts_at = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as threads:
            for number in range(round(rate * seconds)):
                time.sleep(max(0, starts_at + number / rate - time.perf_counter()))
                threads.submit(self._command)
        stop.set()
        watcher.join()
        lags = [1e3 * lag for lag in lags_of(self._appended, self._shown)]
        return {"commands": len(self._appended), "p95": quantiles(lags, n=20)[-1], "highest": max(lags)}

    def _command(self) -> None:
        position = self.store.command(next(self._numbers) % self.size)
        self._appended.append((position, time.perf_counter()))

    def _watch(self, stop: Event) -> None:
        """Note how far the views are, until they are where the last command is."""
        engine = make_engine(self.url, 1)
        with raw_cursor(engine) as cursor:
            while not (stop.is_set() and self._shown and self._shown[-1][0] >= max(self._appended)[0]):
                cursor.execute(SHOWN)
                ((position,),) = cursor.fetchall()
                if not self._shown or position > self._shown[-1][0]:
                    self._shown.append((position, time.perf_counter()))
                time.sleep(POLL_SECONDS)
        engine.dispose()


def lags_of(appended: list[tuple[int, float]], shown: list[tuple[int, float]]) -> Iterator[float]:
    """Yield for each position how long after it was appended, in seconds, it was first seen to be shown."""
    positions = [position for position, _ in shown]
    for position, at in appended:
        yield max(0.0, shown[bisect_left(positions, position)][1] - at)


def start(url: str, size: int) -> Pacer:
    """Connect."""
    return Pacer(OurStore(url, THREADS), url, size)


if __name__ == "__main__":
    serve(start)
