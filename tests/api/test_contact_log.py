"""The contact log over HTTP: by customer, by case, and what is left over from a merge."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.actor import Role
from tests.api.fitting_contacts import begin
from tests.api.fitting_people import customer
from tests.api.server import Server, give, receive

WAIT = {"Prefer": "wait=10"}


@pytest.fixture(scope="module")
def client(followed: Server) -> httpx.Client:
    return followed.client()


@pytest.fixture(scope="module")
def supervisor(followed: Server) -> httpx.Client:
    return followed.client("wang.fang", Role.SUPERVISOR)


def number(path: str) -> str:
    """Return the id at the end of a path."""
    return path.rpartition("/")[2]


def contact_with(client: httpx.Client, person: str, hour: int = 9) -> str:
    """Have a contact with somebody, and wait until lists show it."""
    at = f"2026-01-05T{hour:02}:00:00+08:00"
    contact = begin(client, offered_at=at, answered_at=at)
    shown(client, contact, "identify-customer", person_id=number(person), means="id_card")
    return contact


def shown(client: httpx.Client, path: str, command: str, **body: Any) -> None:  # noqa: ANN401 - any fields
    """Give a command, and wait until lists show it."""
    answer = client.post(f"{path}/{command}", json=body, headers=WAIT)
    assert (answer.status_code, answer.headers.get("preference-applied")) == (200, "wait"), answer.text


def listed(answer: httpx.Response) -> list[str]:
    """Return the ids of a page of contacts."""
    assert answer.status_code == 200, answer.text
    return [one["interaction_id"] for one in answer.json()["items"]]


def test_a_customer_s_contacts_come_in_pages_the_newest_first(client: httpx.Client) -> None:
    one = customer(client, person_id=str(uuid4()))
    contacts = [contact_with(client, one, hour) for hour in (9, 10, 11)]
    first = client.get(f"{one}/contacts", params={"limit": 2})
    second = client.get(f"{one}/contacts", params={"limit": 2, "cursor": first.json()["next"]})
    assert listed(first) + listed(second) == [number(contact) for contact in reversed(contacts)]
    assert second.json()["next"] is None
    other = customer(client, person_id=str(uuid4()))
    stolen = client.get(f"{other}/contacts", params={"cursor": first.json()["next"]})
    assert (stolen.status_code, stolen.json()["code"]) == (422, "invalid_cursor")


def test_the_contacts_of_a_case_stand_with_it(followed: Server, client: httpx.Client) -> None:
    one, case = customer(client, person_id=str(uuid4())), receive(client, employee_id="eve")
    contact = contact_with(client, one)
    shown(client, contact, "link-case", case_id=number(case))
    assert listed(client.get(f"{case}/contacts")) == [number(contact)]
    assert listed(client.get(f"{one}/contacts")) == [number(contact)]
    eve = followed.client("eve")
    for hidden in (eve.get(f"{case}/contacts"), eve.get(f"/v1/complaints/{uuid4()}/contacts")):
        assert (hidden.status_code, hidden.json()["code"]) == (404, "not_found")
    assert listed(eve.get(f"{one}/contacts")) == []
    assert client.get(f"/v1/requests/{uuid4()}/contacts").status_code == 404
    assert followed.client("in", Role.INTAKE).get(f"{one}/contacts").status_code == 403


def test_who_is_merged_is_shown_as_one_and_what_came_meanwhile_is_listed(
    client: httpx.Client, supervisor: httpx.Client
) -> None:
    survivor, source = (customer(client, person_id=str(uuid4())) for _ in range(2))
    before = [contact_with(client, survivor, 9), contact_with(client, source, 10)]
    body = {"survivor_id": number(survivor), "reason": "Same identity card."}
    shown(supervisor, source, "merge", **body)
    both = [number(before[1]), number(before[0])]
    assert listed(client.get(f"{survivor}/contacts")) == listed(client.get(f"{source}/contacts")) == both

    meanwhile = contact_with(client, survivor, 11)
    give(client, meanwhile, "record-fact", kind="likes", value="Go")
    case = receive(client, complainant={"name": "Li Na", "person_id": number(survivor)})
    shown(supervisor, source, "undo-merge", **body)
    assert listed(client.get(f"{source}/contacts")) == [number(before[1])]

    (left,) = client.get(f"{survivor}/left-over").json()
    assert left["duplicate_id"] == number(source)
    assert [fact["value"] for fact in left["facts"]] == ["Go"]
    assert [one["interaction_id"] for one in left["contacts"]] == [number(meanwhile)]
    assert [one["case_id"] for one in left["cases"]] == [number(case)]

    assign = {"duplicate_id": number(source), "belongs_to": number(source)}
    shown(supervisor, survivor, "assign-left-over", kind="contact", item_id=number(meanwhile), **assign)
    assign["belongs_to"] = number(survivor)
    shown(supervisor, survivor, "assign-left-over", kind="case", item_id=number(case), **assign)
    assert client.get(f"{survivor}/left-over").json() == []
    assert listed(client.get(f"{source}/contacts")) == [number(meanwhile), number(before[1])]
    assert [fact["value"] for fact in client.get(source).json()["facts"]] == ["Go"]
