"""Tests of the bench itself, on 200 cases."""

import json
from pathlib import Path

import pytest

from benchmarks.machine import Machine
from benchmarks.readme import put_into
from benchmarks.result import Result, at_least, at_most
from benchmarks.run import keep, report, run
from benchmarks.scale import TINY
from benchmarks.table import figure, table
from infrastructure.views import NAMES

pytestmark = pytest.mark.long

EXPECTED = (
    "commands without HTTP: against eventsourcing-sqlalchemy",
    "commands without HTTP: against eventsourcing.postgres",
    "raw appends by 2: of what pgbench inserts",
    "log reader alone",
    "rebuild of the view worklist",
    f"live catch-up of all {len(NAMES)} views",
    "lag of all views",
    "memory of the daemon",
    "HTTP, record-finding: server CPU",
    "HTTP, worklist of a handler, 200 cases: p95",
    "HTTP, search, a rare word, 200 cases: p95",
    "HTTP, case file with 200 events: p95",
    "import of 200 complaints",
    "a deadline over a year of holidays, warm",
    "a tick with 10 of 100,000 clocks due",
    "what-if over",
)
MACHINE = Machine("2026-01-05", "A processor", 2, 8, "Linux 6", "3.11.7", "18.4", {"msgspec": "0.22.0"})


def test_every_measure_yields_a_figure_and_the_run_is_kept(tmp_path: Path) -> None:
    machine, results = run(TINY)
    names = [result.what for result in results]
    assert [each for each in EXPECTED if not any(name.startswith(each) for name in names)] == []
    assert [r.what for r in results if r.measured is None and r.note not in {"left out", "no pgbench here"}] == []
    content = json.loads(keep(TINY, machine, results, tmp_path).read_text(encoding="utf-8"))
    assert [row["what"] for row in content["results"]] == names
    assert content["machine"]["postgres"].startswith("18.")


@pytest.mark.parametrize(
    ("measured", "goal", "verdict"),
    [
        (5.0, at_least(5), "met"),
        (4.0, at_least(5), "missed by 20%"),
        (1.5, at_most(1.5), "met"),
        (1.8, at_most(1.5), "missed by 20%"),
        (None, at_most(1.5), "not measured"),
        (1.8, None, ""),
    ],
)
def test_a_goal_is_met_or_missed_by_so_much(measured: float | None, goal: None, verdict: str) -> None:
    assert Result("what", "ms", measured, goal).verdict == verdict


def test_a_figure_has_three_digits_that_count() -> None:
    assert [figure(value) for value in (68_213.4, 123.4, 12.34, 0.01234)] == ["68,213", "123", "12.3", "0.0123"]


def test_the_readme_shows_the_last_run_and_keeps_the_rest(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nAfter\n", encoding="utf-8")
    text = report(MACHINE, [Result("appends", "/s", 900, at_least(650))])
    put_into(readme, text)
    shown = readme.read_text(encoding="utf-8")
    assert shown.startswith("Before\n<!-- bench:begin -->\n| what")
    assert shown.endswith("\n<!-- bench:end -->\nAfter\n")
    assert "| appends | 900 /s   | ≥ 650 /s | met     |" in shown
    assert "\nold\n" not in shown


def test_a_readme_without_the_markers_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the lines"):
        put_into(readme, "text")
    assert readme.read_text(encoding="utf-8") == "Before\n"


def test_columns_stand_straight() -> None:
    lines = table([Result("a", "ms", 1), Result("a longer name", "ms", None, at_most(2), "not here")]).splitlines()
    assert len({len(line) for line in lines}) == 1
