"""Contacts over HTTP: from the first ring to the quality check."""

from typing import Any

import httpx
import pytest

from domain.actor import Role
from tests.api.fitting_contacts import CALL, PERSON, POINTS, begin, ended, scored, told
from tests.api.server import Server, give, key, receive

NOWHERE = "/v1/interactions/00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


@pytest.fixture(scope="module")
def channel(server: Server) -> httpx.Client:
    """The system of a channel."""
    return server.client("ivr", Role.INTAKE, "hotline")


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    problem: dict[str, Any] = answer.json()
    return problem


def test_a_contact_is_seen_from_the_ring_to_the_end(client: httpx.Client) -> None:
    contact = begin(client, answered_at=None)
    give(client, contact, "answer", at="2026-01-05T09:00:00+08:00")
    give(client, contact, "add-entry", author="customer", text="我的信用卡年费被重复扣了两次。")
    give(client, contact, "identify-customer", person_id=PERSON, means="id_card")
    give(client, contact, "record-fact", kind="occupation", value="Teacher")
    give(client, contact, "end", outcome="solved", solved_at_first_contact=True, recording="ab" * 32)

    shown = client.get(contact).json()

    assert shown["reference"].startswith("I-2026-")
    assert shown["channel_line"] == ["remote", "phone", "hotline"]
    assert (shown["offered_at"], shown["answered_at"]) == ("2026-01-05T00:59:48Z", "2026-01-05T01:00:00Z")
    assert (shown["state"], shown["agent_id"], shown["recording"]) == ("ended", "li.wei", "ab" * 32)
    assert shown["customer"] == {"person_id": PERSON, "means": "id_card"}
    assert [(one["author"], one["text"]) for one in shown["entries"]] == [
        ("customer", "我的信用卡年费被重复扣了两次。")
    ]
    assert [(one["fact_id"], one["value"]) for one in shown["facts"]] == [("f1", "Teacher")]
    assert (shown["outcome"], shown["solved_claim"]) == ("solved", True)
    assert client.get(contact).headers["etag"] == f'"{shown["version"]}"'


def test_the_system_of_a_channel_may_retry_whatever_it_sends(client: httpx.Client, channel: httpx.Client) -> None:
    once = key()
    waiting = {**CALL, "channel": "chat_robot", "answered_at": None}
    first = channel.post("/v1/interactions", json=waiting, headers=once)
    again = channel.post("/v1/interactions", json=waiting, headers=once)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    contact = first.headers["location"]
    sent = (
        ("answer", {"agent_id": "li.wei"}),
        ("add-entry", {"author": "customer", "text": "Where is my card?"}),
        ("identify-customer", {"person_id": PERSON, "means": "logged_in"}),
        ("end", {"outcome": "answered"}),
    )
    for command, body in sent:
        repeated = key()
        answers = [channel.post(f"{contact}/{command}", json=body, headers=repeated) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200], answers[1].text
        assert answers[0].json() == answers[1].json()
    shown = client.get(contact).json()
    assert shown["version"] == len(sent) + 1
    assert len(shown["entries"]) == 1


def test_the_system_of_a_channel_does_nothing_else(client: httpx.Client, channel: httpx.Client) -> None:
    contact = begin(client)
    refused(channel.post(f"{contact}/record-fact", json={"kind": "likes", "value": "Tea"}), 403, "role_forbidden")
    refused(channel.get(contact), 403, "role_forbidden")


def test_a_contact_becomes_a_complaint_that_nobody_has_to_tell_again(server: Server, client: httpx.Client) -> None:
    contact = told(server)
    once, body = key(), {"told": {"subject": "Fee"}, "complainant": {"name": "Zhang San"}}

    answer = client.post(f"{contact}/open-complaint", json=body, headers=once)

    assert answer.status_code == 201, answer.text
    assert answer.json() == client.post(f"{contact}/open-complaint", json=body, headers=once).json()
    case = client.get(answer.headers["location"]).json()
    assert case["reference"] == answer.json()["reference"]
    assert (case["facts"]["channel"], case["facts"]["received_at"]) == ("hotline", "2026-01-05T00:59:48Z")
    assert (case["words"]["narrative"], case["words"]["subject"]) == ("I was charged twice.", "Fee")
    shown = client.get(contact).json()
    assert [one["interaction_id"] for one in case["interactions"]] == [shown["id"]]
    assert case["interactions"][0]["reference"] == shown["reference"]
    assert [link["reference"] for link in shown["links"]] == [case["reference"]]
    empty = begin(client)
    refused(client.post(f"{empty}/open-complaint", json={}), 422, "nothing_told")


