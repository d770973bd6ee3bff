"""The command line `redress`."""

import importlib
import pkgutil
from typing import Any

import click

from api import commands
from infrastructure.operator_error import OperatorError


class Commands(click.Group):
    """The commands of `api/commands`, each loaded when it is asked for.

    The file `api/commands/token.py` holds the command `redress token` in its variable `command`; a
    name that Python keeps for itself gets an underscore behind it.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every command."""
        files = pkgutil.iter_modules(commands.__path__)
        return sorted(file.name.rstrip("_").replace("_", "-") for file in files)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        files = {file.name.rstrip("_").replace("_", "-"): file.name for file in pkgutil.iter_modules(commands.__path__)}
        command: click.Command = importlib.import_module(f"api.commands.{files[cmd_name]}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what the operator can put right is one sentence."""
        try:
            return super().invoke(ctx)
        except OperatorError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="redress")
def main() -> None:
    """Redress, the complaint and case engine."""


if __name__ == "__main__":
    main()
