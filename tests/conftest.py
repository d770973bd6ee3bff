"""One embedded PostgreSQL for a whole test run, and a database of its own for each test."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from infrastructure.embedded_postgres import EmbeddedPostgres
from infrastructure.roles import APP, OWNER, REPORT, SUPERUSER, Access, database_rights
from infrastructure.settings import Settings

FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    "max_prepared_transactions": "16",
}
WORKER_INPUT = "redress_access"

INSTALLATION_KEY = "5a" * 32

SERVER = pytest.StashKey[Access]()

resources = ExitStack()
numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """A database of one test, as each of its roles sees it."""

    name: str
    superuser_url: str
    owner_url: str
    app_url: str
    report_url: str

    @property
    def settings(self) -> Settings:
        """Settings that lead to it."""
        return Settings(
            database_url=self.app_url,
            owner_database_url=self.owner_url,
            report_database_url=self.report_url,
            installation_key=INSTALLATION_KEY,
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files: none is to be left to one core at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Share the tests out to one process more than there are cores: many wait for other processes to start or end."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist has no types
    """Start the server in the process that distributes the tests, and tell each worker where it is."""
    access = started_postgres(node.config)
    node.workerinput[WORKER_INPUT] = (access.port, access.passwords)


def pytest_unconfigure() -> None:
    """Stop the server after the last test."""
    resources.close()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Access:
    """The server of this test run: PostgreSQL 18, or 16 with REDRESS_TEST_PG=16."""
    worker_input = getattr(request.config, "workerinput", None)
    return Access(*worker_input[WORKER_INPUT]) if worker_input else started_postgres(request.config)


@pytest.fixture(scope="session")
def migrated_template(postgres: Access, worker_id: str) -> Iterator[str]:
    """The name of a migrated database that each test's database is copied from."""
    # Imported here, so that tests without a database need no migrations.
    from infrastructure.migrations import migrate  # noqa: PLC0415

    name = f"template_{worker_id}"
    with made_database(postgres, name) as database:
        migrate(database.owner_url)
        yield name


@pytest.fixture
def database(postgres: Access, migrated_template: str, worker_id: str) -> Iterator[Database]:
    """A migrated database of this test's own."""
    with made_database(postgres, f"test_{worker_id}_{next(numbers)}", migrated_template) as made:
        yield made


@pytest.fixture
def empty_database(postgres: Access, worker_id: str) -> Iterator[Database]:
    """A database of this test's own in which no migration ran."""
    with made_database(postgres, f"test_{worker_id}_{next(numbers)}") as made:
        yield made


@pytest.fixture(scope="module")
def module_database(postgres: Access, migrated_template: str, worker_id: str) -> Iterator[Database]:
    """A migrated database that the tests of one module share."""
    with made_database(postgres, f"test_{worker_id}_{next(numbers)}", migrated_template) as made:
        yield made


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Which of the parallel processes this is; also without them."""
    worker_input = getattr(request.config, "workerinput", None)
    return str(worker_input["workerid"]) if worker_input else "main"


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A new directory that every user may enter; pytest's own lies in a closed one."""
    with made_open_directory() as directory:
        yield directory


@contextmanager
def made_open_directory() -> Iterator[Path]:
    """Make a directory with a space in its name that every user may enter."""
    with tempfile.TemporaryDirectory(prefix="redress test ") as name:
        directory = Path(name)
        directory.chmod(0o711)
        yield directory


def started_postgres(config: pytest.Config) -> Access:
    """Start the server once in this process."""
    if SERVER not in config.stash:
        directory = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="redress-test-")))
        directory.chmod(0o711)
        version = int(os.environ.get("REDRESS_TEST_PG", "18"))
        server = resources.enter_context(EmbeddedPostgres(directory, version=version, options=FAST))
        config.stash[SERVER] = server.access
    return config.stash[SERVER]


@contextmanager
def made_database(access: Access, name: str, template: str = "template0") -> Iterator[Database]:
    """Make a database, with the rights of the real one, and drop it at the end whoever is still connected."""
    administer(access, "CREATE DATABASE {} OWNER {} TEMPLATE {}", name, OWNER, template)
    administer(access, database_rights(name))
    try:
        yield Database(name, *(access.url(role, name) for role in (SUPERUSER, OWNER, APP, REPORT)))
    finally:
        administer(access, "DROP DATABASE {} WITH (FORCE)", name)


def administer(access: Access, statement: str, *names: str) -> None:
    """Run one statement as the superuser."""
    connection = psycopg2.connect(access.url(SUPERUSER, SUPERUSER))
    try:
        connection.autocommit = True
        connection.cursor().execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    finally:
        connection.close()
