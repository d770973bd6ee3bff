"""The embedded PostgreSQL, a child of the process that started it."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg2

from infrastructure.child_process import start_child
from infrastructure.data_directory import CLUSTER
from infrastructure.operator_error import OperatorError
from infrastructure.postgres_cluster import free_port, is_free, make_cluster, version_of
from infrastructure.postgres_programs import programs
from infrastructure.roles import APP, OWNER, REPORT, SUPERUSER, Access, make_roles_and_database
from infrastructure.settings import Settings
from infrastructure.unprivileged import unprivileged_user

ACCESS_FILE = "postgres.json"
POLL_SECONDS = 0.02
PATIENCE_SECONDS = 5
STOP_SECONDS = 60
LARGEST_LOG_BYTES = 10_000_000
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # Statements and the details of errors hold what people wrote to the bank.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class EmbeddedPostgres:
    """One cluster in a data directory, running while it is entered.

    Nobody else may run on the directory meanwhile (`data_directory.locked`). Only the process that
    started it stops it; if that process is killed, Linux has it shut down all the same, and elsewhere
    the next start stops what was left.
    """

    def __init__(
        self,
        directory: Path,
        *,
        version: int = 18,
        options: Mapping[str, str] | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        """Take a directory, the version of a new cluster, and settings of PostgreSQL on top of ours."""
        self.directory = directory
        self.process: subprocess.Popen[bytes] | None = None
        self._cluster = directory / CLUSTER
        self._version = version
        self._options = {**OPTIONS, **(options or {})}
        self._say = say
        self._user = unprivileged_user(self._cluster)

    def __enter__(self) -> Self:
        """Make the cluster if there is none, start it, and wait until it answers."""
        version = version_of(self._cluster) or self._version
        self._programs = programs(version, user=self._user, data_directory=self.directory)
        self.access = self._access()
        if not self._cluster.exists():
            password = self.access.passwords[SUPERUSER]
            make_cluster(self._cluster, version=version, programs=self._programs, user=self._user, password=password)
        stop_leftover(self._cluster)
        self._keep_or_change_port()
        try:
            self.start()
            make_roles_and_database(self.access)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Shut it down."""
        self.stop()

    def settings(self, settings: Settings) -> Settings:
        """Return settings that lead to this cluster."""
        return embedded_settings(settings, self.directory, self.access)

    def start(self) -> None:
        """Start the server, also again after it broke down, and wait until it answers, however long it recovers."""
        while not self._started():
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Shut the server down: open transactions are rolled back, the rest is on disk."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether the server has ended without being told to."""
        return self.process is not None and self.process.poll() is not None

    def _access(self) -> Access:
        path = self.directory / ACCESS_FILE
        if path.exists():
            return Access.read(path)
        if self._cluster.exists():
            raise OperatorError(f"{path} is missing; without its passwords {self._cluster} cannot be used.")
        access = Access.new(free_port())
        access.write(path)
        return access

    def _keep_or_change_port(self) -> None:
        if not is_free(self.access.port):
            taken, self.access = self.access.port, Access(free_port(), self.access.passwords)
            self.access.write(self.directory / ACCESS_FILE)
            self._say(f"PostgreSQL moves to port {self.access.port}, because {taken} is taken.")

    def _started(self) -> bool:
        """Start once; False if remains of a server that broke down are in the way for a moment."""
        log = self.directory / "postgres.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        log.touch(mode=0o600)
        with log.open("ab") as output:
            said_before = output.tell()
            self.process = start_child(
                [self._programs / "postgres", "-D", self._cluster, *self._arguments()],
                when_we_die=signal.SIGINT,
                user=self._user,
                output=output,
                directory="/",
            )
        if self._answers():
            return True
        words = log.read_bytes()[said_before:].decode(errors="replace")
        if "is still in use" in words:
            return False
        fatal = [line.partition("FATAL:")[2].strip() for line in words.splitlines() if "FATAL:" in line]
        raise OperatorError(f"The embedded PostgreSQL did not start: {(fatal or ['see'])[-1]} ({log}).")

    def _arguments(self) -> list[str]:
        options = {**self._options, "port": str(self.access.port)}
        return [argument for name, value in options.items() for argument in ("-c", f"{name}={value}")]

    def _answers(self) -> bool:
        """Wait until it takes connections (True) or has ended (False)."""
        assert self.process is not None  # noqa: S101 - it was just started
        impatient_at = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None:
            try:
                psycopg2.connect(self.access.url(SUPERUSER, SUPERUSER)).close()
            except psycopg2.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise OperatorError(f"PostgreSQL takes no password of {self.directory / ACCESS_FILE}.") from None
            else:
                return True
            if time.monotonic() > impatient_at:
                impatient_at = float("inf")
                self._say("PostgreSQL recovers from having been interrupted; waiting for it ...")
            time.sleep(POLL_SECONDS)
        return False


def embedded_settings(settings: Settings, directory: Path, access: Access) -> Settings:
    """Return settings that lead to the embedded PostgreSQL of a data directory."""
    return settings.replace(
        data_dir=directory,
        database_url=access.url(APP),
        owner_database_url=access.url(OWNER),
        report_database_url=access.url(REPORT),
    )


def stop_leftover(cluster: Path) -> None:
    """Stop a server of this cluster that outlived whoever started it, and wait until it is gone.

    A file that it left behind is removed: its process number may belong to somebody else by now, or to
    a process that is dead and not yet buried, and PostgreSQL would take either for a running server.
    """
    pid_file = cluster / "postmaster.pid"
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        if str(cluster) in process.cmdline():
            process.send_signal(signal.SIGINT)
            process.wait()
    except FileNotFoundError:
        return
    except (IndexError, ValueError, psutil.Error):
        pass
    pid_file.unlink(missing_ok=True)
