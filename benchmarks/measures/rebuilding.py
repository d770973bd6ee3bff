"""Rebuilds of the views, from the first event to the swap."""

from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench
from benchmarks.cases import EVENTS
from benchmarks.result import Result, at_least
from infrastructure.views import NAMES

WORKLIST, *OTHERS = NAMES


def measure(bench: Bench) -> Iterator[Result]:
    """Rebuild on the largest database, past its dead positions: the worklist several times, the others once."""
    size = bench.scale.largest
    events = size * EVENTS
    answers = [bench.rebuild(size, WORKLIST) for _ in range(bench.scale.rounds)]
    speeds = [events / answer["seconds"] for answer in answers]
    what = "rebuild of the view {}, 15 % dead positions"
    yield Result(what.format(WORKLIST), "events/s", median(speeds), at_least(60_000), detail={"rounds": answers})
    for view in OTHERS:
        answer = bench.rebuild(size, view)
        yield Result(what.format(view), "events/s", events / answer["seconds"], detail={"rounds": [answer]})
    yield Result(f"memory of a rebuild, {size:,} cases", "MiB", max(answer["peak_mib"] for answer in answers))
