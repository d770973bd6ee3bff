"""The page of one case with a long history."""

from collections.abc import Iterator

from benchmarks.bench import Bench, url_of
from benchmarks.cases import EVENTS
from benchmarks.filling import fill
from benchmarks.line_process import LineProcess
from benchmarks.programs import serving, supervisors_token
from benchmarks.result import Result, at_most
from benchmarks.stores.ours import OurStore

LENGTH = 200


def measure(bench: Bench) -> Iterator[Result]:
    """Read one case of 200 events, with its whole history as recorded, one request after the other."""
    settings = bench.empty("history")
    fill(settings, range(1))
    store = OurStore(url_of(settings), 1)
    for _ in range(LENGTH - EVENTS):
        store.command(0)
    with serving(settings) as (_, port):
        first = {"port": port, "token": supervisors_token(settings), "size": 1}
        with LineProcess("benchmarks.web.loader", first) as loader:
            answer = loader.ask(kind="case file", seconds=bench.scale.seconds, connections=1)
    yield Result(f"HTTP, case file with {LENGTH} events: p95", "ms", answer["p95"], at_most(20), detail=answer)
