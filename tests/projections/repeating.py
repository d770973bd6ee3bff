"""Threads that do something again and again while a test does something else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def repeating(*acts: Callable[[], object]) -> Iterator[None]:
    """Repeat each act in a thread of its own until the block ends.

    Raises:
        Exception: What the first act that failed has raised.
    """
    done = threading.Event()
    troubles: list[Exception] = []

    def repeat(act: Callable[[], object]) -> None:
        try:
            while not done.is_set():
                act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test fails with it
            troubles.append(error)

    threads = [threading.Thread(target=repeat, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join(30)
    if troubles:
        raise troubles[0]
