"""The limit on how long a request waits for the database."""

import os
import socket
import time
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine, event

TICK_SECONDS: Final = 0.2


class TimeLimit:
    """Hangs up on connections that are lent for too long, while it is entered.

    Nothing is cancelled: a cancelled wait for a synchronous standby would report success. The server goes on with
    what it was asked, nobody hears how it ends, and who waited is told so.
    """

    def __init__(self, engine: Engine, seconds: float) -> None:
        """Watch what is lent by the pool of `engine`, and by those that follow it."""
        self._engine = engine
        self._seconds = seconds
        self._lent: dict[object, tuple[Connection, float]] = {}
        self._ended = Event()
        self._thread = Thread(target=self._watch, name="time-limit", daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        event.listen(self._engine, "checkout", self._lend)
        event.listen(self._engine, "checkin", self._take_back)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def _lend(self, driver: Connection, record: object, _proxy: object) -> None:
        self._lent[record] = (driver, time.monotonic())

    def _take_back(self, _driver: Connection | None, record: object) -> None:
        self._lent.pop(record, None)

    def _watch(self) -> None:
        while not self._ended.wait(TICK_SECONDS):
            longest = time.monotonic() - self._seconds
            for driver, since in self._lent.copy().values():
                if since < longest:
                    hang_up(driver)


def hang_up(driver: Connection) -> None:
    """End the connection under a statement that runs in another thread; the driver's own `close` would wait for it."""
    try:
        with socket.socket(fileno=os.dup(driver.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
    except (psycopg2.InterfaceError, OSError):
        # It was closed in this moment.
        return
