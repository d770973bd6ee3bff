"""The tables of views as they are made, indexed and swapped."""

from collections.abc import Iterable
from typing import Any, Final

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment
from sqlalchemy.sql.elements import quoted_name

from infrastructure.roles import REPORT
from projections.view import INDEX_STATISTICS

REPORTING: Final = "reporting"
BUILDING: Final = "view"
"""The schema of unfinished tables: nobody but the application reads it."""
NEXT: Final = "__next"

_DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]


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
        for name, target in table.info.get(INDEX_STATISTICS, {}).items():
            cursor.execute(f"ALTER INDEX {BUILDING}.{name}{NEXT} ALTER COLUMN 1 SET STATISTICS {target}")
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
