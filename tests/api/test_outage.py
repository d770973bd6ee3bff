"""The database goes and comes back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.app import create_app
from tests.api.proxy import Proxy, proxied
from tests.api.server import Server, give, key, receive, serving


@pytest.fixture
def cuttable(own_server: Server) -> Iterator[tuple[Server, Proxy]]:
    """A server whose way to the database can be cut."""
    settings = own_server.redress.settings
    with (
        proxied(settings.database_url or "") as (proxy, url),
        serving(create_app(settings.replace(database_url=url))) as served,
    ):
        own_server.url = served
        yield own_server, proxy


def unavailable(answer: httpx.Response) -> None:
    """Check that an answer asks to be repeated."""
    assert answer.status_code == 503, answer.text
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["code"] in {"unavailable", "outcome_unknown"}


def test_without_the_database_everything_asks_to_be_repeated_and_then_works_again(
    cuttable: tuple[Server, Proxy],
) -> None:
    server, proxy = cuttable
    client, once = server.client(), key()
    case = receive(client)

    proxy.cut()
    for _ in range(3):
        unavailable(client.post(f"{case}/take", headers=once))
        unavailable(client.get(case))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["code"] == "not_ready"

    proxy.mend()
    assert client.post(f"{case}/take", headers=once).status_code == 200
    assert client.get(case).json()["handler_id"] == "li.wei"


def test_a_token_cannot_be_looked_up_without_the_database(cuttable: tuple[Server, Proxy]) -> None:
    server, proxy = cuttable
    client = server.client()

    proxy.cut()
    unavailable(client.get("/v1/complaints/00000000-0000-4000-8000-000000000000"))

    proxy.mend()
    assert client.get("/v1/complaints/00000000-0000-4000-8000-000000000000").status_code == 404


def test_one_broken_connection_does_not_fail_many_requests(cuttable: tuple[Server, Proxy]) -> None:
    server, proxy = cuttable
    token = server.token()
    clients = [server.anybody(Authorization=f"Bearer {token}") for _ in range(8)]
    # Each on a case of its own: on one they would be in each other's way.
    cases = [receive(client) for client in clients]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda client, case: give(client, case, "add-note", text="x"), clients, cases))
    proxy.cut()
    proxy.mend()

    answers = [client.post(f"{cases[0]}/add-note", json={"text": "y"}) for client in clients]

    assert [answer.status_code for answer in answers].count(503) <= 1


def test_a_command_that_is_repeated_after_an_outage_is_there_once(cuttable: tuple[Server, Proxy]) -> None:
    server, proxy = cuttable
    client = server.client()
    case = receive(client)
    keys = [key() for _ in range(20)]

    for number, once in enumerate(keys):
        if number % 5 == 0:
            proxy.cut()
            unavailable(client.post(f"{case}/add-note", json={"text": "x"}, headers=once))
            proxy.mend()
        while client.post(f"{case}/add-note", json={"text": "x"}, headers=once).status_code == 503:
            pass

    topics = [line["topic"] for line in client.get(case).json()["history"]]
    assert topics.count("complaint.note_added") == len(keys)
