"""A running `redress` and the processes that it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

LIMIT_SECONDS = 60
DEMO_SECONDS = 60
COMMAND = [sys.executable, "-P", "-m", "api.command_line"]


@dataclass
class Engine:
    """One `redress run`, ready."""

    process: subprocess.Popen[str]
    output: Path
    seconds_to_ready: float

    @property
    def text(self) -> str:
        """What it printed so far."""
        return self.output.read_text()

    def descendants(self) -> list[psutil.Process]:
        """Return every process that it started, and those that they started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process | None:
        """Return the direct child whose command line holds a word, if it runs: `api`, `daemon`, `-D` (PostgreSQL)."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):
                if word in child.cmdline():
                    return child
        return None

    def another(self, word: str, than: psutil.Process) -> bool:
        """Say whether another process has taken the place of a child."""
        return self.child(word) not in (None, than)

    def send(self, number: signal.Signals) -> int:
        """Send a signal, wait until the command has ended, and return how."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT_SECONDS)


def environment(data_directory: Path | None = None, /, **variables: str) -> dict[str, str]:
    """Return an environment without settings of ours but these; any free port."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REDRESS_")}
    directory = {"REDRESS_DATA_DIR": str(data_directory)} if data_directory else {}
    return {**clean, "REDRESS_PORT": "0", **directory, **variables}


@contextmanager
def running_engine(
    data_directory: Path, *, before: Callable[[], object] | None = None, demo: bool = False, **variables: str
) -> Iterator[Engine]:
    """Run `redress run` until it is ready; whatever is left of it afterwards is killed."""
    output = data_directory.parent / f"{data_directory.name}.output"
    started_at = time.monotonic()
    with output.open("w") as file:
        process = subprocess.Popen(
            [*COMMAND, "run", *([] if demo else ["--no-demo"])],
            env=environment(data_directory, **variables),
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - it sets a signal
        )
    engine = Engine(process, output, 0)
    known: list[psutil.Process] = []
    try:
        limit_seconds = LIMIT_SECONDS + (DEMO_SECONDS if demo else 0)
        eventually(lambda: "is ready on" in engine.text or process.poll() is not None, limit_seconds)
        assert process.poll() is None, engine.text
        engine.seconds_to_ready = time.monotonic() - started_at
        known = engine.descendants()
        yield engine
    finally:
        kill_all(process, known)


def kill_all(process: subprocess.Popen[str], known: list[psutil.Process]) -> None:
    """Kill a command and what it started, if anything is still there."""
    if process.poll() is None:
        known = [*known, *psutil.Process(process.pid).children(recursive=True)]
        process.kill()
        process.wait()
    for descendant in known:
        with suppress(psutil.NoSuchProcess):
            descendant.kill()


def refused(command: str, data_directory: Path | None = None, /, **variables: str) -> str:
    """Run a command that cannot work, and return the one sentence that it says."""
    done = subprocess.run(
        [*COMMAND, *command.split()],
        check=False,
        env=environment(data_directory, **variables),
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    sentence, *rest = [line for line in done.stderr.splitlines() if line]
    assert not rest, rest
    return sentence


def eventually(condition: Callable[[], bool], limit_seconds: float = LIMIT_SECONDS) -> None:
    """Wait until a condition holds."""
    give_up_at = time.monotonic() + limit_seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.02)


def all_gone(processes: list[psutil.Process]) -> bool:
    """Say whether none of these processes lives."""
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)
