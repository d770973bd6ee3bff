"""The histories of all cases, one after the other, read in bulk for a what-if."""

from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Engine

from domain.clock.happening import Entry
from domain.complaint.receiving import Received
from domain.interaction.beginning import Begun
from domain.request.submitting import Submitted
from infrastructure.mapper import read_event

BEGINNINGS: Final = (Received.topic, Submitted.topic, Begun.topic)
AT_ONCE: Final = 20_000
"""Rows that the server sends at once."""
SELECT: Final = """
    SELECT stream_id::text, version, topic, schema_version, state::text, metadata ->> 'role', recorded_at
    FROM log.event WHERE topic = ANY(%s) ORDER BY stream_id, version
"""
COUNT: Final = "SELECT count(*) FROM log.event WHERE topic = ANY(%s)"


def count_cases(engine: Engine) -> int:
    """Return how many cases there are."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(COUNT, (list(BEGINNINGS),)).scalar_one())


def now_of(engine: Engine) -> datetime:
    """Return the database's instant."""
    with engine.connect() as connection:
        return cast("datetime", connection.exec_driver_sql("SELECT log.now()").scalar_one())


def case_histories(engine: Engine, topics: Collection[str]) -> Iterator[list[Entry]]:
    """Yield the events of each case that have one of some topics, in version order. Nothing is written."""
    with closing(engine.raw_connection()) as connection:
        driver = cast("Any", connection.dbapi_connection)
        driver.autocommit = False
        try:
            with driver.cursor(name="what_if") as cursor:
                cursor.itersize = AT_ONCE
                cursor.execute(SELECT, ([*topics, *BEGINNINGS],))
                for stream, rows in groupby(cursor, key=itemgetter(0)):
                    stream_id = UUID(stream)
                    yield [
                        Entry(read_event(topic, schema_version, state, stream_id, version), recorded_at, role)
                        for _, version, topic, schema_version, state, role, recorded_at in rows
                    ]
        finally:
            driver.rollback()
            driver.autocommit = True
