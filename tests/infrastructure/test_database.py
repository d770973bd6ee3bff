"""The pool."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from eventsourcing.persistence import ProgrammingError
from sqlalchemy import Engine, text

from infrastructure.database import (
    ConnectionLostError,
    NotConnectedError,
    NotServedError,
    make_engine,
    raw_cursor,
    transactional,
)
from tests.conftest import Database
from tests.infrastructure.log_tools import ask

pytestmark = pytest.mark.store

THREADS = 8


def one(engine: Engine) -> object:
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


def fill(engine: Engine) -> None:
    """Open every connection of the pool."""
    together = Barrier(THREADS)

    def hold(_: int) -> None:
        with raw_cursor(engine):
            together.wait()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(hold, range(THREADS)))


def kill_all(database: Database) -> None:
    # Other tests share the server.
    ours = "usename = 'redress_app' AND datname = current_database()"
    ask(database.superuser_url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608


def test_after_all_connections_broke_one_request_fails_and_not_eight(database: Database, engine: Engine) -> None:
    fill(engine)
    kill_all(database)
    with pytest.raises(ConnectionLostError):
        one(engine)
    for _ in range(THREADS):
        assert one(engine) == (1,)


def test_requests_that_fail_together_start_the_pool_afresh_once(database: Database, engine: Engine) -> None:
    fill(engine)
    pools = {id(engine.pool)}
    together = Barrier(THREADS + 1)

    def fail(_: int) -> None:
        with pytest.raises(ConnectionLostError), raw_cursor(engine) as cursor:  # noqa: PT012 - the cursor raises at its end
            together.wait()
            together.wait()
            cursor.execute("SELECT 1")
        pools.add(id(engine.pool))

    with ThreadPoolExecutor(THREADS) as threads:
        results = [threads.submit(fail, number) for number in range(THREADS)]
        together.wait()
        kill_all(database)
        together.wait()
        for result in results:
            result.result()
    assert len(pools) == 2
    assert one(engine) == (1,)


def test_a_mistake_in_sql_costs_no_connection(engine: Engine) -> None:
    one(engine)
    pool = engine.pool
    with pytest.raises(ProgrammingError), raw_cursor(engine) as cursor:
        cursor.execute("SELECT nothing")
    assert engine.pool is pool
    assert one(engine) == (1,)


def test_a_transaction_is_one_and_leaves_autocommit_behind(engine: Engine) -> None:
    with transactional(engine).begin() as transaction:
        transaction.execute(text("CREATE TABLE view.kept (x int)"))
    with pytest.raises(ZeroDivisionError), transactional(engine).begin() as transaction:  # noqa: PT012 - rolled back
        transaction.execute(text("CREATE TABLE view.gone (x int)"))
        raise ZeroDivisionError
    with raw_cursor(engine) as cursor:
        assert cursor.connection.autocommit
        cursor.execute("SELECT to_regclass('view.kept') IS NOT NULL, to_regclass('view.gone') IS NULL")
        assert cursor.fetchone() == (True, True)


def test_a_server_that_only_reads_is_an_outage_and_no_fault(engine: Engine) -> None:
    with pytest.raises(NotServedError), raw_cursor(engine) as cursor:  # noqa: PT012 - the cursor raises at its end
        cursor.execute("SET default_transaction_read_only = on")
        cursor.execute("CREATE TABLE view.any (x int)")


def test_no_connection_left_is_an_outage(database: Database) -> None:
    small = make_engine(database.app_url, 1)
    small.pool._timeout = 0.01  # type: ignore[attr-defined]
    with raw_cursor(small), raw_cursor(small), raw_cursor(small), pytest.raises(NotConnectedError):
        one(small)
    small.dispose()


def test_a_session_counts_in_utc_and_keeps_the_options_of_its_url(database: Database) -> None:
    engine = make_engine(f"{database.app_url}?options=-c%20work_mem%3D5MB&application_name=mine", 1)
    with raw_cursor(engine) as cursor:
        cursor.execute(
            "SELECT current_setting('TimeZone'), current_setting('work_mem'), application_name "
            "FROM pg_stat_activity WHERE pid = pg_backend_pid()"
        )
        assert cursor.fetchone() == ("UTC", "5MB", "mine")
    engine.dispose()
