"""The command line explains the clocks of a case that is in the database."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import httpx
import msgspec
import pytest
from click.testing import CliRunner, Result

from api.command_line import main
from application.clocks.answers import CaseClocks
from tests.api.server import Server, receive
from tests.conftest import Database

Explain: TypeAlias = Callable[..., Result]


@pytest.fixture(scope="module")
def explain(module_database: Database) -> Explain:
    """The command on the database of the server."""
    environment = {"REDRESS_DATABASE_URL": module_database.app_url}
    return lambda *arguments: CliRunner().invoke(main, ["sla", "explain", *arguments], env=environment)


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    """A handler."""
    return server.client()


def test_a_case_is_explained_by_its_id(client: httpx.Client, explain: Explain) -> None:
    received_at = datetime.now(UTC) - timedelta(hours=2)
    case = receive(client, received_at=received_at.isoformat())
    case_id = case.rpartition("/")[2]
    told = explain(case_id)
    assert told.exit_code == 0, told.output
    assert "bank_sla_24h, promised by The bank" in told.output
    assert "state: running, due on" in told.output
    answer = msgspec.json.decode(explain(case_id, "--json").output, type=CaseClocks)
    assert str(answer.case_id) == case_id
    before = (received_at - timedelta(days=1)).isoformat()
    assert json.loads(explain(case_id, "--at", before, "--json").output)["clocks"] == []
    assert json.loads(explain(case_id, "--known-at", before, "--json").output)["view"] == "as_known"


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("C-2026-999999-9",), "There is no case 'C-2026-999999-9'."),
        (("00000000-0000-4000-8000-000000000000",), "There is no such case. [not_found]"),
    ],
)
def test_a_case_that_is_none_is_one_sentence(explain: Explain, asked: tuple[str, ...], told: str) -> None:
    result = explain(*asked)
    assert (result.exit_code, told in result.output) == (1, True), result.output


@pytest.mark.usefixtures("followed")
def test_a_reference_leads_to_its_case(client: httpx.Client, explain: Explain) -> None:
    case = receive(client)
    client.post(f"{case}/add-note", json={"text": "Look."}, headers={"Prefer": "wait=10"})
    reference = client.get(case).json()["reference"]
    assert explain(reference).output.startswith(f"{reference} (complaint), as of")
    for wrong in ("soon", "2999-01-01"):
        assert explain(reference, "--at", wrong).exit_code == 1
