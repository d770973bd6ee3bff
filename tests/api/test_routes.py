"""The routes as a whole: every command has one, by its own name."""

import inspect
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from api.app import ROUTERS
from application.complaints import Complaints
from application.permissions.complaints import IMPORT_ONLY
from domain.complaint.state import ALLOWED
from tests.api.server import Server

COMMANDS = (set(ALLOWED) - IMPORT_ONLY) | {"receive"}
ROUTES = {route.name: route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
OTHER_PATHS = {"receive": "/v1/complaints", "attach_evidence": "/v1/complaints/{complaint_id}/attachments"}


@pytest.fixture(scope="module")
def schema(server: Server) -> dict[str, Any]:
    document: dict[str, Any] = server.anybody().get("/openapi.json").json()
    return document


def operations(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every operation by its id."""
    return {one["operationId"]: one for path in schema["paths"].values() for one in path.values()}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_has_one_name_from_the_route_to_the_use_case(command: str) -> None:
    path = OTHER_PATHS.get(command, f"/v1/complaints/{{complaint_id}}/{command.replace('_', '-')}")

    assert ROUTES[command].path == path
    assert ROUTES[command].methods == {"POST"}
    assert inspect.isfunction(getattr(Complaints, command))


def test_no_name_is_given_twice() -> None:
    assert len(ROUTES) == sum(len(router.routes) for router in ROUTERS)


def test_every_command_takes_the_same_headers(schema: dict[str, Any]) -> None:
    for command in COMMANDS:
        refs = [given.get("$ref", "") for given in operations(schema)[command]["parameters"]]
        for header in ("Idempotency-Key", "Prefer", "X-Correlation-ID"):
            assert f"#/components/parameters/{header}" in refs, command


def test_only_what_is_there_already_has_a_version_to_match(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        refs = [given.get("$ref", "") for given in methods.get("post", {}).get("parameters", [])]
        if path.startswith("/v1/") and refs:
            assert ("#/components/parameters/If-Match" in refs) == ("{" in path), path


def test_every_operation_is_described_with_its_answers(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema).items():
        assert operation["description"], name
        assert {"500", "503"} <= operation["responses"].keys(), name
        assert any(status.startswith("2") for status in operation["responses"]), name


def test_every_body_shows_an_example_that_it_takes(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema).items():
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            shape = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
            body = inspect.get_annotations(inspect.unwrap(ROUTES[name].endpoint))["body"]
            examples = schema["components"]["schemas"][shape]["examples"]
            assert [TypeAdapter(body).validate_python(example) for example in examples], name


def test_every_reference_in_the_document_leads_somewhere(schema: dict[str, Any]) -> None:
    left: list[Any] = [schema]
    while left:
        one = left.pop()
        left += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
        if isinstance(one, dict) and isinstance(one.get("$ref"), str):
            found: Any = schema
            for part in one["$ref"].removeprefix("#/").split("/"):
                found = found[part]


def test_the_page_for_people_needs_nothing_from_elsewhere(server: Server) -> None:
    page = server.anybody().get("/docs").text

    for command in COMMANDS - OTHER_PATHS.keys():
        assert command.replace("_", "-") in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


def test_the_page_and_the_document_are_open_to_everybody(server: Server) -> None:
    assert httpx.get(f"{server.url}/docs").headers["content-type"] == "text/html; charset=utf-8"
    assert httpx.get(f"{server.url}/openapi.json").json()["openapi"].startswith("3.")
