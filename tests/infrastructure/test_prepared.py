"""Statements that are prepared once, also where the server changes in between."""

from collections.abc import Iterator

import pytest
from psycopg2 import errors
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

from infrastructure.database import connect
from infrastructure.prepared import Prepared, PreparingConnection
from tests.conftest import Database

pytestmark = pytest.mark.store

SUM = Prepared("sum", "SELECT %s::int + %s::int")
PREPARED = "SELECT name FROM pg_prepared_statements"


@pytest.fixture
def cursor(database: Database) -> Iterator[Cursor]:
    connection = connect(database.app_url)
    connection.autocommit = True
    with connection.cursor() as made:
        yield made
    connection.close()


def prepared(cursor: Cursor) -> list[tuple[str]]:
    cursor.execute(PREPARED)
    return cursor.fetchall()


def result(cursor: Cursor, *values: object) -> object:
    SUM.run(cursor, values)
    return cursor.fetchall()


def test_a_statement_is_prepared_once(cursor: Cursor) -> None:
    assert result(cursor, 1, 2) == [(3,)]
    assert result(cursor, "4", 5) == [(9,)]
    assert prepared(cursor) == [("sum",)]


def test_values_are_values_whatever_they_say(cursor: Cursor) -> None:
    same = Prepared("same", "SELECT %s::text")
    same.run(cursor, ["'); DROP TABLE log.event; --"])
    assert cursor.fetchall() == [("'); DROP TABLE log.event; --",)]


@pytest.mark.parametrize("trick", ["DEALLOCATE ALL", "DEALLOCATE ALL; PREPARE sum AS SELECT 0"])
def test_behind_a_pooler_that_changes_servers_it_goes_as_it_is(cursor: Cursor, trick: str) -> None:
    if "PREPARE" not in trick:
        assert result(cursor, 1, 2) == [(3,)]
    cursor.execute(trick)
    assert result(cursor, 1, 2) == [(3,)]
    assert isinstance(cursor.connection, PreparingConnection)
    assert cursor.connection.prepared is None
    assert result(cursor, 3, 4) == [(7,)]


def test_an_error_of_the_statement_is_an_error(cursor: Cursor) -> None:
    with pytest.raises(errors.NumericValueOutOfRange):
        result(cursor, 2**31 - 1, 1)
    assert result(cursor, 1, 1) == [(2,)]
