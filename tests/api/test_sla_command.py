"""The commands `redress sla`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.command_line import main
from infrastructure.policies import shipped_texts

VECTORS = Path(__file__).parents[1] / "data" / "sla_vectors.json"


def redress_sla(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["sla", *map(str, arguments)])


def test_vectors_that_agree() -> None:
    result = redress_sla("vectors", VECTORS)
    assert (result.exit_code, result.output) == (0, "13 of 13 agree\n")


def test_every_difference_is_printed_and_the_exit_code_tells(tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_text(VECTORS.read_text(encoding="utf-8").replace("05:00:00", "05:00:09", 1), encoding="utf-8")
    result = redress_sla("vectors", changed)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "night: add gives 2026-06-05T21:00:00Z, expected 2026-06-05T21:00:09Z",
        "12 of 13 agree",
    ]
    as_json = redress_sla("vectors", changed, "--json")
    assert as_json.exit_code == 1
    difference = {"id": "night", "op": "add", "expected": "2026-06-05T21:00:09Z", "computed": "2026-06-05T21:00:00Z"}
    assert json.loads(as_json.output) == {"agree": 12, "of": 13, "differences": [difference]}


def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    for content, told in (("{", "is no JSON"), ("{}", "there is no list 'cases'")):
        file = tmp_path / "file.json"
        file.write_text(content, encoding="utf-8")
        result = redress_sla("vectors", file)
        assert result.exit_code == 1
        assert told in result.output
    assert "cannot be read: No such file" in redress_sla("vectors", tmp_path / "nothing.json").output


def due(*arguments: str) -> dict[str, Any]:
    result = redress_sla("due", *arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def due_on(pack: str, milestone: str, received: str, *more: str) -> list[str]:
    stages = due("--pack", pack, "--milestone", milestone, "--received", received, *more)["stages"]
    return [stage["due_on"] for stage in stages]


CN, UK = "cn-nfra-2020-3", "uk-fca-disp1"
DECEMBER = "2026-12-22"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((CN, "decide_and_notify", "2026-09-25"), ["2026-10-10", "2026-10-25", "2026-11-24"]),
        ((CN, "decide_and_notify", "2026-09-25T23:59:00+08:00"), ["2026-10-10", "2026-10-25", "2026-11-24"]),
        (
            (CN, "decide_and_notify", "2026-09-25", "--pause", "2026-09-28/2026-10-10", "--stage", "1"),
            ["2026-10-22"],
        ),
        (
            (CN, "decide_and_notify.T1", "2026-09-25", "--pause", "2026-09-28T10:00/2026-10-10T15:00"),
            ["2026-10-22"],
        ),
        ((CN, "regulator_forward", "2026-09-24"), ["2026-10-12"]),
        ((CN, "regulator_forward", "2026-02-12"), ["2026-02-28"]),
        ((UK, "src_resolve", DECEMBER), ["2026-12-29"]),
        ((UK, "final_response", DECEMBER), ["2027-02-16"]),
        ((UK, "psd_final", DECEMBER), ["2027-01-15", "2027-02-12"]),
        ((UK, "psd_final", DECEMBER, "--subdivision", "SCT", "--stage", "1"), ["2027-01-18"]),
        ((UK, "psd_final", "2026-12-05", "--stage", "1"), ["2026-12-29"]),
        (("us-reg-e", "determine", "2026-11-20"), ["2026-12-07", "2027-01-04"]),
        (("us-reg-e", "determine.T1", "2026-11-20", "--variant", "new_account"), ["2026-12-21"]),
        (("us-reg-z", "resolve", "2026-06-10"), ["2026-09-08"]),
        (
            ("us-reg-z", "resolve", "2026-06-10", "--cycle-end", "2026-07-05", "--cycle-end", "2026-08-05"),
            ["2026-08-05"],
        ),
        ((CN, "archive", "2026-06-30"), ["2029-06-30"]),
    ],
)
def test_the_worked_table_comes_out(asked: tuple[str, ...], expected: list[str]) -> None:
    assert due_on(*asked) == expected


def test_close_of_business_and_end_of_day_are_instants() -> None:
    (resolve,) = due("--pack", UK, "--milestone", "src_resolve", "--received", DECEMBER)["stages"]
    assert (resolve["due_at"], resolve["due_local"]) == ("2026-12-29T17:00:00Z", "2026-12-29T17:00:00+00:00")
    (first, *_) = due("--pack", CN, "--milestone", "decide_and_notify", "--received", "2026-09-25")["stages"]
    assert first["due_at"] == "2026-10-10T15:59:59Z"


def test_an_answer_names_its_versions_and_says_what_is_provisional() -> None:
    answer = due("--pack", CN, "--milestone", "regulator_forward", "--received", "2026-12-28")
    assert (answer["calendar"], answer["calendar_version"], answer["pack_version"]) == ("cn", "2026.1", 2)
    assert (answer["verified"], answer["runs_a_clock"], answer["in_force"]) == (True, False, True)
    assert answer["time_zone_data"]
    assert answer["stages"][0]["provisional"] is True
    known = due("--pack", CN, "--milestone", "regulator_forward", "--received", "2026-12-01")
    assert known["stages"][0]["provisional"] is False


def test_the_ledger_lists_each_date_and_adds_up_the_seconds() -> None:
    (stage,) = due("--pack", CN, "--milestone", "regulator_forward", "--received", "2026-09-24")["stages"]
    ledger = {entry["date"]: entry for entry in stage["ledger"]}
    assert len(ledger) == 19
    assert ledger["2026-10-10"] == {"date": "2026-10-10", "counted": True, "number": 6, "kind": "counted", "why": ""}
    assert (ledger["2026-10-01"]["counted"], ledger["2026-10-01"]["why"]) == (False, "National Day")
    assert ledger["2026-09-24"]["kind"] == "day_zero"
    asked = ("--pack", "bank-default", "--milestone", "bank_sla_24h", "--received", "2026-09-24T10:00:00.5+08:00")
    (stage,) = due(*asked, "--pause", "2026-09-24T12:00/2026-09-24T13:00")["stages"]
    assert stage["due_local"] == "2026-09-25T11:00:00+08:00"
    assert [(entry["kind"], entry["seconds"]) for entry in stage["ledger"]] == [
        ("running", 7_200),
        ("paused", 3_600),
        ("running", 22 * 3_600),
    ]


def test_the_answer_for_people_is_in_words() -> None:
    asked = ("--pack", UK, "--milestone", "ack", "--received", "2026-12-22T11:00", "--subdivision", "Scotland")
    assert redress_sla("due", *asked).output.splitlines() == [
        "uk-fca-disp1, version 2: ack (not verified)",
        "DISP 1.6.1R: prompt written acknowledgement that states the timetable",
        "received Tue 2026-12-22 11:00:00 Europe/London",
        "calendar gb-sct, version 2026.1",
        "",
        "stage 1, 5 business days: due Thu 2026-12-31 23:59:59",
        "  2026-12-22  day zero",
        "  2026-12-23 to 2026-12-24  counted as 1 to 2",
        "  2026-12-25  holiday: Christmas Day",
        "  2026-12-26  holiday: Boxing Day",
        "  2026-12-27  closed",
        "  2026-12-28  holiday: Boxing Day (observed)",
        "  2026-12-29 to 2026-12-31  counted as 3 to 5",
    ]
    early = redress_sla("due", "--pack", "in-rbi", "--milestone", "re_reply", "--received", "2026-01-01").output
    assert "(the pack is not in force on that date)" in early
    hours = ("--pack", "bank-default", "--milestone", "first_feedback", "--received", "2026-12-22T11:00")
    assert redress_sla("due", *hours).output.splitlines()[-1] == (
        "  Tue 2026-12-22 11:00:00 to Tue 2026-12-22 13:00:00  running 7,200 s"
    )
    assert (
        "needs reason:complex"
        in redress_sla("due", "--pack", CN, "--milestone", "decide_and_notify.T2", "--received", "2026-12-01").output
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"--pack": "nowhere"}, "There is no pack 'nowhere'"),
        ({"--milestone": "undo"}, "[sla_unknown_milestone]"),
        ({"--milestone": "final_response.T2"}, "there is no stage 2. [sla_unknown_milestone]"),
        ({"--subdivision": "Wessex"}, "[sla_unknown_subdivision]"),
        ({"--received": "soon"}, "This is no instant, date or pause"),
        ({"--pause": "2026-12-23/2026-12-24"}, "[sla_no_pause]"),
        ({"--pause": "2026-12-24/2026-12-22"}, "[pause_ends_before_it_begins]"),
        ({"--milestone": "forward"}, "[sla_no_number_set]"),
        ({"--variant": "new"}, "[sla_unknown_milestone]"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(changes: dict[str, str], told: str) -> None:
    asked = {"--pack": UK, "--milestone": "final_response", "--received": DECEMBER, **changes}
    result = redress_sla("due", *(part for pair in asked.items() for part in pair))
    assert result.exit_code == 1
    assert told in result.output


def test_a_pack_is_checked_and_everything_wrong_is_told(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    text = shipped_texts()[CN]
    file.write_text(text, encoding="utf-8")
    assert redress_sla("check", file).output == f"{file} is in order.\n"
    file.write_text(
        text.replace("limit = 60", "limit = 29", 1).replace('"mediation"', '"boredom"', 1), encoding="utf-8"
    )
    result = redress_sla("check", file)
    lines = text.splitlines()
    stage, reason = lines.index("limit = 60") + 1, lines.index('reason = "mediation"') + 1
    shorter = "Stage 3 of 'decide_and_notify' (29 calendar days) is shorter than the one before (30 calendar days)."
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"line {stage}: {shorter} [pack_stage_shorter]",
        f"line {reason}: There is no reason 'boredom' to suspend for. [pack_unknown_reason]",
    ]
    assert "There is no pack" in redress_sla("check", tmp_path / "nothing.toml").output


def test_an_instant_that_no_calendar_reaches_is_one_sentence() -> None:
    for received in ("9999-12-31", "9999-12-31T23:00:00Z"):
        result = redress_sla(
            "due", "--pack", "cn-nfra-2020-3", "--milestone", "decide_and_notify", "--received", received
        )
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit), result.exception
        assert len(result.output.splitlines()) == 1
