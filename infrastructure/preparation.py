"""What a database needs before the engine works on it."""

from collections.abc import Callable

from infrastructure.log_contents import log_contents
from infrastructure.migrations import check_version, migrate
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.wiring import open_redress, publish_shipped_lists


def prepare(settings: Settings, *, with_demo: bool = False, say: Callable[[str], object] = print) -> None:
    """Bring the database to this code's version and publish the reference data that comes with it.

    Without the owner's address the version is checked only. `with_demo` fills an empty log with the demo; an
    interrupted load of it is finished in any case. Doing it again changes nothing.

    Raises:
        OperatorError: The database cannot be reached, its version does not fit the code, or the demo does not fit in.
    """
    if settings.owner_database_url:
        migrate(settings.owner_database_url)
    if settings.database_url:
        check_version(settings.database_url)
        if demo_is_due(settings, wanted=with_demo):
            load_demo(settings, say)
        publish_reference_data(settings)


def publish_reference_data(settings: Settings) -> None:
    """Publish the code lists that come with the engine, where they changed."""
    redress = open_redress(settings, pool_size=1)
    try:
        publish_shipped_lists(redress)
    finally:
        redress.close()


def demo_is_due(settings: Settings, *, wanted: bool) -> bool:
    """Say whether the demo is to be loaded: its load was interrupted, or it is wanted and the log is empty.

    Raises:
        OperatorError: It is due, and the owner's address is missing.
    """
    found = log_contents(str(settings.database_url))
    due = found.demo_is_unfinished or (wanted and not found.has_events)
    if due and not settings.owner_database_url:
        raise OperatorError("Loading the demo takes the owner's database: set REDRESS_OWNER_DATABASE_URL.")
    return due


def load_demo(settings: Settings, say: Callable[[str], object]) -> None:
    """Fill an empty log with the demo, unless somebody else has done so meanwhile."""
    # Imported here: what the demo says is read from files, and hardly any start needs it.
    from infrastructure.demo_loading import CASES, load, only_loader  # noqa: PLC0415

    with only_loader(str(settings.owner_database_url)) as owner:
        if demo_is_due(settings, wanted=True):
            say(f"Loading the demo: {CASES:,} cases of four months ...")
            load(settings, owner)


def refuse_other_log(settings: Settings) -> None:
    """Refuse a database in which the demo was asked for and something else is.

    Raises:
        OperatorError: The log does not hold the demo.
    """
    if not log_contents(str(settings.database_url)).has_demo:
        raise OperatorError("The demo goes into an empty database only, and this one holds something else.")
