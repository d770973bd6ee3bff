"""A complaint from receipt to closure, over HTTP."""

from domain.actor import Role
from tests.api.server import DISPATCH, Server, give, propose, receive, remedy, send_decision, under_investigation


def test_a_complaint_goes_from_receipt_to_closure(server: Server) -> None:
    client = server.client()
    case = receive(client)

    give(client, case, "acknowledge", way="sms")
    give(client, case, "admit")
    give(client, case, "classify", complaint_class="product", category="fee", severity="high")
    give(client, case, "take")
    give(client, case, "start-investigation")
    give(client, case, "ask-customer", text="On which day did you pay?")
    give(client, case, "record-customer-answer", text="On 2 January.", question_id="q1")
    give(client, case, "suspend", reason="third_party", notice_sent=True)
    give(client, case, "resume", suspension_id="s1")
    give(client, case, "record-finding", text="The statement shows the fee twice.")
    give(client, case, "complete-investigation")
    propose(client, case, remedy("300.00"))
    send_decision(client, case)
    give(client, case, "record-delivery", proof="signed")
    give(client, case, "accept-decision", statement="Thank you.")
    paid = {"currency": "CNY", "amount": "300.00"}
    give(client, case, "execute-remedy", remedy_id="r1", result="whole", executed_on="2026-01-09", amount=paid)
    closed = give(client, case, "close")

    file = client.get(case).json()
    assert file["state"] == "closed"
    assert file["version"] == closed.json()["version"] == 19
    assert [line["version"] for line in file["history"]] == list(range(1, 20))
    assert file["history"][-1]["topic"] == "complaint.closed"
    assert file["history"][-1]["says"] == {"reason": "accepted"}


def test_a_dear_resolution_goes_through_a_second_person(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    case = under_investigation(client)
    propose(client, case, remedy("5000"))

    assert client.post(f"{case}/send-decision", json={}).status_code == 422
    give(supervisor, case, "send-back", comment="Ask for the receipt first.")
    propose(client, case, remedy("4000"))
    give(supervisor, case, "approve-resolution")
    send_decision(client, case)

    file = client.get(case).json()
    assert file["state"] == "decided"
    assert file["proposal"]["approved_by"] == "wang.fang"


def test_the_roads_beside_the_main_line(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    notice = {"way": "email", "proof": "message 1"}

    declined = receive(client)
    give(client, declined, "decline", reason="not_ours", explanation="Another bank's card.", notice=notice)
    give(client, declined, "reopen", reason="error_found", explanation="It is our card.")

    referred = receive(client)
    give(client, referred, "refer", to="insurance supervisor", explanation="Their matter.", notice=notice)

    withdrawn = receive(client)
    give(client, withdrawn, "withdraw", statement="I found the payment.")

    cards = server.client("hu.bo", unit="cards")
    moved = receive(client)
    give(supervisor, moved, "assign", handler_id="hu.bo", unit_id="cards")
    give(cards, moved, "release", reason="on leave")
    give(cards, moved, "transfer", unit_id="shanghai", handover="The customer waits for a call.")
    give(client, moved, "escalate", to="wang.fang", reason="The press asks.")
    give(client, moved, "extend", reason="complex", explanation="Three banks are involved.", notice_sent=True)
    give(client, moved, "add-note", text="Called at nine.")
    give(client, moved, "correct", changes={"incident_on": "2026-01-02", "language": "zh"}, reason="Told wrongly.")
    give(client, moved, "quick-close", acceptance="That settles it.", summary="Paid back.", dispatch=DISPATCH)

    states = [client.get(case).json()["state"] for case in (declined, referred, withdrawn, moved)]
    assert states == ["open", "referred", "withdrawn", "closed"]


def test_offers_wait_for_the_customer_and_can_be_waived_or_lapse(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose(client, case, remedy("100", is_offer=True), remedy("200"))
    send_decision(client, case, at="2026-01-05T10:00:00+08:00")

    early = client.post(
        f"{case}/execute-remedy", json={"remedy_id": "r1", "result": "whole", "executed_on": "2026-01-09"}
    )
    assert early.json()["code"] == "offer_not_accepted"
    give(client, case, "waive-remedy", remedy_id="r2", statement="Keep it.")
    give(client, case, "end-response-window")
    give(client, case, "lapse-remedy", remedy_id="r1")
    give(client, case, "close")

    assert [owed["state"] for owed in client.get(case).json()["remedies"]] == ["lapsed", "waived"]


def test_a_rejected_decision_opens_the_next_round(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose(client, case)
    send_decision(client, case)
    give(client, case, "reject-decision", statement="I want the interest as well.")
    give(client, case, "start-investigation")

    assert client.get(case).json()["round"] == 2
