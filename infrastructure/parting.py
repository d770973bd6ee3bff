"""Following the units along the log: who comes to head one has no part in the cases about them that lie there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, any_, select

from application.hiding import Case
from application.parting import Cause, Parting
from domain.complaint import Complaint
from domain.organisation.unit import Unit
from domain.request import ServiceRequest
from infrastructure.database import raw_cursor
from infrastructure.follower import Follower
from infrastructure.log_pages import Stretch
from infrastructure.log_reader import LogReader
from infrastructure.logged_event import LoggedEvent
from infrastructure.view_positions import standing
from infrastructure.wiring import SYSTEM, Redress
from projections import worklist
from projections.visible import texts
from projections.worklist_requests import KIND as REQUEST

NAME: Final = "recusal"
TOPICS: Final = frozenset({Unit.HeadAppointed.topic, Unit.Moved.topic})


@dataclass(frozen=True, slots=True)
class PartingFollower:
    """Moves along the log. The worklist says which open cases are about whom, so it has to be as far as the event."""

    redress: Redress
    parting: Parting
    follower: Follower

    def step(self, is_stopped: Callable[[], bool] = lambda: False) -> bool:  # noqa: ARG002 - a stretch is short
        """Go on along the log; say whether there was anything to do.

        Raises:
            PersistenceError: The database is the trouble.
            VersionConflict: Others kept changing a case; the same stretch comes again.
        """
        return self.follower.advance(self._part)

    def _part(self, stretch: Stretch) -> bool:
        if not reached(self.redress.engine, stretch.position):
            return False
        self.redress.directory.forget()
        for logged in stretch.events:
            cause = Cause(UUID(logged.stream_id), logged.version)
            for kind, case_id in cases_about(self.redress.engine, self._heads(logged)):
                self.parting.part(kind, case_id, cause)
        return True

    def _heads(self, logged: LoggedEvent) -> frozenset[str]:
        """Return who comes to head cases of a unit and of those below it, as the units are now."""
        event = logged.event
        if isinstance(event, Unit.HeadAppointed):
            return frozenset({event.head_id})
        assert isinstance(event, Unit.Moved)  # noqa: S101 - of the topics
        return self.redress.directory.organisation(event.superior_id).heads_over(event.superior_id)


def parting_follower(redress: Redress) -> PartingFollower:
    """Put it together on the parts of one process."""
    follower = Follower(NAME, redress.engine, LogReader(redress.engine), lambda: TOPICS)
    return PartingFollower(redress, Parting(redress.ledger, redress.directory, SYSTEM), follower)


def reached(engine: Engine, position: int) -> bool:
    """Tell whether the worklist stands at a position, or beyond."""
    with raw_cursor(engine) as cursor:
        found = standing(cursor, worklist.VIEW.name)
    return found is not None and found.position >= position


def cases_about(engine: Engine, employees: frozenset[str]) -> Iterator[tuple[type[Case], UUID]]:
    """Yield the open cases about some employees."""
    row = worklist.ROW
    wanted = select(row.kind, row.case_id).where(row.is_open, row.employee_id == any_(texts(employees)))
    with engine.connect() as connection:
        found = connection.execute(wanted.order_by(row.case_id)).all()
    for kind, case_id in found:
        yield (ServiceRequest if kind == REQUEST else Complaint), UUID(case_id)
