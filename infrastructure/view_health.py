"""How the engine is: the database, its version, and how far the views are behind the log."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any, Final

from eventsourcing.persistence import PersistenceError, ProgrammingError
from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.migrations import check_version
from infrastructure.operator_error import OperatorError
from infrastructure.outbox.queue import figures

MOST_SECONDS_BEHIND: Final = 60.0
"""A view that is further behind shows work as it was; until it has caught up, others should serve."""

LAG: Final = """
    SELECT held.view,
        greatest(0, (SELECT coalesce(max(position), 0) FROM log.event) - held.position),
        coalesce(extract(epoch FROM log.now() - (
            SELECT recorded_at FROM log.event WHERE position > held.position ORDER BY position LIMIT 1
        )), 0)::float8
    FROM view.position held WHERE held.view = ANY (%s)
"""
PARKED: Final = """
    SELECT held.view, (SELECT count(*) FROM view.parked WHERE parked.view = held.view)
    FROM view.position held WHERE held.view = ANY (%s)
"""
LOWEST: Final = "SELECT min(position), count(*) FROM view.position WHERE view = ANY (%s)"


class ViewHealth:
    """Asks one database about a set of views, by name."""

    def __init__(self, engine: Engine, url: str, views: Collection[str]) -> None:
        """Ask through `engine`; the version is asked at `url`, until it was right once."""
        self._engine = engine
        self._url = url
        self._views = sorted(views)
        self._is_migrated = False

    def ready(self) -> Mapping[str, str]:
        """Return what is in the way of serving requests, by name; nothing is fine."""
        try:
            self._check_version()
            lag = self.lag()
        except OperatorError as error:
            return {"database": str(error)}
        except PersistenceError:
            return {"database": "The database does not answer."}
        missing = {view: "This view was not built yet." for view in self._views if view not in lag}
        late = {
            view: f"This view is {seconds:.0f} seconds behind."
            for view, (_, seconds) in lag.items()
            if seconds > MOST_SECONDS_BEHIND
        }
        return missing | late

    def lag(self) -> Mapping[str, tuple[int, float]]:
        """Return how far each view is behind the log: positions, and the age of what it does not show, in seconds."""
        return {view: (behind, seconds) for view, behind, seconds in self._rows(LAG)}

    def parked(self) -> Mapping[str, int]:
        """Return how many streams each view has parked."""
        return dict(self._rows(PARKED))

    def outbox(self) -> Mapping[str, float]:
        """Return the figures of the outbox by name; before the migration there are none."""
        try:
            return asdict(figures(self._engine))
        except ProgrammingError:
            return {}

    def lowest_position(self) -> int:
        """Return the position that every view shows; 0 while one of them was not built."""
        rows = self._rows(LOWEST)
        lowest, views = rows[0] if rows else (0, 0)
        return int(lowest) if views == len(self._views) and views else 0

    def _rows(self, question: str) -> list[tuple[Any, ...]]:
        """Ask; before the daemon's first start there is nothing to ask."""
        try:
            with raw_cursor(self._engine) as cursor:
                cursor.execute(question, (self._views,))
                return cursor.fetchall()
        except ProgrammingError:
            return []

    def _check_version(self) -> None:
        if not self._is_migrated:
            check_version(self._url)
            self._is_migrated = True
