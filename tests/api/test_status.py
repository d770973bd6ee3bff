"""The status page: what a customer sees without a token, and what nobody finds out there."""

from typing import Any

import httpx
import pytest

from tests.api.server import Server, following, give, receive, running_server, send_decision, under_investigation
from tests.api.server import propose as propose_resolution
from tests.api.test_health import figure
from tests.api.test_refusals import problem
from tests.conftest import Database

WAIT = {"Prefer": "wait"}


def acknowledged(client: httpx.Client, case: str) -> dict[str, str]:
    """Acknowledge a case and return what is printed for the customer."""
    answer = client.post(f"{case}/acknowledge", json={"way": "posted"}, headers=WAIT)
    assert answer.headers["preference-applied"] == "wait"
    return {"reference": answer.json()["reference"], "secret": answer.json()["status_secret"]}


def page(server: Server, printed: dict[str, str]) -> dict[str, Any]:
    """Look as the customer does."""
    answer = server.anybody().post("/v1/status", json=printed)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()
    return found


def test_a_customer_follows_the_complaint(followed: Server) -> None:
    client = followed.client()
    case = under_investigation(client)
    printed = acknowledged(client, case)
    client.post(f"{case}/ask-customer", json={"text": "Which shop was it?"}, headers=WAIT)

    assert page(followed, printed) == {
        "reference": printed["reference"],
        "received_on": "2026-01-05",
        "state": {
            "code": "in_progress",
            "en": "We are looking into your complaint.",
            "zh": "您的投诉正在处理中。",
        },
        "next": page(followed, printed)["next"],
        "answer_sent": None,
        "open_questions": 1,
        "agreed_until": None,
    }

    propose_resolution(client, case)
    send_decision(client, case)
    client.post(f"{case}/accept-decision", json={"statement": "Yes."}, headers=WAIT)
    answered = page(followed, printed)
    assert (answered["state"]["code"], answered["open_questions"]) == ("accepted", 0)
    assert answered["answer_sent"]["way"] == {"code": "posted", "en": "by post", "zh": "邮寄"}


def test_a_secret_that_was_replaced_opens_nothing(followed: Server) -> None:
    client = followed.client()
    case = receive(client)
    old = acknowledged(client, case)
    answer = client.post(f"{case}/issue-status-secret", json={"way": "handed_over"}, headers=WAIT)
    new = {**old, "secret": answer.json()["status_secret"]}

    problem(followed.anybody().post("/v1/status", json=old), 404, "not_found")
    assert page(followed, new)["state"]["code"] == "received"


def test_a_repeat_prints_the_same_secret(followed: Server) -> None:
    client = followed.client()
    case = receive(client)
    key = {"Idempotency-Key": "print-it"}
    first = client.post(f"{case}/acknowledge", json={"way": "sms"}, headers=key)
    client.post(f"{case}/issue-status-secret", json={"way": "handed_over"})

    assert client.post(f"{case}/acknowledge", json={"way": "sms"}, headers=key).content == first.content


def test_no_answer_tells_whether_a_complaint_exists(followed: Server) -> None:
    client = followed.client()
    printed = acknowledged(client, receive(client))
    without = client.get(receive(client)).json()["reference"]
    tried = [
        {**printed, "secret": "AAAA-AAAA-AAAA-AAAA"},
        {**printed, "reference": "C-2026-999999-9"},
        {**printed, "reference": without},
        {"reference": "?", "secret": "?"},
    ]

    answers = [problem(followed.anybody().post("/v1/status", json=one), 404, "not_found").json() for one in tried]
    for answer in answers:
        del answer["instance"], answer["correlation_id"]
    assert answers[1:] == answers[:-1]


def test_neither_staff_nor_inner_states_nor_parties_show(followed: Server) -> None:
    client = followed.client("wu.min")
    case = receive(client, complainant={"name": "Zhao Liu"}, employee_id="sun.qi", narrative="The counter was rude.")
    printed = acknowledged(client, case)
    give(client, case, "admit")
    client.post(f"{case}/take", headers=WAIT)

    shown = str(page(followed, printed))
    for private in ("wu.min", "sun.qi", "Zhao", "rude", "shanghai", "open'"):
        assert private not in shown


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"reference": "C", "secret": "x" * 65}, 422, "invalid_request"),
        ({"reference": "C"}, 422, "invalid_request"),
        ({"reference": "C", "secret": "x", "name": "Li"}, 422, "invalid_request"),
        ({"reference": "C", "secret": "x" * 2_000}, 413, "body_too_large"),
    ],
)
def test_a_body_has_its_limits(followed: Server, body: dict[str, str], status: int, code: str) -> None:
    problem(followed.anybody().post("/v1/status", json=body), status, code)


def test_the_figures_count_who_was_shown_what(followed: Server) -> None:
    client = followed.client()
    printed = acknowledged(client, receive(client))

    def counted(result: str) -> float:
        return figure(client, "redress_status_questions_total", result=result)

    before = counted("shown"), counted("unknown")
    page(followed, printed)
    followed.anybody().post("/v1/status", json={**printed, "secret": "?"})
    assert (counted("shown"), counted("unknown")) == (before[0] + 1, before[1] + 1)


def test_who_asks_too_often_is_told_when_to_come_again(database: Database, tmp_path: Any) -> None:  # noqa: ANN401 - a path
    limits = {"status_attempts_per_reference": 3, "status_attempts_per_address": 5}
    with running_server(database, tmp_path, **limits) as server, following(server):
        client = server.client()
        printed = acknowledged(client, receive(client))
        ask = server.anybody()
        wrong = {**printed, "secret": "?"}

        tried = [ask.post("/v1/status", json=wrong).status_code for _ in range(3)]
        limited = problem(ask.post("/v1/status", json=printed), 429, "too_many_attempts")
        other = ask.post("/v1/status", json={"reference": "C-1", "secret": "?"}).status_code
        address = ask.post("/v1/status", json={"reference": "C-2", "secret": "?"})

        assert (tried, other) == ([404] * 3, 404)
        assert 0 < int(limited.headers["retry-after"]) <= server.redress.settings.status_window_seconds
        problem(address, 429, "too_many_attempts")
