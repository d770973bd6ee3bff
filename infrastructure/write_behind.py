"""Statements that run while Python goes on."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, cast

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

MOST_WAITING: Final = 16
"""Statements that wait at most, each of a few megabytes; then Python waits as well."""


class WriteBehind:
    """A cursor whose statements run one after the other in a thread; who wants a result waits for it."""

    def __init__(self, cursor: Cursor, thread: ThreadPoolExecutor) -> None:
        """Run statements of `cursor` in `thread`."""
        self._cursor = cursor
        self._thread = thread
        self._waiting: deque[Future[None]] = deque()

    def execute(self, statement: str, values: Any = None) -> None:  # noqa: ANN401 - the driver's signature
        """Run a statement after those before.

        Raises:
            psycopg2.Error: One of those before has failed.
        """
        self.wait(MOST_WAITING - 1)
        self._waiting.append(self._thread.submit(self._cursor.execute, statement, values))

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Wait for the last statement and return its rows."""
        self.wait()
        return self._cursor.fetchall()

    def wait(self, left: int = 0) -> None:
        """Wait until no more than so many statements are left.

        Raises:
            psycopg2.Error: One has failed.
        """
        while len(self._waiting) > left:
            self._waiting.popleft().result()


@contextmanager
def writing_behind(cursor: Cursor) -> Iterator[Cursor]:
    """Lend a cursor that writes behind; at the end of the block everything is written, or has failed.

    Raises:
        psycopg2.Error: A statement has failed.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="write-behind") as thread:
        behind = WriteBehind(cursor, thread)
        yield cast("Cursor", behind)
        behind.wait()
