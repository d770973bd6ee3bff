"""回避: to the employee complained about, the case does not exist."""

import httpx
import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server, give, key, propose, receive, under_investigation

EMPLOYEE = "chen.jie"
NOWHERE = "/v1/complaints/00000000-0000-4000-8000-000000000000"
FILE = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="a.txt"'}


@pytest.fixture(scope="module")
def employee(server: Server) -> httpx.Client:
    """The employee, who is even a supervisor."""
    return server.client(EMPLOYEE, Role.SUPERVISOR)


@pytest.fixture(scope="module")
def case(server: Server) -> str:
    """A complaint about the employee, with a file."""
    client = server.client()
    received = receive(client, employee_id=EMPLOYEE)
    assert client.post(f"{received}/attachments", content=b"receipt", headers=FILE).status_code == 201
    return received


def hidden(answer: httpx.Response, nothing: httpx.Response) -> None:
    """Check that an answer tells no more than that about a case which does not exist."""
    assert answer.status_code == nothing.status_code == 404
    told = {name: answer.json()[name] for name in ("code", "detail", "allowed", "errors")}
    assert told == {name: nothing.json()[name] for name in told}


def test_the_file_of_the_case_is_hidden(employee: httpx.Client, case: str) -> None:
    hidden(employee.get(case), employee.get(NOWHERE))


@pytest.mark.parametrize("command", ["take", "admit", "approve-resolution", "close", "complete-investigation"])
@pytest.mark.parametrize("headers", [{}, {"If-Match": '"1"'}, {"If-Match": '"99"'}, {"Prefer": "wait=1"}])
def test_every_command_on_the_case_is_hidden(
    employee: httpx.Client, case: str, command: str, headers: dict[str, str]
) -> None:
    hidden(employee.post(f"{case}/{command}", headers=headers), employee.post(f"{NOWHERE}/{command}", headers=headers))


def test_the_files_of_the_case_are_hidden(server: Server, employee: httpx.Client, case: str) -> None:
    digest = server.client().get(case).json()["attachments"][0]["attachment"]["digest"]

    hidden(employee.get(f"{case}/attachments/{digest}"), employee.get(f"{NOWHERE}/attachments/{digest}"))
    hidden(
        employee.post(f"{case}/attachments", content=b"x", headers=FILE),
        employee.post(f"{NOWHERE}/attachments", content=b"x", headers=FILE),
    )


def test_nobody_enters_a_complaint_about_themselves(employee: httpx.Client) -> None:
    answer = employee.post("/v1/complaints", json={**INTAKE, "employee_id": EMPLOYEE})

    assert (answer.status_code, answer.json()["code"]) == (403, "conflict_of_interest")


@pytest.mark.parametrize("spelt", [" Chen.Jie", "\uff43\uff48\uff45\uff4e.\uff4a\uff49\uff45"])
def test_another_spelling_of_the_employee_is_the_employee(server: Server, employee: httpx.Client, spelt: str) -> None:
    received = receive(server.client(), employee_id=spelt)
    assert server.client().get(received).json()["facts"]["employee_id"] == EMPLOYEE
    hidden(employee.get(received), employee.get(NOWHERE))
    looks_alike = {**INTAKE, "employee_id": "\u0441hen.jie"}
    assert server.client().post("/v1/complaints", json=looks_alike).status_code == 422


def test_nobody_makes_the_employee_the_handler(server: Server, case: str) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)

    answer = supervisor.post(f"{case}/assign", json={"handler_id": EMPLOYEE, "unit_id": "shanghai"})

    assert (answer.status_code, answer.json()["code"]) == (403, "conflict_of_interest")


def test_a_case_disappears_for_its_handler_when_it_turns_out_to_be_about_them(
    server: Server, employee: httpx.Client
) -> None:
    client, once = server.client(), key()
    turned = under_investigation(employee)
    assert employee.post(f"{turned}/add-note", json={"text": "Mine."}, headers=once).status_code == 200

    give(client, turned, "correct", changes={"employee_id": EMPLOYEE}, reason="The customer remembered the name.")

    assert client.get(turned).json()["handler_id"] is None
    assert employee.get(turned).status_code == 404
    assert employee.post(f"{turned}/add-note", json={"text": "Still mine."}).status_code == 404


@pytest.mark.parametrize("spelling", ["chen.jie ", " Chen.Jie", "CHEN.JIE\n"])
def test_no_spelling_of_the_employee_shows_them_the_case(server: Server, employee: httpx.Client, spelling: str) -> None:
    client = server.client()
    corrected = receive(client)
    give(client, corrected, "correct", changes={"employee_id": spelling}, reason="The customer remembered the name.")

    for about in (receive(client, employee_id=spelling), corrected):
        assert client.get(about).json()["facts"]["employee_id"] == EMPLOYEE
        hidden(employee.get(about), employee.get(NOWHERE))


def test_lists_counts_search_approvals_and_load_hide_it_from_whoever_works_below(followed: Server) -> None:
    admin = followed.client("root", Role.ADMIN, "system")
    for unit, superior in (("region", None), ("town", "region"), ("corner", "town")):
        body = {"unit_id": unit, "name": unit, "superior_id": superior}
        assert admin.post("/v1/units", json=body).status_code == 201
    below = followed.client("clerk", Role.SUPERVISOR, "corner")
    followed.token("mayor", Role.SUPERVISOR, "town")
    assert admin.post("/v1/units/town/appoint-head", json={"head_id": "mayor"}).status_code == 200
    followed.forget()
    above = followed.client("duke", Role.SUPERVISOR, "region")
    case = receive(above, employee_id="mayor", narrative="A quixotic mayor.")
    for command in ("admit", "take", "start-investigation"):
        give(above, case, command)
    give(above, case, "record-finding", text="He was rude.")
    give(above, case, "classify", complaint_class="violation", risk_flags=["legal"])
    propose(above, case)
    answer = above.post(f"{case}/add-note", json={"text": "Look."}, headers={"Prefer": "wait"})
    assert answer.headers["preference-applied"] == "wait"
    case_id = case.rpartition("/")[2]

    paths = ("/v1/complaints", "/v1/complaints/counts", "/v1/search?q=quixotic", "/v1/approvals", "/v1/load")
    shown = {path: above.get(path).text for path in paths}
    assert all(case_id in shown[path] for path in paths if path != "/v1/complaints/counts")
    assert above.get("/v1/complaints/counts", params={"unit": "region"}).json()["total"] == 1

    told = {path: below.get(path).text for path in paths}
    assert not [path for path in paths if case_id in told[path] or "region" in told[path]]
    assert below.get("/v1/complaints/counts", params={"unit": "region"}).json()["total"] == 0
    assert below.get(case).status_code == 404
