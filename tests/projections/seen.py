"""Events as read models see them, without a log."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from domain.aggregate import DomainEvent
from projections.view import Fold

R = TypeVar("R")

METADATA = {"user": "ann", "role": "handler"}


@dataclass
class Seen:
    """An event at a position, recorded when it happened."""

    event: Any
    position: int = 1
    metadata: Mapping[str, Any] = field(default_factory=lambda: METADATA)

    @property
    def topic(self) -> str:
        return str(self.event.topic)

    @property
    def stream_id(self) -> str:
        return str(self.event.originator_id)

    @property
    def version(self) -> int:
        return int(self.event.originator_version)

    @property
    def occurred_at(self) -> datetime:
        at: datetime = self.event.occurred_at
        return at

    @property
    def recorded_at(self) -> datetime:
        return self.occurred_at


def seen(events: Iterable[DomainEvent]) -> Iterator[Seen]:
    """Return events in the order of a log."""
    for position, event in enumerate(events, start=1):
        yield Seen(event, position)


def folded(fold: Fold[R], events: Iterable[Any]) -> R:
    """Return the row that the events of one stream make.

    Raises:
        AssertionError: They make none.
    """
    row: R | None = None
    for each in seen(events):
        if each.topic in fold.topics:
            row = fold.apply(row, each)
    assert row is not None
    return row
