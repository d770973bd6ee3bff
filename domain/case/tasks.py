"""Tasks 协办 of every case: what another unit contributes while the owning unit keeps it."""

from dataclasses import replace

from domain.actor import Actor
from domain.case.record import CaseRecord
from domain.case.values import TaskState
from domain.refusals import Refusal


class NoSuchTask(Refusal):
    """No task with this id was given."""

    code = "no_such_task"


class NoOpenTask(Refusal):
    """No unit was asked for anything that it still owes."""

    code = "no_open_task"


class TaskOver(Refusal):
    """The task was answered or cancelled, or ended with the case."""

    code = "task_over"


def no_open_task(case: CaseRecord, _: Actor) -> Refusal | None:
    """Refuse to end a task where none waits."""
    if any(task.state is TaskState.OPEN for task in case.tasks.values()):
        return None
    return NoOpenTask("No task is waiting for an answer.")


def not_waiting(case: CaseRecord, task_id: str) -> Refusal | None:
    """Refuse a task that was never given or is over."""
    task = case.tasks.get(task_id)
    if task is None:
        return NoSuchTask("The case has no task with this id.")
    return None if task.state is TaskState.OPEN else TaskOver(f"This task is {task.state}.")


def end_task(case: CaseRecord, task_id: str, state: TaskState) -> None:
    """End a task. As of an instant before it was given there is none to end."""
    if task_id in case.tasks:
        case.tasks = {**case.tasks, task_id: replace(case.tasks[task_id], state=state)}
