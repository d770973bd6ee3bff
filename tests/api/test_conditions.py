"""The conditions of the permission table, each for every action that names it: units, receipt, limit, second person."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from application.permissions import PERMISSIONS
from application.permissions.row import Condition
from domain.actor import Role
from tests.api import fitting_cases, fitting_contacts
from tests.api.fitting_requests import submit
from tests.api.server import Server, give, propose, receive, remedy, under_investigation
from tests.api.test_permissions import NOT_OVER_HTTP, ask, operation_of

pytestmark = pytest.mark.long

CASES = ("complaint", "service_request")
NEW = {"complaint.receive", "service_request.submit"}


def with_condition(condition: Condition, role: Role, *kinds: str) -> list[str]:
    """Name the actions on what exists that hold a role to a condition."""
    named = [action for action, row in PERMISSIONS.items() if condition in row.get(role, ())]
    return [one for one in named if one.partition(".")[0] in kinds and one not in NEW and one not in NOT_OVER_HTTP]


@pytest.fixture(scope="module")
def cases(server: Server) -> Mapping[str, str]:
    """A complaint and a request of the unit shanghai, below top, with tasks of the unit cards; and a contact."""
    admin = server.client("root", Role.ADMIN, "system")
    assert admin.post("/v1/units", json={"unit_id": "top", "name": "Top"}).is_success
    client = server.client("li.wei")
    assert admin.post("/v1/units/shanghai/move", json={"superior_id": "top"}).is_success
    server.token("card.clerk", unit="cards")
    server.forget()
    made = {kind: with_tasks(client, kind) for kind in CASES}
    return {**made, "interaction": fitting_contacts.begin(client)}


def with_tasks(client: httpx.Client, kind: str) -> str:
    """Make a case with a task of another unit, and one of its own."""
    case = receive(client) if kind == "complaint" else submit(client)
    give(client, case, "give-task", unit_id="cards", what="Look.")
    give(client, case, "give-task", unit_id="shanghai", what="Look, too.")
    return case


def answer(client: httpx.Client, action: str, cases: Mapping[str, str], body: Any = None) -> tuple[int, str]:  # noqa: ANN401 - any fields
    """Ask once, and return status and code."""
    operation, of = operation_of(action), cases[action.partition(".")[0]].rpartition("/")[2]
    given = ask(client, operation, of, EXAMPLES[operation] if body is None and operation in EXAMPLES else body)
    return given.status_code, "" if given.is_success else given.json()["code"]


EXAMPLES: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def examples(server: Server) -> None:
    """Learn the bodies that the description shows."""
    schema = server.anybody().get("/openapi.json").json()
    for path in schema["paths"].values():
        for operation in path.values():
            shape = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            if "$ref" in shape:
                name = shape["$ref"].rpartition("/")[2]
                EXAMPLES[operation["operationId"]] = schema["components"]["schemas"][name]["examples"][0]


@pytest.mark.parametrize("action", with_condition(Condition.OWNING_UNIT, Role.HANDLER, *CASES))
def test_only_the_owning_unit_does_it(server: Server, cases: Mapping[str, str], action: str) -> None:
    assert answer(server.client("card.clerk", unit="cards"), action, cases) == (403, "another_unit_owns")
    assert answer(server.client("loan.clerk", unit="loans"), action, cases) == (404, "not_found")


@pytest.mark.parametrize("action", with_condition(Condition.OWNING_UNIT, Role.SUPERVISOR, *CASES))
def test_a_supervisor_of_another_unit_is_no_owner_either(server: Server, cases: Mapping[str, str], action: str) -> None:
    assert answer(server.client("card.boss", Role.SUPERVISOR, "cards"), action, cases) == (403, "another_unit_owns")
    assert answer(server.client("loan.boss", Role.SUPERVISOR, "loans"), action, cases) == (404, "not_found")


@pytest.mark.parametrize("action", with_condition(Condition.OWN_UNIT, Role.HANDLER, *CASES))
def test_a_unit_with_a_task_contributes(server: Server, cases: Mapping[str, str], action: str) -> None:
    _, code = answer(server.client("card.clerk", unit="cards"), action, cases)
    assert code not in {"role_forbidden", "another_unit_owns"}
    assert answer(server.client("loan.clerk", unit="loans"), action, cases) == (404, "not_found")


@pytest.mark.parametrize("kind", CASES)
def test_a_supervisor_above_owns_what_lies_below(server: Server, cases: Mapping[str, str], kind: str) -> None:
    above = server.client("top.boss", Role.SUPERVISOR, "top")
    assert above.get(cases[kind]).status_code == 200
    give(above, cases[kind], "take")
    assert server.client("top.clerk", unit="top").get(cases[kind]).status_code == 404


@pytest.mark.parametrize("kind", CASES)
def test_a_task_is_answered_by_its_unit_or_by_the_owning_one(server: Server, kind: str) -> None:
    server.token("card.clerk", unit="cards")
    cards, owner = server.client("card.clerk", unit="cards"), server.client("li.wei")
    case = with_tasks(owner, kind)
    foreign = cards.post(f"{case}/answer-task", json={"task_id": "t2", "answer": "Not ours."})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "task_of_another_unit")
    give(cards, case, "answer-task", task_id="t1", answer="Seen.")
    give(owner, case, "answer-task", task_id="t2", answer="Seen, too.")


@pytest.mark.parametrize("action", with_condition(Condition.RECEIVED, Role.INTAKE, *CASES, "interaction"))
def test_a_system_adds_to_what_it_received_itself(server: Server, cases: Mapping[str, str], action: str) -> None:
    assert answer(server.client("another.app", Role.INTAKE), action, cases) == (404, "not_found")


def test_a_relationship_manager_sees_the_unit_s_cases_and_those_they_received(server: Server) -> None:
    manager, other = (server.client(name, Role.RELATIONSHIP_MANAGER, "branch") for name in ("rm.one", "rm.two"))
    own = receive(server.client("branch.clerk", unit="branch"))
    elsewhere = receive(manager, unit_id="branch")
    give(server.client("branch.clerk", unit="branch"), elsewhere, "transfer", unit_id="branch", handover="Stays.")
    foreign = receive(server.client("loan.clerk", unit="loans"))
    assert [client.get(own).status_code for client in (manager, other)] == [200, 200]
    assert manager.get(foreign).status_code == 404
    assert manager.post(f"{own}/add-note", json={"text": "Mine."}).json()["code"] == "role_forbidden"
    admin = server.client("root", Role.ADMIN, "system")
    assert admin.post("/v1/users/rm.one/move-to-unit", json={"unit_id": "loans"}).is_success
    server.forget()
    assert [manager.get(case).status_code for case in (own, elsewhere, foreign)] == [404, 200, 200]
    about = receive(server.client("loan.clerk", unit="loans"), employee_id="rm.one")
    assert manager.get(about).status_code == 404


def test_a_remedy_above_the_limit_is_approved_by_somebody_else(server: Server) -> None:
    case = under_investigation(server.client())
    propose(server.client(), case, remedy("900000"))
    boss = server.client("wang.fang", Role.SUPERVISOR)
    answered = boss.post(f"{case}/approve-resolution")
    assert (answered.status_code, answered.json()["code"]) == (403, "limit_exceeded")
    assert [action for action, row in PERMISSIONS.items() if any(Condition.LIMIT in c for c in row.values())] == [
        "complaint.approve_resolution"
    ]


def supervised(make: Callable[[httpx.Client], str]) -> Callable[[Server], tuple[httpx.Client, str]]:
    """Let the same supervisor do both steps."""

    def both(server: Server) -> tuple[httpx.Client, str]:
        boss = server.client("wang.fang", Role.SUPERVISOR)
        return boss, make(boss)

    return both


def own_contact(server: Server) -> tuple[httpx.Client, str]:
    """Let the agent of a contact check it."""
    boss = server.client("wang.fang", Role.SUPERVISOR)
    return boss, fitting_contacts.scored(server, "wang.fang")


def proposed_by_oneself(client: httpx.Client) -> str:
    """Propose what needs approval."""
    case = under_investigation(client)
    give(client, case, "classify", complaint_class="violation", risk_flags=["legal"])
    propose(client, case)
    return case


STEP_BEFORE: Mapping[str, tuple[Callable[[Server], tuple[httpx.Client, str]], str]] = {
    "complaint.convert_to_service_request": (supervised(fitting_cases.rather_a_request), "second_person_needed"),
    "complaint.approve_extension": (supervised(fitting_cases.asked_to_extend), "second_person_needed"),
    "complaint.approve_resolution": (supervised(proposed_by_oneself), "second_person_needed"),
    "complaint.confirm_new_facts": (supervised(fitting_cases.with_all_beside), "second_person_needed"),
    "complaint.refuse_new_facts": (supervised(fitting_cases.with_all_beside), "second_person_needed"),
    "complaint.unmark_confidential": (supervised(fitting_cases.confidential), "second_person_needed"),
    "complaint.undeclare_major": (supervised(fitting_cases.declared_major), "second_person_needed"),
    "interaction.sample_for_check": (own_contact, "own_contact"),
    "interaction.score_check": (own_contact, "own_contact"),
    "interaction.record_check_finding": (own_contact, "own_contact"),
    "interaction.close_check": (own_contact, "own_contact"),
}
"""How somebody comes to do both steps, and what refuses the second."""


@pytest.mark.parametrize("action", STEP_BEFORE)
def test_nobody_is_their_own_second_person(server: Server, action: str) -> None:
    make, code = STEP_BEFORE[action]
    client, case = make(server)
    assert answer(client, action, {action.partition(".")[0]: case}) == (403, code)


def test_every_second_person_of_the_table_is_tried() -> None:
    named = {action for action, row in PERMISSIONS.items() if any(Condition.SECOND_PERSON in c for c in row.values())}
    assert named == set(STEP_BEFORE)
