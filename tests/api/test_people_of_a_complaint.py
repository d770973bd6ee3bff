"""The people of a complaint over HTTP: joint, by heirs, anonymous, major."""

from typing import Any

import httpx
import pytest

from domain.actor import Role
from tests.api.server import DISPATCH, Server, give, propose, receive, remedy
from tests.api.test_refusals import problem

POWER = {"evidence": "power_of_attorney", "until": "2099-12-31"}
CERTIFICATE = {"evidence": "inheritance_certificate"}
ANONYMOUS: dict[str, Any] = {"complainant": None, "is_anonymous": True}


def found(client: httpx.Client, **told: Any) -> str:  # noqa: ANN401 - any fields
    """Bring a new complaint to its first finding."""
    case = receive(client, **told)
    for command in ("admit", "take", "start-investigation"):
        give(client, case, command)
    give(client, case, "record-finding", text="The statement shows the fee twice.")
    return case


def decide(client: httpx.Client, case: str, **sent: Any) -> httpx.Response:  # noqa: ANN401 - dispatch or letters
    """Ask for the decision to be sent."""
    return client.post(
        f"{case}/send-decision", json={"notice": "You are right.", "ways_of_appeal": "Head office.", **sent}
    )


def letter(key: str) -> dict[str, str]:
    """Return a letter to a party."""
    return {"party_id": key, "way": "posted", "proof": f"EMS {key}"}


def parties(client: httpx.Client, case: str) -> dict[str, dict[str, Any]]:
    """Return the parties of a case by their ids."""
    return {one["party_id"]: one for one in client.get(case).json()["parties"]}


def test_twenty_five_complain_together_and_five_letters_are_enough(server: Server) -> None:
    client = server.client()
    people = [{"role": "co_complainant", "contact": {"name": f"Person {n}"}} for n in range(2, 26)]
    speakers = [
        {"role": "representative", "acts_for": [f"p{n}" for n in range(first, first + 5)], "authority": POWER}
        for first in (1, 6, 11, 16, 21)
    ]
    case = found(client, joint_count=25, face_to_face=True, parties=[*people, *speakers])
    problem(client.post(f"{case}/add-party", json=speakers[0]), 409, "too_many_representatives")

    file = client.get(case).json()
    assert file["major"]["by_rule"]
    assert "report" in {one["step"] for one in file["major"]["steps"]}

    propose(client, case, {**remedy("10.00", is_offer=True), "party_id": "p2"})
    problem(decide(client, case, dispatch=DISPATCH), 422, "letter_missing")
    assert decide(client, case, letters=[letter(f"p{n}") for n in range(26, 31)]).status_code == 200

    for n in range(26, 30):
        give(client, case, "accept-decision", statement="Yes.", through=f"p{n}")
    assert client.get(case).json()["state"] == "decided"
    problem(client.post(f"{case}/accept-decision", json={"statement": "Yes."}), 422, "party_missing")
    give(client, case, "reject-decision", statement="No.", party_id="p21", through="p30")
    give(client, case, "accept-decision", statement="Yes.", through="p30")

    assert client.get(case).json()["state"] == "rejected"
    told = parties(client, case)
    assert [told[key]["answer"] for key in ("p2", "p21", "p26")] == ["accepted", "rejected", None]
    assert all(told[f"p{n}"]["was_told"] for n in range(1, 26))


def test_an_heir_shows_first_that_they_inherit(server: Server) -> None:
    client = server.client()
    case = found(client)
    give(client, case, "add-party", role="heir", contact={"name": "Zhang Wei"})
    propose(client, case)
    problem(decide(client, case, dispatch=DISPATCH), 409, "authority_missing")
    give(client, case, "change-party", party_id="p2", changes={"authority": CERTIFICATE}, reason="Brought today.")
    assert decide(client, case, dispatch=DISPATCH).status_code == 200
    dead = {"statement": "Yes.", "party_id": "p1"}
    problem(client.post(f"{case}/accept-decision", json=dead), 409, "party_does_not_answer")
    give(client, case, "accept-decision", statement="Yes.")
    give(client, case, "record-delivery", proof="signed")

    told = parties(client, case)
    assert (told["p1"]["answers"], told["p2"]["answers"], told["p2"]["was_told"]) == (False, True, True)
    assert told["p2"]["authority"] == {"evidence": "inheritance_certificate", "attachment": None, "until": None}


def test_an_anonymous_complaint_is_decided_and_kept_on_file(server: Server) -> None:
    client = server.client()
    named = {"received_at": "2026-01-05T09:00:00+08:00", "channel": "phone", "narrative": "A fee."}
    named |= {"complainant": {"name": "Zhang San"}, "is_anonymous": True}  # type: ignore[dict-item]
    problem(client.post("/v1/complaints", json=named), 422, "anonymous_but_named")
    case = found(client, **ANONYMOUS)
    problem(client.post(f"{case}/acknowledge", json={"way": "sms"}), 409, "nobody_to_write_to")
    propose(client, case)
    problem(decide(client, case, dispatch=DISPATCH), 409, "nobody_to_write_to")
    kept = {"way": "kept_on_file", "proof": "file 7"}
    assert decide(client, case, dispatch=kept, at="2026-01-05T10:00:00+08:00").status_code == 200
    give(client, case, "end-response-window")
    give(client, case, "close")

    assert client.get(case).json()["parties"] == []


