"""What the views show, compared with what a fresh replay makes of the log."""

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
BEHIND = "SELECT view FROM view.position WHERE position < (SELECT max(position) FROM log.event)"
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
    """Return the rows of every table of every view, as JSON in an order of its own."""
    names = sorted(rows(url, TABLES))
    return {".".join(name): sorted(map(timeless, rows(url, ROWS.format(sql.Identifier(*name))))) for name in names}


def timeless(row: tuple[str]) -> str:
    """Return a row without what differs from one moment to the next."""
    values = msgspec.json.decode(row[0])
    return msgspec.json.encode({name: value for name, value in values.items() if name not in OF_THE_MOMENT}).decode()


def rebuild(url: str) -> None:
    """Build every view anew, beside the running engine."""
    engine = make_engine(url, pool_size=3)
    try:
        for view in all_views(Settings(database_url=url)):
            Rebuild(view, engine, LogReader(engine)).run()
    finally:
        engine.dispose()
