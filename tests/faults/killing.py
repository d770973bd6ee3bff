"""The ways in which parts of the engine end here."""

import signal
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small

from infrastructure.roles import APP
from tests.processes import Engine, all_gone, eventually


def child(engine: Engine, word: str) -> psutil.Process:
    """Return a running child of `redress run`: `api`, `daemon`, `-D` (PostgreSQL)."""
    found = engine.child(word)
    assert found, f"no {word}"
    return found


def kill(process: psutil.Process) -> None:
    """Kill a process, unless it has just ended."""
    with suppress(psutil.NoSuchProcess):
        process.kill()


def kill_and_await_another(engine: Engine, word: str) -> None:
    """Kill a service, and wait until another has taken its place."""
    killed = child(engine, word)
    kill(killed)
    eventually(lambda: engine.another(word, killed))


def kill_server(engine: Engine) -> None:
    """Kill the first process of PostgreSQL; the others notice and end."""
    kill(child(engine, "-D"))


def restart_server(engine: Engine) -> None:
    """Let PostgreSQL shut down at once, as for a restart; `redress run` starts it again."""
    child(engine, "-D").send_signal(signal.SIGINT)


def kill_connection(engine: Engine) -> None:
    """Kill one process that serves a connection; PostgreSQL then drops all of them and recovers by itself."""
    serving = [process for process in child(engine, "-D").children() if APP in " ".join(process.cmdline())]
    kill(serving[0])


def kill_everything(engine: Engine) -> None:
    """Kill `redress` and all that it started, as when a machine dies; nothing gets to say good-bye."""
    supervisor = psutil.Process(engine.process.pid)
    # Stopped first, it cannot start again what dies before it.
    supervisor.suspend()
    everyone = engine.descendants()
    for process in everyone:
        kill(process)
    kill(supervisor)
    engine.process.wait()
    eventually(lambda: all_gone(everyone))


def until_it_is_back(url: str, end: Callable[[], None]) -> float:
    """End a database, wait until it has noticed and answers again; return since when, as a monotonic instant."""
    witness = psycopg2.connect(url)
    try:
        end()
        eventually(lambda: is_broken(witness))
    finally:
        witness.close()
    eventually(lambda: answers(url))
    return time.monotonic()


def is_broken(connection: Connection) -> bool:
    """Say whether the server has let go of a connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT")
    except psycopg2.Error:
        return True
    return False


def answers(url: str) -> bool:
    """Say whether a database takes connections."""
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True
