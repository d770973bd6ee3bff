"""Policies over HTTP and on the command line: listed, shown, compared, published; what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest
from click.testing import CliRunner, Result

from api.bodies.policies import EXAMPLE
from api.command_line import main
from domain.actor import Role
from infrastructure.policies import shipped_texts
from tests.api.server import Server, key
from tests.conftest import Database

PACK = shipped_texts()["hk-ic4"]
Redress: TypeAlias = Callable[..., Result]


@pytest.fixture(scope="module")
def admin(server: Server) -> httpx.Client:
    return server.client("root", Role.ADMIN, "system")


@pytest.fixture(scope="module")
def compliance(server: Server) -> httpx.Client:
    return server.client("zhao.min", Role.COMPLIANCE)


def pack(version: int, name: str = "hk-test", days: int = 30) -> str:
    named = PACK.replace('id = "hk-ic4"', f'id = "{name}"', 1).replace("version = 1\n", f"version = {version}\n", 1)
    return named.replace("limit = 30\n", f"limit = {days}\n", 1)


def publish(
    client: httpx.Client, text: str, applies_to: str = "new_cases", headers: dict[str, str] | None = None, **more: str
) -> httpx.Response:
    return client.post("/v1/policies", json={"text": text, "applies_to": applies_to, **more}, headers=headers)


def refused(answer: httpx.Response, status: int, code: str, told: str = "") -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert told in answer.json()["detail"]


def test_what_ships_is_listed_and_shown(admin: httpx.Client, compliance: httpx.Client) -> None:
    listed = {each["name"]: each for each in compliance.get("/v1/policies").json()["items"]}
    china = listed["pack.cn-nfra-2020-3"]
    assert (china["kind"], china["versions"], china["in_force"]["number"]) == ("pack", 1, 1)
    assert (china["in_force"]["applies_to"], china["in_force"]["published_by"]) == ("new_cases", "system")
    assert listed["pack_selection"]["kind"] == "selection"
    shown = admin.get("/v1/policies/cn-nfra-2020-3").json()
    assert shown["name"] == "pack.cn-nfra-2020-3"
    assert shown["content"][0]["milestones"][1]["id"] == "decide_and_notify"
    assert admin.get("/v1/policies/calendar.cn").json()["content"][0]["zone"] == "Asia/Shanghai"


def test_a_pack_is_published_once_and_its_next_version_is_compared(
    admin: httpx.Client, compliance: httpx.Client
) -> None:
    once = key()
    first = publish(admin, pack(1), headers=once)
    assert (first.status_code, first.json()["events"]) == (200, 1)
    assert publish(admin, pack(1), headers=once).json() == first.json()
    assert publish(admin, pack(1)).json()["events"] == 0
    refused(publish(admin, pack(1, days=31)), 409, "pack_in_force", "what changes is a new version")
    assert publish(admin, pack(2, days=31), "open_milestones", effective_from="2026-09-01").status_code == 200
    assert publish(admin, pack(3, days=32), "what_if_only").status_code == 200

    shown = compliance.get("/v1/policies/hk-test").json()
    assert [(each["number"], each["applies_to"], each["is_in_force"]) for each in shown["versions"]] == [
        (1, "new_cases", shown["shown"]["number"] == 1),
        (2, "open_milestones", shown["shown"]["number"] == 2),
        (3, "what_if_only", False),
    ]
    assert shown["versions"][1]["effective_from"] == "2026-09-01"
    assert {each["published_by"] for each in shown["versions"]} == {"root"}
    assert compliance.get("/v1/policies/hk-test", params={"version": 3}).json()["shown"]["own_version"] == "3"
    found = compliance.get("/v1/policies/pack.hk-test/diff", params={"before": 1, "after": 2}).json()
    limits = [each for each in found["differences"] if each["at"].endswith("limit")]
    assert [(each["before"], each["after"]) for each in limits] == [(30, 31)]
    last = compliance.get("/v1/policies/hk-test/diff").json()
    assert (last["before"]["number"], last["after"]["number"], len(last["differences"])) == (2, 3, 2)
    assert compliance.get("/v1/policies/hk-test/diff", params={"after": 1}).json()["differences"] == []
    refused(compliance.get("/v1/policies/hk-test", params={"version": 4}), 404, "not_found")
    refused(compliance.get("/v1/policies/unheard"), 404, "not_found")
    refused(compliance.get("/v1/policies/hk-test/diff", params={"before": 1, "after": 9}), 404, "not_found")


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (pack(9).replace('calendar = "hk"', 'calendar = "mars"'), "pack_unknown_calendar", "line "),
        (pack(9, days=90), "pack_stage_shorter", "line "),
        (pack(9).replace("complaint.received", "complaint.dreamt"), "pack_unknown_event", "line "),
        (EXAMPLE.replace("Asia/Shanghai", "Asia/Peking"), "calendar_unknown_zone", "line 3: "),
        (EXAMPLE.partition("mon =")[0], "calendar_never_opens", "line 5: "),
        ('[[rows]]\nrow = "x"\npack = "nowhere"\n', "selection_unknown_pack", "line 3: "),
        ('[[rows]]\nrow = "x"\npack = "hk-ic4"\nregimes = ["tax"]\n', "selection_unknown_code", "line 4: "),
        ("nothing = true", "invalid_document", "no pack"),
        ("nothing", "invalid_document", "no TOML"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_code(admin: httpx.Client, text: str, code: str, told: str) -> None:
    refused(publish(admin, text), 422, code, told)


def test_a_draft_calendar_is_none_for_cases_and_one_for_drafts(admin: httpx.Client) -> None:
    assert publish(admin, EXAMPLE.replace('"branch"', '"draft"'), "what_if_only").status_code == 200
    text = pack(1, "hk-draft").replace('calendar = "hk"', 'calendar = "draft"')
    refused(publish(admin, text), 422, "pack_unknown_calendar")
    assert publish(admin, text, "what_if_only").status_code == 200
    table = '[[rows]]\nrow = "x"\npack = "hk-draft"\n'
    refused(publish(admin, table), 422, "selection_unknown_pack")
    assert publish(admin, table, "what_if_only").status_code == 200
    shown = admin.get("/v1/policies/pack_selection").json()
    assert (shown["shown"]["number"], len(shown["content"]), len(shown["versions"])) == (1, 19, 2)


def test_only_an_administrator_publishes_and_only_compliance_reads_beside(
    server: Server, compliance: httpx.Client
) -> None:
    refused(publish(compliance, pack(9)), 403, "role_forbidden")
    handler = server.client("li.wei")
    for path in ("/v1/policies", "/v1/policies/hk-ic4", "/v1/policies/hk-ic4/diff?before=1&after=1"):
        refused(handler.get(path), 403, "role_forbidden")
    refused(publish(handler, pack(9)), 403, "role_forbidden")


# on the command line


@pytest.fixture
def redress(database: Database) -> Redress:
    """The command line on a database of its own."""
    environment = {"REDRESS_DATABASE_URL": database.app_url}
    return lambda *arguments: CliRunner().invoke(main, ["policy", *map(str, arguments)], env=environment)


def test_a_policy_is_shown_changed_published_and_compared(redress: Redress, tmp_path: Path) -> None:
    listed = redress("list").output.splitlines()
    assert any(line.startswith("pack.hk-ic4\tversion 1 (1), for new cases, from 2023-04-05, ") for line in listed)
    file = tmp_path / "hk.toml"
    file.write_text(redress("show", "hk-ic4").output, encoding="utf-8")
    same = redress("publish", file, "--applies-to", "new-cases")
    assert (same.exit_code, same.output) == (0, "This is what was published last: nothing changed.\n")

    changed = (
        file.read_text(encoding="utf-8").replace("\nversion = 1\n", "\nversion = 2\n").replace("limit = 7", "limit = 5")
    )
    file.write_text(changed, encoding="utf-8")
    done = redress("publish", file, "--applies-to", "what-if-only", "--effective-from", "2026-07-01")
    assert done.output.startswith(
        "Published pack.hk-ic4: version 2 (2), for what-ifs only, from 2026-07-01, published "
    )
    assert redress("diff", "hk-ic4", "1", "2").output.splitlines() == [
        "milestones[ack].stages[0].limit: 7 -> 5",
        "version: 1 -> 2",
        "2 differences",
    ]
    assert "\n# > version 1 (1), for new cases" in redress("show", "hk-ic4").output
    assert "\n# > version 2 (2), for what-ifs only" in redress("show", "hk-ic4", "--version", "2").output
    assert "\nversion = 2\n" in redress("show", "hk-ic4", "--version", "2").output


def test_what_cannot_be_done_is_one_sentence_with_its_code(redress: Redress, tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(pack(9).replace('calendar = "hk"', 'calendar = "mars"'), encoding="utf-8")
    wrong = redress("publish", file, "--applies-to", "new-cases")
    assert wrong.exit_code == 1
    assert wrong.output.startswith("Error: line ")
    assert wrong.output.endswith("There is no calendar 'mars'. [pack_unknown_calendar]\n")
    assert "[not_found]" in redress("show", "nothing").output
    assert "cannot be read" in redress("publish", tmp_path / "none.toml", "--applies-to", "new-cases").output
    nobody = redress("publish", file, "--applies-to", "new-cases", "--user", "li.wei")
    assert nobody.output == "Error: 'li.wei' is no administrator who is let in.\n"


def test_a_policy_is_published_in_the_name_of_an_administrator(
    redress: Redress, tmp_path: Path, database: Database
) -> None:
    environment = {"REDRESS_DATABASE_URL": database.app_url}
    token = ["token", "create", "--user", "root", "--role", "admin", "--unit", "system"]
    assert CliRunner().invoke(main, token, env=environment).exit_code == 0
    file = tmp_path / "table.toml"
    file.write_text(
        redress("show", "pack_selection").output + '\n[[rows]]\nrow = "last"\npack = "hk-ic4"\n', encoding="utf-8"
    )
    done = redress("publish", file, "--applies-to", "open-milestones", "--user", "root")
    assert "version 2, for new cases and open milestones" in done.output
    assert " by root, " in done.output
