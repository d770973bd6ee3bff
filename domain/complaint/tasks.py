"""Step 3, tasks 协办: what another unit contributes while the owning unit keeps the complaint."""

from datetime import date, datetime

from domain.actor import Actor
from domain.case.instants import on_a_past_day
from domain.case.tasks import end_task, not_waiting
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import handler_in_conflict, happened, out_of_time
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Task, TaskState
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Id


class TaskGiven(ComplaintEvent):
    """Another unit was asked to contribute something; it sees the complaint from now on."""

    topic = "complaint.task_given"

    task_id: Id
    unit_id: Id
    what: CaseText
    due_on: date | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the task."""
        complaint.tasks = {**complaint.tasks, self.task_id: Task(self.unit_id)}


class TaskAnswered(ComplaintEvent):
    """The unit contributed what it was asked for."""

    topic = "complaint.task_answered"

    task_id: Id
    answer: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the task."""
        end_task(complaint, self.task_id, TaskState.ANSWERED)


class TaskCancelled(ComplaintEvent):
    """The task is not needed any more; the unit sees the complaint no longer for its sake."""

    topic = "complaint.task_cancelled"

    task_id: Id
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the task."""
        end_task(complaint, self.task_id, TaskState.CANCELLED)


class Tasking(ComplaintStep):
    """The commands about tasks."""

    def give_task(
        self,
        unit_id: str,
        what: str,
        due_on: date | None,
        *,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
    ) -> None:
        """Ask a unit for something until the end of a local day; the task gets the next id `t1`, `t2`, ...

        Raises:
            NotInThisState: The complaint has ended.
            KeptConfidential: A second person opens it first.
            ConflictOfInterest: The complaint is about who heads that unit or one above it.
            InThePast: `due_on` is over.
        """
        conflict = handler_in_conflict(self, None, unit_id, organisation)
        self._permit("give_task", by, conflict, on_a_past_day(due_on, now))
        task_id = f"t{len(self.tasks) + 1}"
        self.record(TaskGiven, task_id=task_id, unit_id=unit_id, what=what, due_on=due_on, occurred_at=now)

    def answer_task(self, task_id: str, answer: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record what the unit contributed at `at`.

        Raises:
            NotInThisState: The complaint has ended.
            NoOpenTask, NoSuchTask, TaskOver: No task waits under this id.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("answer_task", by, not_waiting(self, task_id), out_of_time(self, at, now))
        self.record(TaskAnswered, task_id=task_id, answer=answer, occurred_at=happened(at, now))

    def cancel_task(self, task_id: str, reason: str, *, by: Actor, now: datetime) -> None:
        """Take a task back.

        Raises:
            NotInThisState: The complaint has ended.
            NoOpenTask, NoSuchTask, TaskOver: No task waits under this id.
        """
        self._permit("cancel_task", by, not_waiting(self, task_id))
        self.record(TaskCancelled, task_id=task_id, reason=reason, occurred_at=now)
