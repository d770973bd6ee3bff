"""The command about what people were not told yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from infrastructure.database import make_engine
from infrastructure.local_database import running_database
from infrastructure.operator_error import OperatorError
from infrastructure.outbox.queue import Queued, passed_over, queued, try_again
from infrastructure.settings import Settings

COLUMNS = ("notice", "condition", "kind", "case", "milestone", "due", "to", "way", "goes out", "attempts", "error")


@click.group
def command() -> None:
    """Look after the notices about deadlines that wait in the outbox, or failed."""


@command.command("list")
@click.option("--failed", is_flag=True, help="Only what was given up.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1), help="How many lines at most.")
def list_notices(*, failed: bool, limit: int) -> None:
    """List what was not told yet: what failed first, then by when it goes out. Instants are in UTC."""
    with _opened() as engine:
        show(queued(engine, only_failed=failed, limit=limit))
        for one in passed_over(engine):
            click.echo(
                f"Not told: event {one.position} about case {one.case_id}, since {written(one.since)}: {one.error}"
            )


@command.command("retry")
@click.argument("notice", required=False, type=click.UUID)
@click.option("--all", "all_", is_flag=True, help="Everything that failed.")
def retry_notices(notice: UUID | None, *, all_: bool) -> None:
    """Let NOTICE, which failed, be tried again at once, with what goes out in the same message."""
    if (notice is None) != all_:
        raise OperatorError("Name one notice of `redress notices list --failed`, or say --all.")
    with _opened() as engine:
        messages = try_again(engine, str(notice) if notice else None)
    if notice and not messages:
        raise OperatorError(f"The notice {notice} is not among those that failed.")
    click.echo("1 message is tried again." if messages == 1 else f"{messages} messages are tried again.")


@contextmanager
def _opened() -> Iterator[Engine]:
    """Lend the database of the running engine."""
    engine = make_engine(running_database(Settings.from_environment()).database_url or "", 1)
    try:
        yield engine
    finally:
        engine.dispose()


def show(found: list[Queued]) -> None:
    """Print a table."""
    table = Table(*COLUMNS, box=None, header_style="")
    for one in found:
        table.add_row(
            *(one.id, one.condition, one.kind, one.reference, one.milestone, written(one.due_at), one.to, one.way),
            *(written(one.at), str(one.attempts), one.error or ""),
        )
    Console().print(table if found else "No notice waits, and none failed.")


def written(instant: datetime | None) -> str:
    """Return an instant to the minute."""
    return f"{instant:%Y-%m-%d %H:%M}" if instant else ""
