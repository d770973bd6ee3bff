"""The use cases of complaints that concern how units and customer work together on one."""

from datetime import date, datetime
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Ledger
from application.organisation import unknown_unit
from application.ports import CodesInForce, Directory
from application.use_cases import UseCases
from domain.complaint import Complaint
from domain.refusals import refuse_first


class ComplaintWork(UseCases[Complaint]):
    """Interests and tasks; `Complaints` says what they all raise."""

    def __init__(self, ledger: Ledger, codes: CodesInForce, directory: Directory) -> None:
        """Work on a ledger with the code lists in force and the units and users of the bank."""
        super().__init__(ledger)
        self._codes = codes
        self._directory = directory

    def declare_interest(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Declare one's own interest and let go of it."""
        return self._change(of, command, Complaint.declare_interest, reason, codes=self._codes())

    def give_task(self, of: UUID, unit_id: str, what: str, due_on: date | None, *, command: Command) -> Receipt:
        """Ask another unit to contribute something.

        Raises:
            UnknownUnit: The directory does not know the unit, or it is closed.
        """
        self._check_role(command.by, "give_task")
        refuse_first(unknown_unit(self._directory, unit_id))
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, Complaint.give_task, unit_id, what, due_on, organisation=organisation)

    def answer_task(self, of: UUID, task_id: str, answer: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record what the unit contributed."""
        return self._change(of, command, Complaint.answer_task, task_id, answer, at=at)

    def cancel_task(self, of: UUID, task_id: str, reason: str, *, command: Command) -> Receipt:
        """Take a task back."""
        return self._change(of, command, Complaint.cancel_task, task_id, reason)
