"""Units and users over HTTP: the tree, roles, limits; and what follows for cases."""

from collections.abc import Iterator

import httpx
import pytest

from domain.actor import Role
from domain.organisation.unit import Unit, unit_stream
from infrastructure.tokens import Tokens
from tests.api.server import Server, give, key, propose, receive, remedy, under_investigation

WAIT = {"Prefer": "wait"}


@pytest.fixture(scope="module")
def admin(server: Server) -> httpx.Client:
    return server.client("root", Role.ADMIN, "system")


@pytest.fixture(autouse=True)
def what_changes_is_known_at_once(server: Server) -> Iterator[None]:
    """Let nobody work with what was remembered for seconds; a running engine notices within three."""
    yield
    server.forget()


def found(admin: httpx.Client, unit: str, superior: str | None = None) -> None:
    body = {"unit_id": unit, "name": unit, "superior_id": superior}
    assert admin.post("/v1/units", json=body).status_code == 201


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_unit_is_founded_once_whatever_is_repeated(admin: httpx.Client) -> None:
    body, once = {"unit_id": "north", "name": "North"}, key()
    first = admin.post("/v1/units", json=body, headers=once)
    assert first.json() == admin.post("/v1/units", json=body, headers=once).json()
    assert admin.post("/v1/units", json=body).json()["events"] == 0
    refused(admin.post("/v1/units", json={**body, "name": "South"}), 409, "unit_exists")
    assert admin.get("/v1/units/north").json() == {
        "unit_id": "north",
        "name": "North",
        "superior_id": None,
        "head_id": None,
        "is_active": True,
        "jurisdiction": None,
    }


def test_a_unit_says_whose_rules_it_follows_and_those_below_follow_them(followed: Server, admin: httpx.Client) -> None:
    body = {"unit_id": "clyde", "name": "Clyde", "jurisdiction": "GB-SCT"}
    assert admin.post("/v1/units", json=body).json()["events"] == 2
    found(admin, "clyde-desk", "clyde")
    where = followed.redress.jurisdictions
    before = followed.redress.ledger.look(Unit, unit_stream("clyde")).now
    assert where.of("clyde-desk", before) == "GB-SCT"
    moved = admin.post("/v1/units/clyde-desk/set-jurisdiction", json={"jurisdiction": "GB-ENG"}, headers=WAIT)
    assert (moved.status_code, moved.json()["events"]) == (200, 1)
    again = admin.post("/v1/units/clyde-desk/set-jurisdiction", json={"jurisdiction": "GB-ENG"})
    assert again.json()["events"] == 0
    after = followed.redress.ledger.look(Unit, unit_stream("clyde")).now
    assert [where.of("clyde-desk", at) for at in (before, after)] == ["GB-SCT", "GB-ENG"]
    assert admin.get("/v1/units/clyde-desk").json()["jurisdiction"] == "GB-ENG"
    listed = admin.get("/v1/units", params={"within": "clyde"}).json()["items"]
    assert [unit["jurisdiction"] for unit in listed] == ["GB-SCT", "GB-ENG"]
    assert where.of("ldn-cards", after) == "GB-ENG"
    refused(admin.post("/v1/units/clyde/set-jurisdiction", json={"jurisdiction": "gb"}), 422, "invalid_request")
    supervisor = followed.client("wang.fang", Role.SUPERVISOR)
    refused(supervisor.post("/v1/units/clyde/set-jurisdiction", json={"jurisdiction": None}), 403, "role_forbidden")


def test_a_tree_never_closes_in_a_circle(admin: httpx.Client) -> None:
    found(admin, "top")
    found(admin, "middle", "top")
    refused(admin.post("/v1/units/top/move", json={"superior_id": "middle"}), 422, "unit_circle")
    refused(admin.post("/v1/units/top/move", json={"superior_id": "nowhere"}), 422, "unknown_unit")


def test_whoever_is_no_administrator_changes_nothing(server: Server) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    refused(supervisor.post("/v1/units", json={"unit_id": "mine", "name": "Mine"}), 403, "role_forbidden")
    refused(supervisor.post("/v1/users/wang.fang/set-limit", json={"limit": None}), 403, "role_forbidden")


def test_an_administrator_gives_themselves_nothing(admin: httpx.Client) -> None:
    refused(admin.post("/v1/users/root/grant-role", json={"role": "supervisor"}), 403, "own_account")


def test_a_limit_of_ones_own_decides_who_needs_approval(server: Server, admin: httpx.Client) -> None:
    client = server.client("chen.yu")
    limit = {"limit": [{"currency": "CNY", "amount": "100"}]}
    assert admin.post("/v1/users/chen.yu/set-limit", json=limit).status_code == 200
    server.forget()
    case = under_investigation(client)
    propose(client, case, remedy("300"))
    assert client.get(case).json()["proposal"]["needs_approval"]
    assert admin.get("/v1/users/chen.yu").json()["limit"] == {"CNY": "100"}


def test_a_deactivated_user_and_a_revoked_role_are_not_let_in(server: Server, admin: httpx.Client) -> None:
    gone, demoted = server.client("gone"), server.client("demoted", Role.SUPERVISOR)
    assert admin.post("/v1/users/gone/deactivate").status_code == 200
    assert admin.post("/v1/users/demoted/revoke-role", json={"role": "supervisor"}).status_code == 200
    server.forget()
    for client in (gone, demoted):
        refused(client.get("/v1/complaints"), 401, "token_invalid")


