"""The commands `redress token`."""

from uuid import uuid4

from click.testing import CliRunner, Result

from api.command_line import main
from application.command import Command
from infrastructure.wiring import SYSTEM, open_redress
from tests.conftest import Database


def create(database: Database) -> Result:
    arguments = ["token", "create", "--user", "li.wei", "--role", "handler", "--unit", "shanghai"]
    return CliRunner().invoke(main, arguments, env=database.settings.to_environment())


def test_no_token_is_made_that_would_let_nobody_in(database: Database) -> None:
    assert create(database).exit_code == 0
    redress = open_redress(database.settings)
    try:
        command = Command(uuid4(), SYSTEM, client="test", correlation_id="test")
        redress.users.deactivate("li.wei", command=command)
        result = create(database)
        assert (result.exit_code, "was deactivated" in result.output) == (1, True)
        assert "redress_" not in result.output
        command = Command(uuid4(), SYSTEM, client="test", correlation_id="test")
        redress.users.reactivate("li.wei", command=command)
    finally:
        redress.close()
    assert create(database).exit_code == 0
