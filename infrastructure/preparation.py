"""What a database needs before the engine works on it."""

from infrastructure.migrations import check_version, migrate
from infrastructure.settings import Settings
from infrastructure.wiring import open_redress, publish_shipped_lists


def prepare(settings: Settings) -> None:
    """Bring the database to this code's version and publish the reference data that comes with it.

    Without the owner's address the version is checked only. Doing it again changes nothing.

    Raises:
        OperatorError: The database cannot be reached, or its version does not fit the code.
    """
    if settings.owner_database_url:
        migrate(settings.owner_database_url)
    if settings.database_url:
        check_version(settings.database_url)
        publish_reference_data(settings)


def publish_reference_data(settings: Settings) -> None:
    """Publish the code lists that come with the engine, where they changed."""
    redress = open_redress(settings, pool_size=1)
    try:
        publish_shipped_lists(redress)
    finally:
        redress.close()


def demo_is_due(settings: Settings) -> bool:  # noqa: ARG001 - no demo yet
    """Say whether nothing is in the log yet."""
    return False


def load_demo(settings: Settings) -> None:
    """Fill an empty log with the demo."""


def demo_tokens(settings: Settings) -> dict[str, str]:  # noqa: ARG001 - no demo yet
    """Return a fresh token of 12 hours for each role, in a database that holds the demo."""
    return {}
