"""The whole engine on one machine: the database, the API and the daemon."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from socket import socket

from infrastructure.data_directory import locked, usable_directory
from infrastructure.embedded_postgres import EmbeddedPostgres
from infrastructure.installation_key import check_key
from infrastructure.listening import listen
from infrastructure.outbox.notifiers import notifiers
from infrastructure.preparation import prepare, refuse_other_log
from infrastructure.settings import Settings
from infrastructure.stop_signals import StopSignals
from infrastructure.supervisor import Service, Supervisor

Say = Callable[[str], None]


def run_engine(
    settings: Settings, *, demo: bool | None, signals: StopSignals, say: Say, greet: Callable[[Settings], None]
) -> None:
    """Run everything until a signal asks to stop; `greet` is called once it is ready.

    The demo goes into an empty database where `demo` asks for it, and into an embedded one unless it says no.

    Raises:
        OperatorError: Something is in the way that the operator can put right.
    """
    with ExitStack() as stack:
        directory = None if settings.database_url else _own_directory(settings, stack, say)
        listener = stack.enter_context(listen(settings))
        settings = settings.replace(port=listener.getsockname()[1])
        postgres = _own_postgres(settings, directory, stack, say)
        settings = postgres.settings(settings) if postgres else settings
        # Asked here once, so that the operator is told and not the daemon's log.
        notifiers(settings)
        prepare(settings, with_demo=postgres is not None if demo is None else demo, say=say)
        check_key(settings)
        if demo:
            refuse_other_log(settings)
        services = [*api_services(settings, listener), Service("daemon", ["daemon"])]
        supervisor = Supervisor(settings, services, signals=signals, postgres=postgres, say=say)
        with supervisor:
            supervisor.wait_until_ready(settings.host, settings.port)
            greet(settings)
            supervisor.watch()


def api_services(settings: Settings, listener: socket) -> list[Service]:
    """Return the processes that serve HTTP, all on one socket."""
    listening = str(listener.fileno())
    return [
        Service(f"API (process {number} of {settings.api_workers})", ["api", "--fd", listening], [listener.fileno()])
        for number in range(1, settings.api_workers + 1)
    ]


def _own_directory(settings: Settings, stack: ExitStack, say: Say) -> Path:
    """Take the data directory for this process alone."""
    directory = usable_directory(settings, say)
    stack.enter_context(locked(directory))
    return directory


def _own_postgres(settings: Settings, directory: Path | None, stack: ExitStack, say: Say) -> EmbeddedPostgres | None:
    if directory is None:
        return None
    return stack.enter_context(EmbeddedPostgres(directory, version=settings.postgres_version, say=say))
