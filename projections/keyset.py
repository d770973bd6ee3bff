"""Pages of a list: where one ends the next begins, whatever came in between."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, tuple_
from sqlalchemy.sql.elements import KeyedColumnElement

from domain.refusals import Refusal

T = TypeVar("T")

MOST = 200
"""Items on one page at most."""


class InvalidCursor(Refusal):
    """The text is not a cursor that this list has given."""

    code = "invalid_cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list in its order; `next` is the cursor of the page after it, None on the last one."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """The columns that a list is ordered by, all in one direction; the last makes every place unique."""

    columns: Sequence[KeyedColumnElement[Any]]
    descending: bool = False

    @property
    def order(self) -> list[ColumnElement[Any]]:
        """Return what to order by."""
        return [column.desc() if self.descending else column.asc() for column in self.columns]

    def beyond(self, cursor: str) -> ColumnElement[bool]:
        """Return the condition for everything after a cursor.

        Raises:
            InvalidCursor: The cursor is none of this list.
        """
        here, last = tuple_(*self.columns), tuple_(*self._read(cursor))
        return here < last if self.descending else here > last

    def page(self, rows: Sequence[T], limit: int) -> Page[T]:
        """Return the page out of the rows that were found, one more than the page holds if there are more."""
        if len(rows) <= limit:
            return Page(list(rows), None)
        return Page(list(rows[:limit]), self._written(rows[limit - 1]))

    def _written(self, row: object) -> str:
        """Return the cursor of a row."""
        values = [getattr(row, column.key) for column in self.columns]
        text = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in values], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> list[Any]:
        """Return the values that a cursor stands for, each as its column takes it."""
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            kinds = [column.type.python_type for column in self.columns]
            return [_as(kind, value) for kind, value in zip(kinds, values, strict=True)]
        except (ValueError, TypeError) as error:
            raise InvalidCursor("This cursor was not given by this list.") from error


def _as(kind: type[Any], value: object) -> object:
    """Read one value of a cursor; ids stay text."""
    if kind is datetime:
        read = datetime.fromisoformat(str(value))
        if read.tzinfo is None:
            raise ValueError("an instant without a zone")
        return read
    if not isinstance(value, kind):
        raise TypeError("a value of another type")
    return value


def limited(limit: int) -> int:
    """Return how many items a page may hold."""
    return max(1, min(limit, MOST))
