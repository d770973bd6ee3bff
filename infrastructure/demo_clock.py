"""The demo clock: instants that the owner sets, in a log that holds nothing else."""

from contextlib import closing
from datetime import datetime

from psycopg2 import errors

from infrastructure.database import connect
from infrastructure.operator_error import OperatorError


class DemoClockError(OperatorError):
    """The log does not take the demo clock, or has none."""


def install_demo_clock(owner_url: str, start: datetime) -> None:
    """Let the database say that it is `start`, until told otherwise. Where it is installed, nothing changes.

    Raises:
        DemoClockError: The log already holds events of the real clock.
    """
    _call(owner_url, "SELECT log.install_demo_clock(%s)", start)


def set_demo_clock(owner_url: str, instant: datetime) -> None:
    """Let the database say that it is `instant`.

    Raises:
        DemoClockError: The demo clock is not installed.
    """
    _call(owner_url, "SELECT log.set_demo_clock(%s)", instant)


def install_real_clock(owner_url: str) -> None:
    """Let the database tell the time, for good: a log with events never takes the demo clock again."""
    _call(owner_url, "SELECT log.install_real_clock()")


def demo_clock_runs(url: str) -> bool:
    """Say whether the demo clock is installed."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_tables WHERE schemaname = 'log' AND tablename = 'demo_clock'")
        return bool(cursor.rowcount)


def _call(owner_url: str, statement: str, *values: object) -> None:
    """Call one of the owner's functions."""
    with closing(connect(owner_url)) as connection, connection, connection.cursor() as cursor:
        try:
            cursor.execute(statement, values)
        except errors.ObjectNotInPrerequisiteState as error:
            said = str(error.diag.message_primary)
            raise DemoClockError(f"{said[0].upper()}{said[1:]}.") from error
