"""The commands `redress sla`."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from api.command_line import main

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
