"""A database that takes a request and does not answer it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.server import Server, give, key, receive, running_server
from tests.conftest import Database
from tests.faults.holding import held

LIMIT_SECONDS = 1


@pytest.fixture
def impatient(database: Database, tmp_path: Path) -> Iterator[Server]:
    """A server that waits for its database no longer than it has to for this test."""
    with running_server(database, tmp_path, request_seconds=LIMIT_SECONDS) as server:
        yield server


def test_a_command_over_its_limit_is_answered_and_goes_on(impatient: Server, database: Database) -> None:
    client, once = impatient.client(), key()
    case = receive(client)

    with held(database.owner_url, "log.event", "SHARE") as waiting:
        began_at = time.monotonic()
        answer = client.post(f"{case}/take", headers=once)

        assert answer.status_code == 503
        assert answer.json()["code"] == "outcome_unknown"
        assert LIMIT_SECONDS <= time.monotonic() - began_at < LIMIT_SECONDS + 5
        assert waiting() == 1
        assert client.get(case).json()["version"] == 1

    assert client.post(f"{case}/take", headers=once).json()["version"] == 2
    assert give(client, case, "add-note", text="x").json()["version"] == 3


def test_a_read_over_its_limit_asks_to_be_repeated(impatient: Server, database: Database) -> None:
    client = impatient.client()
    case = receive(client)

    with held(database.owner_url, "log.event", "ACCESS EXCLUSIVE"):
        answer = client.get(case)

        assert answer.status_code == 503
        assert (answer.headers["retry-after"], answer.json()["code"]) == ("1", "unavailable")

    assert client.get(case).status_code == 200
