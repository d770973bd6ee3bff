"""The owner's schemas, and whether the database has them.

The schemas `log` and `access` belong to the owner and change by revisions alone. `view` and `reporting`
belong to the application's role, which makes their tables itself. On a server of one's own a DBA makes
three roles and a database before the first `redress migrate`; the passwords are the DBA's affair:

    CREATE ROLE redress_owner LOGIN;
    CREATE ROLE redress_app LOGIN;
    CREATE ROLE redress_report LOGIN;
    GRANT redress_app TO redress_owner;  -- the owner makes the schemas that belong to redress_app
    CREATE DATABASE redress OWNER redress_owner ENCODING 'UTF8' TEMPLATE template0;
    REVOKE ALL ON DATABASE redress FROM PUBLIC;
    GRANT CONNECT ON DATABASE redress TO redress_app, redress_report;

The grant of redress_app is the ordinary one, WITH INHERIT TRUE and SET TRUE in the words of PostgreSQL 16.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from sqlalchemy import StaticPool, create_engine, text

from infrastructure.database import connect
from infrastructure.operator_error import OperatorError

VERSION_SCHEMA = "log"
VERSION_TABLE = "migration"
OLDEST_SERVER = 16
LOCK = 7_233_537_001
"""Any number: two migrations at once wait for each other by it."""


class DatabaseUnreachableError(OperatorError):
    """No connection to the database."""


class DatabaseNotMigratedError(OperatorError):
    """The database lacks revisions that this program needs."""


class DatabaseNewerError(OperatorError):
    """The database has a revision that this program does not know."""


class ServerTooOldError(OperatorError):
    """The server's PostgreSQL is older than what Redress needs."""


def migrate(owner_url: str) -> None:
    """Bring the database to this program's revision; one that is there already stays as it is.

    Raises:
        DatabaseUnreachableError: No connection.
        ServerTooOldError: The server is older than PostgreSQL 16.
        DatabaseNewerError: A newer program migrated this database.
    """
    with _connected(owner_url) as connection:
        engine = create_engine("postgresql+psycopg2://", creator=lambda: connection, poolclass=StaticPool)
        with engine.begin() as transaction:
            transaction.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _refuse_newer(_revision(connection))
            transaction.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VERSION_SCHEMA}"))
            config = _config()
            config.attributes["connection"] = transaction
            command.upgrade(config, "head")


def check_version(url: str) -> None:
    """Refuse a database that this program cannot work with. Any role that may read the log may ask.

    Raises:
        DatabaseUnreachableError: No connection.
        ServerTooOldError: The server is older than PostgreSQL 16.
        DatabaseNotMigratedError: Revisions are missing.
        DatabaseNewerError: A newer program migrated this database.
    """
    with _connected(url) as connection:
        revision = _revision(connection)
    _refuse_newer(revision)
    needed = _scripts().get_current_head()
    if revision != needed:
        raise DatabaseNotMigratedError(
            f"The database is at revision {revision or 'none'} and needs {needed}: run `redress migrate`."
        )


def _refuse_newer(revision: str | None) -> None:
    """Refuse a revision that is not among this program's."""
    if revision and revision not in {script.revision for script in _scripts().walk_revisions()}:
        raise DatabaseNewerError(
            f"The database is at revision {revision}, which this program does not know: install a newer Redress."
        )


def _revision(connection: Connection) -> str | None:
    """Return the database's revision, or None where no migration ran."""
    with connection.cursor() as cursor:
        # The catalogue, not to_regclass: that one fails where the schema may not be read.
        known = "SELECT FROM pg_tables WHERE schemaname = %s AND tablename = %s"
        cursor.execute(known, (VERSION_SCHEMA, VERSION_TABLE))
        if not cursor.rowcount:
            return None
        cursor.execute(f"SELECT version_num FROM {VERSION_SCHEMA}.{VERSION_TABLE}")  # noqa: S608 - two constants
        row: tuple[str] | None = cursor.fetchone()
        return row[0] if row else None


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Lend a connection to a server that is new enough."""
    try:
        connection = connect(url)
    except psycopg2.Error as error:
        raise DatabaseUnreachableError(f"The database does not answer: {_first_line(error)}") from error
    with closing(connection):
        version = connection.info.server_version
        if version < OLDEST_SERVER * 10_000:
            raise ServerTooOldError(
                f"The server is PostgreSQL {version // 10_000}; Redress needs {OLDEST_SERVER} or newer."
            )
        yield connection


def _first_line(error: Exception) -> str:
    """Return what an error says first."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _config() -> Config:
    """Return Alembic's settings, without a file."""
    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    """Return this program's revisions."""
    return ScriptDirectory.from_config(_config())
