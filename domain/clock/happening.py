"""The happening: an event of a case with the instant from which it counts for clocks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.aggregate import DomainEvent
from domain.sla.milestone import Condition


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of a case as the log holds it. `role`: of who gave the command."""

    event: DomainEvent
    recorded_at: datetime
    role: str | None = None


@dataclass(slots=True)
class Happening:
    """Something that happened, at the instant that counts; `at` changes when a report of it is corrected.

    `counts` is false for what only looks like the thing: a delivery that failed, one of several withdrawing.
    """

    topic: str
    version: int
    at: datetime
    recorded_at: datetime
    event: Any
    role: str | None = None
    channel: str | None = None
    source: str | None = None
    way: str | None = None
    counts: bool = True

    @property
    def cause(self) -> str:
        """How ledgers and events name it."""
        return f"event {self.version}"

    def meets(self, conditions: tuple[Condition, ...]) -> bool:
        """Tell whether one of the conditions holds for it."""
        return self.counts and any(self._meets(each) for each in conditions)

    def _meets(self, condition: Condition) -> bool:
        return (
            condition.event == self.topic
            and (not condition.channels or self.channel in condition.channels)
            and (not condition.sources or self.source in condition.sources)
            and (not condition.actors or self.role in condition.actors)
            and (not condition.proofs or self.way in condition.proofs)
        )
