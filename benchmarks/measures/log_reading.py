"""The reader of the log, alone."""

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench
from benchmarks.result import Result
from infrastructure.database import make_engine
from infrastructure.log_reader import LogReader

PAGE = 5_000
MOST_EVENTS = 1_000_000


def measure(bench: Bench) -> Iterator[Result]:
    """Read the log of the largest database in pages, in one process, past its dead positions."""
    url = bench.url(bench.scale.largest)
    speeds = [read(url) for _ in range(bench.scale.rounds)]
    yield Result("log reader alone, 15 % dead positions", "events/s", median(speeds))


def read(url: str) -> float:
    """Read with a reader that knows nothing of the gaps yet; return events per second."""
    engine = make_engine(url, 1)
    try:
        reader, position, events = LogReader(engine), 0, 0
        started = time.perf_counter()
        while events < MOST_EVENTS and (page := reader.read(position, PAGE)).position > position:
            position = page.position
            events += len(page.rows)
        return events / (time.perf_counter() - started)
    finally:
        engine.dispose()
