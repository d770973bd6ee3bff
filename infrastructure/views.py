"""All views of this version."""

from typing import Any

from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from projections import search, worklist
from projections.view import View


def all_views(_settings: Settings) -> tuple[View[Any], ...]:
    """Return every view, as the settings want it."""
    return (worklist.VIEW, search.VIEW)


def view_named(name: str, settings: Settings) -> View[Any]:
    """Return a view by its name.

    Raises:
        OperatorError: There is none of this name.
    """
    views = {view.name: view for view in all_views(settings)}
    if name not in views:
        raise OperatorError(f"There is no view '{name}'. There are: {', '.join(views)}.")
    return views[name]
