"""Lists, searches and files, over HTTP and behind a real daemon."""

import itertools
from typing import Any

import httpx
import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server, clocks_kept, give

WAIT = {"Prefer": "wait=10"}
units = (f"unit-{number}" for number in itertools.count())


@pytest.fixture
def unit() -> str:
    """A unit of this test's own."""
    return next(units)


@pytest.fixture
def client(followed: Server, unit: str) -> httpx.Client:
    """A handler of the unit."""
    return followed.client(f"li.{unit}", unit=unit)


def received(client: httpx.Client, **differently: Any) -> dict[str, Any]:  # noqa: ANN401 - any fields
    """Receive a complaint that the lists show already; return its receipt."""
    answer = client.post("/v1/complaints", json={**INTAKE, **differently}, headers=WAIT)
    assert answer.status_code == 201, answer.text
    assert answer.headers["preference-applied"] == "wait"
    receipt: dict[str, Any] = answer.json()
    return receipt


def ids(answer: httpx.Response) -> list[str]:
    """Return the cases on a page."""
    assert answer.status_code == 200, answer.text
    return [item["case_id"] for item in answer.json()["items"]]


def test_a_write_that_waits_is_read_at_once(client: httpx.Client) -> None:
    for number in range(10):
        receipt = received(client, narrative=f"Reading my own write {number}: xylophone{number}.")

        assert ids(client.get("/v1/complaints", params={"text": f"xylophone{number}"})) == [receipt["id"]]
        assert ids(client.get("/v1/search", params={"q": f"xylophone{number}"})) == [receipt["id"]]
        by_reference = client.get(f"/v1/complaints/by-reference/{receipt['reference']}")
        assert by_reference.json()["id"] == receipt["id"]


def test_the_list_is_in_the_order_of_clocks_then_of_urgency(followed: Server, client: httpx.Client, unit: str) -> None:
    late, early, grave, equal = (
        received(client, received_at=f"2026-01-0{day}T00:00:00Z")["id"] for day in (7, 5, 6, 6)
    )
    told = {"complaint_class": "service", "severity": "critical"}
    client.post(f"/v1/complaints/{grave}/classify", json=told)
    clocks_kept(followed)
    client.post(f"/v1/complaints/{grave}/add-note", json={"text": "Look."}, headers=WAIT)

    page = client.get("/v1/complaints", params={"unit": unit})
    assert ids(page) == [early, grave, equal, late]
    assert {item["clock_rank"] for item in page.json()["items"]} == {2}
    assert page.json()["items"][0]["clock_at"] == "2026-01-06T00:00:00Z"


def test_pages_follow_each_other_without_gaps_or_doubles(client: httpx.Client, unit: str) -> None:
    made = {received(client)["id"] for _ in range(7)}

    seen, cursor = [], None
    while True:
        asked: dict[str, Any] = {"unit": unit, "limit": 3} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/complaints", params=asked)
        seen += ids(page)
        cursor = page.json()["next"]
        if cursor is None:
            break

    assert len(seen) == 7
    assert set(seen) == made


def test_every_filter_narrows_the_list(client: httpx.Client, unit: str) -> None:
    mine, other = received(client)["id"], received(client)["id"]
    axes = {"complaint_class": "violation", "category": "privacy", "severity": "high"}
    client.post(f"/v1/complaints/{mine}/classify", json=axes)
    client.post(f"/v1/complaints/{mine}/admit")
    client.post(f"/v1/complaints/{mine}/suspend", json={"reason": "court"})
    client.post(f"/v1/complaints/{mine}/add-note", json={"text": "The 印章 is missing."})
    client.post(f"/v1/complaints/{mine}/take", headers=WAIT)

    for filters in (
        {"handler": f"li.{unit}"},
        {"queue": False},
        {"state": "open"},
        {"class": "violation"},
        {"category": "privacy"},
        {"severity": "high"},
        {"suspended": True},
        {"text": "印章"},
    ):
        assert ids(client.get("/v1/complaints", params={"unit": unit, **filters})) == [mine], filters
    assert ids(client.get("/v1/complaints", params={"unit": unit, "queue": True})) == [other]
    assert ids(client.get("/v1/complaints", params={"unit": unit, "younger_than_days": 0})) == []
    assert len(ids(client.get("/v1/complaints", params={"unit": unit, "older_than_days": 1}))) == 2


def test_the_counts_tell_what_the_list_shows(client: httpx.Client, unit: str) -> None:
    first = received(client)["id"]
    received(client)
    client.post(f"/v1/complaints/{first}/admit", headers=WAIT)

    counts = client.get("/v1/complaints/counts", params={"unit": unit}).json()

    assert counts == {
        "total": 2,
        "by_state": {"received": 1, "open": 1},
        "by_severity": {"normal": 2},
        "by_unit": {unit: 2},
    }


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 201},
        {"colour": "red"},
        {"state": "sleeping"},
        {"unit": ""},
        {"unit": "\x00"},
        {"text": "\x00"},
        {"text": "x" * 201},
        {"older_than_days": "nan"},
        {"older_than_days": "inf"},
        {"older_than_days": -1},
        {"cursor": "x" * 501},
        {"cursor": "x"},
        {"cursor": ""},
        {"cursor": "WzEsIjIwMjYtMDEtMDEiLCJ4Il0"},
    ],
)
def test_a_list_asked_for_wrongly_is_refused(client: httpx.Client, query: dict[str, Any]) -> None:
    assert client.get("/v1/complaints", params=query).status_code == 422


