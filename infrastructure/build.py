"""A build of a view: its tables in use, or those of the next build beside them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Table

from infrastructure.spread_table import SpreadTable
from infrastructure.tally_table import TallyTable
from infrastructure.view_ddl import next_table
from infrastructure.view_rows import RowTable
from infrastructure.watermark import begin_watermark, put_watermark
from projections.view import Part, View

R = TypeVar("R")


class PartTables(Generic[R]):
    """The tables of one part of a view under one set of names."""

    def __init__(self, part: Part[R], named: Callable[[Table], Table]) -> None:
        """Take the part, and the function that gives a table the name that it has in this build."""
        self.part = part
        self.main: RowTable[R] = RowTable(named(part.table), part.row)
        self.trail = RowTable[Any](named(part.trail.table), part.trail.row) if part.trail else None
        self.spread = (
            SpreadTable[R](named(part.spread.table), part.spread.row, part.spread.over) if part.spread else None
        )
        self.tally = TallyTable[R](named(part.tally.table), part.tally.alike) if part.tally else None

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove every row of a stream, and count it no more."""
        if self.tally:
            found = self.main.fetch(cursor, [stream])
            self.tally.change(cursor, was=found.values(), now=())
        self.main.forget(cursor, stream)
        for beside in (self.trail, self.spread):
            if beside:
                beside.forget(cursor, stream)


class Build:
    """All tables of one view under one set of names."""

    def __init__(self, view: View, *, beside: bool = False) -> None:
        """Stand for the tables in use, or for those that are built `beside` them."""
        self.view = view
        named = next_table if beside else as_it_is
        self.parts = tuple(PartTables(part, named) for part in view.parts)
        self._watermark = None if view.watermark is None else named(view.watermark).fullname

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove every row of a stream."""
        for part in self.parts:
            part.forget(cursor, stream)

    def begin(self, cursor: Cursor) -> None:
        """Put in what new tables have before any event."""
        if self._watermark:
            begin_watermark(cursor, self._watermark)

    def put_watermark(self, cursor: Cursor, position: int, recorded_at: datetime | None) -> None:
        """State that the tables include everything up to a position, where the view states that."""
        if self._watermark:
            put_watermark(cursor, self._watermark, view=self.view.name, position=position, recorded_at=recorded_at)


def as_it_is(table: Table) -> Table:
    """Return a table under its own name."""
    return table
