"""The command that prints the permission table."""

import click

from api.permission_table import document


@click.command
def command() -> None:
    """Print the permission table (docs/permissions.md) as Markdown."""
    click.echo(document(), nl=False)
