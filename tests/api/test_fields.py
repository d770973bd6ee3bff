"""What the fields of a request take, and what not."""

from typing import Any

import httpx
import pytest

from api.app import create_app
from tests.api.server import INTAKE, Server, receive, serving

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("narrative", ""),
        ("narrative", "x" * 20_001),
        ("narrative", "with\x00NUL"),
        ("narrative", 7),
        ("narrative", " \n\t\u3000"),
        ("narrative", "\u200b\ufeff"),
        ("narrative", "\u2800\u2800"),
        ("narrative", "\u3164"),
        ("channel", "  "),
        ("employee_id", " "),
        ("employee_id", "chen jing"),
        ("employee_id", "chen\u00a0jing"),
        ("employee_id", "chen\u200bjing"),
        ("unit_id", "shang\thai"),
        ("subject", "x" * 501),
        ("channel", None),
        ("channel", "x" * 65),
        ("received_at", "2026-01-05T09:00:00"),
        ("received_at", "2026-01-05"),
        ("received_at", 1_767_603_600),
        ("received_at", "1767603600"),
        ("received_at", "0001-01-01T00:00:00+14:00"),
        ("received_at", "9999-12-31T23:59:59-12:00"),
        ("incident_on", "2026-02-30"),
        ("incident_on", 20260101),
        ("incident_on", "2026-01-02T00:00:00"),
        ("amount_claimed", {"currency": "CNY", "amount": 12.5}),
        ("amount_claimed", {"currency": "CNY", "amount": "-1"}),
        ("amount_claimed", {"currency": "CNY", "amount": "1e3"}),
        ("amount_claimed", {"currency": "CNY", "amount": "NaN"}),
        ("amount_claimed", {"currency": "CNY", "amount": "1.00001"}),
        ("amount_claimed", {"currency": "CNY", "amount": "１"}),
        ("amount_claimed", {"currency": "cny", "amount": "1"}),
        ("amount_claimed", {"amount": "1"}),
        ("tags", ["x"] * 51),
        ("tags", "x"),
        ("tags", ["\x00"]),
        ("about", [{"product": "card", "colour": "red"}]),
        ("complainant", {"phone": "1"}),
        ("complainant", {"name": "Z", "person_id": "nobody"}),
        ("received_precision", "week"),
        ("unheard_of", 1),
    ],
)
def test_a_field_outside_its_limits_is_refused(client: httpx.Client, field: str, value: Any) -> None:  # noqa: ANN401
    answer = client.post("/v1/complaints", json={**INTAKE, field: value})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert answer.json()["errors"][0]["at"].startswith(f"body.{field}")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "amount_claimed",
            {"currency": "CNY", "amount": "-777"},
            "must be a positive decimal number with at most 4 decimals and at most 14 digits before them",
        ),
        ("narrative", "777\x00", "must not contain the character NUL"),
        ("narrative", "   ", "must not be blank"),
        ("employee_id", "777 7", "must be one word, without blanks or control characters inside"),
    ],
)
def test_a_refused_field_is_answered_with_a_sentence_without_what_was_written(
    client: httpx.Client,
    field: str,
    value: Any,  # noqa: ANN401
    sentence: str,
) -> None:
    # The answer names the request, so that its id must not hold what was written by chance.
    headers = {"X-Correlation-ID": "a-refused-field"}
    answer = client.post("/v1/complaints", json={**INTAKE, field: value}, headers=headers)

    assert answer.json()["errors"][0]["detail"] == sentence
    assert "777" not in answer.text


def test_codes_and_identifiers_are_kept_without_the_blanks_around_them(client: httpx.Client) -> None:
    case = client.get(receive(client, channel=" phone ", branch="East\n", unit_id=" Shanghai ")).json()

    assert (case["facts"]["channel"], case["facts"]["branch"], case["unit_id"]) == ("phone", "East", "shanghai")


def test_the_required_texts_of_a_command_are_not_blank(client: httpx.Client) -> None:
    answer = client.post(f"{receive(client)}/add-note", json={"text": " \n"})

    assert (answer.status_code, answer.json()["errors"][0]["at"]) == (422, "body.text")


def test_the_filters_of_a_list_refuse_what_is_no_identifier(client: httpx.Client) -> None:
    assert client.get("/v1/complaints", params={"handler": "li wei"}).status_code == 422
    assert client.get("/v1/complaints", params={"unit": " "}).status_code == 422


