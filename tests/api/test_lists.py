"""The bank's lists and documents over HTTP: published by an administrator, read by whoever answers for them."""

import httpx
import pytest

from domain.actor import Role
from tests.api.server import Server
from tests.api.test_refusals import problem


@pytest.fixture(scope="module")
def admin(server: Server) -> httpx.Client:
    return server.client("root", Role.ADMIN, "system")


def test_a_code_is_added_and_never_forgotten(admin: httpx.Client) -> None:
    shown = admin.get("/v1/lists/hold_reason").json()
    assert (shown["shown"]["number"], shown["shown"]["is_in_force"], len(shown["versions"])) == (1, True, 1)
    more = shown["text"] + '\n[[entries]]\ncode = "inquest"\nname_en = "Inquest"\nname_zh = "死因调查"\n'
    done = admin.post("/v1/lists", json={"text": more, "effective_from": "2026-01-02"})
    assert done.status_code == 200, done.text

    after = admin.get("/v1/lists/hold_reason").json()
    assert (after["shown"]["number"], after["shown"]["published_by"]) == (2, "root")
    assert "inquest" in after["text"]
    assert "inquest" not in admin.get("/v1/lists/hold_reason", params={"version": 1}).json()["text"]
    assert admin.post("/v1/lists", json={"text": after["text"]}).json()["events"] == 0

    lost = problem(admin.post("/v1/lists", json={"text": shown["text"]}), 422, "invalid_list")
    assert "inquest" in lost.json()["detail"]


def test_every_list_and_document_is_listed(server: Server, admin: httpx.Client) -> None:
    items = {one["name"]: one for one in admin.get("/v1/lists").json()["items"]}
    assert (items["routing"]["is_document"], items["reopen_reason"]["is_document"]) == (True, False)
    assert all(one["in_force"] is not None for one in items.values())
    assert "pack_selection" not in items
    compliance = server.client("una", Role.COMPLIANCE, "head-office")
    assert compliance.get("/v1/lists/routing").json()["text"].startswith('document = "routing"\neffective_from = ')


@pytest.mark.parametrize("name", ["moods", "pack_selection"])
def test_what_is_no_list_is_not_found(admin: httpx.Client, name: str) -> None:
    problem(admin.get(f"/v1/lists/{name}"), 404, "not_found")
    problem(admin.get("/v1/lists/routing", params={"version": 9}), 404, "not_found")


def test_nobody_else_publishes(server: Server) -> None:
    text = 'list = "hold_reason"\nentries = [["other", "Other"]]'
    for role in (Role.COMPLIANCE, Role.SUPERVISOR):
        problem(server.client(f"not.{role}", role).post("/v1/lists", json={"text": text}), 403, "role_forbidden")


def test_what_is_no_file_of_a_list_is_refused(admin: httpx.Client) -> None:
    problem(admin.post("/v1/lists", json={"text": "entries = ["}), 422, "invalid_document")
