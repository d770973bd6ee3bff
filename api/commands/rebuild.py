"""The command that builds a read model anew."""

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from infrastructure.database import make_engine
from infrastructure.local_database import running_database
from infrastructure.log_reader import LogReader
from infrastructure.rebuild import Progress as Built
from infrastructure.rebuild import Rebuild
from infrastructure.settings import Settings
from infrastructure.view_positions import create_positions
from infrastructure.views import view_named

CONNECTIONS = 3


@click.command
@click.argument("view")
def command(view: str) -> None:
    """Build VIEW anew out of the log while the one in use is read and goes on, then put it in its place."""
    settings = running_database(Settings.from_environment())
    wanted = view_named(view, settings)
    engine = make_engine(settings.database_url or "", CONNECTIONS)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        create_positions(engine)
        with Progress(*columns) as bar:
            task = bar.add_task(view, total=None)

            def report(built: Built) -> None:
                bar.update(task, completed=built.position, total=built.target)

            Rebuild(wanted, engine, LogReader(engine), report=report).run()
    finally:
        engine.dispose()
    click.echo(f"The view {view} is rebuilt.")
