"""Route 分派: who handles a request, and what other units contribute 协办."""

from datetime import date, datetime

from domain.actor import Actor
from domain.case.instants import happened, on_a_past_day, out_of_time
from domain.case.recusal import handler_in_conflict
from domain.case.tasks import end_task, not_waiting
from domain.case.values import Task, TaskState
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Id
from domain.request.record import RequestEvent, RequestRecord
from domain.request.step import RequestStep


class Assigned(RequestEvent):
    """A handler was made responsible by somebody."""

    topic = "service_request.assigned"

    handler_id: Id
    unit_id: Id

    def apply(self, request: RequestRecord) -> None:
        """Set the handler and the owning unit."""
        request.move_to(self.unit_id)
        request.handler_id = self.handler_id


class Taken(RequestEvent):
    """A handler took responsibility."""

    topic = "service_request.taken"

    handler_id: Id

    def apply(self, request: RequestRecord) -> None:
        """Set the handler."""
        request.handler_id = self.handler_id


class Transferred(RequestEvent):
    """The request went to another unit with the whole context; the earlier unit still sees it."""

    topic = "service_request.transferred"

    from_unit_id: Id
    unit_id: Id
    handover: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Move it to the unit's queue."""
        request.move_to(self.unit_id)
        request.handler_id = None


class Released(RequestEvent):
    """The handler gave the request back to the unit's queue."""

    topic = "service_request.released"

    handler_id: Id
    reason: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Clear the handler."""
        request.handler_id = None


class TaskGiven(RequestEvent):
    """Another unit was asked to contribute something; it sees the request from now on."""

    topic = "service_request.task_given"

    task_id: Id
    unit_id: Id
    what: CaseText
    due_on: date | None

    def apply(self, request: RequestRecord) -> None:
        """Add the task."""
        request.tasks = {**request.tasks, self.task_id: Task(self.unit_id)}


class TaskAnswered(RequestEvent):
    """The unit contributed what it was asked for."""

    topic = "service_request.task_answered"

    task_id: Id
    answer: CaseText

    def apply(self, request: RequestRecord) -> None:
        """End the task."""
        end_task(request, self.task_id, TaskState.ANSWERED)


class TaskCancelled(RequestEvent):
    """The task is not needed any more; the unit sees the request no longer for its sake."""

    topic = "service_request.task_cancelled"

    task_id: Id
    reason: CaseText

    def apply(self, request: RequestRecord) -> None:
        """End the task."""
        end_task(request, self.task_id, TaskState.CANCELLED)


class Assigning(RequestStep):
    """The commands about who works on it."""

    def assign(
        self, handler_id: str, unit_id: str, *, by: Actor, now: datetime, organisation: Organisation = NO_UNITS
    ) -> None:
        """Make a handler of a unit responsible. Repeating it does nothing.

        Raises:
            NotInThisState: The request has ended.
            ConflictOfInterest: The request is about this handler, or about who heads a unit above.
        """
        self._permit("assign", by, handler_in_conflict(self, handler_id, unit_id, organisation))
        if (handler_id, unit_id) != (self.handler_id, self.unit_id):
            self.record(Assigned, handler_id=handler_id, unit_id=unit_id, occurred_at=now)

    def take(self, *, by: Actor, now: datetime) -> None:
        """Make the asking user responsible. Repeating it does nothing.

        Raises:
            NotInThisState: The request has ended.
        """
        self._permit("take", by)
        if by.user_id != self.handler_id:
            self.record(Taken, handler_id=by.user_id, occurred_at=now)

    def transfer(
        self, unit_id: str, handover: str, *, by: Actor, now: datetime, organisation: Organisation = NO_UNITS
    ) -> None:
        """Move the request to the queue of another unit. To the unit that owns it, it does nothing.

        Raises:
            NotInThisState: The request has ended.
            ConflictOfInterest: The request is about who heads that unit or one above it.
        """
        self._permit("transfer", by, handler_in_conflict(self, None, unit_id, organisation))
        if unit_id != self.unit_id:
            self.record(Transferred, from_unit_id=self.unit_id, unit_id=unit_id, handover=handover, occurred_at=now)

    def release(self, reason: str, *, by: Actor, now: datetime) -> None:
        """Give the request back to the unit's queue.

        Raises:
            NotInThisState: The request has ended.
            NothingToRelease: Nobody handles it.
        """
        self._permit("release", by)
        self.record(Released, handler_id=self.handler_id, reason=reason, occurred_at=now)

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
            NotInThisState: The request has ended.
            ConflictOfInterest: The request is about who heads that unit or one above it.
            InThePast: `due_on` is over.
        """
        conflict = handler_in_conflict(self, None, unit_id, organisation)
        self._permit("give_task", by, conflict, on_a_past_day(due_on, now))
        task_id = f"t{len(self.tasks) + 1}"
        self.record(TaskGiven, task_id=task_id, unit_id=unit_id, what=what, due_on=due_on, occurred_at=now)

    def answer_task(self, task_id: str, answer: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record what the unit contributed at `at`.

        Raises:
            NotInThisState: The request has ended.
            NoOpenTask, NoSuchTask, TaskOver: No task waits under this id.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("answer_task", by, not_waiting(self, task_id), out_of_time(self, at, now))
        self.record(TaskAnswered, task_id=task_id, answer=answer, occurred_at=happened(at, now))

    def cancel_task(self, task_id: str, reason: str, *, by: Actor, now: datetime) -> None:
        """Take a task back.

        Raises:
            NotInThisState: The request has ended.
            NoOpenTask, NoSuchTask, TaskOver: No task waits under this id.
        """
        self._permit("cancel_task", by, not_waiting(self, task_id))
        self.record(TaskCancelled, task_id=task_id, reason=reason, occurred_at=now)
