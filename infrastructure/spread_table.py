"""The table in which a view spreads each of its rows over several, so that any of them can be found in its place."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Table

from infrastructure.view_rows import RowTable, document

R = TypeVar("R")
Parts = frozenset[Any]


class SpreadTable(Generic[R]):
    """A table of parts of rows; only what differs from what is there is written."""

    def __init__(self, table: Table, part: type[Any], over: Callable[[R], Iterable[Any]]) -> None:
        """Take the table, the dataclass of its rows, and the function that spreads a row."""
        self._rows = RowTable[Any](table, part)
        self._over = over

    def parts_of(self, row: R) -> Parts:
        """Return what a row is spread over."""
        return frozenset(self._over(row))

    def move(self, cursor: Cursor, was: Mapping[str, Parts], now: Mapping[str, Parts]) -> None:
        """Put rows as they are now, by stream, in the place of rows as they were."""
        gone = [part for stream, parts in now.items() for part in was.get(stream, frozenset()) - parts]
        new = [part for stream, parts in now.items() for part in parts - was.get(stream, frozenset())]
        if gone:
            cursor.execute(self._delete, (document(gone),))
        self._rows.put(cursor, new)

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove all parts of a stream's row."""
        self._rows.forget(cursor, stream)

    @cached_property
    def _delete(self) -> str:
        name = self._rows.name
        same = " AND ".join(f"held.{column.name} = gone.{column.name}" for column in self._rows.table.primary_key)
        gone = f"json_populate_recordset(NULL::{name}, %s)"
        return f"DELETE FROM {name} AS held USING {gone} AS gone WHERE {same}"  # noqa: S608 - names of our own
