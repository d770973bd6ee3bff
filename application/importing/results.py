"""What came of the records of an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from application.importing.records import Fault


class Kind(StrEnum):
    """What came of one record: exactly one of these."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one record, how many events it added, and why it was rejected."""

    kind: Kind
    events: int = 0
    fault: Fault | None = None


@dataclass(slots=True)
class Tally:
    """How many records came to what."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    events: int = 0

    @property
    def read(self) -> int:
        """All records that were read: none is lost between the four."""
        return self.imported + self.updated + self.unchanged + self.rejected

    def add(self, results: Iterable[Result]) -> None:
        """Count results."""
        for result in results:
            setattr(self, result.kind, getattr(self, result.kind) + 1)
            self.events += result.events
