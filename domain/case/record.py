"""What every case remembers, whether it is a complaint or a service request."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from domain.aggregate import Step
from domain.case.values import Task, TaskState
from domain.linked_interaction import LinkedInteraction
from domain.sight import Belonging


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
    earlier_units: tuple[str, ...]
    """Units that see it: those that owned it before, that took it in for another one, or that check it again."""
    received_by: str | None
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

    @property
    def belonging(self) -> Belonging:
        """Whose it is, as far as rights ask."""
        others = self.task_units.union(self.earlier_units) - {self.unit_id}
        return Belonging(self.unit_id, others, self.handler_id, self.received_by, self.facts.employee_id)

    def begin_in(self, unit_id: str, *, received_by: str | None, received_in: str | None) -> None:
        """Let it belong to a unit; another one in which it was received remembers it as if it had owned it."""
        self.received_by = received_by
        self.earlier_units = () if received_in in {None, unit_id} else (received_in,)
        self.unit_id = unit_id

    def move_to(self, unit_id: str) -> None:
        """Let it belong to another unit; the earlier one is not cut off."""
        if unit_id != self.unit_id:
            self.earlier_units = tuple(dict.fromkeys((*self.earlier_units, self.unit_id)))
            self.unit_id = unit_id

    def show_to(self, unit_id: str) -> None:
        """Let another unit see it as if it had owned it before."""
        if unit_id not in {self.unit_id, *self.earlier_units}:
            self.earlier_units = (*self.earlier_units, unit_id)

    def stop_waiting(self) -> None:
        """End what waits for somebody: at the end of a case neither a suspension nor a task runs on."""
        self.suspensions = {}
        self.tasks = {
            key: replace(task, state=TaskState.ENDED) if task.state is TaskState.OPEN else task
            for key, task in self.tasks.items()
        }
