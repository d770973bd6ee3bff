"""The command about streams that a read model could not follow."""

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from infrastructure.database import make_engine
from infrastructure.local_database import running_database
from infrastructure.operator_error import OperatorError
from infrastructure.parking import Parked, parked_streams, retry
from infrastructure.settings import Settings
from infrastructure.view_positions import create_positions
from infrastructure.views import view_named

COLUMNS = ("view", "stream", "position", "since", "error")


@click.group
def command() -> None:
    """Look after the streams that a read model passes over since one of their events failed."""


@command.command("list")
def list_parked() -> None:
    """List the parked streams."""
    _, engine = opened()
    try:
        show(parked_streams(engine))
    finally:
        engine.dispose()


@command.command("retry")
@click.argument("view")
@click.argument("stream", required=False)
def retry_parked(view: str, stream: str | None) -> None:
    """Fold parked streams of VIEW anew, from their first event: STREAM, or all."""
    settings, engine = opened()
    wanted = view_named(view, settings)
    try:
        parked = [each for each in parked_streams(engine) if each.view == view and stream in {None, each.stream_id}]
        if stream and not parked:
            raise OperatorError(f"The stream {stream} is not parked in {view}.")
        failures = [failure for each in parked if (failure := retry(engine, wanted, each.stream_id))]
    finally:
        engine.dispose()
    click.echo(f"{len(parked) - len(failures)} of {len(parked)} parked streams are back.")
    if failures:
        raise OperatorError("\n".join(failures))


def opened() -> tuple[Settings, Engine]:
    """Open the database of the running engine."""
    settings = running_database(Settings.from_environment())
    engine = make_engine(settings.database_url or "", 1)
    create_positions(engine)
    return settings, engine


def show(parked: list[Parked]) -> None:
    """Print a table."""
    table = Table(*COLUMNS, box=None, header_style="")
    for each in parked:
        table.add_row(each.view, each.stream_id, str(each.position), f"{each.since:%Y-%m-%d %H:%M:%S}", each.error)
    Console().print(table if parked else "No stream is parked.")
