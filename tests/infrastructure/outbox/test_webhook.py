"""Requests go out signed, to a real server on loopback."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest

from application.notices.message import NotDeliveredError, Notifier
from domain.notices.notice import Kind, Way
from infrastructure.outbox.notifiers import notifiers
from infrastructure.settings import Settings
from tests.infrastructure.outbox.mail_server import CERTIFICATE
from tests.infrastructure.outbox.test_smtp import silent_server
from tests.infrastructure.outbox.told import CASE, MAILBOX, message, notice
from tests.infrastructure.outbox.web_server import WebServer, web_server

SECRET = "between us"  # noqa: S105 - nobody's


def posting_to(url: str, **settings: Any) -> Notifier:  # noqa: ANN401 - settings
    """Return what posts to an address."""
    chosen = {"notify_timeout_seconds": 5, "notify_webhook_secret": SECRET, **settings}
    return notifiers(Settings(notify_way="webhook", notify_webhook_url=url, **chosen))(Way.WEBHOOK)


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A server that takes everything."""
    with web_server() as running:
        yield running


def test_a_message_is_one_signed_request_under_a_key(server: WebServer) -> None:
    posting_to(f"{server.url}/redress?bank=1").notify(message(notice(1), notice(2, kind=Kind.BREACH)))

    ((path, headers, body),) = server.posted
    assert path == "/redress?bank=1"
    assert headers["Idempotency-Key"] == str(message().id)
    assert headers["Content-Type"] == "application/json"
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["Redress-Signature"] == f"sha256={expected}"
    told = json.loads(body)
    assert told["recipient"] == {"user_id": "li.wei", "unit_id": "sh-pudong", "role": "handler"}
    assert [one["kind"] for one in told["notices"]] == ["breach", "warning"]
    assert told["notices"][1] == {
        "id": str(notice(1).id),
        "kind": "warning",
        "case_id": str(CASE),
        "reference": "CMP-2026-000001-7",
        "unit_id": "sh-pudong",
        "pack": "cn-nfra-2020-3",
        "milestone": "decide",
        "cycle": 1,
        "stage": 1,
        "step": "80%",
        "due_at": "2026-03-10T15:00:00+00:00",
    }


def test_a_request_that_is_sent_again_is_the_same_to_the_byte(server: WebServer) -> None:
    for _ in range(2):
        posting_to(server.url).notify(message(notice(1, MAILBOX)))

    first, second = (
        (headers["Idempotency-Key"], headers["Redress-Signature"], body) for _, headers, body in server.posted
    )
    assert first == second
    assert json.loads(first[2])["recipient"]["user_id"] is None


@pytest.mark.parametrize(
    ("status", "is_final"),
    [(500, False), (503, False), (429, False), (408, False), (401, False), (404, False), (400, True), (422, True)],
)
def test_what_is_not_taken_is_sent_again_unless_it_was_read_and_refused(
    server: WebServer,
    status: int,
    is_final: bool,  # noqa: FBT001 - a fact
) -> None:
    server.status = status
    with pytest.raises(NotDeliveredError, match=str(status)) as caught:
        posting_to(server.url).notify(message())
    assert caught.value.is_final is is_final


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_elsewhere(server: WebServer, status: int) -> None:
    with web_server() as elsewhere:
        server.status, server.location = status, elsewhere.url
        with pytest.raises(NotDeliveredError, match=str(status)) as caught:
            posting_to(server.url).notify(message())
        assert not caught.value.is_final
        assert elsewhere.posted == []


def test_a_certificate_is_checked() -> None:
    with web_server(tls=True) as server:
        posting_to(server.url, notify_ca_file=CERTIFICATE).notify(message())
        assert len(server.posted) == 1
        with pytest.raises(NotDeliveredError, match="SSLCertVerificationError"):
            posting_to(server.url).notify(message())
        assert len(server.posted) == 1


def test_a_server_that_is_away_or_silent_is_waited_for_within_limits() -> None:
    with pytest.raises(NotDeliveredError, match="ConnectionRefusedError"):
        posting_to("http://127.0.0.1:1").notify(message())
    with silent_server() as port, pytest.raises(NotDeliveredError, match="TimeoutError") as caught:
        posting_to(f"http://127.0.0.1:{port}", notify_timeout_seconds=1).notify(message())
    assert not caught.value.is_final
