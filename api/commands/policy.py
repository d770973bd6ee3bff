"""The commands about policies: packs, calendars and the selection table that the bank has published."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import click

from application.command import Command
from application.policies import PolicyLine, ShownPolicy
from application.sla.published import PolicyKind
from application.sla.toml_writing import as_toml
from domain.actor import Actor, Role
from domain.documents import AppliesTo
from domain.refusals import Refusal
from infrastructure.database import NotConnectedError
from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.wiring import SYSTEM, Redress, open_redress

CHOICES: Final = {each.value.replace("_", "-"): each for each in AppliesTo}
MEANING: Final = {
    AppliesTo.NEW_CASES: "for new cases",
    AppliesTo.OPEN_MILESTONES: "for new cases and open milestones",
    AppliesTo.WHAT_IF_ONLY: "for what-ifs only",
}
DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group
def command() -> None:
    """List, show, compare and publish policy packs, calendars and the selection table."""


@command.command(name="list")
def list_() -> None:
    """List every policy with what is in force today, its columns between tabs."""
    with open_database() as redress:
        for each in redress.policies.overview(SYSTEM).items:
            told = _told(each.in_force) if each.in_force else "nothing is in force yet"
            click.echo(f"{each.name}\t{told}\t{each.versions} published")


@command.command
@click.argument("name", metavar="ID")
@click.option("--version", "number", type=int, help="The number of a version; without it the one in force today.")
def show(name: str, number: int | None) -> None:
    """Show the policy ID as a file that can be changed and published, and all versions of it as its first lines.

    ID is pack.hk-ic4, calendar.hk or pack_selection; the kind may be left out.
    """
    with open_database() as redress:
        shown = redress.policies.show(name, number, SYSTEM)
    click.echo(f"# {shown.name}")
    for each in shown.versions:
        click.echo(f"# {'>' if each == shown.shown else ' '} {_told(each)}")
    click.echo(f"\n{_file(shown)}", nl=False)


@command.command
@click.argument("name", metavar="ID")
@click.argument("before", type=int)
@click.argument("after", type=int)
def diff(name: str, before: int, after: int) -> None:
    """Say what changed in the policy ID from the version BEFORE to the version AFTER, place by place."""
    with open_database() as redress:
        found = redress.policies.compare(name, before, after, SYSTEM)
    for each in found.differences:
        click.echo(f"{each.at}: {_value(each.before)} -> {_value(each.after)}")
    click.echo(f"{len(found.differences)} differences")


@command.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--applies-to", required=True, type=click.Choice(sorted(CHOICES)), help="Which clocks it is for.")
@click.option("--effective-from", type=DAY, help="From which date of receipt; without it what the file says, or today.")
@click.option("--user", help="The administrator who publishes; without it the engine itself.")
def publish(file: Path, applies_to: str, effective_from: datetime | None, user: str | None) -> None:
    """Publish the pack, calendar or selection table in FILE (TOML) as its next version.

    A version that was published is never edited. Every refusal names the line and its code.
    """
    text, since = read_text(file), effective_from.date() if effective_from else None
    with open_database() as redress:
        command_id = uuid4()
        by = administrator(redress, user) if user else SYSTEM
        command = Command(command_id, by, client="redress", correlation_id=str(command_id))
        receipt = redress.policies.publish(text, CHOICES[applies_to], since, command=command)
        if not receipt.events:
            click.echo("This is what was published last: nothing changed.")
            return
        published = next(each for each in redress.published_policies() if each.position == receipt.position)
        shown = redress.policies.show(published.name, published.version, SYSTEM)
    click.echo(f"Published {shown.name}: {_told(shown.shown)}")


def _told(line: PolicyLine) -> str:
    own = f" ({line.own_version})" if line.own_version else ""
    until = f" until {line.effective_until}" if line.effective_until else ""
    return (
        f"version {line.number}{own}, {MEANING[line.applies_to]}, from {line.effective_from}{until}, "
        f"published {line.published_at:%Y-%m-%d %H:%M} UTC by {line.published_by}, {line.content_hash[:12]}"
    )


def _file(shown: ShownPolicy) -> str:
    return as_toml({"rows": shown.content} if shown.kind is PolicyKind.SELECTION else shown.content[0])


def _value(value: object) -> str:
    return "nothing" if value is None else str(value)


def read_text(file: Path) -> str:
    """Read a file that is to be published.

    Raises:
        OperatorError: It cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file} cannot be read: {error}.") from None


def administrator(redress: Redress, user_id: str) -> Actor:
    """Return the user by whom something is published; whether an administrator may, the permission table says."""
    user = redress.directory.user(user_id)
    if user is None or not user.is_active or Role.ADMIN not in user.roles:
        raise OperatorError(f"'{user_id}' is no administrator who is let in.")
    return Actor(user_id, Role.ADMIN, user.unit_id)


@contextmanager
def open_database() -> Iterator[Redress]:
    """Lend the parts on the database; a refusal is a sentence with its code.

    Raises:
        OperatorError: The database does not answer, or something is refused.
    """
    with available_database(Settings.from_environment(), say=lambda line: click.echo(line, err=True)) as settings:
        redress = open_redress(settings, pool_size=1)
        try:
            yield redress
        except NotConnectedError as error:
            raise OperatorError(f"The database does not answer: {error}") from None
        except Refusal as refusal:
            raise OperatorError(f"{refusal} [{refusal.code}]") from None
        finally:
            redress.close()
