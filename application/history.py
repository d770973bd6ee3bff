"""The history of a case as pages show it: events with when and by whom they were recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from application.ports import HistoryEntry
from domain.aggregate import DomainEvent

E = TypeVar("E", bound=DomainEvent)


@dataclass(frozen=True, slots=True)
class Who:
    """Who gave a command, in which role and unit, and for whom; a fact of the log, not of today."""

    user_id: str | None
    role: str | None
    unit_id: str | None
    on_behalf_of: str | None


def recorded(history: Iterable[HistoryEntry], kind: type[E]) -> Iterator[tuple[E, datetime, Who]]:
    """Yield the events of one kind with when and by whom they were recorded."""
    for entry in history:
        if isinstance(entry.event, kind):
            yield entry.event, entry.recorded_at, who(entry.metadata)


def who(metadata: Mapping[str, Any]) -> Who:
    """Return who gave the command."""
    return Who(metadata.get("user"), metadata.get("role"), metadata.get("unit"), metadata.get("on_behalf_of"))
