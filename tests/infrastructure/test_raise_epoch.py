"""After a restore: the command that makes earlier positions count no more."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from api.command_line import main
from tests.conftest import Database
from tests.infrastructure.log_tools import ask


def test_the_owner_raises_the_epoch(database: Database) -> None:
    result = CliRunner().invoke(main, ["raise-epoch"], env=database.settings.to_environment())
    assert result.output == "The epoch is 2; positions of earlier ones are refused.\n"
    assert ask(database.app_url, "SELECT epoch FROM log.epoch") == [(2,)]


@pytest.mark.parametrize("nothing", ["", None])
def test_nobody_else_does(database: Database, nothing: str | None) -> None:
    environment = {**database.settings.to_environment(), "REDRESS_OWNER_DATABASE_URL": nothing}
    result = CliRunner().invoke(main, ["raise-epoch"], env=environment)
    assert (result.exit_code, "set REDRESS_OWNER_DATABASE_URL" in result.output) == (1, True)
    assert ask(database.app_url, "SELECT epoch FROM log.epoch") == [(1,)]


def test_it_is_raised_before_an_engine_runs(open_directory: Path) -> None:
    environment = {"REDRESS_DATA_DIR": str(open_directory / "var"), "REDRESS_DATABASE_URL": None}
    outputs = [CliRunner().invoke(main, ["raise-epoch"], env=environment).stdout for _ in range(2)]
    assert outputs == [f"The epoch is {n}; positions of earlier ones are refused.\n" for n in (2, 3)]
