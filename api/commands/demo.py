"""The command that finds its way through the demo."""

import click

from infrastructure.data_directory import CLUSTER, usable_directory
from infrastructure.demo_cases import NotableCase, notable
from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings


@click.command
@click.option("--list", "list_", is_flag=True, help="Name a case of each story, with its reference and its state.")
@click.pass_context
def command(context: click.Context, *, list_: bool) -> None:
    """Say what is in the demo. Without a running engine the embedded database is started for as long as it takes."""
    if not list_:
        click.echo(context.get_help())
        return
    for case in notable_cases(Settings.from_environment()):
        click.echo(f"{case.reference}  {case.state:<13}  {case.title}")


def notable_cases(settings: Settings) -> list[NotableCase]:
    """Return the notable cases of the database that the settings lead to.

    Raises:
        OperatorError: There is no demo.
    """
    no_demo = OperatorError("There is no demo here; `redress run` loads it into an empty embedded database.")
    # A database that is made to look for the demo would not be empty any more, and never get it.
    if not (settings.database_url or (usable_directory(settings, say) / CLUSTER).exists()):
        raise no_demo
    with available_database(settings, say) as available:
        if cases := notable(available):
            return cases
    raise no_demo


def say(sentence: str) -> None:
    """Tell the operator something."""
    click.echo(sentence, err=True)
