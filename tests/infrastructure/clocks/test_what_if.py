"""What-ifs over a real log: on the command line, through the API's use case, and without a trace."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.command_line import main
from application.clocks.what_if import Slice
from domain.actor import Actor, Role
from domain.refusals import Refusal
from infrastructure.clocks.case_histories import count_cases
from infrastructure.database import raw_cursor
from infrastructure.demo_clock import install_real_clock
from infrastructure.policies import shipped_texts
from tests.conftest import Database
from tests.infrastructure.clocks.bank import Bank, a_bank

WEI = Actor("wei", Role.COMPLIANCE, "head-office")
CN = shipped_texts()["cn-nfra-2020-3"]
SHORTER = CN.replace('limit = 15\nunit = "calendar_day"', 'limit = 3\nunit = "calendar_day"', 1)


@pytest.fixture
def bank(database: Database) -> Iterator[Bank]:
    """A bank with three complaints, ten days later."""
    with a_bank(database) as made:
        made.at("2026-09-25T02:00")
        for unit in ("sh-cards", "sh-cards", "sh-loans"):
            made.receive(unit)
        made.at("2026-10-05T02:00")
        yield made


def events(bank: Bank) -> int:
    """Count the log."""
    with raw_cursor(bank.engine) as cursor:
        cursor.execute("SELECT count(*) FROM log.event")
        ((number,),) = cursor.fetchall()
        return int(number)


def test_a_shorter_limit_breaches_what_waits_and_nothing_is_written(bank: Bank) -> None:
    before = events(bank)
    found = bank.redress.what_ifs.replay(SHORTER, Slice(), WEI)
    assert (found.policy, found.cases, found.is_complete) == ("pack.cn-nfra-2020-3", 3, True)
    [line] = [each for each in found.milestones if each.milestone.endswith("decide_and_notify")]
    assert (line.cycles, line.breached_before, line.breached_after) == (3, 0, 3)
    assert (line.gained, line.lost, line.unchanged, line.median_change_seconds) == (3, 0, 0, -12 * 86_400)
    by_unit = {each.of: each.gained for each in found.units if each.milestone.endswith("decide_and_notify")}
    assert by_unit == {"sh-cards": 2, "sh-loans": 1}
    assert events(bank) == before


def test_the_same_pack_changes_nothing(bank: Bank) -> None:
    assert not bank.redress.what_ifs.replay(CN, Slice(), WEI).differs


def test_a_slice_is_a_part_of_it(bank: Bank) -> None:
    replay = bank.redress.what_ifs.replay
    assert replay(SHORTER, Slice(unit_id="sh-loans"), WEI).cases == 1
    assert replay(SHORTER, Slice(product="mortgage"), WEI).cases == 0
    some = replay(SHORTER, Slice(), WEI, at_most=2)
    assert (some.cases, some.is_complete) == (2, False)


def test_what_is_no_draft_is_refused(bank: Bank) -> None:
    replay = bank.redress.what_ifs.replay
    with pytest.raises(Refusal, match="line"):
        replay(SHORTER.replace('"mediation"', '"boredom"', 1), Slice(), WEI)
    with pytest.raises(Refusal):
        replay("nonsense = 1", Slice(), WEI)
    with pytest.raises(Refusal) as caught:
        replay(CN, Slice(), Actor("ann", Role.HANDLER, "sh-cards"))
    assert caught.value.code == "role_forbidden"


def test_the_command_line_says_it_in_words_and_in_json(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_real_clock(bank.database.owner_url)
    monkeypatch.setenv("REDRESS_DATABASE_URL", bank.database.app_url)
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    file = tmp_path / "draft.toml"
    file.write_text(SHORTER, encoding="utf-8")
    told = CliRunner().invoke(main, ["sla", "what-if", str(file), "--from", "2026-09-01", "--to", "2026-09-30"])
    assert told.exit_code == 0, told.output
    assert "3 cycles, 3 breached, 3 under the draft (+0 -0, 3 in both)" in told.output
    assert "the median margin changes by -12.0 days" in told.output
    assert "No breach is gained or lost." in told.output
    parsed = json.loads(CliRunner().invoke(main, ["sla", "what-if", str(file), "--json"]).stdout)
    assert parsed["cases"] == count_cases(bank.engine) == 3
    file.write_text(SHORTER.replace("limit = 30", "limit = 2", 1), encoding="utf-8")
    refused = CliRunner().invoke(main, ["sla", "what-if", str(file)])
    assert refused.exit_code == 1
    assert "[pack_stage_shorter]" in refused.output
    missing = CliRunner().invoke(main, ["sla", "what-if", str(tmp_path / "none.toml")])
    assert "cannot be read" in missing.output
