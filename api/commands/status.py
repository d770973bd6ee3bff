"""The command that shows how the views are."""

import click
from rich.console import Console
from rich.table import Table

from infrastructure.database import make_engine
from infrastructure.local_database import running_database
from infrastructure.settings import Settings
from infrastructure.view_status import ViewStatus, view_statuses
from infrastructure.views import all_views

COLUMNS = ("view", "condition", "position", "behind", "seconds", "parked")


@click.command
def command() -> None:
    """Show every read model: its position, how far it is behind the log, its parked streams."""
    settings = running_database(Settings.from_environment())
    engine = make_engine(settings.database_url or "", 1)
    try:
        show(view_statuses(engine, all_views(settings)))
    finally:
        engine.dispose()


def show(statuses: list[ViewStatus]) -> None:
    """Print a table."""
    table = Table(*COLUMNS, box=None, header_style="")
    for status in statuses:
        seconds = f"{status.seconds:.1f}"
        table.add_row(status.view, status.condition, status.position, str(status.behind), seconds, str(status.parked))
    Console().print(table)
