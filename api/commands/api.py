"""The command that serves HTTP."""

import socket

import click
import uvicorn

from api.exchange import correlation
from infrastructure.child_process import watch_supervisor
from infrastructure.engine import api_services
from infrastructure.installation_key import check_key
from infrastructure.listening import listen
from infrastructure.local_database import running_database
from infrastructure.log_format import log_as_json
from infrastructure.settings import Settings
from infrastructure.stop_signals import stopping_on_signals
from infrastructure.supervisor import Supervisor

SECONDS_TO_FINISH = 10


@click.command
@click.option("--fd", type=int, hidden=True, help="The socket that a supervisor opened.")
def command(*, fd: int | None) -> None:
    """Serve HTTP on REDRESS_HOST and REDRESS_PORT with REDRESS_API_WORKERS processes."""
    watch_supervisor()
    if fd is not None:
        serve(socket.socket(fileno=fd))
        return
    settings = running_database(Settings.from_environment())
    check_key(settings)
    with (
        listen(settings) as listener,
        stopping_on_signals() as signals,
        Supervisor(settings, api_services(settings, listener), signals=signals) as supervisor,
    ):
        supervisor.watch()


def serve(listener: socket.socket) -> None:
    """Serve requests in this process until it is told to stop."""
    log_as_json(correlation_id=correlation)
    config = uvicorn.Config(
        "api.app:create_app",
        factory=True,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    uvicorn.Server(config).run(sockets=[listener])
