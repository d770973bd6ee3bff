"""The process that loads a server, so that its own work is not counted as the server's."""

from collections.abc import Callable
from itertools import count
from statistics import median, quantiles

import uvloop

from benchmarks.line_process import Answer, serve
from benchmarks.web.client import load
from benchmarks.web.requests import REQUESTS

STEP = 7_919
"""A prime: walks over all cases of a database before it comes to one again, and not from neighbour to neighbour."""


def start(port: int, token: str, size: int) -> Callable[..., Answer]:
    """Know a server and how many cases it has."""
    drawn = {kind: count() for kind in REQUESTS}

    def one_round(kind: str, seconds: float, connections: int) -> Answer:
        request = REQUESTS[kind]

        def coming() -> bytes:
            return request(next(drawn[kind]) * STEP % size).encoded(token)

        answers = uvloop.run(load(port, coming, connections=connections, seconds=seconds))
        if answers.failures:
            raise RuntimeError(f"{kind}: {len(answers.failures)} failed, the first with {answers.failures[0]}")
        milliseconds = [1e3 * each for each in answers.seconds]
        p95 = quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]
        return {"requests": len(milliseconds), "seconds": seconds, "p50": median(milliseconds), "p95": p95}

    return one_round


if __name__ == "__main__":
    serve(start)
