"""Live catch-up: views that follow a log which has run ahead."""

from collections.abc import Iterator
from statistics import median

from benchmarks.bench import FOLLOWER, Bench, say, url_of
from benchmarks.cases import EVENTS
from benchmarks.filling import fill
from benchmarks.line_process import LineProcess
from benchmarks.result import Result, at_least
from infrastructure.views import NAMES

WORKLIST = NAMES[0]
GOAL = at_least(20_000)


def measure(bench: Bench) -> Iterator[Result]:
    """Append new cases while nobody follows, then let one process catch up."""
    settings = bench.empty("catch_up")
    size = bench.scale.smallest
    with LineProcess(FOLLOWER, {"url": url_of(settings)}) as follower:
        follower.ask(task="rebuild", views=NAMES)
        speeds: dict[str, list[float]] = {"worklist": [], "all": []}
        for number in range(bench.scale.rounds):
            say(f"Appending {size:,} cases that the views do not know ...")
            fill(settings, range(number * size, (number + 1) * size))
            alone = follower.ask(task="catch_up", views=[WORKLIST])["seconds"]
            others = follower.ask(task="catch_up", views=NAMES[1:])["seconds"]
            speeds["worklist"].append(size * EVENTS / alone)
            speeds["all"].append(size * EVENTS / (alone + others))
    yield Result("live catch-up of the view worklist", "events/s", median(speeds["worklist"]), GOAL)
    yield Result(f"live catch-up of all {len(NAMES)} views", "events/s", median(speeds["all"]))
