"""The lag of the views behind the log while work goes on."""

import time
from collections.abc import Iterator

from benchmarks.bench import Bench, url_of
from benchmarks.line_process import LineProcess
from benchmarks.programs import memory_mib, program
from benchmarks.result import Result, at_most

RATE = 200
SETTLING_SECONDS = 3


def measure(bench: Bench) -> Iterator[Result]:
    """Give commands at a fixed rate while the daemon keeps every view up to date, and look at its memory."""
    size = bench.scale.smallest
    settings = bench.with_views(size)
    first = {"url": url_of(settings), "size": size}
    with program(settings, "daemon") as daemon, LineProcess("benchmarks.following.pacer", first) as pacer:
        time.sleep(min(SETTLING_SECONDS, bench.scale.seconds))
        pacer.ask(rate=RATE, seconds=bench.scale.seconds)
        answer = pacer.ask(rate=RATE, seconds=bench.scale.seconds * bench.scale.rounds)
        yield Result(f"lag of all views at {RATE} commands/s: p95", "ms", answer["p95"], at_most(250), detail=answer)
        yield Result("memory of the daemon", "MiB", memory_mib(daemon))