def test_a_cursor_works_for_its_list_and_its_user_only_and_only_as_it_was_given(
    followed: Server, client: httpx.Client, unit: str
) -> None:
    for _ in range(3):
        received(client)
    asked: dict[str, Any] = {"unit": unit, "limit": 1}
    cursor = client.get("/v1/complaints", params=asked).json()["next"]
    assert client.get("/v1/complaints", params={**asked, "cursor": cursor}).status_code == 200

    changed = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    elsewhere = [
        client.get("/v1/complaints", params={**asked, "cursor": changed}),
        client.get("/v1/complaints", params={"unit": "other", "cursor": cursor}),
        client.get("/v1/search", params={"q": "fee", "cursor": cursor}),
        followed.client(f"zhao.{unit}", unit=unit).get("/v1/complaints", params={**asked, "cursor": cursor}),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in elsewhere} == {(422, "invalid_cursor")}


def test_search_finds_in_both_languages_and_also_what_is_closed(client: httpx.Client) -> None:
    receipt = received(client, narrative="手机银行无法登录。The quokka ate my card.")
    client.post(f"/v1/complaints/{receipt['id']}/withdraw", json={"statement": "Found it."}, headers=WAIT)

    for text in ("无法登录", "quokka", "QUOKKA card", receipt["reference"]):
        assert receipt["id"] in ids(client.get("/v1/search", params={"q": text})), text
    assert receipt["id"] not in ids(client.get("/v1/complaints", params={"text": "quokka"}))


def test_a_reference_that_nobody_has_is_not_found(client: httpx.Client) -> None:
    assert client.get("/v1/complaints/by-reference/C-2026-999999-9").status_code == 404
    assert client.get("/v1/complaints/by-reference/nonsense").status_code == 422


def test_who_does_not_read_gets_no_list(followed: Server) -> None:
    intake = followed.client("in", Role.INTAKE)

    answers = [
        intake.get("/v1/complaints"),
        intake.get("/v1/complaints/counts"),
        intake.get("/v1/search", params={"q": "x"}),
        intake.get("/v1/complaints/by-reference/C-2026-999999-9"),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "role_forbidden")}


def test_the_employee_complained_about_is_in_no_list_count_or_search(
    followed: Server, client: httpx.Client, unit: str
) -> None:
    receipt = received(client, employee_id=f"chen.{unit}", narrative="The wombat insulted me.")
    employee = followed.client(f"chen.{unit}", Role.SUPERVISOR, unit)

    assert ids(employee.get("/v1/complaints", params={"unit": unit})) == []
    assert ids(employee.get("/v1/complaints", params={"text": "wombat"})) == []
    assert ids(employee.get("/v1/search", params={"q": "wombat"})) == []
    assert ids(employee.get("/v1/search", params={"q": receipt["reference"]})) == []
    assert employee.get("/v1/complaints/counts", params={"unit": unit}).json()["total"] == 0
    assert employee.get(f"/v1/complaints/by-reference/{receipt['reference']}").status_code == 404
    assert ids(client.get("/v1/complaints", params={"unit": unit})) == [receipt["id"]]


def test_naming_the_employee_later_hides_the_case_from_then_on(
    followed: Server, client: httpx.Client, unit: str
) -> None:
    receipt = received(client)
    employee = followed.client(f"guo.{unit}", Role.SUPERVISOR, unit)
    assert ids(employee.get("/v1/complaints", params={"unit": unit})) == [receipt["id"]]

    changes = {"employee_id": f"guo.{unit}"}
    client.post(f"/v1/complaints/{receipt['id']}/correct", json={"changes": changes, "reason": "Named."}, headers=WAIT)

    assert ids(employee.get("/v1/complaints", params={"unit": unit})) == []


def test_the_figures_tell_how_the_views_stand(client: httpx.Client) -> None:
    figures = client.get("/metrics").text

    for view in ("worklist", "search"):
        assert f'redress_view_lag_positions{{view="{view}"}}' in figures
        assert f'redress_view_lag_seconds{{view="{view}"}}' in figures
        assert f'redress_view_parked_streams{{view="{view}"}} 0.0' in figures


def test_a_file_is_never_behind_its_commands(client: httpx.Client) -> None:
    case = f"/v1/complaints/{received(client)['id']}"

    for number in range(5):
        version = give(client, case, "add-note", text=f"Note {number}.").headers["etag"]
        assert client.get(case).headers["etag"] == version
