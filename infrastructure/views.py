"""All views of this version."""

from infrastructure.operator_error import OperatorError
from infrastructure.settings import SettingError, Settings, variable_of
from projections import clocks, contact_rows, likeness, organisation, reporting, search, status, worklist
from projections.view import View
from projections.zones import Zones

NAMES = (
    worklist.VIEW.name,
    search.VIEW.name,
    likeness.VIEW.name,
    contact_rows.VIEW.name,
    organisation.VIEW.name,
    clocks.VIEW.name,
    status.NAME,
    reporting.NAME,
)
"""What the views are called, in the order in which they are built."""


def all_views(settings: Settings) -> tuple[View, ...]:
    """Return every view, as the settings want it.

    Raises:
        SettingError: The time zones of the units cannot be read.
    """
    zones = zones_of(settings)
    return (
        worklist.VIEW,
        search.VIEW,
        likeness.VIEW,
        contact_rows.VIEW,
        organisation.VIEW,
        clocks.VIEW,
        status.status_view(zones),
        reporting.reporting_view(zones),
    )


def view_named(name: str, settings: Settings) -> View:
    """Return a view by its name.

    Raises:
        OperatorError: There is none of this name.
    """
    views = {view.name: view for view in all_views(settings)}
    if name not in views:
        raise OperatorError(f"There is no view '{name}'. There are: {', '.join(views)}.")
    return views[name]


def zones_of(settings: Settings) -> Zones:
    """Read the time zones of the units.

    Raises:
        SettingError: They cannot be read.
    """
    try:
        return Zones.parse(settings.unit_zones)
    except ValueError as error:
        raise SettingError(f"{variable_of('unit_zones')} cannot be read: {error}") from None
