"""The watermark of a view: what its tables include, for those who read them without the engine."""

from datetime import datetime
from typing import Final

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

BEGIN: Final = "INSERT INTO {} (position, log_position, refreshed_at, parked_cases) VALUES ('', 0, log.now(), 0)"
PUT: Final = """
    UPDATE {} SET
        position = (SELECT epoch FROM log.epoch) || '-' || %(position)s,
        log_position = %(position)s,
        recorded_at = coalesce(%(recorded_at)s, (SELECT recorded_at FROM log.event WHERE position = %(position)s)),
        refreshed_at = log.now(),
        parked_cases = (SELECT count(*) FROM view.parked WHERE view = %(view)s)
"""


def begin_watermark(cursor: Cursor, table: str) -> None:
    """Put the one row into a new table."""
    cursor.execute(BEGIN.format(table))


def put_watermark(cursor: Cursor, table: str, *, view: str, position: int, recorded_at: datetime | None) -> None:
    """State in the transaction of `cursor` that the view's tables include everything up to a position.

    `recorded_at` is that of the event at the position, of whatever topic; where it is None, it is looked up.
    """
    cursor.execute(PUT.format(table), {"view": view, "position": position, "recorded_at": recorded_at})
