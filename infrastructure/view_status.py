"""How each view stands against the log and against this code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.view_positions import create_positions
from projections.view import View

STATUS: Final = """
    SELECT held.view, held.build, (SELECT epoch FROM log.epoch) || '-' || held.position,
        greatest(0, (SELECT coalesce(max(position), 0) FROM log.event) - held.position),
        coalesce(extract(epoch FROM log.now() - (
            SELECT recorded_at FROM log.event WHERE position > held.position ORDER BY position LIMIT 1
        )), 0)::float8,
        (SELECT count(*) FROM view.parked WHERE parked.view = held.view)
    FROM view.position held
"""


@dataclass(frozen=True)
class ViewStatus:
    """One view: its position, how far it is behind in positions (gaps count) and seconds, how many streams it lacks.

    `condition` is "live", or why the view does not follow: not built, to be rebuilt, of a newer version.
    """

    view: str
    condition: str
    position: str
    behind: int
    seconds: float
    parked: int


def view_statuses(engine: Engine, views: Sequence[View]) -> list[ViewStatus]:
    """Return the status of each view, in the order given.

    Raises:
        PersistenceError: The database cannot be asked.
    """
    create_positions(engine)
    with raw_cursor(engine) as cursor:
        cursor.execute(STATUS)
        held = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_status(view, held.get(view.name)) for view in views]


def _status(view: View, held: tuple[Any, ...] | None) -> ViewStatus:
    if held is None:
        return ViewStatus(view.name, "not built", "-", 0, 0.0, 0)
    build, position, behind, seconds, parked = held
    return ViewStatus(view.name, condition(view, build), position, behind, seconds, parked)


def condition(view: View, build: str) -> str:
    """Say in a word or two whether rows of a build are what this code works with."""
    if build == view.build_name:
        return "live"
    return "newer than this code" if version_of(build) > view.version else "to be rebuilt"


def version_of(build: str) -> int:
    """Return the version in the name of a build."""
    return int(build.partition(":")[0] or 0)
