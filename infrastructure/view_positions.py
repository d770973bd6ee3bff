"""How far each view has come, of which build, and whose streams wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from psycopg2 import errors
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import raw_cursor

CREATE: Final = """
    CREATE TABLE IF NOT EXISTS view.position (
        view       text        PRIMARY KEY,
        position   bigint      NOT NULL,
        build      text        NOT NULL DEFAULT '',
        generation int         NOT NULL DEFAULT 0,
        swapped_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE TABLE IF NOT EXISTS view.parked (
        view       text        NOT NULL,
        stream_id  uuid        NOT NULL,
        position   bigint      NOT NULL,
        error      text        NOT NULL,
        since      timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (view, stream_id)
    );
"""
READ: Final = "SELECT position, build, generation FROM view.position WHERE view = %s"
# Rows of a view can be made again out of the log, together with the position: nothing waits for the disk.
MOVE: Final = """
    SET LOCAL synchronous_commit = off;
    UPDATE view.position SET position = %(to)s
    WHERE view = %(view)s AND position = %(seen)s AND generation = %(generation)s
    RETURNING array(SELECT stream_id::text FROM view.parked WHERE view = %(view)s)
"""
SWAP: Final = """
    INSERT INTO view.position AS held (view, position, build, generation) VALUES (%(view)s, %(position)s, %(build)s, 1)
    ON CONFLICT (view) DO UPDATE SET position = excluded.position, build = excluded.build,
        generation = held.generation + 1, swapped_at = clock_timestamp()
"""


@dataclass(frozen=True)
class Standing:
    """Where a view stands: its position, what its rows were made by, and how often they were swapped."""

    position: int
    build: str
    generation: int


def create_positions(engine: Engine) -> None:
    """Make the tables, unless they are there."""
    with raw_cursor(engine) as cursor:
        try:
            cursor.execute(CREATE)
        except (errors.UniqueViolation, errors.DuplicateTable, errors.DuplicateObject):
            # Two made them at the same moment; now they are there.
            return


@contextmanager
def transaction(engine: Engine) -> Iterator[Cursor]:
    """Lend a cursor for one transaction: committed at the end of the block, rolled back if it raises.

    Raises:
        PersistenceError: As `raw_cursor`.
    """
    with raw_cursor(engine) as cursor:
        cursor.execute("BEGIN")
        try:
            yield cursor
        except BaseException:
            if not cursor.connection.closed:
                cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


def standing(cursor: Cursor, view: str, *, lock: bool = False) -> Standing | None:
    """Return where a view stands, None where it was never built; `lock` keeps it there till the transaction ends."""
    cursor.execute(f"{READ} FOR UPDATE" if lock else READ, (view,))
    row = cursor.fetchone()
    return Standing(*row) if row else None


def move(cursor: Cursor, view: str, seen: Standing, to: int) -> frozenset[str] | None:
    """Move a view on from where it was seen, and return its parked streams; None: somebody else has moved it.

    First in a transaction, it keeps everybody else from projecting the same events until the transaction ends.
    """
    cursor.execute(MOVE, {"view": view, "to": to, "seen": seen.position, "generation": seen.generation})
    row = cursor.fetchone()
    return frozenset(row[0]) if row else None


def record_swap(cursor: Cursor, view: str, build: str, position: int) -> None:
    """Let a view stand at a position with the rows of a new build; nothing is parked in it."""
    cursor.execute(SWAP, {"view": view, "position": position, "build": build})
    cursor.execute("DELETE FROM view.parked WHERE view = %s", (view,))
