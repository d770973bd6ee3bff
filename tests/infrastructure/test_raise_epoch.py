"""After a restore: the command that makes earlier positions count no more."""

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
