"""The loading of the demo: its plan carried out through the ordinary use cases, under a clock that it sets."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.command import Command, Receipt
from application.demo.plan import Plan
from application.demo.step import Step


class DemoClock(Protocol):
    """The database's clock while the demo is loaded."""

    def set(self, instant: datetime) -> None:
        """Let it be this instant (aware) for everything that follows."""
        ...


class DemoFiles(Protocol):
    """Where the demo's attachments are kept."""

    def keep(self, content: bytes) -> None:
        """Keep a file under the hash of its bytes."""
        ...


def carry_out(
    plan: Plan,
    use_cases: Mapping[str, object],
    *,
    clock: DemoClock,
    files: DemoFiles,
    done: Collection[UUID] = (),
) -> None:
    """Carry out every command of the plan at its instant, but for those that are `done` (command ids).

    `use_cases` are those that steps name: complaints, requests, ...

    Raises:
        Refusal: A command was refused: the plan does not fit the rules, or the log holds something else.
    """
    plan_id = plan.id
    for step in plan.steps:
        if step.content is not None:
            files.keep(step.content)
        command = step.envelope(plan_id)
        if command.id not in done:
            clock.set(step.at)
            call(use_cases[step.use_cases], step, command)


def call(use_cases: object, step: Step, command: Command) -> Receipt:
    """Call the use case that a step names."""
    of = () if step.of is None else (step.of,)
    receipt: Receipt = getattr(use_cases, step.command)(*of, **step.arguments, command=command)
    return receipt
