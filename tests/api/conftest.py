"""A real server on loopback for the tests of the interface."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.server import Server, following, running_server
from tests.conftest import Database

OFTEN = {"status_attempts_per_reference": 100_000, "status_attempts_per_address": 100_000}
"""Every test comes from the same address."""


@pytest.fixture(scope="module")
def server(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of one module share."""
    with running_server(module_database, tmp_path_factory.mktemp("data"), **OFTEN) as running:
        yield running


@pytest.fixture(scope="module")
def followed(server: Server) -> Iterator[Server]:
    """The shared server, with a daemon that keeps its views up to date."""
    with following(server):
        yield server


@pytest.fixture
def own_server(database: Database, tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own."""
    with running_server(database, tmp_path) as running:
        yield running