def test_an_example_speaks_of_its_own_command(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    shown: dict[str, Any] = {}
    for path in schema["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body:
                name = body["schema"]["$ref"].rpartition("/")[2]
                shown[operation["operationId"]] = schema["components"]["schemas"][name]["examples"]

    for one, other in (("accept_decision", "reject_decision"), ("accept_decision", "withdraw")):
        assert shown[one] != shown[other]
    for other in ("ask_customer", "add_note"):
        assert shown["record_finding"] != shown[other]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("narrative", "年费被扣两次 𠀀 " + "长" * 19_000),
        ("received_at", "2026-01-05T09:00:00.123456+08:00"),
        ("received_at", "2026-01-05t09:00:00z"),
        ("incident_on", "2026-01-02"),
        ("amount_claimed", {"currency": "JPY", "amount": "99999999999999.9999"}),
        ("tags", ["x"] * 50),
        ("complainant", None),
        ("about", [{"product": "card", "issue": "fee"}]),
    ],
)
def test_a_field_within_its_limits_comes_back_as_it_was(client: httpx.Client, field: str, value: Any) -> None:  # noqa: ANN401
    case = client.get(receive(client, **{field: value})).json()

    if field == "narrative":
        assert case["words"]["narrative"] == value
    if field == "amount_claimed":
        assert case["facts"]["amount_claimed"] == value


@pytest.mark.parametrize(
    "body",
    [
        rb'{"text": "half of a pair \ud800"}',
        rb'{"text": "the other half \udc00 alone"}',
        rb'{"text": "NUL \u0000"}',
        rb'{"te\ud800xt": "a name"}',
        rb'{"text": {"\u0000": 1}}',
    ],
)
def test_nul_and_lone_surrogates_are_refused_wherever_they_stand(client: httpx.Client, body: bytes) -> None:
    answer = client.post(f"{receive(client)}/add-note", content=body, headers=JSON)

    assert answer.status_code == 422


def test_nul_and_lone_surrogates_are_refused_in_every_text_of_every_command(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    texts = [
        (name, field)
        for name, shape in schema["components"]["schemas"].items()
        for field, one in shape.get("properties", {}).items()
        for kind in one.get("anyOf", [one])
        if kind.get("type") == "string" and name in bodies(schema) and not {"pattern", "enum", "format"} & kind.keys()
    ]

    assert texts == []


def bodies(schema: dict[str, Any]) -> set[str]:
    """Return the names of everything that stands in a body."""
    found: set[str] = set()
    left = [operation.get("requestBody") for path in schema["paths"].values() for operation in path.values()]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += one.values()
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                left.append(schema["components"]["schemas"][name])
    return found


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "unreadable_body"),
        (b"", 422, "invalid_request"),
        (b"[]", 422, "invalid_request"),
        (b"null", 422, "invalid_request"),
        (b'{"text": "\xff"}', 400, "unreadable_body"),
        (b"[" * 100_000, 400, "unreadable_body"),
        (b'{"text": 1' + b"0" * 5_000 + b"}", 400, "unreadable_body"),
        (b'{"text": NaN}', 422, "invalid_request"),
    ],
)
def test_a_body_that_is_no_such_object_is_refused(client: httpx.Client, content: bytes, status: int, code: str) -> None:
    answer = client.post(f"{receive(client)}/add-note", content=content, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_does_not_say_it_is_json_is_refused(client: httpx.Client, media_type: str) -> None:
    answer = client.post(f"{receive(client)}/add-note", content=b'{"text": "x"}', headers={"Content-Type": media_type})

    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_not_supported")


def test_a_body_above_the_limit_is_refused_before_it_is_read(client: httpx.Client) -> None:
    answer = client.post(f"{receive(client)}/add-note", json={"text": "x" * 2_000_000})

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.headers["connection"] == "close"


def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(client: httpx.Client) -> None:
    chunks = (b"x" * 100_000 for _ in range(20))

    answer = client.post(f"{receive(client)}/add-note", content=chunks, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_no_command_corrects_nothing_or_takes_away_what_must_be(client: httpx.Client) -> None:
    case = receive(client)

    for changes in ({}, {"channel": None}, {"narrative": None}, {"received_at": None}, {"reference": "C-1"}):
        answer = client.post(f"{case}/correct", json={"changes": changes, "reason": "Told wrongly."})
        assert answer.status_code == 422, changes


def test_a_correction_takes_away_what_is_null_and_leaves_what_is_not_named(client: httpx.Client) -> None:
    case = receive(client, branch="east", region="sh")

    client.post(f"{case}/correct", json={"changes": {"branch": None, "complainant": None}, "reason": "Told wrongly."})

    file = client.get(case).json()
    assert (file["facts"]["branch"], file["facts"]["region"]) == (None, "sh")
    assert file["words"]["narrative"] == INTAKE["narrative"]


def test_the_limits_are_settings(server: Server) -> None:
    with serving(create_app(server.redress.settings.replace(body_bytes=100))) as url:
        answer = httpx.post(f"{url}/v1/complaints", json={"narrative": "x" * 100})

    assert answer.status_code == 413
