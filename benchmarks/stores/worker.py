"""The process that drives one store."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from benchmarks.line_process import Answer, serve

THREADS = 8


def start(kind: str, settings: dict[str, str], streams: int) -> Callable[..., Answer]:
    """Open a store; return what runs a round of commands on its streams, one after the other."""
    command = opened(kind, settings, streams)
    drawn = count()

    def one_round(seconds: float) -> Answer:
        return round_of(lambda: command(next(drawn) % streams), seconds)

    return one_round


def opened(kind: str, settings: dict[str, str], streams: int) -> Callable[[int], object]:
    """Return what runs one command on a case; a store of the library is filled first."""
    if kind == "ours":
        from benchmarks.stores.ours import OurStore  # noqa: PLC0415 - its drivers are not in the rivals' environment

        return OurStore(settings["url"], THREADS).command
    from benchmarks.stores.library import LibraryStore  # noqa: PLC0415 - the same

    store = LibraryStore(settings)
    store.fill(streams)
    return store.command


def round_of(command: Callable[[], object], seconds: float) -> Answer:
    """Run commands on all threads for some seconds; return how many, the time, and this process's CPU time."""
    started, cpu = time.perf_counter(), time.process_time()

    def work() -> int:
        done = 0
        while time.perf_counter() - started < seconds:
            command()
            done += 1
        return done

    with ThreadPoolExecutor(THREADS) as threads:
        done = sum(future.result() for future in [threads.submit(work) for _ in range(THREADS)])
    return {"commands": done, "seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}


if __name__ == "__main__":
    serve(start)
