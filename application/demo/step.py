"""One command of the demo: when, in which story, on which stream, by whom, with which arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from application.command import Command, command_id, new_stream_id
from domain.actor import Actor

CLIENT = "demo"
FIRST_CASE = "case-0001"


@dataclass(frozen=True, slots=True)
class Step:
    """A call of the use case `command` of `use_cases`, to be recorded at the instant `at`.

    `number` counts the steps of the case from 1. `of` is the stream that the command is about, None where it begins
    one. `content` is the file that an attachment's hash stands for.
    """

    at: datetime
    case: str
    number: int
    by: Actor
    command: str
    arguments: Mapping[str, object]
    content: bytes | None = None
    use_cases: str = "complaints"
    of: UUID | None = None

    @property
    def id(self) -> UUID:
        """The command's id, the same in every telling: what was carried out is not done again."""
        return step_id(self.case, self.number)

    @property
    def begun(self) -> UUID:
        """The id of the case or contact that the command begins, where it begins one."""
        return case_id(self.case, self.number)

    def envelope(self, correlation_id: str) -> Command:
        """Return what surrounds the command."""
        return Command(self.id, self.by, CLIENT, correlation_id)


def step_id(case: str, number: int) -> UUID:
    """Return the id of a command of the demo."""
    return command_id(CLIENT, f"{case}/{number}")


@cache
def case_id(case: str, number: int = 1) -> UUID:
    """Return the id of the stream that a step of a case began, whenever the demo was loaded."""
    return new_stream_id(step_id(case, number))
