"""What a log holds, as far as the demo is concerned."""

from contextlib import closing
from dataclasses import dataclass

from application.demo.step import FIRST_CASE, case_id
from infrastructure.database import connect

CONTENTS = """
    SELECT EXISTS (SELECT FROM log.event), EXISTS (SELECT FROM log.event WHERE stream_id = %s),
        EXISTS (SELECT FROM pg_tables WHERE schemaname = 'log' AND tablename = 'demo_clock')
"""


@dataclass(frozen=True, slots=True)
class LogContents:
    """Anything at all, the demo, and whether a load of it was begun and not finished."""

    has_events: bool
    has_demo: bool
    demo_is_unfinished: bool


def log_contents(url: str) -> LogContents:
    """Look into a log, as any role that may read it."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(CONTENTS, (str(case_id(FIRST_CASE)),))
        return LogContents(*(cursor.fetchone() or ()))
