"""Waiting until the views show what a command did."""

import asyncio
import logging
from collections.abc import Callable

from api.errors import FAULTS
from api.workers import Workers

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.015
PASSING: tuple[type[Exception], ...] = (TimeoutError, *FAULTS)
"""What keeps the views from being asked for a while."""


class ViewWaiter:
    """One poll for everybody who waits."""

    def __init__(self, workers: Workers, lowest_position: Callable[[], int], wake: Callable[[], None]) -> None:
        """Take the functions that ask how far the slowest view is, and that wake whoever moves the views."""
        self._workers = workers
        self._ask = lowest_position
        self._wake = wake
        self._lowest = 0
        self._asked_at = 0.0
        self._polling: asyncio.Future[None] | None = None

    async def reach(self, position: int, seconds: float) -> bool:
        """Wait until every view shows `position`; say whether they do within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                if self._lowest < position:
                    await self._workers.run(self._wake)
                while self._lowest < position:
                    await asyncio.shield(self._next_poll())
        except PASSING:
            return False
        return True

    def _next_poll(self) -> "asyncio.Future[None]":
        """Return the poll that is under way, or begin one."""
        if self._polling is None or self._polling.done():
            self._polling = asyncio.ensure_future(self._poll())
        return self._polling

    async def _poll(self) -> None:
        """Ask once; a database that does not answer shows nothing."""
        now = asyncio.get_running_loop().time
        await asyncio.sleep(self._asked_at + POLL_SECONDS - now())
        try:
            self._lowest = await self._workers.run(self._ask)
        except PASSING as error:
            logger.warning("The views cannot be asked.", extra={"error": type(error).__name__})
        self._asked_at = now()
