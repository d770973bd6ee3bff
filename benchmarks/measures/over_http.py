"""Commands and reads over HTTP: cost, speed, and whether both stay when the database grows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

import psutil

from benchmarks.bench import Bench
from benchmarks.line_process import Answer, LineProcess
from benchmarks.programs import cpu_seconds, memory_mib, serving, supervisors_token
from benchmarks.result import Goal, Result, at_least, at_most
from benchmarks.web.requests import COMMANDS, READS, REQUESTS

CONNECTIONS = 8
WARM_UP_SECONDS = 0.5
GROWTH = at_most(1.5)
COMMAND_GOALS = {"record-finding": (at_most(1.5), at_least(650))}
P95_GOALS = {"worklist of a handler": at_most(50)}

Rounds = dict[int, dict[str, list[Answer]]]
"""Answers by size and kind of request, one of each round."""


@dataclass
class Served:
    """A server on one database, with what loads it."""

    process: psutil.Process
    loader: LineProcess

    def load(self, kind: str, seconds: float) -> Answer:
        """Load it with one kind of request; the answer also says what CPU time the server took for each, in ms."""
        before = cpu_seconds(self.process)
        answer = self.loader.ask(kind=kind, seconds=seconds, connections=CONNECTIONS)
        used = cpu_seconds(self.process) - before
        return {**answer, "rate": answer["requests"] / answer["seconds"], "cpu": 1e3 * used / answer["requests"]}


def measure(bench: Bench) -> Iterator[Result]:
    """Load one server process for each size in turn, by 8 connections that stay open."""
    with ExitStack() as stack:
        servers = {size: stack.enter_context(served(bench, size)) for size in bench.scale.sizes}
        rounds = alternating(servers, bench)
        memory = max(memory_mib(server.process) for server in servers.values())
    of_smallest = rounds[bench.scale.smallest]
    for kind in COMMANDS:
        yield from of_command(kind, of_smallest[kind])
    for kind in READS:
        yield from of_reads(kind, rounds[bench.scale.largest][kind], bench.scale.largest)
    if bench.scale.largest > bench.scale.smallest:
        yield of_growth(rounds, bench.scale.smallest, bench.scale.largest)
    yield Result("memory of an API process", "MiB", memory)


@contextmanager
def served(bench: Bench, size: int) -> Iterator[Served]:
    """Serve the database of a size."""
    settings = bench.with_views(size)
    token = supervisors_token(settings)
    with (
        serving(settings) as (process, port),
        LineProcess("benchmarks.web.loader", {"port": port, "token": token, "size": size}) as loader,
    ):
        yield Served(process, loader)


def alternating(servers: dict[int, Served], bench: Bench) -> Rounds:
    """Measure every kind of request on every size, round after round."""
    seconds = bench.scale.seconds
    for server in servers.values():
        for kind in REQUESTS:
            server.load(kind, min(WARM_UP_SECONDS, seconds))
    rounds: Rounds = {size: {kind: [] for kind in REQUESTS} for size in servers}
    for _ in range(bench.scale.rounds):
        for kind in REQUESTS:
            for size, server in servers.items():
                rounds[size][kind].append(server.load(kind, seconds))
    return rounds


def of_command(kind: str, answers: list[Answer]) -> Iterator[Result]:
    """Say what a command costs and how many there are."""
    cost, rate = COMMAND_GOALS.get(kind, (None, None))
    yield Result(f"HTTP, {kind}: server CPU", "ms", middle(answers, "cpu"), cost, detail={"rounds": answers})
    yield Result(f"HTTP, {kind}: rate of one worker", "/s", middle(answers, "rate"), rate)
    yield Result(f"HTTP, {kind}: p50", "ms", middle(answers, "p50"))
    yield Result(f"HTTP, {kind}: p95", "ms", middle(answers, "p95"))


def of_reads(kind: str, answers: list[Answer], size: int) -> Iterator[Result]:
    """Say what a read costs and how long it takes."""
    goal: Goal | None = P95_GOALS.get(kind)
    what = f"HTTP, {kind}, {size:,} cases"
    yield Result(f"{what}: p95", "ms", middle(answers, "p95"), goal, detail={"rounds": answers})
    yield Result(f"{what}: server CPU", "ms", middle(answers, "cpu"))


def of_growth(rounds: Rounds, small: int, large: int) -> Result:
    """Compare the p95 at both ends, and name what grew most."""
    growth = {kind: middle(rounds[large][kind], "p95") / middle(rounds[small][kind], "p95") for kind in REQUESTS}
    worst = max(growth, key=growth.__getitem__)
    what = f"HTTP: growth of p95 from {small:,} to {large:,} cases"
    note = f"the most of {len(growth)} kinds of request: {worst}"
    return Result(what, "×", growth[worst], GROWTH, note, {"growth": growth})


def middle(answers: list[Answer], name: str) -> float:
    """Return the median of a figure over the rounds."""
    return median(float(answer[name]) for answer in answers)
