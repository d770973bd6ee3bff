"""The permission table, cell by cell over HTTP, and its printed form."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from click.testing import CliRunner

from api.command_line import main
from api.permission_table import document
from application.permissions import PERMISSIONS
from application.permissions.row import Condition
from domain.actor import Role
from tests.api import fitting_contacts, fitting_people, fitting_relations, fitting_requests
from tests.api.fitting_cases import fitting_case
from tests.api.server import Server, give, receive
from tests.api.test_routes import ROUTES

pytestmark = pytest.mark.long

FILE = Path(__file__).parents[2] / "docs" / "permissions.md"
NOT_OVER_HTTP = {
    "complaint.state_source_outcome": "an import does it",
    "complaint.revise_source_record": "an import does it",
    "customer.withdraw_facts": "follows from the correction of an identification",
    "read_reports": "the role of the database reads the reporting schema",
}
OTHER_NAMES = {
    "reference_data.consult": "read_code_lists",
    "user.list": "read_users",
    "person.place_hold": "place_hold_on_person",
    "person.release_hold": "release_hold_of_person",
    "customer.record_fact": "record_customer_fact",
    "customer.undo_merge": "undo_customer_merge",
}
PLACE = {"unit": "{unit_id}", "user": "{user_id}", "person": "{person_id}"}
TEXT_FILE = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="a.txt"'}
FRESH = {"complaint.mark_confidential", "complaint.transfer", "service_request.transfer"}
"""What takes a case from who comes next."""
BEFORE: Mapping[str, tuple[tuple[Role, str, dict[str, Any]], ...]] = {
    "unit.reopen": ((Role.ADMIN, "close", {}),),
    "user.reactivate": ((Role.ADMIN, "deactivate", {}),),
    "person.release_hold": ((Role.COMPLIANCE, "place-hold", {"reason": "litigation", "explanation": "So."}),),
    "person.lift_restriction": ((Role.COMPLIANCE, "restrict", {"basis": "accuracy_contested", "explanation": "So."}),),
    "person.refuse_request": ((Role.HANDLER, "request-deletion", {"words": "Forget me.", "means": "id_card"}),),
    "person.complete_request": ((Role.HANDLER, "request-access", {"words": "Tell me.", "means": "id_card"}),),
}
"""What somebody has to do first."""
BODIES: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "found_unit": lambda _: {"unit_id": f"new-{uuid4().hex[:8]}", "name": "New", "superior_id": "shanghai"},
    "register_user": lambda _: {"user_id": f"new-{uuid4().hex[:8]}", "unit_id": "cards", "roles": ["handler"]},
    "assign_left_over": lambda _: {
        "duplicate_id": fitting_contacts.PERSON,
        "kind": "fact",
        "item_id": "f2",
        "belongs_to": fitting_contacts.PERSON,
    },
    "refuse_request": lambda _: {"request_id": "d1", "reasons": ["retention_duty"], "explanation": "The law."},
    "complete_request": lambda _: {"request_id": "d1", "summary": "Handed over."},
}
"""Where the example of the description does not fit."""
ORDER = (Role.SUPERVISOR, *(role for role in Role if role is not Role.SUPERVISOR))
"""Who tries first finds the case as it was made."""


def operation_of(action: str) -> str:
    """Return the name of the route that stands for an action."""
    kind, point, command = action.partition(".")
    names = [f"{kind}_{command}", f"{command}_{kind}", command] if point else [action]
    return OTHER_NAMES.get(action) or next(name for name in names if name in ROUTES)


@pytest.fixture(scope="module")
def people(followed: Server) -> Mapping[Role, httpx.Client]:
    """Somebody in each role, all in one unit; what the examples name is there."""
    followed.token("cards.clerk", unit="cards")
    followed.token("wang.fang", Role.SUPERVISOR)
    fitting_contacts.make_examples(followed.client())
    return {role: followed.client(f"cell.{role}", role) for role in Role}


@pytest.fixture(scope="module")
def examples(followed: Server) -> Mapping[str, Any]:
    """The body that the description shows for each operation."""
    schema = followed.anybody().get("/openapi.json").json()
    found = {}
    for path in schema["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body:
                shape = body["schema"]["$ref"].rpartition("/")[2]
                found[operation["operationId"]] = schema["components"]["schemas"][shape]["examples"][0]
    return found


def fitting_id(server: Server, action: str, operation: str) -> str:
    """Make what takes a command, and return its id."""
    kind, _, command = action.partition(".")
    kind = {"read_case": "complaint", "read_interaction": "interaction"}.get(kind, kind)
    make: dict[str, Callable[[Server], str]] = {
        "complaint": fitting_relations.FITTING.get(command, lambda of: fitting_case(of.client(), command)),
        "service_request": fitting_requests.FITTING.get(command, fitting_requests.submitted),
        "interaction": CONTACTS.get(operation, fitting_contacts.told),
        "person": fitting_people.FITTING.get(operation, fitting_people.person),
        "customer": CUSTOMERS.get(operation, fitting_people.active),
        "unit": a_unit,
        "user": a_user,
        "policy": lambda _: "pack.hk-ic4",
        "reference_data": lambda _: "routing",
    }
    return make[kind](server).rpartition("/")[2]


def a_unit(server: Server) -> str:
    """Found a unit."""
    name = f"unit-{uuid4().hex[:8]}"
    server.client("root", Role.ADMIN, "system").post("/v1/units", json={"unit_id": name, "name": name})
    return name


def a_user(server: Server) -> str:
    """Register a user."""
    name = f"user-{uuid4().hex[:8]}"
    server.token(name)
    return name


CONTACTS = {
    **fitting_contacts.FITTING,
    "answer_check": lambda server: fitting_contacts.scored(server, f"cell.{Role.HANDLER}"),
}
CUSTOMERS = {**fitting_people.FITTING, "assign_left_over": fitting_people.parted}


def received_by_system(people: Mapping[Role, httpx.Client], action: str) -> str:
    """Make what a channel's system has received itself, and return its id."""
    kind, system = action.partition(".")[0], people[Role.INTAKE]
    if kind == "complaint":
        return receive(system).rpartition("/")[2]
    if kind == "service_request":
        return fitting_requests.submit(system).rpartition("/")[2]
    told = {} if action != "interaction.answer" else {"answered_at": None}
    contact = fitting_contacts.begin(system, **told)
    system.post(f"{contact}/add-entry", json={"author": "customer", "text": "I was charged twice."})
    return contact.rpartition("/")[2]


