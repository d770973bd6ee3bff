"""Service requests over HTTP: from receipt to closure."""

from typing import Any

import httpx
import pytest

from domain.actor import Role
from domain.request.state import ALLOWED
from tests.api.fitting_contacts import begin
from tests.api.fitting_requests import BY_SMS, FITTING, INQUIRY, submit
from tests.api.server import Server, give, key, receive
from tests.api.test_refusals import problem
from tests.api.test_routes import ROUTES

NOWHERE = "/v1/requests/00000000-0000-4000-8000-000000000000"
LOSS = {"request_type": "loss_report", "narrative": "我的银行卡丢了。", "subject": "Card lost"}


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


def following(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what may be done next, by command."""
    return {one["command"]: one for one in shown["next"]}


def test_a_loss_report_goes_from_the_call_to_the_customer_s_thanks(client: httpx.Client) -> None:
    request = submit(client, **LOSS)
    shown = client.get(request).json()
    assert shown["reference"].startswith("R-2026-")
    assert (shown["state"], shown["priority"], shown["request_type"]["kind"]) == ("submitted", "urgent", "business")
    assert shown["documents_missing"] == ["identity_document", "application_form"]
    assert following(shown)["fulfil"]["code"] == "documents_missing"

    give(client, request, "triage", priority="urgent", complexity="simple")
    give(client, request, "take")
    give(client, request, "start")
    give(client, request, "give-first-feedback", text="The card is blocked. Bring your papers.", dispatch=BY_SMS)
    problem(client.post(f"{request}/fulfil", json={"result": "Done.", "dispatch": BY_SMS}), 409, "documents_missing")
    give(client, request, "receive-document", document="identity_document", already_held=True)
    give(client, request, "receive-document", document="application_form")
    give(client, request, "fulfil", result="A new card is posted.", dispatch=BY_SMS)
    give(client, request, "confirm", statement="Thank you.")
    closed = give(client, request, "close").json()

    shown = client.get(request).json()
    assert (shown["state"], shown["version"]) == ("closed", closed["version"])
    assert shown["history"][-1]["says"] == {"reason": "confirmed"}
    assert (shown["result"]["text"], shown["first_feedback"]["by"]["user_id"]) == ("A new card is posted.", "li.wei")
    assert client.get(request).headers["etag"] == f'"{shown["version"]}"'


def test_an_inquiry_is_answered_at_once(client: httpx.Client) -> None:
    request = submit(client)
    give(client, request, "fulfil", result="At nine.", dispatch={"way": "phone", "proof": "call 1"})
    give(client, request, "close")
    assert client.get(request).json()["history"][-1]["says"] == {"reason": "unconfirmed"}


def test_the_roads_beside_the_main_line(server: Server, client: httpx.Client) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    cards = server.client("hu.bo", unit="cards")
    declined, cancelled, moved = submit(client), submit(client), submit(client)
    give(client, declined, "decline", reason="not_offered", explanation="No such currency.", notice=BY_SMS)
    give(client, declined, "reopen", reason="not_solved", explanation="Another branch has it.")
    give(client, cancelled, "cancel", statement="I found it.")
    give(supervisor, moved, "assign", handler_id="hu.bo", unit_id="cards")
    give(cards, moved, "release", reason="on leave")
    give(cards, moved, "transfer", unit_id="shanghai", handover="She waits for a call.")
    give(client, moved, "give-task", unit_id="cards", what="Look.", due_on="2199-03-09")
    give(client, moved, "answer-task", task_id="t1", answer="Seen.")
    give(client, moved, "ask-customer", text="Which?")
    give(client, moved, "record-customer-answer", text="This.", question_id="q1")
    give(client, moved, "suspend", reason="third_party", notice_sent=True)
    give(client, moved, "resume", suspension_id="s1")
    give(client, moved, "correct", changes={"request_type": "card", "branch": None}, reason="She wants a card.")
    give(client, moved, "add-note", text="Called at nine.")

    states = [client.get(one).json()["state"] for one in (declined, cancelled, moved)]
    assert states == ["submitted", "cancelled", "submitted"]
    shown = client.get(moved).json()
    assert (shown["request_type"]["code"], shown["unit_id"]) == ("card", "shanghai")
    assert (shown["tasks"][0]["answer"], shown["questions"][0]["answer"]) == ("Seen.", "This.")


def test_the_system_of_a_channel_submits_and_may_retry(server: Server) -> None:
    channel, once = server.client("app", Role.INTAKE, "mobile"), key()
    first = channel.post("/v1/requests", json=INQUIRY, headers=once)
    again = channel.post("/v1/requests", json=INQUIRY, headers=once)
    assert (first.status_code, first.json()) == (201, again.json())
    problem(channel.post(f"{first.headers['location']}/take"), 403, "role_forbidden")
    mobile = server.client("ma.li", unit="mobile")
    assert mobile.get(first.headers["location"]).json()["unit_id"] == "mobile"


def test_request_and_contact_show_each_other(client: httpx.Client) -> None:
    request, contact = submit(client), begin(client)
    give(client, contact, "link-case", case_id=request.rpartition("/")[2], kind="service_request")
    (shown,) = client.get(request).json()["interactions"]
    (link,) = client.get(contact).json()["links"]
    assert shown["interaction_id"] == contact.rpartition("/")[2]
    assert (link["kind"], link["case_id"]) == ("service_request", request.rpartition("/")[2])


def test_what_is_refused_says_what_would_be_taken(client: httpx.Client) -> None:
    request = submit(client)
    answer = problem(client.post(f"{request}/confirm", json={"statement": "Yes."}), 409, "service_request_is_submitted")
    assert "fulfil" in answer.json()["allowed"]
    problem(client.post("/v1/requests", json={**INQUIRY, "request_type": "moon_trip"}), 422, "unknown_request_type")
    problem(client.post(f"{request}/receive-document", json={"document": "poem"}), 422, "unknown_code")
    problem(client.post(f"{NOWHERE}/take"), 404, "not_found")


def test_a_request_is_no_complaint(client: httpx.Client) -> None:
    request, case = submit(client).rpartition("/")[2], receive(client).rpartition("/")[2]
    problem(client.get(f"/v1/complaints/{request}"), 404, "not_found")
    problem(client.post(f"/v1/complaints/{request}/take"), 404, "not_found")
    problem(client.get(f"/v1/requests/{case}"), 404, "not_found")
    problem(client.post(f"/v1/requests/{case}/add-note", json={"text": "So."}), 404, "not_found")


def test_whom_a_suggestion_is_about_does_not_see_it(server: Server, client: httpx.Client) -> None:
    employee = server.client("chen.jie", Role.SUPERVISOR)
    request = submit(client, request_type="suggestion", employee_id=" Chen.Jie")
    for path in ("", "/take", "/close"):
        ask = employee.get if not path else employee.post
        mine, nothing = ask(f"{request}{path}"), ask(f"{NOWHERE}{path}")
        told = {name: mine.json()[name] for name in ("status", "code", "detail", "allowed")}
        assert told == {name: nothing.json()[name] for name in told}
        assert mine.status_code == 404
    own = {**INQUIRY, "employee_id": "chen.jie"}
    problem(employee.post("/v1/requests", json=own), 403, "conflict_of_interest")


@pytest.mark.parametrize("command", sorted(ALLOWED))
def test_a_command_has_one_name_from_the_route_to_the_use_case(command: str) -> None:
    route = ROUTES[f"service_request_{command}"]
    assert (route.path, route.methods) == (f"/v1/requests/{{request_id}}/{command.replace('_', '-')}", {"POST"})
    assert command in FITTING


# lists


def test_requests_stand_in_the_worklist_and_in_a_list_of_their_own(followed: Server) -> None:
    client = followed.client()
    case, request = receive(client), submit(client, **LOSS)
    answer = client.post(f"{request}/add-note", json={"text": "Look."}, headers={"Prefer": "wait"})
    assert answer.headers["preference-applied"] == "wait"
    ids = {"complaint": case.rpartition("/")[2], "service_request": request.rpartition("/")[2]}

    both = {one["case_id"]: one for one in client.get("/v1/complaints", params={"limit": 200}).json()["items"]}
    assert {both[one]["kind"] for one in ids.values()} == set(ids)
    found = both[ids["service_request"]]
    assert (found["severity"], found["request_type"], found["state"]) == ("urgent", "loss_report", "submitted")
    for kind, other in (("complaint", "service_request"), ("service_request", "complaint")):
        some = client.get("/v1/complaints", params={"kind": kind, "limit": 200}).json()["items"]
        assert {one["kind"] for one in some} == {kind}
        assert ids[other] not in {one["case_id"] for one in some}
    own = client.get("/v1/requests", params={"state": "submitted", "limit": 200}).json()["items"]
    assert ids["service_request"] in {one["case_id"] for one in own}
    counted = client.get("/v1/complaints/counts", params={"kind": "service_request"}).json()
    assert counted["total"] == len(client.get("/v1/requests", params={"limit": 200}).json()["items"])


def test_a_request_is_read_by_its_reference(followed: Server) -> None:
    client = followed.client()
    request = submit(client)
    client.post(f"{request}/add-note", json={"text": "Look."}, headers={"Prefer": "wait"})
    reference = client.get(request).json()["reference"]
    assert client.get(f"/v1/requests/by-reference/{reference}").json()["id"] == request.rpartition("/")[2]
    problem(client.get(f"/v1/complaints/by-reference/{reference}"), 404, "not_found")
    problem(client.get("/v1/requests/by-reference/R-2026-999999-9"), 404, "not_found")
    assert [one["reference"] for one in client.get("/v1/search", params={"q": reference}).json()["items"]] == [
        reference
    ]


def test_requests_are_reassigned_in_bulk_with_complaints(followed: Server) -> None:
    client, supervisor = followed.client(), followed.client("wang.fang", Role.SUPERVISOR)
    followed.token("zhou.min")
    both = [receive(client), submit(client)]
    body = {"cases": [one.rpartition("/")[2] for one in both], "handler_id": "zhou.min", "unit_id": "shanghai"}
    answer = supervisor.post("/v1/load/reassign", json=body)
    assert [one["code"] for one in answer.json()] == [None, None]
    assert [client.get(one).json()["handler_id"] for one in both] == ["zhou.min", "zhou.min"]
