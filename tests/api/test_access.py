"""Tokens at the door."""

from datetime import timedelta

import httpx
import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server

SOMEWHERE = "/v1/complaints/00000000-0000-4000-8000-000000000000"


def refused(answer: httpx.Response, code: str) -> httpx.Response:
    """Check that nobody was let in."""
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.headers["www-authenticate"].startswith('Bearer realm="redress"')
    return answer


@pytest.mark.parametrize("header", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": ""}])
def test_without_a_token_nobody_is_let_in(server: Server, header: dict[str, str]) -> None:
    refused(server.anybody(**header).get(SOMEWHERE), "token_missing")


@pytest.mark.parametrize("token", ["x", "redress_", "redress_" + "A" * 64, "redress_" + "A" * 10_000])
def test_a_forged_token_is_not_let_in(server: Server, token: str) -> None:
    answer = refused(server.anybody(Authorization=f"Bearer {token}").get(SOMEWHERE), "token_invalid")

    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_token_with_one_wrong_character_is_not_let_in(server: Server) -> None:
    token = server.token()
    assert server.anybody(Authorization=f"Bearer {token}").get(SOMEWHERE).status_code == 404

    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")

    refused(server.anybody(Authorization=f"Bearer {wrong}").get(SOMEWHERE), "token_invalid")


def test_an_expired_token_is_not_let_in(server: Server) -> None:
    made = server.tokens.create("li.wei", Role.HANDLER, "shanghai", timedelta(seconds=-1))

    refused(server.anybody(Authorization=f"Bearer {made.text}").get(SOMEWHERE), "token_invalid")


def test_a_revoked_token_is_let_in_for_seconds_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrastructure.tokens.FRESH_SECONDS", 0.0)
    made = server.tokens.create("li.wei", Role.HANDLER, "shanghai", timedelta(hours=1))
    client = server.anybody(Authorization=f"Bearer {made.text}")
    assert client.get(SOMEWHERE).status_code == 404

    server.tokens.revoke(made.id)

    refused(client.get(SOMEWHERE), "token_invalid")


def test_who_is_not_let_in_learns_nothing_of_the_rest(server: Server) -> None:
    somebody = server.anybody()

    refused(somebody.post("/v1/complaints", json={"wrong": "fields"}), "token_missing")
    refused(somebody.post("/v1/complaints", json=INTAKE), "token_missing")
    refused(somebody.post(f"{SOMEWHERE}/attachments", content=b"x"), "token_missing")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"])
def test_health_and_description_need_no_token(server: Server, path: str) -> None:
    assert server.anybody().get(path).status_code in {200, 503}


def test_every_answer_forbids_to_keep_frame_or_guess(server: Server) -> None:
    for path in ("/healthz", "/docs", "/v1/nothing", SOMEWHERE):
        headers = server.anybody().get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers
