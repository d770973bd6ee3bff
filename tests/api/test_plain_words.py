"""A refusal over HTTP says what is wrong in words of people, and what would be taken."""

import httpx
import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server, give, propose, receive, remedy, send_decision, under_investigation
from tests.api.test_refusals import problem


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


def test_who_may_not_hears_who_may_and_what_they_could_do(server: Server, client: httpx.Client) -> None:
    case = receive(client)
    told = {"handler_id": "li.wei", "unit_id": "shanghai"}
    refused = problem(client.post(f"{case}/assign", json=told), 403, "role_forbidden").json()

    assert refused["detail"].startswith("A handler does not 'assign'; who does: supervisor")
    assert {"admit", "take"} <= set(refused["allowed"])
    assert "assign" not in refused["allowed"]
    stranger = server.client("far.away", unit="cards")
    assert problem(stranger.post(f"{case}/assign", json=told), 403, "role_forbidden").json()["allowed"] == []


def test_no_word_of_the_program_is_told(client: httpx.Client) -> None:
    case = receive(client)
    bodies: tuple[dict[str, object], ...] = (
        {"role": "boss"},
        {"role": "agent", "acts_for": "p1", "is_customer": "yes", "what": 1},
        {},
    )
    for body in bodies:
        errors = problem(client.post(f"{case}/add-party", json=body), 422, "invalid_request").json()["errors"]
        for error in errors:
            assert not {"Value error", "Input should", "PartyRole", "Field required", "tuple"} & {
                word
                for word in ("Value error", "Input should", "PartyRole", "Field required", "tuple")
                if word in error["detail"]
            }, error
    changed = client.post(f"{case}/change-party", json={"party_id": "p1", "changes": {}, "reason": "So."})
    assert problem(changed, 422, "invalid_request").json()["errors"][0]["detail"] == "name at least one value"


def test_broken_json_cannot_be_read(client: httpx.Client) -> None:
    broken = client.post(
        f"{receive(client)}/add-note", content=b'{"text": "a', headers={"Content-Type": "application/json"}
    )
    problem(broken, 400, "unreadable_body")


def test_a_reference_in_the_place_of_an_id_is_shown_its_way(client: httpx.Client) -> None:
    answer = problem(client.get("/v1/complaints/C-2026-000123-4"), 422, "invalid_request").json()
    assert "by-reference" in answer["errors"][0]["detail"]


def test_what_is_not_there_is_called_by_its_name(client: httpx.Client) -> None:
    nobody = "00000000-0000-4000-8000-00000000000f"
    answer = problem(client.post(f"/v1/interactions/{nobody}/end", json={"outcome": "answered"}), 404, "not_found")
    assert answer.json()["detail"] == "There is no such contact."


def test_a_list_of_requests_holds_no_complaints(followed: Server) -> None:
    client = followed.client()
    assert client.get("/v1/requests?kind=service_request").status_code == 200
    problem(client.get("/v1/requests?kind=complaint"), 422, "invalid_request")


def test_a_currency_is_one_in_use(client: httpx.Client) -> None:
    for currency, status in (("CNY", 201), ("XXX", 422), ("DEM", 422)):
        told = {**INTAKE, "amount_claimed": {"currency": currency, "amount": "1"}}
        assert client.post("/v1/complaints", json=told).status_code == status, currency


def test_a_payment_that_does_not_fit_says_why_and_what_is_left(client: httpx.Client) -> None:
    case = under_investigation(client)
    propose(client, case, remedy("100.00"))
    send_decision(client, case)
    paid = {"remedy_id": "r1", "executed_on": "2026-01-09"}
    for result, currency, amount, words in (
        ("whole", "CNY", "90", "A whole execution pays all that is left: CNY 100.00."),
        ("part", "CNY", "101", "more than what is left of the remedy: CNY 100.00."),
        ("part", "GBP", "1", "This remedy is paid in CNY."),
        ("failed", "CNY", "1", "leave the amount out"),
        ("part", "CNY", "0", "A payment is more than nothing."),
    ):
        body = {**paid, "result": result, "amount": {"currency": currency, "amount": amount}}
        refused = problem(client.post(f"{case}/execute-remedy", json=body), 422, "wrong_amount").json()
        assert words in refused["detail"]


def test_a_limit_is_named_with_what_it_comes_to(client: httpx.Client) -> None:
    case = under_investigation(client)
    body = {"amount": {"currency": "CNY", "amount": "900000"}, "credited_on": "2026-01-09"}
    refused = problem(client.post(f"{case}/give-provisional-credit", json=body), 403, "limit_exceeded").json()
    assert "comes to CNY 900000, your limit is CNY" in refused["detail"]


def test_a_remedy_is_for_a_party_that_is_there(client: httpx.Client) -> None:
    case = under_investigation(client)
    told = {
        "outcome": "upheld",
        "basis": "So.",
        "root_cause": "system",
        "remedies": [{**remedy("10"), "party_id": "p7"}],
    }
    problem(client.post(f"{case}/propose-resolution", json=told), 422, "no_such_party")


def test_nobody_is_called_in_who_is_not_there_and_nothing_is_due_yesterday(
    server: Server, client: httpx.Client
) -> None:
    case = receive(client)
    unknown = {"to": "the.moon", "reason": "Large."}
    problem(client.post(f"{case}/escalate", json=unknown), 422, "unknown_addressee")
    server.client("wang.fang", Role.SUPERVISOR)
    give(client, case, "escalate", to="wang.fang", reason="Large.")
    task = {"unit_id": "shanghai", "what": "Look.", "due_on": "2026-01-09"}
    problem(client.post(f"{case}/give-task", json=task), 422, "in_the_past")


def test_a_day_that_cannot_be_is_called_by_the_name_of_its_field(client: httpx.Client) -> None:
    case = under_investigation(client)
    body = {"amount": {"currency": "CNY", "amount": "1"}, "credited_on": "2199-01-09"}
    late = problem(client.post(f"{case}/give-provisional-credit", json=body), 422, "in_the_future").json()
    assert late["detail"] == "'credited_on' lies in the future."
    answer = {"text": "Yes.", "at": "2020-01-09T09:00:00+08:00"}
    early = problem(client.post(f"{case}/record-customer-answer", json=answer), 422, "before_receipt").json()
    assert early["detail"] == "'at' lies before the case was received."