def ask(client: httpx.Client, operation: str, of: str, body: Any) -> httpx.Response:  # noqa: ANN401 - any example
    """Make the one request of a cell."""
    route = ROUTES[operation]
    path = route.path
    for parameter in route.param_convertors or {}:
        path = path.replace(f"{{{parameter}}}", of)
    if operation == "attach_evidence":
        return client.post(path, content=f"by {client.headers['authorization']}".encode(), headers=TEXT_FILE)
    if route.methods == {"GET"}:
        return client.get(path, params={"q": "fee"} if operation == "search" else {})
    return client.post(path, json=body)


@pytest.mark.parametrize("action", [action for action in PERMISSIONS if action not in NOT_OVER_HTTP])
def test_each_role_may_what_its_cell_says(
    followed: Server, people: Mapping[Role, httpx.Client], examples: Mapping[str, Any], action: str
) -> None:
    operation, row = operation_of(action), PERMISSIONS[action]
    of = fitting_id(followed, action, operation) if "{" in ROUTES[operation].path else ""
    for role, command, body in BEFORE.get(action, ()):
        give(
            people[role],
            ROUTES[operation].path.rpartition("/")[0].replace(PLACE[action.partition(".")[0]], of),
            command,
            **body,
        )
    body_of = BODIES.get(operation, lambda _: examples.get(operation))
    heard: list[str] = []
    for role in ORDER:
        conditions = row.get(role)
        own = received_by_system(people, action) if conditions and Condition.RECEIVED in conditions else of
        if action in FRESH:
            own = fitting_id(followed, action, operation)
        answer = ask(people[role], operation, own, body_of(own))
        code = answer.json().get("code") if not answer.is_success else ""
        if conditions is None:
            assert (answer.status_code, code) == (403, "role_forbidden"), (role, answer.text)
        else:
            assert code not in {"role_forbidden", "not_found", "another_unit_owns"}, (role, answer.text)
            assert answer.status_code < 500
            heard.append("done" if answer.is_success else answer.text)
    assert "done" in heard, f"nobody has done {operation}: {heard[0]}"


def test_every_action_is_reached_or_said_not_to_be() -> None:
    assert set(NOT_OVER_HTTP) <= set(PERMISSIONS)
    assert {operation_of(action) for action in PERMISSIONS if action not in NOT_OVER_HTTP} <= set(ROUTES)


def test_the_printed_table_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "`redress permissions > docs/permissions.md` writes it."
    assert CliRunner().invoke(main, ["permissions"]).output == document()
