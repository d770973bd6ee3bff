"""The database: its connections, and its errors in the event store's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, cast

import psycopg2
from eventsourcing import persistence
from psycopg2 import errors
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - the same
from psycopg2.extensions import parse_dsn
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from application import ports
from infrastructure.prepared import PreparingConnection

SESSION = "-c TimeZone=UTC -c client_min_messages=warning -c jit=off"
"""Warnings must reach the append; plans of short statements are not worth compiling."""

DEFAULTS: Final = {
    "application_name": "redress",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""What a URL does not say, in seconds but for the last, in milliseconds, for what was sent and is not confirmed.

A dead server is noticed after a minute, not after hours.
"""

_disposing = Lock()


class NotConnectedError(persistence.OperationalError, ports.UnavailableError):
    """No connection could be had, so nothing was sent."""


class ConnectionLostError(persistence.OperationalError, ports.UnavailableError):
    """The connection broke during a statement; whether the server ran it is unknown."""


class OutcomeUnknownError(persistence.OperationalError, ports.OutcomeUnknownError):
    """An append was sent, and nobody can say whether it is in the log. Repeat it under the same command id."""


class NotServedError(persistence.OperationalError, ports.UnavailableError):
    """The server could not run the statement now (no space, no memory, a deadlock, a standby); nothing was changed."""


class TakenError(persistence.IntegrityError, ports.ConflictError):
    """A unique key is taken: a version of a stream, or a command that was carried out before."""


def connect(url: str) -> Connection:
    """Open one connection, in psycopg2's ordinary transactions."""
    given = parse_dsn(url.replace("postgresql+psycopg2:", "postgresql:", 1))
    options = f"{SESSION} {given.pop('options', '')}".rstrip()
    settings = {**DEFAULTS, **given, "options": options}
    connection: Connection = psycopg2.connect(**settings, connection_factory=PreparingConnection)
    return connection


def make_engine(url: str, pool_size: int) -> Engine:
    """Make a pool of connections in autocommit, at least as many as there are threads that use it.

    For transactions of SQLAlchemy Core see `transactional`.
    """
    return create_engine(
        "postgresql+psycopg2://",
        creator=lambda: connect(url),
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=10,
        pool_use_lifo=True,
        # Nothing is left open in autocommit, so nothing has to be rolled back.
        pool_reset_on_return=None,
        use_native_hstore=False,
    )


def transactional(engine: Engine) -> Engine:
    """Return an engine on the same pool whose `begin()` is a transaction, READ COMMITTED."""
    return engine.execution_options(isolation_level="READ COMMITTED")


@contextmanager
def raw_cursor(engine: Engine) -> Iterator[Cursor]:
    """Lend a driver's cursor: every statement is a transaction of its own.

    Raises:
        NotConnectedError: The server cannot be reached, or every connection is in use.
        ConnectionLostError: The connection broke; the pool starts afresh, so that one request fails and not twenty.
        PersistenceError: Any other error of the driver, as the library's class of the same name.
    """
    pool = engine.pool
    try:
        connection = engine.raw_connection()
    except (psycopg2.Error, DBAPIError, PoolTimeoutError) as error:
        # SQLAlchemy asks the first connection a few things; what goes wrong there comes in its words.
        raise NotConnectedError(str(error)) from error
    driver = cast("Connection", connection.dbapi_connection)
    try:
        yield driver.cursor()
    except psycopg2.Error as error:
        if driver.closed:
            connection.invalidate(error)
            _start_afresh(engine, pool)
            raise ConnectionLostError(str(error)) from error
        raise _translated(error) from error
    finally:
        connection.close()


def _start_afresh(engine: Engine, pool: object) -> None:
    """Replace the pool, unless another thread that lost a connection of the same pool has done it."""
    with _disposing:
        if engine.pool is pool:
            engine.dispose()


TRANSLATIONS: Final = (
    # A standby after a failover: not a fault of the program, and over when the connections are made anew.
    (errors.ReadOnlySqlTransaction, NotServedError),
    (psycopg2.InterfaceError, persistence.InterfaceError),
    (errors.UniqueViolation, TakenError),
    (psycopg2.IntegrityError, persistence.IntegrityError),
    (psycopg2.OperationalError, NotServedError),
    (psycopg2.DataError, persistence.DataError),
    (psycopg2.InternalError, persistence.InternalError),
    (psycopg2.NotSupportedError, persistence.NotSupportedError),
    (psycopg2.ProgrammingError, persistence.ProgrammingError),
)


def _translated(error: psycopg2.Error) -> persistence.PersistenceError:
    """Return the library's error for one of the driver's."""
    for theirs, ours in TRANSLATIONS:
        if isinstance(error, theirs):
            return ours(str(error))
    return persistence.DatabaseError(str(error))
