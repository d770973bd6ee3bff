"""Possible duplicates and the customer's other cases, under links in the answer to a receipt."""

from typing import Any
from uuid import uuid4

import httpx

from domain.actor import Role
from tests.api.server import INTAKE, Server, key, receive
from tests.api.test_recusal import NOWHERE, hidden
from tests.api.test_refusals import problem


def told(person: str | None = None, **differently: Any) -> dict[str, Any]:  # noqa: ANN401 - any fields
    """Return a receipt of somebody whom no other test knows."""
    name = person or str(uuid4())
    return {**INTAKE, "complainant": {"name": "Zhang San", "person_id": name}, **differently}


def received(client: httpx.Client, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - any fields
    """Receive a complaint, and return the answer once the lists show it."""
    answer = client.post("/v1/complaints", json=body, headers={"Prefer": "wait=10"})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def references(client: httpx.Client, path: str, **query: Any) -> list[str]:  # noqa: ANN401 - any query
    """Return the references on a page of a list."""
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return [one["reference"] for one in answer.json()["items"]]


def test_the_answer_to_a_receipt_leads_to_what_may_be_the_same(followed: Server) -> None:
    client, person = followed.client(), str(uuid4())
    first = received(client, **told(person, account_reference="6222 0001"))
    second = received(client, **told(person, account_reference="6222-0001"))

    duplicates = client.get(second["links"]["possible-duplicates"]).json()["items"]
    others = client.get(second["links"]["other-cases"]).json()["items"]

    assert [(one["reference"], one["reasons"]) for one in duplicates] == [(first["reference"], ["account", "person"])]
    assert [(one["reference"], one["state"]) for one in others] == [(first["reference"], "received")]


def test_the_links_of_a_repeat_are_the_same(followed: Server) -> None:
    client, once, body = followed.client(), key(), told()
    answers = [client.post("/v1/complaints", json=body, headers=once).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["links"]["other-cases"] == f"/v1/complaints/{answers[0]['id']}/other-cases"


def test_what_is_of_somebody_else_is_no_other_case_but_may_be_a_duplicate(followed: Server) -> None:
    client, number = followed.client(), f"NFRA-{uuid4()}"
    first = received(client, **told(authority_reference=number, source="regulator"))
    second = received(client, **told(authority_reference=number.lower(), source="regulator"))

    assert references(client, second["links"]["possible-duplicates"]) == [first["reference"]]
    assert references(client, second["links"]["other-cases"]) == []


def test_nobody_has_no_other_cases(followed: Server) -> None:
    client = followed.client()
    case = receive(client, complainant=None, is_anonymous=True)

    assert references(client, f"{case}/other-cases") == []
    assert references(client, f"{case}/possible-duplicates") == []


def test_pages_follow_each_other(followed: Server) -> None:
    client, person = followed.client(), str(uuid4())
    cases = [received(client, **told(person)) for _ in range(4)]
    path = cases[0]["links"]["other-cases"]
    first = client.get(path, params={"limit": 2}).json()
    second = client.get(path, params={"limit": 2, "cursor": first["next"]}).json()

    found = [one["reference"] for page in (first, second) for one in page["items"]]
    assert sorted(found) == sorted(case["reference"] for case in cases[1:])
    problem(client.get(path, params={"cursor": "nonsense"}), 422, "invalid_cursor")


def test_customers_who_are_one_have_each_other_s_cases(followed: Server) -> None:
    client, supervisor = followed.client(), followed.client("wang.fang", Role.SUPERVISOR)
    one, another = str(uuid4()), str(uuid4())
    first, second = received(client, **told(one)), received(client, **told(another))
    assert references(client, second["links"]["other-cases"]) == []
    for person in (one, another):
        answer = supervisor.post("/v1/customers", json={"person_id": person})
        assert answer.status_code == 201, answer.text
    merge = {"survivor_id": one, "reason": "The same identity card."}
    answer = supervisor.post(f"/v1/customers/{another}/merge", json=merge, headers={"Prefer": "wait=10"})
    assert answer.status_code == 200, answer.text

    assert references(client, second["links"]["other-cases"]) == [first["reference"]]
    assert references(client, first["links"]["other-cases"]) == [second["reference"]]


def test_the_employee_complained_about_sees_neither(followed: Server) -> None:
    client, employee, person = followed.client(), followed.client("chen.jie", Role.SUPERVISOR), str(uuid4())
    about = received(client, **told(person, employee_id="chen.jie"))
    plain = received(client, **told(person))

    for name in ("possible-duplicates", "other-cases"):
        hidden(employee.get(about["links"][name]), employee.get(f"{NOWHERE}/{name}"))
        assert references(employee, plain["links"][name]) == []
        assert references(client, plain["links"][name]) == [about["reference"]]


def test_who_does_not_read_cases_follows_no_link(followed: Server) -> None:
    system = followed.client("mobile.bank", Role.INTAKE)
    found = received(system, **told())

    problem(system.get(found["links"]["other-cases"]), 403, "role_forbidden")
