"""What an import needs of the event log beyond the ledger: many streams in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.command import Command
from domain.complaint import Complaint


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The complaints that exist among those asked for, at the database's instant `now`."""

    now: datetime
    complaints: Mapping[UUID, Complaint]


@dataclass(frozen=True, slots=True)
class Decided:
    """A complaint with what a command made happen to it, not saved yet."""

    complaint: Complaint
    command: Command


class ImportLog(Protocol):
    """The event log in bulk."""

    def look_up(self, stream_ids: Sequence[UUID]) -> LookedUp:
        """Load the complaints that exist."""
        ...

    def draw_numbers(self, how_many: int) -> Sequence[int]:
        """Draw numbers for references; gaps are allowed."""
        ...

    def append(self, decided: Sequence[Decided]) -> None:
        """Save what happened to several complaints, all or nothing.

        Raises:
            ConflictError: One of them was changed meanwhile; nothing was saved.
        """
        ...
