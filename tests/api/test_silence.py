"""What the log, the figures and the errors never tell."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from api.exchange import correlation
from infrastructure.log_format import JsonFormatter
from tests.api.server import INTAKE, Server, receive
from tests.processes import eventually

TOLD = "Zhang-Sanfeng-4711"
"""Stands for what people tell: no log, figure or error may repeat it."""


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged, in the form of a real process."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonFormatter({"correlation_id": correlation}))
    # The client of the tests lives in the same process and is no part of the product.
    handler.addFilter(lambda record: not record.name.startswith("httpx"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def lines(log: StringIO) -> list[dict[str, Any]]:
    """Return the lines of our requests."""
    found = [json.loads(line) for line in log.getvalue().splitlines(keepends=True) if line.endswith("\n")]
    return [line for line in found if line["logger"] == "redress.request"]


def test_a_request_leaves_one_line_with_its_id_and_the_template_of_its_path(server: Server, log: StringIO) -> None:
    client = server.client()
    case = receive(client)

    client.post(f"{case}/take", headers={"X-Correlation-ID": "call-1"})

    # The line is written when the answer is out.
    eventually(lambda: len(lines(log)) == 2)
    line = lines(log)[1]
    assert line["ms"] > 0
    told = {name: line[name] for name in ("method", "route", "status", "code", "correlation_id", "level", "message")}
    assert told == {
        "method": "POST",
        "route": "/v1/complaints/{complaint_id}/take",
        "status": 200,
        "code": "",
        "correlation_id": "call-1",
        "level": "info",
        "message": "request",
    }


def test_nothing_that_people_tell_reaches_log_figures_or_errors(server: Server, log: StringIO) -> None:
    client = server.client(user=TOLD)
    case = receive(client, narrative=TOLD, complainant={"name": TOLD}, employee_id=TOLD[::-1])
    wrong = [
        client.post(f"{case}/classify", json={"complaint_class": TOLD}),
        client.post(f"{case}/add-note", json={"text": [TOLD]}),
        client.post(f"{case}/add-note", json={TOLD: "x"}),
        client.post(f"{case}/add-note", content=f'{{"text": "{TOLD}'.encode(), headers={"Content-Type": "text/json"}),
        client.post(
            f"{case}/add-note", content=f'{{"text": "{TOLD}'.encode(), headers={"Content-Type": "application/json"}
        ),
        client.post(f"{case}/resume", json={"suspension_id": TOLD}),
        client.post(f"{case}/record-customer-answer", json={"text": TOLD, "question_id": "q9"}),
        client.post(f"{case}/suspend", json={"reason": TOLD}),
        client.post("/v1/complaints", json={**INTAKE, "received_at": TOLD, "complainant": TOLD}),
        client.post("/v1/complaints", json={**INTAKE, "amount_claimed": {"currency": TOLD, "amount": TOLD}}),
        client.post(f"{case}/close", headers={"If-Match": TOLD, "Prefer": TOLD}),
        client.post(f"{case}/attachments", content=TOLD, headers={"Content-Type": TOLD}),
        client.get(f"/v1/complaints/{TOLD}"),
        client.get(f"/v1/{TOLD}?q={TOLD}"),
        server.anybody(Authorization=f"Bearer {TOLD}").get(case),
    ]

    assert [answer.status_code for answer in wrong if answer.status_code < 400 or answer.status_code >= 500] == []
    assert [answer.text for answer in wrong if TOLD in answer.text] == []
    assert TOLD not in client.get("/metrics").text
    # Reading the figures is a probe, and leaves no line.
    eventually(lambda: len(lines(log)) == len(wrong) + 1)
    assert TOLD not in log.getvalue()


def test_a_broken_program_answers_without_details_and_logs_places_only(
    server: Server, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(TOLD)

    client = server.client()
    case = receive(client)
    monkeypatch.setattr("application.case_file.case_file", broken)

    answer = client.get(case)

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.headers["content-type"] == "application/problem+json"
    assert TOLD not in answer.text
    assert TOLD not in log.getvalue()
    errors = [json.loads(line) for line in log.getvalue().splitlines() if '"level": "error"' in line]
    assert errors[0]["exception"][0]["type"] == "RuntimeError"
    assert errors[0]["correlation_id"] == answer.json()["correlation_id"]
    assert "broken" in errors[0]["exception"][0]["at"][-1]
