"""The life of an aggregate: its states, and which command each state takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.refusals import Refusal


class NotInThisState(Refusal):
    """The command is not taken in this state; the code is the aggregate, `_is_` and the state."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What the commands of one kind of aggregate are held against, and what the event catalogue prints.

    `name` begins the codes of its refusals (`complaint_is_closed`) and the names of its rights (`complaint.close`).
    `allowed` has a row for each command; `standing` the rules of a command that need no argument.
    """

    name: str
    states: type[StrEnum]
    ends: frozenset[Any]
    allowed: Mapping[str, frozenset[Any]]
    standing: Mapping[str, tuple[Callable[..., Refusal | None], ...]]

    @property
    def before_end(self) -> frozenset[Any]:
        """The states in which something is still to be done."""
        return frozenset(self.states) - self.ends


def not_in_this_state(name: str, state: StrEnum, command: str, allowed: Mapping[str, frozenset[Any]]) -> Refusal | None:
    """Refuse a command that the state table of an aggregate does not take."""
    if state in allowed[command]:
        return None
    return NotInThisState(
        f"'{command}' is not taken while the {name.replace('_', ' ')} is {state}.", code=f"{name}_is_{state}"
    )