def test_nothing_is_kept_from_who_can_be_told(server: Server) -> None:
    client = server.client()
    case = found(client)
    propose(client, case)
    problem(decide(client, case, dispatch={"way": "published", "proof": "board"}), 409, "complainant_can_be_told")


def test_a_remedy_of_one_is_waived_by_that_one(server: Server) -> None:
    client = server.client()
    case = found(client, parties=[{"role": "co_complainant", "contact": {"name": "Li Si"}}])
    propose(client, case, {**remedy("10.00"), "party_id": "p2"})
    assert decide(client, case, letters=[letter("p1"), letter("p2")]).status_code == 200
    waiver = {"remedy_id": "r1", "statement": "Keep it."}
    problem(client.post(f"{case}/waive-remedy", json={**waiver, "party_id": "p1"}), 422, "not_their_remedy")
    problem(client.post(f"{case}/remove-party", json={"party_id": "p2", "reason": "x"}), 409, "party_has_open_remedy")
    give(client, case, "waive-remedy", **waiver, party_id="p2")
    give(client, case, "dispatch-again", dispatch=DISPATCH, party_id="p2")
    give(client, case, "record-failed-delivery", proof="moved", party_id="p1")

    assert client.get(case).json()["remedies"][0]["state"] == "waived"


def test_one_of_two_withdraws(server: Server) -> None:
    client = server.client()
    case = receive(client, parties=[{"role": "co_complainant"}])
    give(client, case, "withdraw", statement="Never mind.", party_id="p1")
    assert client.get(case).json()["state"] == "received"
    give(client, case, "withdraw", statement="Never mind.")
    assert client.get(case).json()["state"] == "withdrawn"


def test_a_major_complaint_is_undeclared_by_a_second_person(server: Server) -> None:
    client = server.client()
    case = receive(client)
    problem(client.post(f"{case}/start-emergency-plan"), 409, "not_major")
    give(client, case, "declare-major", reason="media", explanation="Two newspapers.")
    give(client, case, "start-emergency-plan")
    step = {"step": "report", "note": "By telephone."}
    problem(client.post(f"{case}/complete-emergency-step", json=step), 422, "authority_not_named")
    give(client, case, "complete-emergency-step", **step, authority="nfra", authority_reference="2026-17")
    problem(client.post(f"{case}/undeclare-major", json={"reason": "x"}), 403, "second_person_needed")
    done = {one["step"]: one["done_at"] for one in client.get(case).json()["major"]["steps"]}
    assert (done["report"] is None, done["lead"] is None) == (False, True)

    give(server.client("wang.fang", Role.SUPERVISOR), case, "undeclare-major", reason="Another bank.")

    assert client.get(case).json()["major"] is None


def test_what_the_number_says_is_set_aside_by_a_supervisor(server: Server) -> None:
    case = receive(server.client(), joint_count=20, face_to_face=True)
    colleague = server.client("zhao.lei").post(f"{case}/undeclare-major", json={"reason": "Counted twice."})
    problem(colleague, 403, "supervisor_needed")
    give(server.client("wang.fang", Role.SUPERVISOR), case, "undeclare-major", reason="Counted twice.")


def test_vulnerability_belongs_to_a_party(server: Server) -> None:
    client = server.client()
    case = receive(client, vulnerability={"kinds": ["health"], "note": "She hears badly."})
    give(client, case, "record-vulnerability", kinds=["health", "life_event"], is_cause=True)

    assert parties(client, case)["p1"]["vulnerability"] == {"kinds": ["health", "life_event"], "is_cause": True}
    problem(client.post(f"{case}/record-vulnerability", json={"kinds": ["mood"]}), 422, "unknown_code")


def test_a_decision_without_a_letter_is_no_request(server: Server) -> None:
    client = server.client()
    answer = decide(client, receive(client))

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


LAWYER = {"role": "agent", "contact": {"name": "Law firm"}, "authority": POWER}


@pytest.mark.parametrize("role", ["agent", "guardian"])
def test_who_acts_for_somebody_is_named_or_known(server: Server, role: str) -> None:
    client = server.client()
    case = found(client)
    nobody = {"role": role, "authority": POWER}
    answer = problem(client.post(f"{case}/add-party", json=nobody), 422, "invalid_request").json()
    assert "contact" in answer["errors"][0]["detail"]
    give(client, case, "add-party", **nobody, contact={"name": "Law firm"})


def test_the_complainant_may_want_letters_beside_their_agent(server: Server) -> None:
    client = server.client()
    asked = {"name": "Zhang San", "receives_letters": True, "is_customer": True}
    case = found(client, complainant=asked, parties=[LAWYER])
    propose(client, case)
    problem(decide(client, case, dispatch=DISPATCH), 422, "letter_missing")
    assert parties(client, case)["p1"]["is_customer"] is True
