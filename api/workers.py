"""The threads that requests are worked on in."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """A fixed number of threads; what is more waits its turn.

    The framework's own way from the event loop into a thread and back costs twice the time.
    """

    def __init__(self, threads: int) -> None:
        """Start each thread when it is first needed."""
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def run(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a function in a thread and return what it returns."""
        context = copy_context()
        call = lambda: context.run(function, *arguments, **named)  # noqa: E731 - one expression, used once
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def close(self) -> None:
        """Let every thread finish."""
        self._threads.shutdown()
