"""The clocks of a case and of all cases, over HTTP: with rights, in both views, in pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest

from api.routes.examples_of_clocks import CASE_CLOCKS
from application.clocks.answers import CaseClocks
from domain.actor import Role
from tests.api.server import Server, clocks_kept, give, receive

DAY = "bank_sla_24h"


@pytest.fixture(scope="module")
def client(followed: Server) -> httpx.Client:
    """A handler of a unit of its own, in England."""
    admin = followed.client("root", Role.ADMIN, "system")
    admin.post("/v1/units", json={"unit_id": "clocked", "name": "Clocked", "jurisdiction": "GB-ENG"})
    followed.forget()
    return followed.client("kim", unit="clocked")


def clocks(client: httpx.Client, case: str, **asked: str) -> dict[str, Any]:
    """Return the clocks of a case."""
    answer = client.get(path_of(case), params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def path_of(case: str) -> str:
    """Return where the clocks of a case are."""
    return f"/v1/cases/{case.rpartition('/')[2]}/clocks"


def of(answer: dict[str, Any], milestone: str) -> dict[str, Any]:
    """Return one of the clocks."""
    return next(clock for clock in answer["clocks"] if clock["milestone"] == milestone)


def hours_ago(hours: float) -> str:
    """Return an instant as requests write it."""
    return (datetime.now(UTC) - timedelta(hours=hours)).replace(microsecond=0).isoformat()


def test_the_example_is_an_answer() -> None:
    assert msgspec.convert(CASE_CLOCKS, CaseClocks).clocks[0].milestone == DAY


def test_a_case_shows_its_clocks_at_once_and_its_file_links_to_them(client: httpx.Client) -> None:
    case = receive(client, received_at=hours_ago(2), unit_id="clocked")
    answer = clocks(client, case)
    assert (answer["view"], answer["kind"], answer["case_version"]) == ("as_corrected", "complaint", 1)
    found = of(answer, DAY)
    assert (found["state"], found["is_regulatory"]) == ("running", False)
    [cycle] = found["cycles"]
    assert 22 * 3600 - 120 < cycle["remaining"]["seconds"] <= 22 * 3600
    assert sum(line["seconds"] for line in cycle["ledger"]["segments"]) == cycle["ledger"]["counted"]
    assert {clock["pack"] for clock in answer["clocks"]} >= {"bank-default", "uk-fca-disp1"}
    [in_file] = [each for each in client.get(case).json()["clocks"] if each["milestone"] == DAY]
    assert (in_file["state"], in_file["due_at"]) == ("running", cycle["due_at"])
    assert client.get(in_file["link"]).json()["reference"] == answer["reference"]


def test_a_suspension_is_named_and_stops_the_clock(client: httpx.Client) -> None:
    case = receive(client, received_at=hours_ago(2), unit_id="clocked")
    for command in ("admit", "take"):
        give(client, case, command)
    give(client, case, "suspend", reason="waiting_customer", notice_sent=True)
    [cycle] = of(clocks(client, case), DAY)["cycles"]
    assert (cycle["state"], cycle["paused_by"][0]["topic"]) == ("paused", "complaint.suspended")


def test_a_decision_that_is_entered_late_has_two_views(client: httpx.Client) -> None:
    case = receive(client, received_at=hours_ago(30), unit_id="clocked")
    for command in ("admit", "take", "start-investigation"):
        give(client, case, command)
    give(client, case, "record-finding", text="It shows.")
    body = {"outcome": "not_upheld", "basis": "No.", "root_cause": "system", "remedies": []}
    give(client, case, "propose-resolution", **body)
    entered = datetime.now(UTC).isoformat()
    dispatch = {"way": "posted", "proof": "EMS 1"}
    told = {"notice": "No.", "ways_of_appeal": "Head office.", "dispatch": dispatch}
    give(client, case, "send-decision", **told, at=hours_ago(10))
    assert of(clocks(client, case), DAY)["state"] == "met"
    known = clocks(client, case, known_at=entered)
    assert (known["view"], of(known, DAY)["state"]) == ("as_known", "breached")
    corrected = clocks(client, case, at=entered)
    assert (corrected["view"], of(corrected, DAY)["state"]) == ("as_corrected", "met")
    assert [each["topic"] for each in corrected["entered_later"]][-1] == "complaint.decision_sent"


def test_who_may_not_read_a_case_finds_no_clocks(followed: Server, client: httpx.Client) -> None:
    case = receive(client, unit_id="clocked", employee_id="kurt")
    others = [followed.client("kurt", unit="clocked"), followed.client("far", unit="far-away")]
    for other in others:
        assert other.get(path_of(case)).json()["code"] == "not_found"
    nobody = client.get("/v1/cases/00000000-0000-4000-8000-000000000000/clocks")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")
    admin = followed.client("root", Role.ADMIN, "system")
    assert admin.get(path_of(case)).json()["code"] == "role_forbidden"


def test_requests_and_contacts_have_clocks_too(client: httpx.Client) -> None:
    shapes = client.get("/openapi.json").json()["components"]["schemas"]
    submit = {**shapes["SubmitRequest"]["examples"][0], "unit_id": "clocked"}
    request = client.post("/v1/requests", json=submit)
    assert request.status_code == 201, request.text
    assert of(clocks(client, request.headers["location"]), DAY)["cycles"]
    assert client.get(request.headers["location"]).json()["clocks"]
    begun = client.post("/v1/interactions", json=shapes["BeginInteraction"]["examples"][0])
    assert begun.status_code == 201, begun.text
    answer = clocks(client, begun.headers["location"])
    assert answer["kind"] in {"interaction", ""}


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"at": "2999-01-01T00:00:00Z"}, 422, "in_the_future"),
        ({"known_at": "2999-01-01T00:00:00Z"}, 422, "in_the_future"),
        ({"at": "2026-01-01T00:00:00"}, 422, "invalid_request"),
        ({"when": "2026-01-01T00:00:00Z"}, 422, "invalid_request"),
    ],
)
def test_an_instant_that_is_none_is_refused(
    client: httpx.Client, asked: dict[str, str], status: int, code: str
) -> None:
    case = receive(client, unit_id="clocked")
    answer = client.get(path_of(case), params=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_what_is_due_and_what_is_breached_is_listed_and_counted(followed: Server) -> None:
    kim, supervisor = followed.client("kim.l", unit="listed"), followed.client("boss.l", Role.SUPERVISOR, "listed")
    late, soon, hidden = (
        receive(kim, received_at=hours_ago(hours), unit_id="listed", **more)
        for hours, more in ((40, {}), (3, {}), (50, {"employee_id": "boss.l"}))
    )
    give(kim, soon, "take")
    clocks_kept(followed)
    assert kim.post(f"{soon}/add-note", json={"text": "Look."}, headers={"Prefer": "wait=10"}).status_code == 200

    def listed(client: httpx.Client, **asked: Any) -> list[str]:  # noqa: ANN401 - what a query holds
        answer = client.get("/v1/clocks", params={"milestone": DAY, "unit": "listed", **asked})
        assert answer.status_code == 200, answer.text
        return [item["case_id"] for item in answer.json()["items"]]

    ids = {name: case.rpartition("/")[2] for name, case in (("late", late), ("soon", soon), ("hidden", hidden))}
    assert listed(kim) == [ids["hidden"], ids["late"], ids["soon"]]
    assert listed(supervisor) == [ids["late"], ids["soon"]]
    assert listed(supervisor, breached=True) == [ids["late"]]
    assert listed(supervisor, breached=False, due_within="PT22H") == [ids["soon"]]
    assert listed(supervisor, due_within="PT1H", breached=False) == []
    assert listed(supervisor, handler="kim.l") == [ids["soon"]]
    assert listed(supervisor, regulatory=True) == []
    first = supervisor.get("/v1/clocks", params={"unit": "listed", "limit": 1}).json()
    assert first["items"][0]["state"] == "breached"
    more = supervisor.get("/v1/clocks", params={"unit": "listed", "limit": 1, "cursor": first["next"]}).json()
    assert more["items"][0]["case_id"] == ids["soon"]
    wrong = supervisor.get("/v1/clocks", params={"unit": "other", "cursor": first["next"]})
    assert wrong.json()["code"] == "invalid_cursor"
    counts = supervisor.get("/v1/clocks/counts", params={"unit": "listed"}).json()
    assert (counts["total"], counts["breached"], counts["unassigned"]) == (2, 1, 1)
    assert (counts["by_handler"], counts["by_milestone"]) == ({"kim.l": 1}, {"bank-default/bank_sla_24h": 2})


@pytest.mark.parametrize("span", ["2D", "P", "PT", "P1Y", "P1DT"])
def test_a_span_that_is_none_is_refused(client: httpx.Client, span: str) -> None:
    assert client.get("/v1/clocks", params={"due_within": span}).json()["code"] == "invalid_request"
