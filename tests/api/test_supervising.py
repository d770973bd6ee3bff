"""Supervisors: what waits for approval, how the work is spread, and moving it."""

from datetime import UTC, datetime

import httpx

from domain.actor import Role
from tests.api.server import Server, clocks_kept, give, key, propose, receive, remedy, under_investigation

NOW = {"Prefer": "wait"}
NOTHING = {"due_today": 0, "breached": 0}
LATE = {"regulatory": NOTHING, "internal": {"due_today": 0, "breached": 1}, "agreed": NOTHING}
"""Long past the day within which the bank wanted to answer."""


def proposed_dearly(client: httpx.Client) -> str:
    """Return a case whose proposal waits for another person."""
    case = under_investigation(client)
    propose(client, case, remedy("9000"))
    return case


def shown(client: httpx.Client, case: str, server: Server | None = None) -> None:
    """Wait until the lists show all that happened to a case; of a server, the clocks as well."""
    if server is not None:
        clocks_kept(server)
    answer = client.post(f"{case}/add-note", json={"text": "Look."}, headers=NOW)
    assert answer.headers["preference-applied"] == "wait"


def test_a_proposal_above_the_limit_waits_for_somebody_else(followed: Server) -> None:
    client, supervisor = followed.client(), followed.client("wang.fang", Role.SUPERVISOR)
    case = proposed_dearly(client)
    shown(client, case)

    waiting = {one["case_id"]: one for one in supervisor.get("/v1/approvals", params={"limit": 200}).json()["items"]}
    found = waiting[case.rpartition("/")[2]]

    assert (found["proposed_by"], found["is_own"], found["is_risky"]) == ("li.wei", False, False)
    give(supervisor, case, "approve-resolution")
    shown(client, case)
    waiting = supervisor.get("/v1/approvals", params={"limit": 200}).json()["items"]
    assert case.rpartition("/")[2] not in {one["case_id"] for one in waiting}


def test_a_risk_that_is_seen_after_the_proposal_makes_it_wait(followed: Server) -> None:
    client, supervisor = followed.client(), followed.client("wang.fang", Role.SUPERVISOR)
    case = under_investigation(client)
    propose(client, case, remedy("10"))
    give(client, case, "classify", complaint_class="violation", risk_flags=["legal"])
    shown(client, case)

    waiting = {one["case_id"]: one for one in supervisor.get("/v1/approvals", params={"limit": 200}).json()["items"]}

    assert waiting[case.rpartition("/")[2]]["is_risky"]


