"""The commands about the bank's lists and documents: codes, routing, types of requests, rules, texts."""

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import click

from api.commands.policy import administrator, open_database, read_text
from application.command import Command
from application.lists import ListLine
from application.reference_text import read_reference
from infrastructure.wiring import SYSTEM

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group
def command() -> None:
    """List, show and publish code lists and documents; packs, calendars and their selection are policies."""


@command.command(name="list")
def list_() -> None:
    """List every code list and document with what is in force today, its columns between tabs."""
    with open_database() as redress:
        for each in redress.lists.overview(SYSTEM).items:
            told = _told(each.in_force) if each.in_force else "nothing is in force yet"
            kind = "document" if each.is_document else "list"
            click.echo(f"{each.name}\t{kind}\t{told}\t{each.versions} published")


@command.command
@click.argument("name")
@click.option("--version", "number", type=int, help="The number of a version; without it the one in force today.")
def show(name: str, number: int | None) -> None:
    """Show the list or document NAME as a file that can be changed and published, all versions as its first lines."""
    with open_database() as redress:
        shown = redress.lists.show(name, number, SYSTEM)
    for one in shown.versions:
        click.echo(f"# {'>' if one == shown.shown else ' '} {_told(one)}")
    click.echo(shown.text, nl=False)


@command.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--effective-from", type=DAY, help="From which day it is in force; without it what the file says, or today."
)
@click.option("--user", help="The administrator who publishes; without it the engine itself.")
def publish(file: Path, effective_from: datetime | None, user: str | None) -> None:
    """Publish the list or document in FILE (TOML, as `show` writes it) as its next version.

    A version that was published is never edited, and no code disappears: give one a `valid_until`.
    """
    text, since = read_text(file), effective_from.date() if effective_from else None
    with open_database() as redress:
        command_id = uuid4()
        by = administrator(redress, user) if user else SYSTEM
        command = Command(command_id, by, client="redress", correlation_id=str(command_id))
        receipt = redress.lists.publish(text, since, command=command)
        if not receipt.events:
            click.echo("This is what was published last: nothing changed.")
            return
        name = read_reference(text).name
        published = redress.lists.last(name, SYSTEM)
    click.echo(f"Published {name}: {_told(published)}")


def _told(one: ListLine) -> str:
    return (
        f"version {one.number}, from {one.effective_from}, "
        f"published {one.published_at:%Y-%m-%d %H:%M} UTC by {one.published_by}, {one.content_hash[:12]}"
    )
