"""Raw appends by several processes, against pgbench inserting the same row."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.bench import Bench, url_of
from benchmarks.line_process import LineProcess
from benchmarks.result import Result, at_least
from benchmarks.rows import as_pgbench_script, received

APPENDER = "benchmarks.stores.appender"
GOAL = at_least(50)
WRITTEN = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def measure(bench: Bench) -> Iterator[Result]:
    """Alternate between the two, for each number of clients."""
    url = url_of(bench.empty("appends"))
    pgbench = bench.server.programs / "pgbench"
    with ExitStack() as stack:
        appenders = [stack.enter_context(LineProcess(APPENDER, {"url": url})) for _ in range(max(bench.scale.clients))]
        for clients in bench.scale.clients:
            what = f"raw appends by {clients}: of what pgbench inserts"
            if not pgbench.exists():
                yield Result(what, "%", None, GOAL, "no pgbench here")
                continue
            ours, theirs = [], []
            for _ in range(bench.scale.rounds):
                ours.append(appended(appenders[:clients], bench.scale.seconds))
                theirs.append(inserted(pgbench, url, clients, bench.scale.seconds))
            share = median(100 * a / b for a, b in zip(ours, theirs, strict=True))
            yield Result(what, "%", share, GOAL, detail={"appends_per_second": ours, "pgbench_per_second": theirs})


def appended(appenders: list[LineProcess], seconds: float) -> float:
    """Append by all these processes at once; return events per second."""
    for appender in appenders:
        appender.tell(seconds=seconds)
    answers = [appender.answer() for appender in appenders]
    return sum(float(answer["events"] / answer["seconds"]) for answer in answers)


def inserted(pgbench: Path, url: str, clients: int, seconds: float) -> float:
    """Let pgbench insert with that many connections; return rows per second."""
    threads = min(clients, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as name:
        script = Path(name, "insert.sql")
        script.write_text(as_pgbench_script(received()), encoding="utf-8")
        options = ["--no-vacuum", f"--client={clients}", f"--jobs={threads}", f"--time={max(1, round(seconds))}"]
        done = subprocess.run([pgbench, *options, f"--file={script}", url], check=True, capture_output=True, text=True)
    found = WRITTEN.search(done.stdout)
    assert found is not None, done.stdout  # noqa: S101 - it always says so
    return float(found[1])
