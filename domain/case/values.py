"""The values that the commands and events of every case carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from domain.personal import Personal


class DispatchWay(StrEnum):
    """How a notice left the bank; it counts from then."""

    HANDED_OVER = "handed_over"
    POSTED = "posted"
    SMS = "sms"
    EMAIL = "email"
    PHONE = "phone"
    PUBLISHED = "published"
    """Put up where anybody can read it, without a name: for who is anonymous or unreachable."""
    KEPT_ON_FILE = "kept_on_file"
    """Decided and recorded, for whoever comes and asks: nobody can be written to."""


class TaskState(StrEnum):
    """What became of a task. `ended`: the case ended before it was answered."""

    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    ENDED = "ended"


TO_NOBODY = frozenset({DispatchWay.PUBLISHED, DispatchWay.KEPT_ON_FILE})
"""Ways that reach nobody by themselves: for people who cannot be written to."""


@dataclass(frozen=True, slots=True)
class Task:
    """What another unit was asked to contribute."""

    unit_id: str
    state: TaskState = TaskState.OPEN


@dataclass(frozen=True, slots=True)
class Contact:
    """Who a person is and how to reach them, as told on this case."""

    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How a notice left the bank, with what proves it (tracking number, message id, call id)."""

    way: DispatchWay
    proof: str


CaseDispatch = Annotated[Dispatch, Personal("case")]
