"""What every case remembers, whether it is a complaint or a service request."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from domain.aggregate import Step
from domain.case.values import Task, TaskState
from domain.linked_interaction import LinkedInteraction


class CaseFacts(Protocol):
    """What the rules of every case ask of what was told."""

    @property
    def received_at(self) -> datetime:
        """When it reached the bank."""
        ...

    @property
    def employee_id(self) -> str | None:
        """The employee whom it is about."""
        ...


class CaseRecord(Step):
    """The state that the rules of every case need, written by its events only."""

    reference: str
    facts: CaseFacts
    unit_id: str
    handler_id: str | None
    tasks: dict[str, Task]
    suspensions: dict[str, str]
    suspensions_ever: int
    questions: int
    interactions: dict[str, LinkedInteraction]
    """The contacts with the customer that it is linked to, by their id."""

    @property
    def task_units(self) -> frozenset[str]:
        """The units that were given a task on it which was not taken back."""
        return frozenset(task.unit_id for task in self.tasks.values() if task.state is not TaskState.CANCELLED)

    def stop_waiting(self) -> None:
        """End what waits for somebody: at the end of a case neither a suspension nor a task runs on."""
        self.suspensions = {}
        self.tasks = {
            key: replace(task, state=TaskState.ENDED) if task.state is TaskState.OPEN else task
            for key, task in self.tasks.items()
        }
