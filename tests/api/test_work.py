"""Working together on a case and keeping in touch with its customer, over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.actor import Role
from tests.api.server import Server, give, propose, receive, remedy, send_decision, under_investigation
from tests.api.test_refusals import problem

SPOT: dict[str, Any] = {
    "finding": "The fee was taken twice.",
    "resolution": {
        "outcome": "upheld",
        "basis": "The journal of the counter shows it.",
        "root_cause": "system",
        "remedies": [
            {
                "kind": "refund",
                "description": "The second fee",
                "is_offer": False,
                "amount": {"currency": "CNY", "amount": "30.00"},
            }
        ],
    },
    "notice": "You are right.",
    "ways_of_appeal": "You may ask our head office.",
    "dispatch": {"way": "handed_over", "proof": "slip 118"},
    "statement": "Thank you.",
    "executed_on": "2026-03-05",
}


def attempt(day: int) -> dict[str, object]:
    """Return an attempt in vain on a day of March, in the evening of Shanghai."""
    return {"way": "phone", "reached": False, "at": f"2026-03-{day:02}T23:30:00+08:00"}


def test_a_task_is_given_answered_and_shown(server: Server) -> None:
    client = server.client()
    case = receive(client)
    give(client, case, "give-task", unit_id="shanghai", what="The log of the terminal.", due_on="2199-03-09")
    give(client, case, "answer-task", task_id="t1", answer="It sent the charge twice.")

    (task,) = client.get(case).json()["tasks"]

    assert (task["task_id"], task["unit_id"], task["state"]) == ("t1", "shanghai", "answered")
    assert (task["due_on"], task["answer"]) == ("2199-03-09", "It sent the charge twice.")
    problem(client.post(f"{case}/answer-task", json={"task_id": "t1", "answer": "Again."}), 409, "no_open_task")


def test_a_task_goes_to_a_unit_that_exists(server: Server) -> None:
    client = server.client()
    case = receive(client)

    problem(client.post(f"{case}/give-task", json={"unit_id": "nowhere", "what": "Look."}), 422, "unknown_unit")


def test_who_declares_an_interest_is_out_but_reads(server: Server) -> None:
    client = server.client()
    case = receive(client)
    give(client, case, "take")
    give(client, case, "declare-interest", reason="relative")

    file = client.get(case).json()

    assert (file["handler_id"], file["interested"]) == (None, ["li.wei"])
    problem(client.post(f"{case}/take"), 403, "interest_declared")
    assert [one["command"] for one in file["next"] if one["permitted"]] == [
        "declare_interest",
        "record_customer_answer",
        "add_note",
    ]


def test_what_the_customer_was_told_and_given_is_shown(server: Server) -> None:
    client = server.client()
    case = receive(client)
    by_sms = {"way": "sms", "proof": "SMS 1"}
    give(client, case, "record-contact-attempt", **attempt(3))
    give(client, case, "send-progress", text="We ask the shop.", dispatch=by_sms)
    give(client, case, "send-holding-response", text="Not yet.", expected_on="2026-03-20", dispatch=by_sms)
    give(client, case, "agree-deadline", until="2199-12-31", statement="I am away.")
    give(client, case, "agree-manner", manner="By telephone.")
    amount = {"currency": "CNY", "amount": "300.0000"}
    give(client, case, "give-provisional-credit", amount=amount, credited_on="2026-03-04")

    file = client.get(case).json()

    (tried,) = file["contact_attempts"]
    assert (tried["on"], tried["reached"], tried["by"]["user_id"]) == ("2026-03-03", False, "li.wei")
    assert file["agreed"] == {"until": "2199-12-31", "manner": "By telephone."}
    (credit,) = file["provisional_credits"]
    assert (credit["credit_id"], credit["is_reversed"]) == ("c1", False)


def test_a_customer_who_cannot_be_found_is_given_up_after_three_days(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose(client, case)
    send_decision(client, case)
    for day in (3, 4):
        give(client, case, "record-contact-attempt", **attempt(day))
    problem(client.post(f"{case}/close-as-unreachable"), 409, "still_reachable")

    give(client, case, "record-contact-attempt", **attempt(5))
    give(client, case, "close-as-unreachable")

    assert client.get(case).json()["state"] == "closed"


def test_a_complaint_is_received_and_solved_in_one(server: Server) -> None:
    client = server.client()
    case = receive(client, solved_on_the_spot=SPOT)

    file = client.get(case).json()

    assert (file["state"], file["classification"]["complaint_class"]) == ("closed", "service")
    assert [one["topic"].partition(".")[2] for one in file["history"]] == [
        *("received", "admitted", "classified", "taken", "investigation_started", "finding_recorded"),
        *("resolution_proposed", "decision_sent", "decision_accepted", "remedy_executed", "closed"),
    ]


def test_what_is_above_the_limit_is_not_solved_on_the_spot(server: Server) -> None:
    client = server.client()
    case = receive(client)
    dear = {
        **SPOT["resolution"],
        "remedies": [{**SPOT["resolution"]["remedies"][0], "amount": {"currency": "CNY", "amount": "9000"}}],
    }

    answer = problem(client.post(f"{case}/solve-on-the-spot", json={**SPOT, "resolution": dear}), 403, "limit_exceeded")

    assert "admit" in answer.json()["allowed"]


def test_a_decision_per_pair_lists_the_blocks_of_its_notice(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    give(client, case, "correct", changes={"about": [{"product": "card"}, {"product": "loan"}]}, reason="Both.")
    resolution = {
        **SPOT["resolution"],
        "outcomes": [{"about": {"product": "loan"}, "outcome": "not_upheld"}],
        "response_category": "explanation",
    }
    problem(
        client.post(
            f"{case}/propose-resolution",
            json={**resolution, "outcomes": [{"about": {"product": "fund"}, "outcome": "upheld"}]},
        ),
        422,
        "unknown_pair",
    )
    give(client, case, "propose-resolution", **resolution)
    decision = {"notice": "Dear.", "ways_of_appeal": "Ask again.", "dispatch": {"way": "email", "proof": "m1"}}
    problem(client.post(f"{case}/send-decision", json={**decision, "blocks": ["weather"]}), 422, "unknown_block")
    give(client, case, "send-decision", **decision, blocks=["outcome", "ways_of_appeal"])

    said = client.get(case).json()["history"][-1]["says"]

    assert said["outcomes"][0]["outcome"] == "not_upheld"
    assert (said["response_category"], said["blocks"]) == ("explanation", ["outcome", "ways_of_appeal"])


def test_the_last_extension_waits_for_the_superior_unit(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    case = receive(client)
    for _ in range(2):
        give(client, case, "extend", reason="complex", explanation="Three banks are involved.", notice_sent=True)
    file = client.get(case).json()
    assert (file["extension_stage"], file["asked_extension"]["requested_by"]) == (2, "li.wei")
    problem(client.post(f"{case}/approve-extension", json={}), 403, "role_forbidden")

    give(supervisor, case, "approve-extension", notice_sent=True)

    assert client.get(case).json()["extension_stage"] == 3
    again = {"reason": "complex", "explanation": "Still."}
    problem(client.post(f"{case}/extend", json=again), 409, "no_further_extension")


def test_an_extension_that_is_recorded_late_says_when_it_was_granted(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    case, granted_at = receive(client), "2026-01-06T10:00:00+08:00"
    why = {"reason": "complex", "explanation": "Three banks are involved."}
    before = {**why, "granted_at": "2026-01-04T10:00:00+08:00"}
    problem(client.post(f"{case}/extend", json=before), 422, "before_receipt")

    give(client, case, "extend", **why, granted_at=granted_at)
    problem(client.post(f"{case}/extend", json={**why, "granted_at": granted_at}), 422, "granted_by_superior_unit")
    give(client, case, "extend", **why)
    give(supervisor, case, "approve-extension", granted_at="2026-01-07T10:00:00+08:00")

    history = [each for each in client.get(case).json()["history"] if each["topic"] == "complaint.extended"]
    assert [each["says"]["granted_at"] for each in history] == ["2026-01-06T02:00:00Z", "2026-01-07T02:00:00Z"]
    assert all(each["occurred_at"] > "2026-01-08" for each in history)


def test_a_report_and_a_payment_are_corrected_and_both_values_shown(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose(client, case, remedy("300.00"))
    send_decision(client, case)
    version = client.get(case).json()["version"]
    money = {"currency": "CNY", "amount": "300.00"}
    paid = {"remedy_id": "r1", "result": "whole", "executed_on": "2026-03-05", "amount": money}
    give(client, case, "execute-remedy", **paid)

    right = {"at": "2026-03-04T10:00:00+08:00", "dispatch": {"way": "email", "proof": "m7"}}
    give(client, case, "correct-report", of_version=version, changes=right, reason="The list of letters.")
    less = {**money, "amount": "200.00"}
    give(client, case, "correct-execution", **{**paid, "amount": less, "result": "part"}, number=1, reason="Ledger.")

    file = client.get(case).json()
    report, payment = (one["says"] for one in file["history"][-2:])
    assert (report["of_topic"], report["changed"]) == ("complaint.decision_sent", ["at", "dispatch"])
    assert (report["before"]["dispatch"].partition(":")[0], report["after"]) == ("posted", {"dispatch": "email: m7"})
    assert payment["before"]["execution"]["amount"] != payment["after"]["execution"]["amount"]
    assert file["remedies"][0]["state"] == "open"
    nothing = {"of_version": 2, "changes": right, "reason": "No."}
    problem(client.post(f"{case}/correct-report", json=nothing), 422, "no_such_report")


def test_silence_is_no_answer_before_the_last_day(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose(client, case)
    send_decision(client, case)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()

    early = problem(client.post(f"{case}/end-response-window"), 409, "window_not_over").json()

    assert str(today + timedelta(days=7 + 15)) in early["detail"]
    assert "accept_decision" in early["allowed"]
