"""The command that follows a restore or a promotion."""

import click

from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.position import raise_epoch
from infrastructure.settings import Settings


@click.command
def command() -> None:
    """Say that the log was restored or a replica promoted, as its owner: positions given out before count no more.

    Give it once, after the restore, best before anybody else connects; it works without a running engine, and one that
    runs counts in the new epoch within seconds.
    """
    with available_database(Settings.from_environment(), lambda sentence: click.echo(sentence, err=True)) as settings:
        if not settings.owner_database_url:
            raise OperatorError("Raising the epoch takes the owner's database: set REDRESS_OWNER_DATABASE_URL.")
        click.echo(f"The epoch is {raise_epoch(settings.owner_database_url)}; positions of earlier ones are refused.")
