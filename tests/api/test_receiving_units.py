"""To which unit a case comes, over HTTP: one that takes cases, whatever a channel names."""

from typing import Any

import httpx
import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server, receive
from tests.processes import eventually

INQUIRY = {
    "request_type": "inquiry",
    "received_at": "2026-01-05T09:00:00+08:00",
    "channel": "phone",
    "narrative": "What does the card cost?",
}
CONTACT = {"channel": "phone", "direction": "inbound", "offered_at": "2026-01-05T09:00:00+08:00"}


@pytest.fixture(scope="module")
def bank(followed: Server) -> Server:
    """A bank with an open unit and a closed one below it."""
    admin = followed.client("admin", Role.ADMIN, "system")
    followed.client(unit="shanghai")
    made = admin.post("/v1/units", json={"unit_id": "kiosk", "name": "Kiosk", "superior_id": "shanghai"})
    assert made.status_code == 201, made.text
    assert admin.post("/v1/units/kiosk/close").status_code == 200
    followed.forget()
    return followed


def channel(bank: Server) -> httpx.Client:
    return bank.client("app", Role.INTAKE, "app-backend")


def where(bank: Server, path: str) -> dict[str, Any]:
    answer = bank.client("cora", Role.COMPLIANCE).get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("unit", ["nirvana", "kiosk"])
@pytest.mark.parametrize(
    ("path", "body"), [("/v1/complaints", INTAKE), ("/v1/requests", INQUIRY), ("/v1/interactions", CONTACT)]
)
def test_a_person_hears_that_no_unit_of_this_name_takes_cases(
    bank: Server, path: str, body: dict[str, Any], unit: str
) -> None:
    answer = bank.client().post(path, json={**body, "unit_id": unit})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_unit")


@pytest.mark.parametrize("command", ["open-complaint", "open-request"])
def test_nor_does_a_contact_become_a_case_of_such_a_unit(bank: Server, command: str) -> None:
    client = bank.client()
    contact = client.post("/v1/interactions", json=CONTACT).headers["location"]
    body = {"told": {"narrative": "Oh."}, "unit_id": "nirvana"} | (
        {"request_type": "inquiry"} if command == "open-request" else {}
    )
    answer = client.post(f"{contact}/{command}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_unit")


def test_a_repeat_names_a_unit_that_takes_cases_too(bank: Server) -> None:
    client = bank.client()
    first = receive(client)
    withdrawn = client.post(f"{first}/withdraw", json={"statement": "Never mind."})
    assert withdrawn.status_code == 200, withdrawn.text
    again = {**INTAKE, "repeat_of": first.rpartition("/")[2], "new_facts": "A letter.", "unit_id": "nirvana"}
    answer = client.post("/v1/complaints", json=again)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_unit")


@pytest.mark.parametrize(("told", "home"), [("nirvana", "app-backend"), ("kiosk", "shanghai")])
def test_a_word_that_a_channel_brings_waits_unrouted_in_a_unit_that_is_there(
    bank: Server, told: str, home: str
) -> None:
    case = receive(channel(bank), unit_id=told)
    file = where(bank, case)
    assert (file["unit_id"], file["queue"]) == (home, "unrouted")
    seen = bank.client(f"sue.{home}", Role.SUPERVISOR, home)

    def listed() -> set[str]:
        rows = seen.get("/v1/complaints", params={"queue_name": "unrouted"}).json()["items"]
        return {row["case_id"] for row in rows}

    eventually(lambda: case.rpartition("/")[2] in listed())
    assert seen.get("/v1/load").json()["unrouted"] >= 1


def test_so_do_requests_and_contacts_of_a_channel(bank: Server) -> None:
    client = channel(bank)
    request = client.post("/v1/requests", json={**INQUIRY, "unit_id": "nirvana"})
    contact = client.post("/v1/interactions", json={**CONTACT, "unit_id": "kiosk"})
    assert (request.status_code, contact.status_code) == (201, 201)
    assert where(bank, request.headers["location"])["unit_id"] == "app-backend"
    assert where(bank, contact.headers["location"])["unit_id"] == "shanghai"


def test_what_is_sent_again_after_the_unit_was_closed_gets_the_first_answer(bank: Server) -> None:
    admin = bank.client("admin", Role.ADMIN, "system")
    assert admin.post("/v1/units", json={"unit_id": "fair", "name": "Fair"}).status_code == 201
    client, key = bank.client(), {"Idempotency-Key": "once"}
    first = client.post("/v1/complaints", json={**INTAKE, "unit_id": "fair"}, headers=key)
    assert first.status_code == 201
    assert admin.post("/v1/units/fair/close").status_code == 200
    bank.forget()
    again = client.post("/v1/complaints", json={**INTAKE, "unit_id": "fair"}, headers=key)
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
