"""The database of a command that works beside a running engine, or without one."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg2

from infrastructure.data_directory import DataDirectoryInUseError, directory_in_use, locked, usable_directory
from infrastructure.embedded_postgres import ACCESS_FILE, EmbeddedPostgres, embedded_settings
from infrastructure.log_contents import log_contents
from infrastructure.migrations import DatabaseNotMigratedError, check_version
from infrastructure.operator_error import OperatorError
from infrastructure.preparation import prepare
from infrastructure.roles import APP, Access
from infrastructure.settings import Settings

POLL_SECONDS = 0.1
START_SECONDS = 120


@contextmanager
def available_database(settings: Settings, say: Callable[[str], None] = print) -> Iterator[Settings]:
    """Lend the settings of a database that is ready to work with.

    That is the one of REDRESS_DATABASE_URL, or the embedded one of an engine that runs on the data
    directory, or else the embedded one, started for as long as this block lasts. Call it from the
    main thread.

    Raises:
        OperatorError: There is none, and it cannot be started.
    """
    with ExitStack() as stack:
        if settings.database_url:
            prepare(settings, say=say)
            yield settings
        elif postgres := _started(settings, stack, say):
            own = postgres.settings(settings)
            prepare(own, say=say)
            yield own
        else:
            yield running_database(settings)


def running_database(settings: Settings) -> Settings:
    """Return the settings of a database that somebody else runs, once it is ready.

    Raises:
        OperatorError: None runs, or its version does not fit the code.
    """
    if settings.database_url:
        check_version(settings.database_url)
        if log_contents(settings.database_url).demo_is_unfinished:
            raise OperatorError("The demo is being loaded, or its load was interrupted; `redress run` finishes it.")
        return settings
    directory = directory_in_use(settings)
    if directory is None:
        raise OperatorError(
            f"No engine is running on {settings.data_directory}; start `redress run`, or set REDRESS_DATABASE_URL."
        )
    give_up_at = time.monotonic() + START_SECONDS
    while not (found := _ready(settings, directory)):
        if time.monotonic() > give_up_at:
            raise OperatorError(f"The engine that is running on {directory} does not get ready.")
        time.sleep(POLL_SECONDS)
    return found


def _started(settings: Settings, stack: ExitStack, say: Callable[[str], None]) -> EmbeddedPostgres | None:
    """Start the embedded PostgreSQL, unless somebody runs it."""
    directory = usable_directory(settings, say)
    try:
        stack.enter_context(locked(directory))
    except DataDirectoryInUseError:
        return None
    return stack.enter_context(EmbeddedPostgres(directory, version=settings.postgres_version, say=say))


def _ready(settings: Settings, directory: Path) -> Settings | None:
    """Return where the engine's database is, if it answers, has its tables and runs by the real clock.

    A log without an event may still become the demo's.
    """
    try:
        access = Access.read(directory / ACCESS_FILE)
        psycopg2.connect(access.url(APP)).close()
        check_version(access.url(APP))
        found = log_contents(access.url(APP))
    except (FileNotFoundError, psycopg2.OperationalError, DatabaseNotMigratedError):
        return None
    if not found.has_events or found.demo_is_unfinished:
        return None
    return embedded_settings(settings, directory, access)
