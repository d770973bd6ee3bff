"""A build of a view: its tables in use, or those of the next build beside them."""

from datetime import datetime
from typing import Any, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Table

from infrastructure.tally_table import TallyTable
from infrastructure.view_ddl import next_table
from infrastructure.view_rows import RowTable
from infrastructure.watermark import begin_watermark, put_watermark
from projections.view import View

R = TypeVar("R")


class Build(Generic[R]):
    """All tables of one view under one set of names."""

    def __init__(self, view: View[R], *, beside: bool = False) -> None:
        """Stand for the tables in use, or for those that are built `beside` them."""
        self.view = view
        self._beside = beside
        self.main: RowTable[R] = RowTable(self._named(view.table), view.row)
        self.trail = RowTable[Any](self._named(view.trail.table), view.trail.row) if view.trail else None
        self.tally = TallyTable[R](self._named(view.tally.table), view.tally.alike) if view.tally else None
        self._watermark = None if view.watermark is None else self._named(view.watermark).fullname

    def _named(self, table: Table) -> Table:
        """Return a table under the name that it has in this build."""
        return next_table(table) if self._beside else table

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove every row of a case, and count it no more."""
        if self.tally:
            found = self.main.fetch(cursor, [stream])
            self.tally.change(cursor, was=found.values(), now=())
        self.main.forget(cursor, stream)
        if self.trail:
            self.trail.forget(cursor, stream)

    def begin(self, cursor: Cursor) -> None:
        """Put in what new tables have before any event."""
        if self._watermark:
            begin_watermark(cursor, self._watermark)

    def put_watermark(self, cursor: Cursor, position: int, recorded_at: datetime | None) -> None:
        """State that the tables include everything up to a position, where the view states that."""
        if self._watermark:
            put_watermark(cursor, self._watermark, view=self.view.name, position=position, recorded_at=recorded_at)
