"""Tests: the reporting role reads the reporting tables, and nothing else."""

import pytest
from psycopg2 import errors
from sqlalchemy import Engine

from infrastructure.event_store import EventLog
from tests.conftest import Database
from tests.infrastructure.log_tools import ask
from tests.projections.conftest import Views
from tests.projections.following import append, begin, follow, rebuild
from tests.projections.histories import histories, interleaved

READABLE = """
    SELECT t.schemaname || '.' || t.tablename FROM pg_tables t
    WHERE t.schemaname NOT IN ('pg_catalog', 'information_schema')
      AND has_schema_privilege(t.schemaname, 'USAGE')
      AND has_table_privilege(format('%I.%I', t.schemaname, t.tablename), 'SELECT')
"""
WRITABLE = """
    SELECT t.tablename FROM pg_tables t WHERE t.schemaname = 'reporting'
      AND has_table_privilege(format('%I.%I', t.schemaname, t.tablename), 'INSERT, UPDATE, DELETE, TRUNCATE')
"""
TABLES = ("cases", "case_history", "requests", "contacts", "clocks", "watermark")
PARTS = {(f"reporting.{name}",) for name in TABLES}


def test_it_reads_the_reporting_tables_and_nothing_else(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    append(log, interleaved(histories(3)))
    begin(engine, views)
    follow(engine, views)

    assert set(ask(database.report_url, READABLE)) == PARTS
    assert ask(database.report_url, WRITABLE) == []
    assert ask(database.report_url, "SELECT count(*) FROM reporting.cases") == [(3,)]


def test_its_rights_are_the_same_after_a_rebuild(database: Database, engine: Engine, views: Views) -> None:
    begin(engine, views)
    for view in views:
        rebuild(engine, view)

    assert set(ask(database.report_url, READABLE)) == PARTS


@pytest.mark.parametrize("table", ["view.worklist", "view.search", "view.position", "log.event", "access.token"])
def test_other_tables_are_refused(database: Database, engine: Engine, views: Views, table: str) -> None:
    begin(engine, views)

    with pytest.raises(errors.InsufficientPrivilege):
        ask(database.report_url, f"SELECT * FROM {table}")  # noqa: S608 - names of our own


def test_a_build_that_is_not_finished_is_not_read(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    append(log, interleaved(histories(3)))
    begin(engine, views)
    readable = []

    def look(_: object) -> None:
        readable.append(set(ask(database.report_url, READABLE)))

    rebuild(engine, views[-1], report=look)

    assert readable
    assert all(found == PARTS for found in readable)
