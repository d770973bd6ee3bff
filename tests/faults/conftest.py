"""A real engine for the tests of one module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.local_database import available_database
from infrastructure.settings import Settings
from tests.conftest import made_open_directory
from tests.faults.running import Running
from tests.processes import running_engine


@pytest.fixture(scope="module")
def data_directory() -> Iterator[Path]:
    """A data directory with a database as it is before the first complaint, and without the demo."""
    with made_open_directory() as directory:
        with available_database(Settings(data_dir=directory / "var")):
            pass
        yield directory / "var"


@pytest.fixture(scope="module")
def running(data_directory: Path) -> Iterator[Running]:
    """An engine whose parts are killed, and which goes on."""
    with running_engine(data_directory) as engine:
        yield Running(engine, data_directory)
