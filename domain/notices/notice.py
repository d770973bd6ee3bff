"""The notice: one thing that one recipient is told about the deadline of a case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from domain.actor import Role


class Kind(StrEnum):
    """What somebody is told."""

    WARNING = "warning"
    BREACH = "breach"
    ESCALATION = "escalation"
    RESCINDED = "rescinded"
    """A breach that somebody was told of did not happen."""


class Way(StrEnum):
    """How it goes out."""

    LOG = "log"
    SMTP = "smtp"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: a user who works in a unit, or without one the mailbox that a role of the unit shares."""

    unit_id: str
    role: Role
    user_id: str | None = None

    @property
    def key(self) -> str:
        """What tells one recipient from all others: a user is the same in whatever role."""
        return f"user {self.user_id}" if self.user_id else f"unit {self.unit_id} {self.role}"


@dataclass(frozen=True, slots=True)
class ClockFact:
    """Something that the clock of a case recorded, at a version of its stream, as far as notices tell it."""

    clock_id: UUID
    version: int
    kind: Kind
    pack: str
    milestone: str
    cycle: int
    stage: int
    step: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A fact as one recipient is told it. It names the case and holds nothing personal.

    `unit_id` is the unit that owns the case.
    """

    fact: ClockFact
    recipient: Recipient
    case_id: UUID
    reference: str
    unit_id: str

    @property
    def id(self) -> UUID:
        """The same for the same fact and recipient, however often they are put together."""
        return uuid5(self.fact.clock_id, f"notice {self.fact.version} {self.recipient.key}")