def test_those_that_wait_longest_come_first_page_by_page(followed: Server) -> None:
    client, supervisor = followed.client(), followed.client("wang.fang", Role.SUPERVISOR)
    cases = [proposed_dearly(client).rpartition("/")[2] for _ in range(3)]
    shown(client, f"/v1/complaints/{cases[-1]}")

    found, cursor = list[str](), None
    while True:
        params = {"limit": "1", **({"cursor": cursor} if cursor else {})}
        page = supervisor.get("/v1/approvals", params=params).json()
        found += [one["case_id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert [case for case in found if case in cases] == cases


def test_the_load_counts_the_open_cases_of_each_handler(followed: Server) -> None:
    client, supervisor = followed.client("load.one", unit="load"), followed.client("boss", Role.SUPERVISOR, "load")
    first, second = receive(client), receive(client)
    give(client, second, "take")
    shown(client, first, followed)

    load = supervisor.get("/v1/load", params={"unit": "load"}).json()

    assert load["shares"] == [
        {"unit_id": "load", "handler_id": None, "open": 1, **LATE},
        {"unit_id": "load", "handler_id": "load.one", "open": 1, **LATE},
    ]
    assert (load["tasks"], load["unrouted"]) == ([], 0)
    assert [(one["state"], one["case_id"]) for one in load["longest"]] == [("received", first.rpartition("/")[2])]


def test_a_case_about_the_asking_user_is_in_no_number(followed: Server) -> None:
    client, supervisor = followed.client(unit="hush"), followed.client("head.hush", Role.SUPERVISOR, "hush")
    case = receive(client, employee_id="head.hush")
    shown(client, case)

    assert supervisor.get("/v1/load", params={"unit": "hush"}).json() == {
        "shares": [],
        "tasks": [],
        "unrouted": 0,
        "longest": [],
    }


def test_the_load_says_what_is_due_and_what_other_units_were_asked_for(followed: Server) -> None:
    client, supervisor = followed.client("due.one", unit="due"), followed.client("due.boss", Role.SUPERVISOR, "due")
    helper = followed.client("helper.boss", Role.SUPERVISOR, "help")
    case, today = receive(client), datetime.now(UTC).date().isoformat()
    give(client, case, "take")
    give(client, case, "agree-deadline", until=today, statement="I can wait until then.")
    give(client, case, "give-task", unit_id="help", what="Look.", due_on=today)
    shown(client, case, followed)

    shares = supervisor.get("/v1/load").json()["shares"]
    tasks = helper.get("/v1/load").json()["tasks"]

    due = {**LATE, "agreed": {"due_today": 1, "breached": 0}}
    assert shares == [{"unit_id": "due", "handler_id": "due.one", "open": 1, **due}]
    assert tasks == [{"unit_id": "help", "open": 1, "due_today": 1, "overdue": 0}]
    entry = next(one for one in client.get("/v1/complaints").json()["items"] if case.endswith(one["case_id"]))
    assert (entry["due_on"], entry["waiting_units"]) == (today, ["help"])


def test_many_cases_go_to_one_handler_but_for_those_about_them(server: Server) -> None:
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    server.token("zhang.min")
    one, about = receive(client), receive(client, employee_id="zhang.min")
    ids = [case.rpartition("/")[2] for case in (one, about, one)]
    body, once = {"cases": ids, "handler_id": "zhang.min", "unit_id": "shanghai"}, key()

    first = supervisor.post("/v1/load/reassign", json=body, headers=once).json()
    again = supervisor.post("/v1/load/reassign", json=body, headers=once).json()

    assert first == again
    assert [(answer["case_id"], answer["code"]) for answer in first] == [
        (ids[0], None),
        (ids[1], "conflict_of_interest"),
    ]
    assert client.get(one).json()["handler_id"] == "zhang.min"
    assert client.get(about).json()["handler_id"] is None


def reassigned(supervisor: httpx.Client, case: str, handler: str, unit: str) -> str | None:
    """Reassign one case in bulk, and return the code of what refused it."""
    body = {"cases": [case.rpartition("/")[2]], "handler_id": handler, "unit_id": unit}
    (answer,) = supervisor.post("/v1/load/reassign", json=body).json()
    code: str | None = answer["code"]
    return code


def test_moving_work_in_bulk_goes_past_nobody_s_recusal(server: Server) -> None:
    admin = server.client("root", Role.ADMIN, "system")
    for unit, superior in (("shire", None), ("village", "shire"), ("lane", "village"), ("mill", "shire")):
        body = {"unit_id": unit, "name": unit, "superior_id": superior}
        assert admin.post("/v1/units", json=body).status_code == 201
    server.token("reeve", Role.SUPERVISOR, "village")
    assert admin.post("/v1/units/village/appoint-head", json={"head_id": "reeve"}).status_code == 200
    server.forget()
    above, below = server.client("earl", Role.SUPERVISOR, "shire"), server.client("bailiff", Role.SUPERVISOR, "lane")
    miller = server.client("miller", Role.SUPERVISOR, "mill")
    server.token("peasant", Role.HANDLER, "lane")
    server.token("miller.son", Role.HANDLER, "mill")
    case = receive(above, employee_id="reeve")

    # Neither who is below the one complained about gets it, nor do they move it.
    assert reassigned(above, case, "peasant", "lane") == "conflict_of_interest"
    assert reassigned(above, case, "reeve", "village") == "conflict_of_interest"
    assert reassigned(below, case, "peasant", "lane") == "not_found"
    # Nor does a unit that is only asked for something take it away from its owner.
    assert reassigned(miller, case, "miller.son", "mill") == "not_found"
    give(above, case, "give-task", unit_id="mill", what="Was the flour weighed?")
    assert reassigned(miller, case, "miller.son", "mill") == "another_unit_owns"
    assert reassigned(above, case, "miller.son", "mill") is None


def test_a_handler_neither_reassigns_nor_reads_the_load(server: Server) -> None:
    client = server.client()
    body = {"cases": [receive(client).rpartition("/")[2]], "handler_id": "li.wei", "unit_id": "shanghai"}

    for answer in (client.post("/v1/load/reassign", json=body), client.get("/v1/load"), client.get("/v1/approvals")):
        assert (answer.status_code, answer.json()["code"]) == (403, "role_forbidden")
