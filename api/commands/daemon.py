"""The command that runs the projections and the follow-up work."""

import click

from infrastructure.child_process import watch_supervisor
from infrastructure.daemon import run_daemon
from infrastructure.local_database import running_database
from infrastructure.log_format import log_as_json
from infrastructure.settings import Settings
from infrastructure.stop_signals import stopping_on_signals


@click.command
def command() -> None:
    """Keep the read models up to date until told to stop."""
    watch_supervisor()
    log_as_json()
    with stopping_on_signals():
        run_daemon(running_database(Settings.from_environment()))
