"""Tests: the data dictionary says what is in the database, and says it of everything."""

from pathlib import Path

from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from projections.data_dictionary import TABLES, data_dictionary
from tests.projections.conftest import Views
from tests.projections.following import begin

FILE = Path(__file__).parents[2] / "docs/data-dictionary.md"

COMMENTS = """
    SELECT c.table_name || '.' || c.column_name, col_description(t.oid, c.ordinal_position), obj_description(t.oid)
    FROM information_schema.columns c
    JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = 'reporting'::regnamespace
    WHERE c.table_schema = 'reporting'
"""


def test_the_file_is_what_the_tables_say() -> None:
    assert FILE.read_text(encoding="utf-8") == data_dictionary()


def test_every_column_and_table_is_described_in_the_database(engine: Engine, views: Views) -> None:
    begin(engine, views)
    with raw_cursor(engine) as cursor:
        cursor.execute(COMMENTS)
        found = {name: (column, table) for name, column, table in cursor.fetchall()}

    assert found == {f"{t.name}.{c.name}": (c.comment, t.comment) for t in TABLES for c in t.columns}
    assert all(column and table for column, table in found.values())
