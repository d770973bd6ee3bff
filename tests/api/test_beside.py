"""What runs beside the steps of a case, over HTTP: new facts, other bodies, authorities, holds."""

from domain.actor import Role
from tests.api.fitting_cases import decided, proposed
from tests.api.server import Server, give, receive, send_decision
from tests.api.test_refusals import problem

FILE = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="receipt.txt"'}
BY_POST = {"way": "posted", "proof": "EMS 9"}


def test_new_facts_are_confirmed_by_a_second_person_and_the_period_begins_again(server: Server) -> None:
    client, colleague = server.client(), server.client("zhao.min")
    case = receive(client)
    assert client.post(f"{case}/attachments", content=b"receipt", headers=FILE).status_code == 201
    digest = client.get(case).json()["attachments"][0]["attachment"]["digest"]
    came = {"text": "She found the receipt.", "evidence": [digest], "at": "2026-03-04T14:00:00+08:00"}
    give(client, case, "record-new-facts", **came)
    own = problem(client.post(f"{case}/confirm-new-facts", json={"new_facts_id": "n1"}), 403, "second_person_needed")
    assert "record_new_facts" in own.json()["allowed"]

    give(colleague, case, "confirm-new-facts", new_facts_id="n1")

    file = client.get(case).json()
    (new,) = file["new_facts"]
    assert (new["state"], new["evidence"], new["by"]["user_id"]) == ("confirmed", [digest], "li.wei")
    assert file["period_from"] == new["received_at"] == "2026-03-04T06:00:00Z"
    problem(
        colleague.post(f"{case}/refuse-new-facts", json={"new_facts_id": "n1", "reason": "No."}), 409, "no_new_facts"
    )


def test_a_file_that_is_not_there_is_no_evidence(server: Server) -> None:
    client = server.client()
    case = receive(client)

    came = {"text": "She found the receipt.", "evidence": ["0" * 64]}
    problem(client.post(f"{case}/record-new-facts", json=came), 422, "evidence_unknown")


def test_after_the_decision_new_facts_are_no_repeat_any_more(server: Server) -> None:
    client = server.client()
    case = proposed(client)
    give(client, case, "record-new-facts", text="She found the receipt.")
    send_decision(client, case)

    problem(client.post(f"{case}/record-new-facts", json={"text": "More."}), 409, "complaint_is_decided")
    assert client.get(case).json()["new_facts"][0]["state"] == "lapsed"


def test_a_mediation_runs_beside_the_case_and_comes_to_an_outcome(server: Server) -> None:
    client = server.client()
    case = decided(client)
    give(client, case, "refer-to-external", body="mediation", external_reference="MED-7", text="She asked them.")
    give(client, case, "record-external-outcome", referral_id="x1", outcome="settled", text="Half of the fee.")

    (referral,) = client.get(case).json()["external_referrals"]

    assert (referral["body"], referral["external_reference"]) == ("mediation", "MED-7")
    assert (referral["outcome"], referral["outcome_text"]) == ("settled", "Half of the fee.")
    unknown = {"referral_id": "x2", "outcome": "settled", "text": "What?"}
    problem(client.post(f"{case}/record-external-outcome", json=unknown), 422, "no_such_referral")


def test_whoever_the_bank_referred_it_to_may_tell_its_result(server: Server) -> None:
    client = server.client()
    case = receive(client)
    give(client, case, "refer", to="Insurance supervisor", explanation="They sold it.", notice=BY_POST)
    give(client, case, "record-external-outcome", referral_id="x1", outcome="for_complainant", text="They paid.")

    (referral,) = client.get(case).json()["external_referrals"]

    assert (referral["body"], referral["text"]) == (None, "Insurance supervisor")
    assert referral["outcome"] == "for_complainant"


def test_authorities_ask_side_by_side_and_are_answered(server: Server) -> None:
    client, system = server.client(), server.client("12378.gateway", Role.INTAKE)
    case = receive(client)
    asked = {"authority": "12378", "authority_reference": "W-1", "text": "How far are you?", "due_on": "2026-03-20"}
    give(system, case, "record-authority-question", **asked)
    give(client, case, "record-authority-question", authority="nfra", text="Why?")
    give(client, case, "answer-authority", question_id="a1", text="We ask the shop.", dispatch=BY_POST)

    first, second = client.get(case).json()["authority_questions"]

    assert (first["authority_reference"], first["due_on"], first["is_answered"]) == ("W-1", "2026-03-20", True)
    assert [answer["text"] for answer in first["answers"]] == ["We ask the shop."]
    assert (second["question_id"], second["is_answered"], second["answers"]) == ("a2", False, [])


def test_a_hold_is_placed_by_compliance_and_shown(server: Server) -> None:
    client, compliance = server.client(), server.client("he.ping", Role.COMPLIANCE)
    case = receive(client)
    problem(
        client.post(f"{case}/place-hold", json={"reason": "litigation", "explanation": "No."}), 403, "role_forbidden"
    )
    give(compliance, case, "place-hold", reason="litigation", explanation="The lawyer wrote.")
    give(compliance, case, "place-hold", reason="authority", explanation="The court asks.")
    give(compliance, case, "release-hold", hold_id="h1", explanation="Settled.")

    file = client.get(case).json()

    assert file["is_held"]
    assert [hold["is_released"] for hold in file["holds"]] == [True, False]
