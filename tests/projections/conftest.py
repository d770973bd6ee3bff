"""A pool and the event log on each test's own database, and the views."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import pytest
from sqlalchemy import Engine

from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from infrastructure.settings import Settings
from infrastructure.views import all_views
from projections.view import View
from tests.conftest import Database

Views: TypeAlias = Sequence[View]

ZONES = "shanghai=Asia/Shanghai,london=Europe/London"


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


@pytest.fixture
def views() -> Views:
    """Every view, with the zones of two units."""
    return all_views(Settings(unit_zones=ZONES))
