"""Attempts are counted for all processes together, and forgotten when their time is over."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from infrastructure.attempts import Attempts, network_of
from infrastructure.database import make_engine
from tests.conftest import Database
from tests.infrastructure.log_tools import ask

MINUTE = 60


def keyed(purpose: str, *parts: str) -> bytes:
    return repr((purpose, parts)).encode()


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """The pool of one process."""
    made = make_engine(database.app_url, 8)
    yield made
    made.dispose()


def let_pass(database: Database, seconds: int) -> None:
    """Let time pass for what was counted so far."""
    ask(database.owner_url, f"UPDATE access.attempt SET began_at = began_at - interval '{seconds} s'")  # noqa: S608 - a number


def test_what_is_one_too_many_waits_for_the_end_of_the_window(engine: Engine, database: Database) -> None:
    attempts = Attempts(engine, keyed, MINUTE)
    waits = [attempts.seconds_to_wait({("page", "a"): 3}) for _ in range(5)]

    assert waits[:3] == [0, 0, 0]
    assert all(MINUTE - 5 < wait <= MINUTE for wait in waits[3:])
    let_pass(database, 40)
    assert 10 < attempts.seconds_to_wait({("page", "a"): 3}) <= 20
    let_pass(database, 20)
    assert attempts.seconds_to_wait({("page", "a"): 3}) == 0


def test_every_subject_has_its_own_count_and_the_longest_wait_counts(engine: Engine, database: Database) -> None:
    attempts = Attempts(engine, keyed, MINUTE)
    attempts.seconds_to_wait({("page", "a"): 1})
    let_pass(database, 30)
    attempts.seconds_to_wait({("address", "x"): 1})

    assert attempts.seconds_to_wait({("page", "b"): 1, ("address", "y"): 1}) == 0
    assert attempts.seconds_to_wait({("page", "a"): 1, ("address", "z"): 1}) <= 30
    assert attempts.seconds_to_wait({("page", "a"): 1, ("address", "x"): 1}) > 30


def test_processes_and_threads_count_together(engine: Engine, database: Database) -> None:
    another = make_engine(database.app_url, 8)
    try:
        both = [Attempts(engine, keyed, MINUTE), Attempts(another, keyed, MINUTE)]
        subjects = [{("page", "a"): 10, ("page", "b"): 10}, {("page", "b"): 10, ("page", "a"): 10}]

        with ThreadPoolExecutor(8) as threads:
            waits = list(threads.map(lambda n: both[n % 2].seconds_to_wait(subjects[n // 2 % 2]), range(40)))
    finally:
        another.dispose()

    assert sum(wait == 0 for wait in waits) == 10


def test_what_is_over_does_not_stay(engine: Engine, database: Database) -> None:
    attempts = Attempts(engine, keyed, MINUTE)
    for number in range(50):
        attempts.seconds_to_wait({("page", str(number)): 1})
    let_pass(database, 2 * MINUTE)
    for _ in range(4):
        attempts.seconds_to_wait({("page", "new"): 100})

    assert ask(database.app_url, "SELECT count(*) FROM access.attempt") == [(1,)]


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_counts_as_what_one_caller_has(host: str | None, network: str) -> None:
    assert network_of(host) == network
