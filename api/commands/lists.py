"""The commands about the bank's lists and documents: codes, routing, types of requests, rules, texts."""

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import click

from api.commands.policy import administrator, open_database, read_text
from application.command import Command
from application.reference_data import ReferenceLists, ReferenceVersion
from application.reference_text import DOCUMENTS, read_reference, write_reference
from infrastructure.code_lists import shipped_lists
from infrastructure.wiring import SYSTEM

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group
def command() -> None:
    """List, show and publish code lists and documents; packs, calendars and their selection are policies."""


@command.command(name="list")
def list_() -> None:
    """List every code list and document with what is in force today, its columns between tabs."""
    with open_database() as redress:
        lists = ReferenceLists(redress.ledger)
        for name in _names():
            versions = lists.versions(name)
            current = next((one for one in versions if one.is_in_force), None)
            told = _told(current) if current else "nothing is in force yet"
            click.echo(f"{name}\t{'document' if name in DOCUMENTS else 'list'}\t{told}\t{len(versions)} published")


@command.command
@click.argument("name")
@click.option("--version", "number", type=int, help="The number of a version; without it the one in force today.")
def show(name: str, number: int | None) -> None:
    """Show the list or document NAME as a file that can be changed and published, all versions as its first lines."""
    with open_database() as redress:
        versions = ReferenceLists(redress.ledger).versions(name)
    wanted = [one for one in versions if (one.event.list_version == number if number else one.is_in_force)]
    if not wanted:
        raise click.ClickException(f"'{name}' has no such version.")
    for one in versions:
        click.echo(f"# {'>' if one == wanted[-1] else ' '} {_told(one)}")
    click.echo(write_reference(wanted[-1].event), nl=False)


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
        lists, command_id = ReferenceLists(redress.ledger), uuid4()
        by = administrator(redress, user) if user else SYSTEM
        command = Command(command_id, by, client="redress", correlation_id=str(command_id))
        receipt = lists.publish_text(text, shipped_lists()[1], since, command=command)
        if not receipt.events:
            click.echo("This is what was published last: nothing changed.")
            return
        name = read_reference(text).name
        published = lists.versions(name)[-1]
    click.echo(f"Published {name}: {_told(published)}")


def _names() -> list[str]:
    return sorted({*shipped_lists()[1], *DOCUMENTS})


def _told(one: ReferenceVersion) -> str:
    return (
        f"version {one.event.list_version}, from {one.event.effective_from}, "
        f"published {one.published_at:%Y-%m-%d %H:%M} UTC by {one.published_by}, {one.event.content_hash[:12]}"
    )
