"""Requests that become complaints, complaints that become requests, requests out of contacts, over HTTP."""

from typing import Any

import httpx
import pytest

from domain.actor import Role
from tests.api.fitting_contacts import begin
from tests.api.fitting_requests import BY_SMS, submit
from tests.api.server import Server, give, key, receive
from tests.api.test_refusals import problem

ASKED: dict[str, Any] = {"request_type": "inquiry", "reason": "inquiry", "explanation": "She only asks."}


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


def made(answer: httpx.Response, under: str) -> str:
    """Return the path of the case that a command made."""
    assert answer.status_code == 201, answer.text
    path = str(answer.headers["location"])
    assert path == f"{under}/{answer.json()['id']}"
    return path


def test_a_request_turns_out_to_be_a_complaint(client: httpx.Client) -> None:
    request, once = submit(client), key()
    body = {"at": "2026-01-06T10:00:00+08:00", "told": {"narrative": "等了一个星期。", "branch": "shanghai-02"}}
    answer = client.post(f"{request}/convert-to-complaint", json=body, headers=once)
    complaint = made(answer, "/v1/complaints")
    assert client.post(f"{request}/convert-to-complaint", json=body, headers=once).json() == answer.json()

    case, before = client.get(complaint).json(), client.get(request).json()
    assert (case["facts"]["received_at"], case["words"]["narrative"]) == ("2026-01-06T02:00:00Z", "等了一个星期。")
    assert case["from_request"] == {
        "request_id": before["id"],
        "reference": before["reference"],
        "received_at": "2026-01-05T01:00:00Z",
    }
    assert case["parties"][0]["contact"]["name"] == "Wang Fang"
    assert (before["state"], before["turned_into"]["case_id"]) == ("converted", case["id"])
    assert before["history"][-1]["says"]["chosen_by"] == "li.wei"
    problem(client.post(f"{request}/take"), 409, "service_request_is_converted")


def test_the_first_words_were_a_complaint(client: httpx.Client) -> None:
    request = submit(client)
    both = {"since": "first_words", "at": "2026-01-06T10:00:00+08:00"}
    assert client.post(f"{request}/convert-to-complaint", json=both).status_code == 422
    complaint = made(client.post(f"{request}/convert-to-complaint", json={"since": "first_words"}), "/v1/complaints")
    case = client.get(complaint).json()
    assert case["facts"]["received_at"] == case["from_request"]["received_at"]


def test_the_call_that_led_to_it_is_shown_with_the_complaint(client: httpx.Client) -> None:
    request, contact = submit(client), begin(client, offered_at="2026-01-07T09:00:00+08:00", answered_at=None)
    body = {"contact_id": contact.rpartition("/")[2]}
    complaint = made(client.post(f"{request}/convert-to-complaint", json=body), "/v1/complaints")
    case = client.get(complaint).json()
    assert case["facts"]["received_at"] == "2026-01-07T01:00:00Z"
    assert [one["interaction_id"] for one in case["interactions"]] == [body["contact_id"]]
    assert client.get(contact).json()["links"][0]["case_id"] == case["id"]


def test_a_complaint_turns_out_to_be_an_inquiry(server: Server, client: httpx.Client) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    case = receive(client)
    problem(
        supervisor.post(f"{case}/convert-to-service-request", json={"notice": BY_SMS}), 409, "no_conversion_requested"
    )
    give(client, case, "request-conversion", **ASKED)
    assert client.get(case).json()["asked_conversion"]["requested_by"] == "li.wei"
    problem(client.post(f"{case}/convert-to-service-request", json={"notice": BY_SMS}), 403, "role_forbidden")
    give(supervisor, case, "refuse-conversion", comment="Ask her first.")
    give(client, case, "request-conversion", **ASKED)
    request = made(supervisor.post(f"{case}/convert-to-service-request", json={"notice": BY_SMS}), "/v1/requests")

    before, shown = client.get(case).json(), client.get(request).json()
    assert (before["state"], before["turned_into"]["reference"]) == ("converted", shown["reference"])
    assert shown["came_from"] == {"case_id": before["id"], "reference": before["reference"]}
    assert (shown["request_type"]["code"], shown["facts"]["received_at"]) == ("inquiry", before["facts"]["received_at"])
    taken = {one["command"] for one in before["next"] if one["permitted"]}
    assert taken == {"link", "add_note", "correct", "correct_report"}
    give(client, request, "fulfil", result="By the day.", dispatch=BY_SMS)


def test_who_asked_is_no_second_person(server: Server) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    case = receive(supervisor)
    give(supervisor, case, "request-conversion", **ASKED)
    answer = supervisor.post(f"{case}/convert-to-service-request", json={"notice": BY_SMS})
    assert "convert_to_service_request" not in problem(answer, 403, "second_person_needed").json()["allowed"]


def test_a_call_becomes_a_request(client: httpx.Client) -> None:
    contact = begin(client)
    give(client, contact, "add-entry", author="customer", text="几点开门？")
    body = {"request_type": "inquiry", "told": {"subject": "Opening hours"}, "requester": {"name": "Wang Fang"}}
    request = made(client.post(f"{contact}/open-request", json=body), "/v1/requests")
    shown = client.get(request).json()
    assert (shown["words"]["narrative"], shown["words"]["subject"]) == ("几点开门？", "Opening hours")
    assert (shown["facts"]["channel"], shown["requester"]["contact"]["name"]) == ("hotline", "Wang Fang")
    assert client.get(contact).json()["links"][0]["kind"] == "service_request"
    problem(
        client.post(f"{contact}/open-request", json={**body, "request_type": "moon_trip"}), 422, "unknown_request_type"
    )


def test_whom_the_complaint_is_about_finds_the_request_gone(server: Server, client: httpx.Client) -> None:
    handler = server.client("chen.jie")
    request = submit(handler)
    give(handler, request, "take")
    made(client.post(f"{request}/convert-to-complaint", json={"told": {"employee_id": "chen.jie"}}), "/v1/complaints")
    problem(handler.get(request), 404, "not_found")
    problem(handler.post(f"{request}/add-note", json={"text": "Mine."}), 404, "not_found")
