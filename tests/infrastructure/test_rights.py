"""Who may do what to the log."""

import psycopg2
import pytest
from psycopg2 import errors

from tests.conftest import Database
from tests.infrastructure.log_tools import ask, connected

pytestmark = pytest.mark.store

CHANGES = (
    "UPDATE log.event SET version = version",
    "UPDATE log.event SET state = '{}' WHERE false",
    "DELETE FROM log.event",
    "TRUNCATE log.event",
    "MERGE INTO log.event e USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
)
ROW = "gen_random_uuid(), 1, 't', '{}'"


def refused(url: str, statement: str, error: type[psycopg2.Error]) -> None:
    with pytest.raises(error):
        ask(url, statement)


@pytest.fixture(scope="module")
def shared(module_database: Database) -> Database:
    """A database with one event; no test of those that share it gets to change anything."""
    statement = f"INSERT INTO log.event (stream_id, version, topic, state) VALUES ({ROW})"  # noqa: S608 - a constant
    ask(module_database.app_url, statement)
    return module_database


@pytest.mark.parametrize("change", CHANGES)
def test_the_application_changes_no_event(shared: Database, change: str) -> None:
    refused(shared.app_url, change, errors.InsufficientPrivilege)


@pytest.mark.parametrize("change", CHANGES)
def test_not_even_the_owner_changes_an_event(shared: Database, change: str) -> None:
    refused(shared.owner_url, change, errors.RestrictViolation)
    assert ask(shared.app_url, "SELECT count(*) FROM log.event") == [(1,)]


@pytest.mark.parametrize("change", CHANGES)
def test_the_triggers_fire_in_the_sessions_of_a_replica_too(shared: Database, change: str) -> None:
    with connected(shared.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with pytest.raises(errors.RestrictViolation):
            cursor.execute(change)


@pytest.mark.parametrize(("column", "value"), [("position", "1"), ("recorded_at", "now()")])
def test_the_application_forges_neither_position_nor_instant(shared: Database, column: str, value: str) -> None:
    statement = f"INSERT INTO log.event (stream_id, version, topic, state, {column}) VALUES ({ROW}, {value})"  # noqa: S608 - constants
    refused(shared.app_url, statement, errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT setval('log.event_position', 1)",
        "ALTER TABLE log.event DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql RETURN 'epoch'::timestamptz",
        "SELECT log.install_demo_clock(now())",
        "UPDATE log.epoch SET epoch = 2",
        "UPDATE log.migration SET version_num = ''",
        "CREATE TABLE log.mine (x int)",
        "SELECT setval('log.complaint_number', 1)",
        "UPDATE access.token SET expires_at = now()",
        "DELETE FROM access.token",
    ],
)
def test_the_application_does_not_touch_what_is_the_owners(shared: Database, statement: str) -> None:
    refused(shared.app_url, statement, errors.InsufficientPrivilege)


def test_the_application_draws_numbers_and_makes_and_revokes_tokens(database: Database) -> None:
    assert ask(database.app_url, "SELECT nextval('log.complaint_number')") == [(1,)]
    ask(
        database.app_url,
        "INSERT INTO access.token (id, token_hash, user_id, role, unit, expires_at) "
        "VALUES (gen_random_uuid(), '\\x00', 'ann', 'handler', 'retail', now())",
    )
    ask(database.app_url, "UPDATE access.token SET revoked_at = now()")
    assert ask(database.app_url, "SELECT user_id, revoked_at IS NOT NULL FROM access.token") == [("ann", True)]


def test_the_reporting_role_reads_what_the_application_reports_and_nothing_else(database: Database) -> None:
    ask(database.app_url, "CREATE TABLE reporting.cases AS SELECT 1 AS one")
    ask(database.app_url, "CREATE TABLE view.worklist AS SELECT 1 AS one")
    assert ask(database.report_url, "SELECT one FROM reporting.cases") == [(1,)]
    for statement in (
        "SELECT FROM log.event",
        "SELECT log.now()",
        "SELECT FROM view.worklist",
        "SELECT FROM access.token",
    ):
        refused(database.report_url, statement, errors.InsufficientPrivilege)


@pytest.mark.parametrize("statement", ["DELETE FROM reporting.cases", "CREATE TABLE reporting.mine (x int)"])
def test_the_reporting_role_writes_nothing(database: Database, statement: str) -> None:
    ask(database.app_url, "CREATE TABLE reporting.cases AS SELECT 1 AS one")
    with pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
        ask(database.report_url, statement)
