"""The processes of a running engine."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from infrastructure.child_process import SUPERVISOR_VARIABLE, start_child
from infrastructure.embedded_postgres import EmbeddedPostgres
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings, variable_of
from infrastructure.stop_signals import StopSignals

TICK_SECONDS = 0.1
STOP_SECONDS = 15
PROBE_SECONDS = 2
LONGEST_PAUSE_SECONDS = 5
STEADY_SECONDS = 60
FIGURES_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library for the figures looks for this directory."""


@dataclass
class Service:
    """A `redress` command that runs as a process of its own and is started again when it ends."""

    name: str
    arguments: Sequence[str]
    inherited_fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    pause_seconds: float = field(default=TICK_SECONDS)

    def start(self, environment: dict[str, str]) -> None:
        """Start it; killed, its supervisor takes it along."""
        self.started_at = time.monotonic()
        self.process = start_child(
            # -P: the directory that redress was called in has nothing to say about what is imported.
            [sys.executable, "-P", "-m", "api.command_line", *self.arguments],
            when_we_die=signal.SIGKILL,
            environment=environment,
            inherited_fds=self.inherited_fds,
        )

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return None if self.process is None else self.process.poll()

    @property
    def is_steady(self) -> bool:
        """Whether it has run for so long that its end is a new trouble, not the old one."""
        return time.monotonic() > self.started_at + STEADY_SECONDS


class Supervisor:
    """Runs services until it is told to stop, and the embedded PostgreSQL with them."""

    def __init__(
        self,
        settings: Settings,
        services: Sequence[Service],
        *,
        signals: StopSignals,
        postgres: EmbeddedPostgres | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        """Take the settings of the services, which never learn the owner's address."""
        self._services = services
        # Several processes that serve HTTP count together, in files that are gone when this process ends.
        self._figures = tempfile.TemporaryDirectory(prefix="redress-figures-") if settings.api_workers > 1 else None
        self._environment = service_environment(settings)
        if self._figures:
            self._environment[FIGURES_VARIABLE] = self._figures.name
        self._signals = signals
        self._postgres = postgres
        self._say = say

    def __enter__(self) -> Self:
        """Start every service."""
        for service in self._services:
            service.start(self._environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let every service finish what it does, and kill what does not end in time."""
        running = [service.process for service in self._services if service.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._figures:
            self._figures.cleanup()

    def wait_until_ready(self, host: str, port: int) -> None:
        """Wait until GET /readyz says yes.

        Raises:
            OperatorError: A service ended instead.
        """
        while not _answers_ready(host, port):
            self._signals.check()
            for service in self._services:
                if service.exit_code is not None:
                    raise OperatorError(f"The {service.name} did not start; it ended with {service.exit_code}.")
            time.sleep(TICK_SECONDS)

    def watch(self) -> None:
        """Start again what ends, for ever; a signal ends it."""
        while True:
            self._signals.check()
            if self._postgres and self._postgres.has_ended:
                self._say("PostgreSQL ended; starting it again.")
                self._postgres.start()
            for service in self._services:
                if service.exit_code is not None:
                    self._restart(service)
            time.sleep(TICK_SECONDS)

    def _restart(self, service: Service) -> None:
        """Start a service again, at once the first time and ever later if it keeps ending."""
        service.pause_seconds = TICK_SECONDS if service.is_steady else service.pause_seconds
        if time.monotonic() < service.started_at + service.pause_seconds:
            return
        self._say(f"The {service.name} ended with {service.exit_code}; starting it again.")
        service.pause_seconds = min(2 * service.pause_seconds, LONGEST_PAUSE_SECONDS)
        service.start(self._environment)


def service_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of a service: ours, with these settings and without the owner's address."""
    owner = variable_of("owner_database_url")
    ours = {name: value for name, value in os.environ.items() if name != owner}
    theirs = settings.replace(owner_database_url=None).to_environment()
    return {**ours, **theirs, SUPERVISOR_VARIABLE: str(os.getpid())}


def _answers_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=PROBE_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
