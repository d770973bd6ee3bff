"""Rows of views on their way into tables and back."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

import msgspec
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import JSON, Table
from sqlalchemy.dialects.postgresql import TSVECTOR, UUID
from sqlalchemy.types import TypeEngine

from projections.view import KEY

R = TypeVar("R")

AS_TEXT: Final[tuple[type[TypeEngine[Any]], ...]] = (JSON, TSVECTOR, UUID)
"""Types that rows hold as text or as what is in the JSON, not as the driver would make them."""

AT_ONCE: Final = 5_000
"""Rows in one statement: one document of a few megabytes."""

_encode = msgspec.json.Encoder(decimal_format="string").encode
_decode = msgspec.json.decode
_NUL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
"""An escaped NUL in JSON: PostgreSQL has no text with one."""


class RowTable(Generic[R]):
    """One table as the projector reads and writes it, under its own name or that of a build beside it.

    Rows travel as one JSON document for a whole batch: the server makes every column out of it in the type that
    the column has, in half the time that a value for each column takes.
    """

    def __init__(self, table: Table, row: type[R]) -> None:
        """Take a table and the dataclass of its rows."""
        self.table = table
        self._row = row
        self._documents = [place for place, column in enumerate(table.columns) if isinstance(column.type, JSON)]

    @property
    def name(self) -> str:
        """The table's full name."""
        return self.table.fullname

    def fetch(self, cursor: Cursor, streams: Iterable[str]) -> dict[str, R]:
        """Return the rows of cases, by case."""
        cursor.execute(self._select, (list(streams),))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return {row[0]: self._row(*self._values(row)) for row in found}

    def put(self, cursor: Cursor, rows: Iterable[R]) -> None:
        """Insert rows, or replace those that are there under the same key."""
        rows = list(rows)
        for start in range(0, len(rows), AT_ONCE):
            cursor.execute(self._upsert, (document(rows[start : start + AT_ONCE]),))

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove every row of a case."""
        cursor.execute(f"DELETE FROM {self.name} WHERE {KEY} = %s", (stream,))  # noqa: S608 - names of our own

    def _values(self, row: tuple[Any, ...]) -> Iterable[Any]:
        """Read the documents in a row."""
        if not self._documents:
            return row
        values = list(row)
        for place in self._documents:
            values[place] = _decode(values[place])
        return values

    @cached_property
    def _select(self) -> str:
        columns = [
            f"{column.name}::text" if isinstance(column.type, AS_TEXT) else column.name for column in self.table.columns
        ]
        return f"SELECT {', '.join(columns)} FROM {self.name} WHERE {KEY} = ANY(%s::uuid[])"  # noqa: S608 - the same

    @cached_property
    def _upsert(self) -> str:
        names = ", ".join(column.name for column in self.table.columns)
        rows = f"json_populate_recordset(NULL::{self.name}, %s)"
        insert = f"INSERT INTO {self.name} ({names}) SELECT {names} FROM {rows}"  # noqa: S608 - the same
        key = ", ".join(column.name for column in self.table.primary_key)
        rest = [column.name for column in self.table.columns if not column.primary_key]
        changes = ", ".join(f"{name} = excluded.{name}" for name in rest)
        return f"{insert} ON CONFLICT ({key}) DO UPDATE SET {changes}"


def document(rows: Iterable[Any]) -> str:
    """Return rows as a JSON array of objects. A NUL becomes U+FFFD, the sign for what cannot be shown."""
    written = _encode(list(rows))
    if rb"\u0000" in written:
        written = _NUL.sub(rb"\1\\ufffd", written)
    return written.decode()
