"""The command that brings the database to this version."""

import click

from infrastructure.local_database import available_database
from infrastructure.migrations import migrate
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings


@click.command
def command() -> None:
    """Bring the database to this version of the code, as its owner (REDRESS_OWNER_DATABASE_URL)."""
    settings = Settings.from_environment()
    if settings.owner_database_url:
        migrate(settings.owner_database_url)
    elif settings.database_url:
        raise OperatorError("Migrating takes the owner's database: set REDRESS_OWNER_DATABASE_URL.")
    else:
        with available_database(settings):
            pass
    click.echo("The database has the version of this code.")
