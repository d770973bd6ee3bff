"""The table that counts the rows of a view that are alike."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Table

from infrastructure.view_rows import document

R = TypeVar("R")
Group = tuple[str, ...]


class TallyTable(Generic[R]):
    """A table of groups with the number of rows in each; changes are added to what is there."""

    def __init__(self, table: Table, alike: Callable[[R], Group | None]) -> None:
        """Take the table and the function that says which rows are alike."""
        self._table = table
        self._keys = [column.name for column in table.primary_key]
        self.group_of = alike

    def change(self, cursor: Cursor, *, was: Iterable[R], now: Iterable[R]) -> None:
        """Count rows as they are now in the place of rows as they were."""
        self.move(cursor, map(self.group_of, was), map(self.group_of, now))

    def move(self, cursor: Cursor, was: Iterable[Group | None], now: Iterable[Group | None]) -> None:
        """Take one from each group that rows have left, and give one to each that they came into."""
        difference = Counter(now)
        difference.subtract(Counter(was))
        rows = [
            {**dict(zip(self._keys, group, strict=True)), "number": number}
            for group, number in difference.items()
            if group is not None and number
        ]
        if rows:
            cursor.execute(self._add, (document(rows),))

    @cached_property
    def _add(self) -> str:
        name, keys = self._table.fullname, ", ".join(self._keys)
        return (
            f"INSERT INTO {name} AS held ({keys}, number) "  # noqa: S608 - names of our own
            f"SELECT {keys}, number FROM json_populate_recordset(NULL::{name}, %s) "
            f"ON CONFLICT ({keys}) DO UPDATE SET number = held.number + excluded.number"
        )
