"""A pool and the event log on each test's own database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from tests.conftest import Database


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """The application's pool."""
    made = make_engine(database.app_url, 12)
    yield made
    made.dispose()


@pytest.fixture
def log(engine: Engine) -> EventLog:
    """The event log of one process."""
    return EventLog(engine)
