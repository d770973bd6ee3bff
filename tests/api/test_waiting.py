"""Waiting for the views, and where nobody moves them."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.asking import wait_seconds
from tests.api.server import Server, give, receive


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ([], None),
        (["wait"], 10),
        (["wait=2"], 2),
        (["wait=999"], 10),
        (["Wait=3"], 3),
        (["return=minimal, wait=4"], 4),
        (["return=minimal", "wait=5"], 5),
        (["wait=-1"], None),
        (["wait=x"], None),
        (["respond-async"], None),
    ],
)
def test_a_preference_is_a_number_of_seconds_or_none(given: list[str], seconds: float | None) -> None:
    assert wait_seconds(given) == seconds


def test_a_command_is_answered_although_nobody_moves_the_views(server: Server) -> None:
    client = server.client()
    case = receive(client)
    began = time.monotonic()

    answer = client.post(f"{case}/take", headers={"Prefer": "wait=1"})

    assert answer.status_code == 200
    assert "preference-applied" not in answer.headers
    assert 1 <= time.monotonic() - began < 5


def test_who_waits_keeps_nobody_else_waiting(server: Server) -> None:
    token, threads = server.token(), server.redress.settings.api_threads
    client = server.anybody(Authorization=f"Bearer {token}")
    cases = [receive(client) for _ in range(2 * threads)]
    with ThreadPoolExecutor(len(cases)) as patient:
        waiting = [
            patient.submit(httpx.post, f"{server.url}{case}/take", headers={**client.headers, "Prefer": "wait=3"})
            for case in cases
        ]
        began = time.monotonic()
        for _ in range(10):
            give(client, cases[0], "add-note", text="x")
        took = time.monotonic() - began
        answers = [each.result() for each in waiting]

    assert took < 2
    assert {answer.status_code for answer in answers} == {200}