def test_linking_works_from_both_sides(client: httpx.Client) -> None:
    contact, case = begin(client), receive(client)
    number = {"interaction_id": contact.rpartition("/")[2]}
    give(client, contact, "link-case", case_id=case.rpartition("/")[2])
    assert client.get(case).json()["interactions"][0]["interaction_id"] == number["interaction_id"]
    assert give(client, case, "link-interaction", **number).json()["events"] == 0
    give(client, case, "unlink-interaction", **number)
    assert client.get(contact).json()["links"] == []
    refused(client.post(f"{case}/unlink-interaction", json=number), 409, "interaction_not_linked")
    nowhere = {"case_id": "00000000-0000-4000-8000-000000000000"}
    refused(client.post(f"{contact}/link-case", json=nowhere), 404, "not_found")


def test_a_wrong_customer_is_corrected_with_a_reason(server: Server, client: httpx.Client) -> None:
    contact = told(server)
    other = {"person_id": "7d0d5c0e-6f4b-4c7e-9d7b-1b6a6a0c8f11", "means": "id_card"}
    refused(client.post(f"{contact}/identify-customer", json=other), 409, "identified_otherwise")
    give(client, contact, "correct-identification", right=other, reason="Her sister called.")
    assert client.get(contact).json()["customer"] == other
    # Who nobody knows is a correction, too.
    answer = client.post(f"{contact}/correct-identification", json={"right": None, "reason": "A third voice."})
    assert answer.status_code == 200
    assert client.get(contact).json()["customer"] is None


def test_a_contact_is_checked_by_somebody_else_and_answered_by_its_agent(server: Server, client: httpx.Client) -> None:
    contact = scored(server)
    quality = server.client("quin", Role.QUALITY)
    refused(client.post(f"{contact}/close-check"), 403, "role_forbidden")
    give(quality, contact, "record-check-finding", finding="The day was not told.")
    refused(server.client("chen.yu").post(f"{contact}/answer-check", json={"answer": "So."}), 403, "not_own_contact")
    give(client, contact, "answer-check", answer="I have told it now.")
    give(quality, contact, "close-check")
    check = client.get(contact).json()["checks"][0]
    assert (check["check"]["state"], check["check"]["score"]["total"]) == ("closed", 90)
    assert (check["findings"], check["answers"]) == (["The day was not told."], ["I have told it now."])
    refused(quality.post(f"{contact}/close-check"), 409, "no_open_check")


def test_nobody_checks_their_own_contact(server: Server) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    contact = begin(supervisor)
    give(supervisor, contact, "end", outcome="solved")
    refused(supervisor.post(f"{contact}/sample-for-check", json={"reason": "random"}), 403, "own_contact")


def test_points_fit_their_form(server: Server) -> None:
    contact, quality = ended(server), server.client("quin", Role.QUALITY)
    give(quality, contact, "sample-for-check", reason="random")
    wrong = {"form": "message", "points": {**POINTS, "speed": 21}}
    refused(quality.post(f"{contact}/score-check", json=wrong), 422, "wrong_points")
    refused(quality.post(f"{contact}/score-check", json={"form": "letter", "points": {}}), 422, "unknown_form")


def test_a_refusal_says_what_the_contact_would_take(server: Server, client: httpx.Client) -> None:
    problem = refused(client.post(f"{ended(server)}/end", json={"outcome": "solved"}), 409, "interaction_is_ended")
    assert {"add_entry", "link_case", "open_complaint"} <= set(problem["allowed"])


def test_a_contact_that_is_none_is_not_found(client: httpx.Client) -> None:
    refused(client.get(NOWHERE), 404, "not_found")
    refused(client.post(f"{NOWHERE}/close-check"), 403, "role_forbidden")
    refused(client.post(f"{NOWHERE}/end", json={"outcome": "solved"}), 404, "not_found")


def test_the_id_of_a_contact_is_no_id_of_a_case_and_the_other_way_round(client: httpx.Client) -> None:
    contact, case = begin(client), receive(client)
    as_case, as_contact = contact.replace("interactions", "complaints"), case.replace("complaints", "interactions")
    refused(client.get(as_case), 404, "not_found")
    refused(client.get(as_contact), 404, "not_found")
    refused(client.post(f"{as_case}/take"), 404, "not_found")
    refused(client.post(f"{as_contact}/end", json={"outcome": "solved"}), 404, "not_found")


# 回避


def test_through_a_contact_nobody_sees_a_case_about_themselves(server: Server, client: httpx.Client) -> None:
    case, contact = receive(client, employee_id="eve"), begin(client)
    own = begin(server.client("eve"))
    for one in (contact, own):
        give(client, one, "link-case", case_id=case.rpartition("/")[2])
    eve = server.client("eve")
    refused(eve.get(contact), 404, "not_found")
    refused(eve.post(f"{contact}/add-entry", json={"author": "agent", "text": "So."}), 404, "not_found")
    shown = eve.get(own)
    assert shown.json()["links"] == []
    assert case.rpartition("/")[2] not in shown.text
    refused(eve.post(f"{own}/unlink-case", json={"case_id": case.rpartition("/")[2]}), 404, "not_found")
