"""One run of the bench: measure after measure, then the table."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.database import running_server
from benchmarks.line_process import ROOT
from benchmarks.machine import Machine, this_machine
from benchmarks.measures import (
    catching_up,
    clocks,
    deadlines,
    history,
    importing,
    lag,
    log_reading,
    over_http,
    raw_appends,
    rebuilding,
    store_commands,
)
from benchmarks.readme import put_into
from benchmarks.result import Result
from benchmarks.scale import Scale
from benchmarks.table import table
from infrastructure.roles import SUPERUSER

RESULTS = ROOT / "bench-results"

EXPLANATION = """\
Everything ran on the same machine, the programs that load it included. Commands act on streams of 10 events. HTTP is
served by one process with 8 connections that stay open and never pause, so that p95 is that of a busy server. Figures
are medians of alternating rounds; between runs and machines ratios hold, absolute figures do not."""

MEASURES: tuple[Callable[[Bench], Iterable[Result]], ...] = (
    store_commands.measure,
    raw_appends.measure,
    log_reading.measure,
    rebuilding.measure,
    catching_up.measure,
    lag.measure,
    over_http.measure,
    history.measure,
    importing.measure,
    deadlines.measure,
    clocks.measure,
)


def run(scale: Scale) -> tuple[Machine, list[Result]]:
    """Measure everything, and say each figure as soon as it is known."""
    results = []
    with running_server(durable=scale.durable) as server:
        bench = Bench(server, scale)
        for measure in MEASURES:
            for result in measure(bench):
                results.append(result)
                print(f"  {table([result]).splitlines()[-1]}", flush=True)
        return this_machine(server.access.url(SUPERUSER, SUPERUSER)), results


def keep(scale: Scale, machine: Machine, results: list[Result], directory: Path = RESULTS) -> Path:
    """Write a run as JSON, one file for each."""
    directory.mkdir(exist_ok=True)
    path = directory / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    content = {"machine": machine.as_json(), "sizes": scale.sizes, "results": [result.as_json() for result in results]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def report(machine: Machine, results: list[Result]) -> str:
    """Return what the README shows: the goals and what became of them."""
    return f"{table(result for result in results if result.goal)}\n\nMeasured {machine.sentence()}\n\n{EXPLANATION}"


def main(scale: Scale) -> None:
    """Measure, keep the figures, and show them here and in the README."""
    machine, results = run(scale)
    path = keep(scale, machine, results)
    put_into(ROOT / "README.md", report(machine, results))
    print(f"\n{table(results)}\n\nMeasured {machine.sentence()}\nEvery round: {path.relative_to(ROOT)}")
