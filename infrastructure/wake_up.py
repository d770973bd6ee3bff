"""The wake-up: ends the daemon's pause when somebody waits for a view."""

import logging
import select
import time
from typing import Final

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import connect, raw_cursor

logger = logging.getLogger(__name__)

CHANNEL: Final = "redress_wake"


def wake(engine: Engine) -> None:
    """Ask the daemon to look at the log now. For who waits, never for an append: notifying takes a lock at commit."""
    with raw_cursor(engine) as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


class WakeUp:
    """Listens on a connection of its own; without one a pause is just a pause."""

    def __init__(self, url: str) -> None:
        """Listen to the database at `url` from the first pause on."""
        self._url = url
        self._connection: Connection | None = None

    def pause(self, seconds: float) -> None:
        """Wait until somebody wakes, for at most so long."""
        try:
            connection = self._listening()
            select.select([connection], [], [], seconds)
            connection.poll()
            connection.notifies.clear()
        except psycopg2.Error as error:
            logger.debug("Nobody can wake the daemon for now: %s", type(error).__name__)
            self.close()
            time.sleep(seconds)

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _listening(self) -> Connection:
        """Return a connection that listens."""
        if self._connection is None:
            self._connection = connect(self._url)
            self._connection.autocommit = True
            self._connection.cursor().execute(f"LISTEN {CHANNEL}")
        return self._connection
