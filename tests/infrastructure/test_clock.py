"""The database's clock."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from psycopg2 import errors

from infrastructure.demo_clock import install_demo_clock, install_real_clock, set_demo_clock
from infrastructure.event_store import EventLog
from infrastructure.operator_error import OperatorError
from tests.conftest import Database
from tests.infrastructure.log_tools import an_event, ask

pytestmark = pytest.mark.store

START = datetime(2020, 2, 29, 9, tzinfo=UTC)


def test_under_the_demo_clock_the_owner_sets_the_instant(database: Database, log: EventLog) -> None:
    stream = uuid4()
    install_demo_clock(database.owner_url, START)
    assert log.load(stream).now == START
    log.insert_events([an_event(stream)])
    set_demo_clock(database.owner_url, START + timedelta(days=1))
    log.insert_events([an_event(stream, 2)])
    first, second = log.load(stream).events
    assert (first.recorded_at, second.recorded_at) == (START, START + timedelta(days=1))


def test_the_real_clock_is_installed_for_good(database: Database, log: EventLog) -> None:
    install_demo_clock(database.owner_url, START)
    log.insert_events([an_event()])
    for _ in range(2):
        install_real_clock(database.owner_url)
    assert abs(log.load(uuid4()).now - datetime.now(UTC)) < timedelta(minutes=1)
    with pytest.raises(OperatorError, match="the log already holds events"):
        install_demo_clock(database.owner_url, START)
    with pytest.raises(OperatorError, match=r"^The demo clock is not installed\.$"):
        set_demo_clock(database.owner_url, START)


def test_a_log_with_events_refuses_the_demo_clock(database: Database, log: EventLog) -> None:
    log.insert_events([an_event()])
    with pytest.raises(OperatorError, match=r"^The demo clock is refused: the log already holds events\.$"):
        install_demo_clock(database.owner_url, START)


def test_installing_the_demo_clock_again_goes_on_where_it_stands(database: Database, log: EventLog) -> None:
    install_demo_clock(database.owner_url, START)
    set_demo_clock(database.owner_url, START + timedelta(days=7))
    log.insert_events([an_event()])
    install_demo_clock(database.owner_url, START)
    assert log.load(uuid4()).now == START + timedelta(days=7)


def test_the_application_sets_no_clock(database: Database) -> None:
    install_demo_clock(database.owner_url, START)
    for statement in ("SELECT log.set_demo_clock(now())", "UPDATE log.demo_clock SET instant = now()"):
        with pytest.raises(errors.InsufficientPrivilege):
            ask(database.app_url, statement)
