"""Persons and customers over HTTP: their rights, their facts, and who is one with whom."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.actor import Role
from tests.api.fitting_contacts import begin
from tests.api.fitting_people import asking, customer, parted, person
from tests.api.server import Server, give, key, receive


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


@pytest.fixture(scope="module")
def compliance(server: Server) -> httpx.Client:
    return server.client("una", Role.COMPLIANCE, "head-office")


@pytest.fixture(scope="module")
def supervisor(server: Server) -> httpx.Client:
    return server.client("wang.fang", Role.SUPERVISOR)


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    problem: dict[str, Any] = answer.json()
    return problem


def number(path: str) -> str:
    """Return the id at the end of a path."""
    return path.rpartition("/")[2]


def test_a_record_of_another_system_is_one_person_whoever_sends_it(server: Server, client: httpx.Client) -> None:
    core = {"source": {"system": "core", "reference": "6222-0042"}}
    ids = {client.post("/v1/persons", json=core).json()["id"] for _ in range(2)}
    channel = server.client("core", Role.INTAKE, "it")
    registered = channel.post("/v1/customers", json={"sources": [core["source"]], "language": "zh"})
    assert {registered.json()["id"]} == ids
    other = {"source": {"system": "core", "reference": "6222-0043"}}
    assert client.post("/v1/persons", json=other).json()["id"] not in ids
    assert channel.get(registered.headers["location"]).status_code == 403


def test_a_person_s_rights_are_a_file_of_their_own(server: Server, compliance: httpx.Client) -> None:
    one = asking(server)
    give(server.client(), one, "request-deletion", words="Forget me.")
    give(compliance, one, "complete-request", request_id="d1", summary="A copy was handed over.")
    refused(
        compliance.post(f"{one}/complete-request", json={"request_id": "d2", "summary": "Done."}),
        409,
        "identity_not_checked",
    )
    give(server.client(), one, "check-identity", request_id="d2", means="id_card")
    refused(
        compliance.post(f"{one}/complete-request", json={"request_id": "d2", "summary": "Done."}), 409, "not_erased"
    )
    no_reason = {"request_id": "d2", "reasons": [], "explanation": "So."}
    refused(compliance.post(f"{one}/refuse-request", json=no_reason), 422, "invalid_request")
    give(compliance, one, "refuse-request", request_id="d2", reasons=["retention_duty"], explanation="Fifteen years.")
    shown = compliance.get(one).json()
    assert [(r["request"]["right"], r["request"]["state"]) for r in shown["requests"]] == [
        ("access", "completed"),
        ("deletion", "refused"),
    ]
    refused(
        compliance.post(f"{one}/complete-request", json={"request_id": "d2", "summary": "So."}), 409, "no_open_request"
    )


def test_only_who_answers_for_data_decides_about_it(server: Server, client: httpx.Client) -> None:
    one = asking(server)
    body = {"request_id": "d1", "reasons": ["not_held"], "explanation": "So."}
    refused(client.post(f"{one}/refuse-request", json=body), 403, "role_forbidden")
    refused(client.post(f"{one}/restrict", json={"basis": "authority", "explanation": "So."}), 403, "role_forbidden")
    hold = {"reason": "litigation", "explanation": "Court."}
    refused(client.post(f"{one}/place-hold", json=hold), 403, "role_forbidden")


def test_holds_deaths_and_restrictions_come_and_go(
    server: Server, client: httpx.Client, compliance: httpx.Client
) -> None:
    one = person(server)
    give(compliance, one, "place-hold", reason="litigation", explanation="Court.")
    give(client, one, "record-death", died_on="2026-02-27", evidence="Certificate")
    give(compliance, one, "restrict", basis="authority", explanation="Ordered.")
    shown = compliance.get(one).json()
    assert (shown["state"], shown["death"]["died_on"]) == ("restricted", "2026-02-27")
    assert shown["holds"] == {"h1": {"reason": "litigation", "is_released": False}}
    problem = refused(
        compliance.post(f"{one}/restrict", json={"basis": "authority", "explanation": "So."}),
        409,
        "person_is_restricted",
    )
    assert "lift_restriction" in problem["allowed"]
    give(compliance, one, "lift-restriction", explanation="Over.")
    give(compliance, one, "release-hold", hold_id="h1", explanation="Final.")
    give(client, one, "retract-death", explanation="A namesake.")
    refused(client.post(f"{one}/retract-death", json={"explanation": "So."}), 409, "not_deceased")


def test_restricting_stops_no_complaint_from_being_received_nor_answered(
    server: Server, client: httpx.Client, compliance: httpx.Client
) -> None:
    one = person(server)
    give(compliance, one, "restrict", basis="authority", explanation="Ordered.")
    case = receive(client, complainant={"name": "Li Na", "person_id": number(one)})
    for command in ("admit", "take"):
        give(client, case, command)
    contact = begin(client)
    give(client, contact, "identify-customer", person_id=number(one), means="id_card")
    opened = client.post(f"{contact}/open-complaint", json={"told": {"narrative": "Again."}})
    assert opened.status_code == 201, opened.text


def test_a_fact_of_a_contact_is_the_customer_s_with_its_source(client: httpx.Client) -> None:
    one, contact = customer(client, person_id=str(uuid4())), begin(client)
    give(client, contact, "identify-customer", person_id=number(one), means="id_card")
    give(client, contact, "record-fact", kind="likes", value="Tea", at="2026-01-05T09:03:00+08:00")
    give(client, one, "record-fact", kind="risk_tolerance", value="steady", system="wealth")
    shown = client.get(one).json()
    assert [(f["value"], f["source"]["origin"]) for f in shown["facts"]] == [
        ("Tea", "interaction"),
        ("steady", "system"),
    ]
    assert shown["facts"][0]["source"]["interaction_id"] == number(contact)
    assert shown["facts"][0]["learnt_at"] == "2026-01-05T01:03:00Z"


def test_a_customer_is_registered_once_with_one_set_of_data(client: httpx.Client) -> None:
    once, body = key(), {"contact": {"name": "Li Na"}, "language": "zh"}
    first = client.post("/v1/customers", json=body, headers=once)
    assert first.json() == client.post("/v1/customers", json=body, headers=once).json()
    one = customer(client, person_id=str(uuid4()))
    other = {"contact": {"name": "Wang"}, "person_id": number(one)}
    refused(client.post("/v1/customers", json=other), 409, "customer_exists")


def test_duplicates_are_merged_and_parted_by_a_supervisor(client: httpx.Client, supervisor: httpx.Client) -> None:
    source, survivor = (customer(client, person_id=str(uuid4())) for _ in range(2))
    body = {"survivor_id": number(survivor), "reason": "Same identity card."}
    refused(client.post(f"{source}/merge", json=body), 403, "role_forbidden")
    merged = give(supervisor, source, "merge", **body)
    assert merged.json()["id"] == number(source)
    assert client.get(source).json()["merged_into"] == number(survivor)
    assert [d["person_id"] for d in client.get(survivor).json()["duplicates"]] == [number(source)]
    problem = refused(supervisor.post(f"{source}/merge", json=body), 409, "customer_is_merged")
    assert (number(survivor) in problem["detail"], problem["allowed"][-1]) == (True, "assign_left_over")
    third = customer(client, person_id=str(uuid4()))
    into_source = {"survivor_id": number(source), "reason": "So."}
    refused(supervisor.post(f"{third}/merge", json=into_source), 409, "survivor_merged")
    refused(supervisor.post(f"{third}/merge", json={**body, "survivor_id": number(third)}), 422, "same_customer")
    give(supervisor, source, "undo-merge", **body)
    assert client.get(source).json()["state"] == "active"
    refused(supervisor.post(f"{source}/undo-merge", json=body), 409, "customer_is_active")


def test_what_is_left_over_is_assigned_by_hand(server: Server, client: httpx.Client, supervisor: httpx.Client) -> None:
    one = parted(server)
    ((duplicate, left),) = client.get(one).json()["left_over"].items()
    assert left == ["f2"]
    body = {"duplicate_id": duplicate, "kind": "fact", "item_id": "f2", "belongs_to": duplicate}
    refused(supervisor.post(f"{one}/assign-left-over", json={**body, "item_id": "f1"}), 409, "nothing_left_over")
    refused(
        supervisor.post(f"{one}/assign-left-over", json={**body, "belongs_to": str(uuid4())}), 422, "not_one_of_them"
    )
    give(supervisor, one, "assign-left-over", **body)
    assert client.get(one).json()["left_over"] == {}
    assert client.get(f"/v1/customers/{duplicate}").json()["facts"][-1]["value"] == "Go"
