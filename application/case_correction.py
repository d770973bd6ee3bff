"""Correcting whom a case is about: every other case that tells its story is about them from the same append on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from application.command import Command, Receipt
from application.hiding import Case, story_of
from application.ledger import Stream, VersionConflict
from application.organisation import working_below
from application.ports import Directory
from application.use_cases import CaseUseCases
from domain.aggregate import Aggregate
from domain.complaint import Complaint

A = TypeVar("A", bound=Aggregate)


class CaseCorrection(CaseUseCases[A]):
    """Correcting; the use cases of the kind say what the command raises."""

    _directory: Directory

    def _correct(self, of: UUID, changes: Mapping[str, Any], decide: Callable[..., None], command: Command) -> Receipt:
        """Correct a case by `decide`; where whom it is about is among the changes, its story follows.

        The others then leave the hands of that employee and of those below them, as this one does.

        Raises:
            VersionConflict: Meanwhile it was converted or merged.
        """
        self._check_role(command.by, "correct")
        story = self._story(of) if "employee_id" in changes else []
        if not story:
            return self._change(of, command, decide)

        def correct(case: Any, *others: Case, now: datetime) -> tuple[Aggregate, ...]:  # noqa: ANN401 - of either kind
            if [one.id for one in story_of(self._ledger.event_log, case)] != [one.id for one in others]:
                raise VersionConflict("Meanwhile it was converted or merged; look at it again.")
            self._ask(case, command.by, lambda: decide(case, by=command.by, now=now))
            for other in others if case.pending_events else ():
                self._let_be_about(other, case.facts.employee_id, case.reference, now)
            return (case, *others)

        own = Stream(self.kind, of, see=self._seeing(command.by, "correct"))
        return self._ledger.change_together(command, (own, *(Stream(type(one), one.id) for one in story)), correct)

    def _let_be_about(self, other: Case, employee_id: str | None, told_in: str, now: datetime) -> None:
        """Let another case of the story be about an employee, or about nobody."""
        organisation = self._directory.organisation(other.unit_id)
        if isinstance(other, Complaint):
            below = working_below(self._directory, employee_id, other.proposed_by, other.approved_by)
            other.be_about(employee_id, told_in, organisation=organisation, now=now, below=below)
        else:
            other.be_about(employee_id, told_in, organisation=organisation, now=now)

    def _story(self, of: UUID) -> list[Case]:
        """Return the other cases whose story a case tells; of one that is not there, none."""
        log = self._ledger.event_log
        case: Any = log.load(self.kind, of).aggregate
        return list(story_of(log, case)) if case.version else []
