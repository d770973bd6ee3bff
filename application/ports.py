"""What use cases need from the outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from domain.actor import Role
from domain.aggregate import Aggregate, DomainEvent
from domain.codes import Codes
from domain.documents import Document
from domain.organisation.structure import KnownUser, Organisation

A = TypeVar("A", bound=Aggregate)


class ConflictError(Exception):
    """A version or a command id was taken by somebody else in the meantime; nothing was stored."""


class OutcomeUnknownError(Exception):
    """The answer to an append was lost on its way: it may or may not be stored. Repeat with the same key."""


class UnavailableError(Exception):
    """The database cannot be reached; nothing was stored. Try again later."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a command that was carried out before has left: its last version, its events, its last position.

    `fingerprint` is that of what it said, where it was kept.
    """

    version: int
    events: int
    position: int
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded(Generic[A]):
    """A stream as loaded in one statement.

    `aggregate` is replayed up to its last event, whose position is `position` (0 where a snapshot hides it); `now` is
    the database's clock; `replayed` counts the events that no snapshot covered.
    """

    aggregate: A
    now: datetime
    repeated: Repeated | None
    position: int
    replayed: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event of a stream as recorded: when, by whom, why."""

    event: DomainEvent
    position: int
    recorded_at: datetime
    metadata: dict[str, Any]


class Log(Protocol):
    """The event log as use cases see it."""

    def load(self, kind: type[A], stream_id: UUID, command_id: UUID | None = None) -> Loaded[A]:
        """Load a stream (blank where it has no events) and look the command up.

        Raises:
            UnavailableError: The database cannot be reached.
        """
        ...

    def keep(self, aggregate: Aggregate) -> None:
        """Cache the state of a long stream; failing to is no failure."""
        ...

    def history(self, stream_id: UUID) -> Sequence[HistoryEntry]:
        """Return all events of a stream with what surrounds them, in version order."""
        ...

    def next_number(self) -> int:
        """Draw the next number for references; gaps are allowed."""
        ...


CodesInForce = Callable[[], Codes]
"""Gives the code lists in force."""

DocumentInForce = Callable[[str], Document[Any]]
"""Gives the version in force of the document with a name."""


ZoneOf = Callable[[str], str]
"""Gives the time zone in which a unit counts its days."""


class Keyed(Protocol):
    """Makes bytes with the installation's key, which nobody without it can compute or recognise."""

    def __call__(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes that depend on the purpose, on every part and on where each of them ends."""
        ...


class Directory(Protocol):
    """The units and users of the bank as they are now, at most a few seconds old."""

    def user(self, user_id: str) -> KnownUser | None:
        """Return a user, or None where nobody has this id."""
        ...

    def organisation(self, *unit_ids: str | None) -> Organisation:
        """Return units with all that are above them, as one value for a command; unknown ones are left out."""
        ...

    def below(self, unit_id: str) -> frozenset[str]:
        """Return a unit with all units below it, as a read model shows them; an unknown one has none."""
        ...

    def working_in(self, unit_id: str | None, role: Role) -> frozenset[str]:
        """Return who works in a unit (None: anywhere in the bank) in a role, as a read model shows them."""
        ...
