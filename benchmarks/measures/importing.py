"""The import of another system's complaints."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.bench import Bench
from benchmarks.result import Result, at_least
from benchmarks.rows_to_import import write_file
from infrastructure.settings import Settings


def measure(bench: Bench) -> Iterator[Result]:
    """Import one file into new databases, by the command that people use."""
    path = bench.server.directory / "complaints.csv"
    source = write_file(path, bench.scale.imported_rows)
    answers = [imported(bench.empty("import"), str(path)) for _ in range(bench.scale.rounds)]
    speeds = [answer["imported"] / answer["seconds"] for answer in answers]
    what = f"import of {bench.scale.imported_rows:,} complaints with all their events"
    yield Result(what, "/s", median(speeds), at_least(2_000), source, {"rounds": answers})


def imported(settings: Settings, path: str) -> dict[str, Any]:
    """Import and return the figures of the last line.

    Raises:
        RuntimeError: A row was rejected.
    """
    done = subprocess.run(
        [sys.executable, "-P", "-m", "api.command_line", "import", "cfpb", path, "--json"],
        env={**os.environ, **settings.to_environment()},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if figures["rejected"]:
        raise RuntimeError(f"{figures['rejected']} rows of {path} were rejected.")
    return figures
