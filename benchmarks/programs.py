"""Programs of the engine, run as they run in production."""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import psutil

from benchmarks.cases import HEAD_OFFICE
from domain.actor import Role
from infrastructure.approval_limits import approval_limits
from infrastructure.child_process import start_child
from infrastructure.settings import Settings
from infrastructure.tokens import Tokens
from infrastructure.wiring import open_redress

PATIENCE_SECONDS: Final = 600
POLL_SECONDS: Final = 0.05


@contextmanager
def program(settings: Settings, *arguments: str, inherited_fds: Sequence[int] = ()) -> Iterator[psutil.Process]:
    """Run `redress` with arguments until the block ends."""
    with Path(os.devnull).open("wb") as nowhere:
        started = start_child(
            [sys.executable, "-P", "-m", "api.command_line", *arguments],
            when_we_die=signal.SIGKILL,
            environment={**os.environ, **settings.to_environment()},
            output=nowhere,
            inherited_fds=inherited_fds,
        )
    try:
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait()


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[psutil.Process, int]]:
    """Serve HTTP by one process on a free port, and lend process and port once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with program(settings, "api", "--fd", str(listener.fileno()), inherited_fds=[listener.fileno()]) as process:
            wait_until_it_answers(port, "/healthz")
            yield process, port


def wait_until_it_answers(port: int, path: str) -> None:
    """Wait until a path answers with 200.

    Raises:
        TimeoutError: It does not.
    """
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request("GET", path)
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{path} did not answer.")


def supervisors_token(settings: Settings) -> str:
    """Make a token that every request of the bench is let in with."""
    redress = open_redress(settings, pool_size=1)
    try:
        tokens = Tokens(redress.engine, approval_limits(settings.approval_limits), redress.directory)
        return tokens.create("bench", Role.SUPERVISOR, HEAD_OFFICE, timedelta(days=1), "bench").text
    finally:
        redress.close()


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def memory_mib(process: psutil.Process) -> float:
    """Return the memory that a process holds now, in MiB."""
    return float(process.memory_info().rss) / 2**20
