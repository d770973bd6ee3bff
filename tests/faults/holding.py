"""Locks that hold statements of the engine in the middle of their work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg2
from psycopg2 import sql

LOCK: Final = "LOCK TABLE {} IN {} MODE"
WAITING: Final = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"


@contextmanager
def held(url: str, table: str, mode: str) -> Iterator[Callable[[], int]]:
    """Hold a lock on a table until the block ends, or the database does; lend what counts those who wait."""
    connection = psycopg2.connect(url)
    cursor = connection.cursor()

    def waiting() -> int:
        cursor.execute(WAITING, (table,))
        ((number,),) = cursor.fetchall()
        return int(number)

    try:
        cursor.execute(sql.SQL(LOCK).format(sql.Identifier(*table.split(".")), sql.SQL(mode)))
        yield waiting
    finally:
        connection.close()
