"""The command that prints the event catalogue."""

import click

from api.event_catalogue import document


@click.command
def command() -> None:
    """Print the event catalogue (docs/event-catalogue.md) as Markdown."""
    click.echo(document(), nl=False)
