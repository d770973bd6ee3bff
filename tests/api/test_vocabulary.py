"""What a request may say is read, not guessed: lists of codes, request types, units, colleagues, oneself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.code_fields import EVERYWHERE, OF_BODIES
from domain.actor import Role
from infrastructure.code_lists import shipped_lists
from tests.api.server import Server, receive
from tests.api.test_refusals import problem
from tests.processes import eventually


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_the_lists_and_types(server: Server, role: Role) -> None:
    client = server.client(f"reader.{role}", role)

    (listed,) = [one for one in client.get("/v1/code-lists").json()["items"] if one["name"] == "suspension_reason"]
    shown = client.get("/v1/code-lists/suspension_reason").json()
    types = client.get("/v1/request-types").json()["items"]

    assert listed == shown
    assert "waiting_customer" in {entry["code"] for entry in shown["entries"]}
    assert all(entry["name_en"] and entry["name_zh"] for entry in shown["entries"])
    (report,) = [one for one in types if one["code"] == "loss_report"]
    assert report["kind"] == "business"
    assert isinstance(report["documents"], list)


def test_there_is_no_list_of_another_name(server: Server) -> None:
    problem(server.client().get("/v1/code-lists/nothing"), 404, "not_found")


def test_a_refused_code_says_which_list_and_which_code(server: Server) -> None:
    client = server.client()
    refused = problem(client.post(f"{receive(client)}/suspend", json={"reason": "lunch"}), 422, "unknown_code").json()

    assert "'suspension_reason'" in refused["detail"]
    assert "'lunch'" in refused["detail"]
    assert all(entry.code in refused["detail"] for entry in shipped_lists()[1]["suspension_reason"])


def test_the_description_says_which_list_a_field_is_of(server: Server) -> None:
    schemas = server.anybody().get("/openapi.json").json()["components"]["schemas"]

    assert schemas["Suspend"]["properties"]["reason"]["x-code-list"] == "suspension_reason"
    assert "/v1/code-lists/channel" in schemas["Receive"]["properties"]["channel"]["description"]
    assert "/v1/request-types" in schemas["SubmitRequest"]["properties"]["request_type"]["description"]
    assert {*EVERYWHERE.values(), *OF_BODIES.values()} <= shipped_lists()[1].keys()
    for body, field in OF_BODIES:
        described = schemas.get(body) or schemas[f"{body}-Input"]
        assert described["properties"][field]["x-code-list"] == OF_BODIES[body, field]


def test_a_token_says_whom_it_stands_for_and_until_when(server: Server) -> None:
    told = server.client("li.wei").get("/v1/me").json()

    assert (told["user_id"], told["role"], told["unit_id"]) == ("li.wei", "handler", "shanghai")
    assert set(told["limit"]) >= {"CNY"}
    left = datetime.fromisoformat(told["token_expires_at"]) - datetime.now(UTC)
    assert timedelta() < left < timedelta(days=400)
    problem(server.anybody().get("/v1/me"), 401, "token_missing")


def found(admin: httpx.Client, unit: str, above: str | None) -> None:
    """Found a unit with one handler."""
    body: dict[str, Any] = {"unit_id": unit, "name": unit, "superior_id": above}
    assert admin.post("/v1/units", json=body).status_code == 201
    user = {"user_id": f"user.{unit}", "unit_id": unit, "roles": ["handler"]}
    assert admin.post("/v1/users", json=user).status_code == 201


def test_a_handler_finds_units_and_the_colleagues_of_the_own_tree(followed: Server) -> None:
    admin = followed.client("root", Role.ADMIN, "system")
    for unit, above in (("t.head", None), ("t.desk", "t.head"), ("t.cards", "t.head"), ("u.head", None)):
        found(admin, unit, above)
    followed.forget()
    handler = followed.client("user.t.desk", unit="t.desk")

    def known() -> set[str]:
        return {one["user_id"] for one in handler.get("/v1/users?limit=200").json()["items"]}

    eventually(lambda: known() == {"user.t.head", "user.t.desk", "user.t.cards"})
    units = {one["unit_id"] for one in handler.get("/v1/units?limit=200").json()["items"]}
    assert {"t.head", "t.desk", "t.cards", "u.head"} <= units
    problem(handler.get("/v1/users/user.t.cards"), 403, "role_forbidden")
