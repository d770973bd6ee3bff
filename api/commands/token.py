"""The commands that make, list and revoke access tokens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import click

from application.identifiers import identifier
from domain.actor import Role
from infrastructure.approval_limits import approval_limits
from infrastructure.database import NotConnectedError
from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.registration import register
from infrastructure.settings import Settings
from infrastructure.tokens import TokenRow, Tokens
from infrastructure.wiring import Redress, open_redress

HOURS = 12
MOST_HOURS = 24 * 366


@click.group
def command() -> None:
    """Make, list and revoke the tokens that let users in."""


@command.command
@click.option("--user", required=True, help="Whom the token stands for, such as a staff number.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="What the user is to the product."
)
@click.option("--unit", required=True, help="The unit that the user works in.")
@click.option(
    "--hours", default=HOURS, show_default=True, type=click.IntRange(1, MOST_HOURS), help="How long it works."
)
@click.option("--note", default="", help="What it is for.")
def create(user: str, role: str, unit: str, hours: int, note: str) -> None:
    """Make a token and print it; it is not kept and cannot be printed again.

    A user or a unit that is not known yet is registered.
    """
    user_id, unit_id = _identifier("--user", user), _identifier("--unit", unit)
    # The list is one line each, its columns between tabs.
    if note and not note.isprintable():
        raise OperatorError("--note must not contain control characters.")
    with _tokens() as (redress, tokens):
        known = redress.directory.user(user_id)
        if known is not None and not known.is_active:
            raise OperatorError(f"The account of {user_id} was deactivated: no token lets it in. Reactivate it first.")
        register(redress, user_id, Role(role), unit_id)
        made = tokens.create(user_id, Role(role), unit_id, timedelta(hours=hours), note)
    click.echo(f"Token {made.id}, until {made.expires_at:%Y-%m-%d %H:%M} UTC:", err=True)
    click.echo(made.text)


@command.command(name="list")
def list_() -> None:
    """List every token that was made: who, what it is for, until when."""
    with _tokens() as (_, tokens):
        for row in tokens.list():
            click.echo("\t".join((str(row.id), row.user_id, row.role, row.unit_id, _validity(row), row.note)))


@command.command
@click.argument("token_id", type=click.UUID)
def revoke(token_id: UUID) -> None:
    """Let nobody in with the token of this id; running processes notice within seconds."""
    with _tokens() as (_, tokens):
        if not tokens.revoke(token_id):
            raise OperatorError(f"No token with the id {token_id} was valid.")
    click.echo("Revoked.")


def _identifier(option: str, text: str) -> str:
    """Return an id as requests write it, so that it is the same user and unit."""
    try:
        return identifier(text)
    except ValueError as error:
        raise OperatorError(f"{option} {error}.") from None


def _validity(row: TokenRow) -> str:
    if row.revoked_at:
        return f"revoked {row.revoked_at:%Y-%m-%d %H:%M} UTC"
    return f"until {row.expires_at:%Y-%m-%d %H:%M} UTC"


@contextmanager
def _tokens() -> Iterator[tuple[Redress, Tokens]]:
    with available_database(Settings.from_environment(), say=lambda line: click.echo(line, err=True)) as settings:
        redress = open_redress(settings, pool_size=1)
        try:
            yield redress, Tokens(redress.engine, approval_limits(settings.approval_limits), redress.directory)
        except NotConnectedError as error:
            raise OperatorError(f"The database does not answer: {error}") from None
        finally:
            redress.close()
