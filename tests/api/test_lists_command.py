"""The commands `redress lists`: what the bank calls things, published by an administrator."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.command_line import main
from application.reference_text import DOCUMENTS
from infrastructure.code_lists import shipped_lists
from infrastructure.wiring import open_redress, publish_shipped_lists
from tests.conftest import Database

Redress = Callable[..., Result]


@pytest.fixture
def redress(database: Database) -> Redress:
    """The command line on a database of its own."""
    environment = {"REDRESS_DATABASE_URL": database.app_url}
    return lambda *arguments: CliRunner().invoke(main, ["lists", *map(str, arguments)], env=environment)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_list_and_document_is_listed_shown_and_the_same_again_changes_nothing(
    redress: Redress, tmp_path: Path
) -> None:
    rows = [line.split("\t") for line in redress("list").output.splitlines()]
    assert [row[0] for row in rows] == sorted({*shipped_lists()[1], *DOCUMENTS})
    assert {row[1] for row in rows} == {"list", "document"}
    assert all(row[2].startswith("version ") for row in rows)
    for name in ("decline_reason", "channel", "request_type", "case_rules", "routing"):
        shown = redress("show", name)
        assert shown.exit_code == 0, shown.output
        same = redress("publish", written(tmp_path, shown.output))
        assert (same.exit_code, same.output) == (0, "This is what was published last: nothing changed.\n"), name


def test_a_code_is_added_ends_and_is_never_forgotten(redress: Redress, tmp_path: Path, database: Database) -> None:
    shown = redress("show", "hold_reason").output
    more = shown + '\n[[entries]]\ncode = "inquest"\nname_en = "Inquest"\nvalid_until = 2026-12-31\n'
    done = redress("publish", written(tmp_path, more), "--effective-from", "2026-01-02")
    assert done.output.startswith("Published hold_reason: version 2, from 2026-01-02, published "), done.output

    lost = redress("publish", written(tmp_path, shown))
    assert lost.exit_code == 1
    assert "inquest" in lost.output
    assert lost.output.endswith("[invalid_list]\n")
    assert "# > version 2, from 2026-01-02" in redress("show", "hold_reason").output
    assert "inquest" not in redress("show", "hold_reason", "--version", "1").output

    # Whoever starts the next release keeps the bank's own version.
    opened = open_redress(database.settings)
    try:
        publish_shipped_lists(opened)
        assert "inquest" in opened.codes().of("hold_reason")
    finally:
        opened.close()


def test_a_document_is_published_in_the_name_of_an_administrator(
    redress: Redress, tmp_path: Path, database: Database
) -> None:
    token = ["token", "create", "--user", "root", "--role", "admin", "--unit", "system"]
    assert CliRunner().invoke(main, token, env={"REDRESS_DATABASE_URL": database.app_url}).exit_code == 0
    routing = 'document = "routing"\neffective_from = 2026-01-01\n[[rows]]\nrule = "cards"\nunit_id = "cards"\n'
    done = redress("publish", written(tmp_path, routing), "--user", "root")
    assert " by root, " in done.output
    opened = open_redress(database.settings)
    try:
        assert [row.unit_id for row in opened.documents("routing").rows] == ["cards"]
    finally:
        opened.close()
    nobody = redress("publish", written(tmp_path, routing), "--user", "li.wei")
    assert nobody.output == "Error: 'li.wei' is no administrator who is let in.\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("entries = [", "This is no TOML"),
        ('list = "decline_reason"', "A list has `list` and `entries`"),
        ('list = "moods"\nentries = [["good", "Good"]]', "There is no list 'moods'"),
        ('list = 7\nentries = [["good", "Good"]]', "The name of a list or document is text"),
        ('list = "decline_reason"\nentries = "all"', "entries is a list"),
        ('list = "decline_reason"\nentries = [["a"]]', "row 1"),
        ('list = "decline_reason"\neffective_from = "soon"\nentries = []', "effective_from is a date"),
        ('document = "pack_selection"\nrows = []', "There is no document 'pack_selection'"),
        ('document = "routing"\n[[rows]]\nrule = "x"', "unit_id is missing"),
    ],
)
def test_what_is_no_list_and_no_document_is_one_sentence(
    redress: Redress, tmp_path: Path, text: str, told: str
) -> None:
    wrong = redress("publish", written(tmp_path, text))
    assert wrong.exit_code == 1
    assert told in wrong.output
    assert wrong.output.count("\n") == 1


def test_what_is_not_there_is_not_shown(redress: Redress) -> None:
    assert "[not_found]" in redress("show", "moods").output
    assert "[not_found]" in redress("show", "routing", "--version", "9").output
