"""The tables of a view: those in use, and those of the next build beside them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment
from sqlalchemy.sql.elements import quoted_name

from infrastructure.roles import REPORT
from infrastructure.view_rows import RowTable
from infrastructure.watermark import begin_watermark, put_watermark
from projections.view import View

R = TypeVar("R")

REPORTING: Final = "reporting"
BUILDING: Final = "view"
"""The schema of unfinished tables: nobody but the application reads it."""
NEXT: Final = "__next"

_DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]


class Build(Generic[R]):
    """All tables of one view under one set of names."""

    def __init__(self, view: View[R], *, beside: bool = False) -> None:
        """Stand for the tables in use, or for those that are built `beside` them."""
        self.view = view
        pairs = [(next_table(table) if beside else table, row) for table, row in view.rows_by_table()]
        self.main: RowTable[R] = RowTable(*pairs[0])
        self.trail: RowTable[Any] | None = RowTable(*pairs[1]) if view.trail else None
        mark = view.watermark
        self._watermark = None if mark is None else (next_table(mark) if beside else mark).fullname

    @property
    def tables(self) -> list[RowTable[Any]]:
        """The tables that hold rows of cases."""
        return [self.main, *([self.trail] if self.trail else [])]

    def forget(self, cursor: Cursor, stream: str) -> None:
        """Remove every row of a case."""
        for table in self.tables:
            table.forget(cursor, stream)

    def begin_watermark(self, cursor: Cursor) -> None:
        """Put the one row into a new watermark, where the view has one."""
        if self._watermark:
            begin_watermark(cursor, self._watermark)

    def put_watermark(self, cursor: Cursor, position: int, recorded_at: datetime | None) -> None:
        """State that the tables include everything up to a position, where the view states that."""
        if self._watermark:
            put_watermark(cursor, self._watermark, view=self.view.name, position=position, recorded_at=recorded_at)


def next_table(table: Table) -> Table:
    """Return a table like this one under the name of the next build."""
    other = table.to_metadata(MetaData(), schema=BUILDING, name=table.name + NEXT)
    for index in other.indexes:
        index.name = quoted_name(f"{index.name}{NEXT}", quote=None)
    return other


def create_next(cursor: Cursor, tables: Iterable[Table]) -> None:
    """Make empty tables for the next build; what a broken one has left goes."""
    drop_next(cursor, tables := list(tables))
    for table in map(next_table, tables):
        run(cursor, CreateTable(table), SetTableComment(table))
        run(cursor, *(SetColumnComment(column) for column in table.columns if column.comment))


def drop_next(cursor: Cursor, tables: Iterable[Table]) -> None:
    """Drop what is there of the next build."""
    for table in map(next_table, tables):
        cursor.execute(f"DROP TABLE IF EXISTS {table.fullname}")


def index_next(cursor: Cursor, tables: Iterable[Table]) -> None:
    """Make the indexes of the next build, once its rows are in, and let the planner know the rows."""
    cursor.execute("SET maintenance_work_mem = '256MB'")
    for table in map(next_table, tables):
        # In the order in which the view names them, so that every build does the same.
        run(cursor, *(CreateIndex(index) for index in sorted(table.indexes, key=lambda index: str(index.name))))
        cursor.execute(f"ANALYZE {table.fullname}")
    cursor.execute("RESET maintenance_work_mem")


def put_in_use(cursor: Cursor, tables: Iterable[Table]) -> None:
    """Let the next build take the place of the tables in use, in the transaction of `cursor`."""
    for table in tables:
        following = next_table(table)
        cursor.execute(f"DROP TABLE IF EXISTS {table.fullname}")
        for index in following.indexes:
            cursor.execute(f"ALTER INDEX {BUILDING}.{index.name} RENAME TO {str(index.name).removesuffix(NEXT)}")
        if table.primary_key.columns:
            cursor.execute(f"ALTER INDEX {BUILDING}.{following.name}_pkey RENAME TO {table.name}_pkey")
        cursor.execute(f"ALTER TABLE {following.fullname} RENAME TO {table.name}")
        if table.schema != BUILDING:
            cursor.execute(f"ALTER TABLE {BUILDING}.{table.name} SET SCHEMA {table.schema}")
        if table.schema == REPORTING:
            cursor.execute(f"GRANT SELECT ON {table.fullname} TO {REPORT}")


def run(cursor: Cursor, *statements: Any) -> None:  # noqa: ANN401 - elements of SQLAlchemy's DDL
    """Run DDL that SQLAlchemy has written."""
    for statement in statements:
        # Without parameters the driver leaves percent signs alone, so they are not doubled.
        cursor.execute(str(statement.compile(dialect=_DIALECT)).replace("%%", "%"))
