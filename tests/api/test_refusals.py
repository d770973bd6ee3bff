"""Refusals as problem details."""

import importlib
import pkgutil

import httpx
import pytest

import api
import application
import domain
import infrastructure
import projections
from api.errors import STATUS, status_of
from domain.actor import Role
from domain.complaint.state import State
from domain.lifecycle import NotInThisState
from domain.refusals import Refusal
from tests.api.server import INTAKE, Server, give, propose, receive, remedy, under_investigation

MEMBERS = {"type", "title", "status", "detail", "code", "allowed", "errors", "instance", "correlation_id"}


def every_refusal() -> set[type[Refusal]]:
    """Return every kind of refusal in the product."""
    for room in (api, application, domain, infrastructure, projections):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations." not in module.name:
                importlib.import_module(module.name)
    found, left = set(), [Refusal]
    while left:
        kinds = left.pop().__subclasses__()
        found |= {kind for kind in kinds if kind.__module__.partition(".")[0] != "tests"}
        left += kinds
    return found


def test_every_refusal_of_the_product_has_a_status() -> None:
    missing = {kind.code for kind in every_refusal() - {NotInThisState}} - STATUS.keys()

    assert not missing


def test_every_status_belongs_to_a_refusal() -> None:
    assert not STATUS.keys() - {kind.code for kind in every_refusal()}


@pytest.mark.parametrize("state", State)
def test_a_state_that_does_not_take_a_command_is_a_conflict(state: State) -> None:
    assert status_of(f"complaint_is_{state}") == 409


def problem(answer: httpx.Response, status: int, code: str) -> httpx.Response:
    """Check that an answer is a whole problem document."""
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().keys() == MEMBERS
    assert answer.json()["status"] == status
    return answer


def test_a_refused_command_names_those_that_would_be_taken(server: Server) -> None:
    client = server.client()
    case = receive(client)
    give(client, case, "withdraw", statement="Never mind.")

    answer = problem(client.post(f"{case}/admit"), 409, "complaint_is_withdrawn")

    assert "reopen" in answer.json()["allowed"]
    assert "admit" not in answer.json()["allowed"]


def test_what_the_file_permits_is_what_the_commands_do(server: Server) -> None:
    client = server.client()
    case = receive(client)

    file = {one["command"]: one for one in client.get(case).json()["next"]}
    refused = client.post(f"{case}/close").json()

    assert file["admit"] == {"command": "admit", "permitted": True, "code": None, "detail": None}
    assert (file["close"]["permitted"], file["close"]["code"]) == (False, refused["code"])
    assert (file["assign"]["permitted"], file["assign"]["code"]) == (False, "role_forbidden")
    assert [name for name, one in file.items() if one["permitted"]] == refused["allowed"]


def test_a_role_that_does_not_include_a_command_is_forbidden(server: Server) -> None:
    case = receive(server.client())

    problem(server.client("qi", Role.QUALITY).post(f"{case}/take"), 403, "role_forbidden")
    problem(server.client("in", Role.INTAKE).get(case), 403, "role_forbidden")


def test_who_proposed_does_not_approve(server: Server) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    case = under_investigation(supervisor)
    propose(supervisor, case, remedy("500000"))

    problem(supervisor.post(f"{case}/approve-resolution"), 403, "second_person_needed")


def test_nobody_approves_above_their_limit(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    case = under_investigation(client)
    propose(client, case, remedy("500000"))

    problem(supervisor.post(f"{case}/approve-resolution"), 403, "limit_exceeded")


def test_a_code_that_no_list_has_is_named(server: Server) -> None:
    client = server.client()

    answer = problem(client.post("/v1/complaints", json={**INTAKE, "channel": "pigeon"}), 422, "unknown_code")

    assert "'channel'" in answer.json()["detail"]


def test_a_case_that_does_not_exist_is_not_found(server: Server) -> None:
    client = server.client()
    nowhere = "/v1/complaints/00000000-0000-4000-8000-000000000000"

    problem(client.get(nowhere), 404, "not_found")
    problem(client.post(f"{nowhere}/take"), 404, "not_found")


def test_a_path_that_does_not_exist_is_a_problem_too(server: Server) -> None:
    client = server.client()

    problem(client.get("/v1/nothing"), 404, "no_such_path")
    problem(client.get("/v1/complaints/"), 404, "no_such_path")
    assert problem(client.put("/v1/complaints"), 405, "method_not_allowed").headers["allow"] == "GET, POST"


def test_a_command_without_fields_loses_none(server: Server) -> None:
    client = server.client()
    case = receive(client)

    problem(client.post(f"{case}/take", json={"text": "please"}), 422, "unexpected_body")
    assert client.post(f"{case}/take", json={}).status_code == 200


def test_the_problem_names_the_request_in_the_log(server: Server) -> None:
    answer = server.client().get("/v1/nothing", headers={"X-Correlation-ID": "call-4711"})

    assert answer.headers["x-correlation-id"] == answer.json()["correlation_id"] == "call-4711"
    assert answer.json()["instance"] == "urn:redress:request:call-4711"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, '"><script>'])
def test_a_correlation_id_that_is_not_sane_is_replaced(server: Server, given: str) -> None:
    answer = server.client().get("/v1/nothing", headers={"X-Correlation-ID": given})

    assert answer.headers["x-correlation-id"] not in {"", given}
