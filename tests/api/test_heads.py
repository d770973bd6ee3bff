"""Cases about heads of units: of the whole bank, and of those who come to head a unit while a case lies there."""

import pytest

from domain.actor import Role
from tests.api.fitting_requests import submit
from tests.api.server import Server, give, receive
from tests.infrastructure.log_tools import until


@pytest.fixture(scope="module")
def bank(followed: Server) -> Server:
    """A bank of its own beside the examples, headed by Yan; the board stands beside it."""
    admin = followed.client("root", Role.ADMIN, "system")
    for unit, superior in {"hq": None, "hall": "hq", "hatch": "hall", "board": None}.items():
        founded = admin.post("/v1/units", json={"unit_id": unit, "name": unit, "superior_id": superior})
        assert founded.is_success, founded.text
    followed.token("yan", Role.SUPERVISOR, "hq")
    assert admin.post("/v1/units/hq/appoint-head", json={"head_id": "yan"}).is_success
    followed.forget()
    return followed


def test_a_case_about_the_head_of_all_is_seen_and_assigned_by_compliance(bank: Server) -> None:
    clerk, officer = bank.client("cleo", unit="hatch"), bank.client("orla", Role.COMPLIANCE, "hq")
    director = bank.client("dina", unit="board")
    case = receive(clerk)
    give(clerk, case, "take")
    give(bank.client("sven", Role.SUPERVISOR, "hall"), case, "correct", changes={"employee_id": "yan"}, reason="Named.")
    for client in (clerk, bank.client("sven", Role.QUALITY, "hall"), bank.client("yan", Role.COMPLIANCE, "hq")):
        assert client.get(case).status_code == 404
    shown = officer.get(case).json()
    assert (shown["unit_id"], shown["handler_id"]) == ("hatch", None)
    below = officer.post(f"{case}/assign", json={"handler_id": "cleo", "unit_id": "hatch"})
    assert (below.status_code, below.json()["code"]) == (403, "conflict_of_interest")
    give(officer, case, "assign", handler_id="dina", unit_id="board")
    assert director.get(case).json()["handler_id"] == "dina"


def test_who_comes_to_head_a_unit_has_no_part_in_the_cases_about_them_there(bank: Server) -> None:
    clerk, boss = bank.client("cleo", unit="hatch"), bank.client("sven", Role.SUPERVISOR, "hall")
    admin = bank.client("root", Role.ADMIN, "system")
    bank.token("hugo", Role.HANDLER, "hatch")
    case, other = receive(clerk, employee_id="hugo"), receive(clerk)
    request = submit(clerk)
    give(clerk, request, "correct", changes={"employee_id": "hugo"}, reason="She named him.")
    give(clerk, case, "take")
    assert boss.get(case).json()["unit_id"] == "hatch"
    assert admin.post("/v1/units/hatch/appoint-head", json={"head_id": "hugo"}).is_success
    bank.forget()
    until(lambda: boss.get(case).json()["unit_id"] == boss.get(request).json()["unit_id"] == "hall")
    shown = boss.get(case).json()
    assert (shown["handler_id"], shown["history"][-1]["topic"]) == (None, "complaint.transferred")
    assert shown["history"][-1]["by"]["user_id"] == "system"
    assert boss.get(other).json()["unit_id"] == "hatch"
    assert clerk.get(case).status_code == 404


def test_who_is_above_a_unit_that_is_moved_has_no_part_either(bank: Server) -> None:
    admin, boss = bank.client("root", Role.ADMIN, "system"), bank.client("bea", Role.SUPERVISOR, "board")
    for unit, superior in {"north": "board", "nook": "board"}.items():
        assert admin.post("/v1/units", json={"unit_id": unit, "name": unit, "superior_id": superior}).is_success
    bank.token("nora", Role.HANDLER, "north")
    assert admin.post("/v1/units/north/appoint-head", json={"head_id": "nora"}).is_success
    case = receive(bank.client("nick", unit="nook"), employee_id="nora")
    assert boss.get(case).json()["unit_id"] == "nook"
    assert admin.post("/v1/units/nook/move", json={"superior_id": "north"}).is_success
    until(lambda: boss.get(case).json()["unit_id"] == "board")
