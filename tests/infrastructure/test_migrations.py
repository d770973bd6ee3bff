"""Migrations."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from psycopg2.extensions import make_dsn

from infrastructure.migrations import (
    DatabaseNewerError,
    DatabaseNotMigratedError,
    DatabaseUnreachableError,
    check_version,
    migrate,
)
from tests.conftest import Database
from tests.infrastructure.log_tools import ask

pytestmark = pytest.mark.store


def test_a_migrated_database_is_the_version_that_the_program_needs(database: Database) -> None:
    check_version(database.app_url)
    check_version(database.owner_url)


def test_migrating_again_changes_nothing(database: Database) -> None:
    objects = "SELECT oid FROM pg_class WHERE relnamespace = 'log'::regnamespace ORDER BY oid"
    before = ask(database.owner_url, objects)
    migrate(database.owner_url)
    assert ask(database.owner_url, objects) == before


def test_two_migrations_at_once_make_one_database(empty_database: Database) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(migrate, [empty_database.owner_url] * 2))
    check_version(empty_database.app_url)


def test_an_empty_database_is_refused_in_one_sentence(empty_database: Database) -> None:
    with pytest.raises(DatabaseNotMigratedError, match=r"^The database is at revision none .*`redress migrate`\.$"):
        check_version(empty_database.app_url)


def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    ask(database.owner_url, "UPDATE log.migration SET version_num = '9999'")
    for refuse in (check_version, migrate):
        with pytest.raises(
            DatabaseNewerError, match=r"^The database is at revision 9999, .* install a newer Redress\.$"
        ):
            refuse(database.owner_url)


def test_an_unreachable_database_is_said_in_one_line_without_the_password(database: Database) -> None:
    nowhere = make_dsn(database.app_url, port=1, password="not to be said")  # noqa: S106 - nobody's
    with pytest.raises(DatabaseUnreachableError, match=r"^The database does not answer: [^\n]+$") as caught:
        check_version(nowhere)
    assert "not to be said" not in str(caught.value)


def test_the_schemas_belong_to_whom_they_should(database: Database) -> None:
    owners = ask(
        database.owner_url,
        "SELECT nspname, nspowner::regrole::text FROM pg_namespace WHERE nspname IN "
        "('log', 'access', 'view', 'reporting') ORDER BY 1",
    )
    assert owners == [
        ("access", "redress_owner"),
        ("log", "redress_owner"),
        ("reporting", "redress_app"),
        ("view", "redress_app"),
    ]
