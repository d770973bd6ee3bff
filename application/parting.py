"""What follows for cases when somebody comes to head a unit: those about them go to the unit above 回避."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from application.command import Command
from application.hiding import Case
from application.ledger import Ledger
from application.organisation import working_below
from application.ports import Directory
from domain.actor import Actor
from domain.complaint import Complaint


@dataclass(frozen=True, slots=True)
class Cause:
    """The event of a unit from which it follows."""

    unit_stream: UUID
    version: int


class Parting:
    """Takes cases out of the hands of whom they are about, once for each cause, however often it is asked to."""

    def __init__(self, ledger: Ledger, directory: Directory, by: Actor) -> None:
        """Act on a ledger, in the name of the system, by the units as they are now."""
        self._ledger = ledger
        self._directory = directory
        self._by = by

    def part(self, kind: type[Case], case_id: UUID, cause: Cause) -> None:
        """Move a case above whom it is about where they have come to head its unit; else do nothing.

        Raises:
            VersionConflict: Others kept changing it; ask again.
        """

        def decide(case: Case, now: datetime) -> None:
            organisation = self._directory.organisation(case.unit_id)
            if isinstance(case, Complaint):
                employee = case.facts.employee_id
                below = working_below(self._directory, employee, case.proposed_by, case.approved_by)
                case.part_from_whom_it_is_about(organisation, below, now)
            else:
                case.part_from_whom_it_is_about(organisation, now)

        self._ledger.change(kind, case_id, self._command(case_id, cause), decide)

    def _command(self, case_id: UUID, cause: Cause) -> Command:
        return Command(
            uuid5(case_id, f"part {cause.unit_stream} {cause.version}"),
            self._by,
            client="redress",
            correlation_id=str(cause.unit_stream),
            causation_id=f"{cause.unit_stream}:{cause.version}",
        )
