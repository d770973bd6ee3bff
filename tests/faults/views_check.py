"""What the views show, compared with what a fresh replay makes of the log."""

from collections.abc import Sequence

import msgspec
from psycopg2 import sql

from infrastructure.database import make_engine
from infrastructure.log_reader import LogReader
from infrastructure.rebuild import Rebuild
from infrastructure.settings import Settings
from infrastructure.views import all_views
from tests.faults.log_check import rows
from tests.processes import eventually

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname = 'reporting' OR schemaname = 'view' AND tablename NOT IN ('position', 'parked')
"""
ROWS = sql.SQL("SELECT to_json(t)::text FROM {} t")
BEHIND = """
    SELECT name FROM (
        SELECT view, position FROM view.position UNION ALL SELECT follower, position FROM outbox.position
    ) AS follower (name, position)
    WHERE position < (SELECT max(position) FROM log.event)
"""
"""Views, and those who add to the log what follows from it."""
PARKED = "SELECT view, stream_id::text, error FROM view.parked"
OF_THE_MOMENT = ("refreshed_at",)
"""Columns that tell when a table was written, and not what is in the log."""


def check_views(url: str) -> None:
    """Check that every view catches up, has parked nothing, and shows what a rebuild makes of the same log."""
    eventually(lambda: not rows(url, BEHIND))
    assert rows(url, PARKED) == []
    shown = tables(url)
    rebuild(url)
    for name, fresh in tables(url).items():
        assert shown[name] == fresh, name
    assert rows(url, PARKED) == []


def tables(url: str) -> dict[str, list[str]]:
    """Return what every table of every view says, row by row, in an order of its own."""
    return {".".join(name): said(url, name) for name in sorted(rows(url, TABLES))}


def said(url: str, table: Sequence[str]) -> list[str]:
    """Return the rows of a table as JSON, without the moment and without groups that nothing is left of."""
    found = [msgspec.json.decode(row) for (row,) in rows(url, ROWS.format(sql.Identifier(*table)))]
    kept = [{name: value for name, value in row.items() if name not in OF_THE_MOMENT} for row in found]
    return sorted(msgspec.json.encode(row).decode() for row in kept if row.get("number") != 0)


def rebuild(url: str) -> None:
    """Build every view anew, beside the running engine."""
    engine = make_engine(url, pool_size=3)
    try:
        for view in all_views(Settings(database_url=url)):
            Rebuild(view, engine, LogReader(engine)).run()
    finally:
        engine.dispose()
