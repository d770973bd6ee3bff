"""The databases of a run: one PostgreSQL of its own, on disk as in production."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql

from infrastructure.embedded_postgres import EmbeddedPostgres
from infrastructure.preparation import prepare
from infrastructure.roles import APP, OWNER, REPORT, SUPERUSER, Access, database_rights
from infrastructure.settings import Settings


class Server:
    """A running PostgreSQL with the engine's roles, whose files nobody else uses."""

    def __init__(self, access: Access, programs: Path, directory: Path) -> None:
        self.access = access
        self.programs = programs
        self.directory = directory

    def database(self, name: str) -> Settings:
        """Make a database that is migrated and has its code lists; return the settings that lead to it."""
        self.empty_database(name)
        settings = Settings(
            database_url=self.access.url(APP, name),
            owner_database_url=self.access.url(OWNER, name),
            report_database_url=self.access.url(REPORT, name),
            data_dir=self.directory,
        )
        prepare(settings)
        return settings

    def empty_database(self, name: str) -> None:
        """Make a database without tables; one of that name is dropped first."""
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.run("CREATE DATABASE {} OWNER {} TEMPLATE template0", name, OWNER)
        self.run(database_rights(name))

    def run(self, statement: str, *names: str, database: str = SUPERUSER) -> None:
        """Run a statement as the superuser."""
        with closing(psycopg2.connect(self.access.url(SUPERUSER, database))) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@contextmanager
def running_server(*, durable: bool) -> Iterator[Server]:
    """Start a PostgreSQL in a temporary directory, with the settings of the embedded one: durable is as it comes."""
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as name:
        directory = Path(name)
        directory.chmod(0o711)
        with EmbeddedPostgres(directory, options=None if durable else NOT_DURABLE) as postgres:
            yield Server(postgres.access, postgres._programs, directory)  # noqa: SLF001
