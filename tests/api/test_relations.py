"""Relations between complaints over HTTP: links, merging, re-checks, repeats; also when two do it at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from domain.actor import Role
from tests.api.fitting_cases import decided, withdrawn
from tests.api.fitting_relations import checked_again, request_recheck
from tests.api.server import INTAKE, Server, give, key, receive, send_decision, under_investigation
from tests.api.server import propose as propose_resolution
from tests.api.test_refusals import problem

PERSON = "0e6f1c5a-7d0b-4b4f-9a55-1f6f0f7a2c11"
LI_NA = {**INTAKE["complainant"], "person_id": PERSON}
BY_POST = {"way": "posted", "proof": "EMS 9"}


def id_of(case: str) -> str:
    """Return the id in a path."""
    return case.rpartition("/")[2]


def relations(client: httpx.Client, case: str) -> list[tuple[str, str]]:
    """Read what a case has to do with."""
    return [(one["kind"], f"/v1/complaints/{one['case_id']}") for one in client.get(case).json()["relations"]]


def test_two_complaints_are_linked_and_the_link_is_taken_away(server: Server) -> None:
    client = server.client()
    one, another = receive(client), receive(client)
    give(client, one, "link", other=id_of(another), kind="same_incident")
    assert relations(client, one) == [("same_incident", another)]
    assert relations(client, another) == [("same_incident", one)]

    give(client, another, "unlink", other=id_of(one), kind="same_incident")

    assert relations(client, one) == relations(client, another) == []
    unknown = {"other": id_of(one), "kind": "friendship"}
    problem(client.post(f"{another}/link", json=unknown), 422, "unknown_code")
    problem(client.post(f"{one}/link", json={"other": id_of(one), "kind": "related"}), 422, "same_case")


def test_a_merged_complaint_says_where_it_goes_on_and_comes_back(server: Server) -> None:
    client = server.client()
    one, another = receive(client, complainant=LI_NA), receive(client, complainant=LI_NA)
    give(client, one, "admit")
    give(client, one, "merge", into=id_of(another), reason="She told it at the counter, too.")
    reference = client.get(another).json()["reference"]
    answer = problem(client.post(f"{one}/take"), 409, "complaint_is_merged")
    assert reference in answer.json()["detail"]
    assert answer.json()["allowed"] == ["unmerge"]
    give(client, another, "add-note", text="She called.")

    give(client, one, "unmerge", reason="It is about another charge.")

    file = client.get(one).json()
    assert (file["state"], file["relations"][0]["kind"]) == ("open", "was_merged_into")
    assert file["relations"][0]["meanwhile"] == [3, 3]
    assert relations(client, another) == [("was_merged_in", one)]


def test_what_is_not_alike_is_linked_instead(server: Server) -> None:
    client = server.client()
    one, another, employee = receive(client), receive(client), "chen.jie"
    body = {"into": id_of(another), "reason": "Told twice."}
    stranger = problem(client.post(f"{one}/merge", json=body), 409, "other_complainants")
    assert "link" in stranger.json()["allowed"]
    mine = receive(client, complainant=LI_NA, employee_id=employee)
    other = receive(client, complainant=LI_NA)
    problem(client.post(f"{mine}/merge", json={**body, "into": id_of(other)}), 409, "about_another_employee")
    over = decided(client)
    problem(client.post(f"{over}/merge", json=body), 409, "complaint_is_decided")


def test_of_two_people_who_merge_two_complaints_into_each_other_one_is_late(server: Server) -> None:
    clients = [server.client("li.wei"), server.client("zhao.min")]
    cases = [receive(clients[0], complainant=LI_NA) for _ in range(2)]

    def merge(number: int) -> httpx.Response:
        mine, into = cases[number], cases[1 - number]
        return clients[number].post(f"{mine}/merge", json={"into": id_of(into), "reason": "Told twice."})

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(merge, (0, 1)))

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        late = next(answer for answer in answers if answer.status_code == 409)
        assert late.json()["code"] in {"complaint_is_merged", "version_conflict"}
        states = [clients[0].get(case).json()["state"] for case in cases]
        assert sorted(states) == ["merged", "received"]
        give(clients[0], cases[states.index("merged")], "unmerge", reason="Once more.")


def test_two_requests_to_merge_the_same_complaint_merge_it_once(server: Server) -> None:
    clients = [server.client("li.wei"), server.client("zhao.min")]
    one, first, second = (receive(clients[0], complainant=LI_NA) for _ in range(3))

    def merge(number: int) -> int:
        into = (first, second)[number]
        body = {"into": id_of(into), "reason": "Told twice."}
        return clients[number].post(f"{one}/merge", json=body).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(merge, (0, 1)))

    assert sorted(answers) == [200, 409]
    taken_in = [case for case in (first, second) if relations(clients[0], case)]
    assert len(taken_in) == 1
    assert relations(clients[0], one) == [("merged_into", taken_in[0])]


def test_the_version_that_was_seen_is_that_of_the_complaint_in_the_address(server: Server) -> None:
    client = server.client()
    one, another = receive(client, complainant=LI_NA), receive(client, complainant=LI_NA)
    give(client, one, "admit")
    body = {"into": id_of(another), "reason": "Told twice."}

    problem(client.post(f"{one}/merge", json=body, headers={"If-Match": '"1"'}), 412, "version_mismatch")
    assert client.post(f"{one}/merge", json=body, headers={"If-Match": '"2"'}).status_code == 200


def test_a_re_check_goes_to_the_superior_unit_which_sees_the_first(server: Server) -> None:
    admin = server.client("root", Role.ADMIN, "system")
    for unit, above in (("re.head", None), ("re.branch", "re.head")):
        body: dict[str, Any] = {"unit_id": unit, "name": unit, "superior_id": above}
        assert admin.post("/v1/units", json=body).status_code == 201
    server.forget()
    branch, head = server.client("yan.li", unit="re.branch"), server.client("gao.bo", unit="re.head")
    case = under_investigation(branch)
    propose_resolution(branch, case)
    send_decision(branch, case)
    problem(head.get(case), 404, "not_found")
    once = key()
    asked = {"text": "Nobody asked the shop.", "channel": "phone"}

    answers = [branch.post(f"{case}/request-recheck", json=asked, headers=once) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    recheck = answers[0].headers["location"]
    file = head.get(recheck).json()
    assert (file["kind"], file["unit_id"]) == ("recheck", "re.head")
    assert relations(head, recheck) == [("recheck_of", case)]
    assert relations(head, case) == [("rechecked_by", recheck)]
    problem(branch.post(f"{recheck}/take"), 403, "another_unit_owns")
    give(head, recheck, "take")


def test_at_the_top_others_of_the_unit_make_the_re_check(server: Server) -> None:
    client, colleague = server.client(), server.client("xu.jing")
    recheck = request_recheck(client, decided(client))

    problem(client.post(f"{recheck}/take"), 403, "handled_the_first")
    give(colleague, recheck, "take")
    give(client, recheck, "add-note", text="The customer called me again.")


def test_the_result_of_a_re_check_is_recorded_on_the_first(server: Server) -> None:
    client = server.client()
    case = checked_again(server)
    body = {"recheck_id": "k1", "result": "changed", "text": "One charge only."}
    problem(client.post(f"{case}/record-recheck-result", json=body), 403, "handled_the_first")
    sun = server.client("sun.li", Role.SUPERVISOR)
    recorded = give(sun, case, "record-recheck-result", **body).json()
    problem(sun.post(f"{case}/record-recheck-result", json={**body, "result": "kept"}), 409, "recheck_result_recorded")

    (shown,) = client.get(case).json()["rechecks"]

    assert (shown["result"], shown["result_text"]) == ("changed", "One charge only.")
    wrong = {"of_version": recorded["version"], "changes": {"result": "kept"}, "reason": "The wrong button."}
    problem(client.post(f"{case}/correct-report", json=wrong), 403, "handled_the_first")
    give(sun, case, "correct-report", **wrong)
    (shown,) = client.get(case).json()["rechecks"]
    assert (shown["result"], shown["result_text"]) == ("kept", "One charge only.")
    undecided = decided(client)
    request_recheck(client, undecided)
    body = {"recheck_id": "k1", "result": "kept", "text": "So."}
    problem(sun.post(f"{undecided}/record-recheck-result", json=body), 409, "recheck_undecided")
    again = {"text": "And once more.", "channel": "phone"}
    problem(client.post(f"{undecided}/request-recheck", json=again), 409, "recheck_open")


def test_after_the_window_no_re_check_is_asked_for_unless_it_was_delivered_late(server: Server) -> None:
    client = server.client()
    case = under_investigation(client)
    propose_resolution(client, case)
    early = {"notice": "No.", "ways_of_appeal": "Head office.", "dispatch": BY_POST, "at": "2026-01-05T10:00:00+08:00"}
    give(client, case, "send-decision", **early)
    body = {"text": "Nobody asked the shop.", "channel": "phone"}
    late = problem(client.post(f"{case}/request-recheck", json=body), 409, "recheck_window_closed")
    assert "2026-02-11" in late.json()["detail"]
    assert "record_delivery" in late.json()["allowed"]

    assert client.post(f"{case}/request-recheck", json={**body, "at": "2026-02-11T23:00:00+08:00"}).status_code == 201
    give(client, case, "record-delivery", proof="Signed.")
    problem(client.post(f"{case}/request-recheck", json=body), 409, "recheck_open")
    recheck = f"/v1/complaints/{client.get(case).json()['rechecks'][0]['case_id']}"
    give(server.client("xu.jing"), recheck, "withdraw", statement="Never mind.")
    assert client.post(f"{case}/request-recheck", json=body).status_code == 201


def test_what_was_withdrawn_has_no_result_to_check(server: Server) -> None:
    client = server.client()
    body = {"text": "Why?", "channel": "phone"}

    problem(client.post(f"{withdrawn(client)}/request-recheck", json=body), 409, "complaint_is_withdrawn")
    problem(client.post(f"{receive(client)}/request-recheck", json=body), 409, "nothing_dispatched")


def test_a_repeat_after_the_end_is_received_with_its_new_facts(server: Server) -> None:
    client, system = server.client(), server.client("mobile.bank", Role.INTAKE)
    case = withdrawn(client)
    told = {name: INTAKE[name] for name in ("received_at", "channel", "narrative")}

    repeat = receive(system, complainant=None, repeat_of=id_of(case), new_facts="Another terminal did the same.")

    assert relations(client, repeat) == [("repeat_of", case)]
    assert relations(client, case) == [("repeated_by", repeat)]
    again, before = client.get(repeat).json(), client.get(case).json()
    assert again["parties"][0]["person_id"] == before["parties"][0]["person_id"]
    nothing = {**told, "repeat_of": id_of(case)}
    answer = problem(client.post("/v1/complaints", json=nothing), 422, "new_facts_missing")
    assert "link_interaction" in answer.json()["allowed"]
    running = {**nothing, "repeat_of": id_of(repeat), "new_facts": "More."}
    answer = problem(client.post("/v1/complaints", json=running), 409, "not_ended")
    assert {"record_new_facts", "merge", "link"} <= set(answer.json()["allowed"])


def test_a_customer_comes_back_in_another_unit_and_need_not_tell_who_they_are(server: Server) -> None:
    client, london = server.client(), server.client("kim.lee", unit="london")
    case = withdrawn(client)
    problem(london.get(case), 404, "not_found")

    repeat = receive(london, complainant=None, repeat_of=id_of(case), new_facts="Another terminal did the same.")

    file = london.get(repeat).json()
    assert (file["unit_id"], file["parties"][0]["contact"]["name"]) == ("london", "Zhang San")
    assert [(one["kind"], one["state"]) for one in file["relations"]] == [("repeat_of", "withdrawn")]
    problem(london.get(case), 404, "not_found")


def test_new_facts_at_receipt_belong_to_a_repeat(server: Server) -> None:
    client = server.client()

    answer = client.post("/v1/complaints", json={**INTAKE, "new_facts": "What is new?"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