def test_work_goes_to_nobody_who_is_not_there(server: Server, admin: httpx.Client) -> None:
    supervisor = server.client("wang.fang", Role.SUPERVISOR)
    case = receive(supervisor)
    body = {"handler_id": "nobody", "unit_id": "shanghai"}
    refused(supervisor.post(f"{case}/assign", json=body), 422, "unknown_user")
    refused(supervisor.post(f"{case}/assign", json={**body, "unit_id": "nowhere"}), 422, "unknown_unit")
    refused(supervisor.post(f"{case}/transfer", json={"unit_id": "nowhere", "handover": "So."}), 422, "unknown_unit")
    found(admin, "shut")
    assert admin.post("/v1/units/shut/close").status_code == 200
    server.forget()
    refused(supervisor.post(f"{case}/transfer", json={"unit_id": "shut", "handover": "So."}), 422, "unknown_unit")


def test_a_case_about_the_head_goes_above_and_is_gone_for_everybody_below(server: Server, admin: httpx.Client) -> None:
    found(admin, "bank")
    found(admin, "city", "bank")
    found(admin, "desk", "city")
    head, below = server.client("boss", Role.SUPERVISOR, "city"), server.client("clerk", unit="desk")
    above = server.client("auditor", Role.SUPERVISOR, "bank")
    assert admin.post("/v1/units/city/appoint-head", json={"head_id": "boss"}).status_code == 200
    server.forget()
    named = receive(below)
    give(below, named, "take")

    told = receive(server.client("outside", unit="far"), unit_id="desk", employee_id="boss")
    give(above, named, "correct", changes={"employee_id": "boss"}, reason="The customer remembered the name.")

    for case in (told, named):
        assert above.get(case).json()["unit_id"] == "bank"
        assert above.get(case).json()["handler_id"] is None
        for client in (head, below):
            refused(client.get(case), 404, "not_found")
            refused(client.post(f"{case}/take"), 404, "not_found")
        refused(
            above.post(f"{case}/transfer", json={"unit_id": "desk", "handover": "Back."}), 403, "conflict_of_interest"
        )


def test_tokens_need_no_registration_to_exist(server: Server) -> None:
    """A token that was made before its user was known works with what it says itself."""
    tokens = Tokens(server.redress.engine, {}, server.redress.directory)
    assert tokens.authenticate(server.tokens.create("ghost", Role.HANDLER, "attic", server.hour).text)


def test_units_and_users_are_listed_by_the_tree_and_the_role(followed: Server, admin: httpx.Client) -> None:
    for unit, superior in (("isle", None), ("isle-north", "isle"), ("isle-south", "isle"), ("isle-pole", "isle-south")):
        found(admin, unit, superior)
    followed.token("zoe.isle", unit="isle-pole")
    assert admin.post("/v1/users/zoe.isle/grant-role", json={"role": "quality"}, headers=WAIT).status_code == 200

    def units(**query: str) -> list[str]:
        return [unit["unit_id"] for unit in admin.get("/v1/units", params=query).json()["items"]]

    assert units(superior="isle") == ["isle-north", "isle-south"]
    assert units(within="isle-south") == ["isle-pole", "isle-south"]
    assert len(units(within="isle")) == 4
    first = admin.get("/v1/units", params={"within": "isle", "limit": "3"}).json()
    rest = admin.get("/v1/units", params={"within": "isle", "limit": "3", "cursor": first["next"]}).json()
    assert [one["unit_id"] for one in (*first["items"], *rest["items"])] == units(within="isle")
    assert admin.get("/v1/users", params={"unit": "isle-pole", "role": "quality"}).json()["items"] == [
        {
            "user_id": "zoe.isle",
            "unit_id": "isle-pole",
            "roles": ["handler", "quality"],
            "grade": None,
            "is_active": True,
        }
    ]
    assert admin.get("/v1/users", params={"unit": "isle-pole", "role": "supervisor"}).json()["items"] == []
    intake = followed.client("mobile.bank", Role.INTAKE)
    refused(intake.get("/v1/users"), 403, "role_forbidden")
    refused(intake.get("/v1/units"), 403, "role_forbidden")


def test_a_supervisor_sees_the_cases_of_the_units_below(followed: Server, admin: httpx.Client) -> None:
    for unit, superior in (("coast", None), ("coast-east", "coast"), ("coast-far", "coast-east")):
        found(admin, unit, superior)
    handler = followed.client("hand.coast", unit="coast-far")
    case = receive(handler)
    assert handler.post(f"{case}/take", headers=WAIT).status_code == 200
    above, beside = (followed.client(f"super.{unit}", Role.SUPERVISOR, unit) for unit in ("coast", "shanghai"))
    followed.forget()
    for lister, sees in ((above, True), (beside, False)):
        items = lister.get("/v1/complaints", params={"unit": "coast-far"}).json()["items"]
        assert [item["case_id"] for item in items] == [case.rpartition("/")[2]] * sees
        shares = lister.get("/v1/load", params={"unit": "coast-far"}).json()["shares"]
        assert [share["open"] for share in shares] == [1] * sees
        assert lister.get(case).status_code == (200 if sees else 404)
    give(above, case, "release", reason="leave")
    refused(beside.post(f"{case}/take"), 404, "not_found")
