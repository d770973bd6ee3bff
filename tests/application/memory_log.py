"""A log in memory: the use cases' port on the library's plain recorder, with a clock that stands still."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import InfrastructureFactory, IntegrityError, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder, POPOTrackingRecorder

from application.ledger import Ledger
from application.ports import ConflictError, HistoryEntry, Loaded, Repeated
from domain.aggregate import Aggregate, DomainEvent
from infrastructure.ledger_log import is_of
from infrastructure.mapper import EventMapper
from tests.domain.fixed import NOW

A = TypeVar("A", bound=Aggregate)


class TakenError(ConflictError, IntegrityError):
    """A version or a command is taken."""


class MemoryRecorder(POPOApplicationRecorder):
    """The library's recorder, with what surrounds an event kept beside it."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.around: list[tuple[UUID | None, dict[str, Any]]] = []
        self.before_insert: Callable[[], None] = lambda: None
        """Runs before each append: what somebody else does at the same time."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command_id: UUID | None = None,
        metadata: bytes = b"{}",
        **_: object,
    ) -> list[int]:
        """Append the events of a command, all or none."""
        self.before_insert()
        try:
            positions = self._insert_events(stored_events)
        except IntegrityError as error:
            raise TakenError(str(error)) from error
        self.around += [(command_id, json.loads(metadata))] * len(stored_events)
        return list(positions or ())

    def stream(self, stream_id: UUID) -> list[tuple[int, StoredEvent]]:
        """Return the events of a stream with their positions."""
        return [(p, e) for p, e in enumerate(self._stored_events, start=1) if e.originator_id == stream_id]


class MemoryLog:
    """The event log as use cases see it."""

    def __init__(self) -> None:
        """Begin empty, at the fixed now."""
        self.now: datetime = NOW
        self.recorder = MemoryRecorder()
        self.mapper = EventMapper()
        self.kept: list[Aggregate] = []
        self.loads = 0
        self._numbers = 0

    def load(self, kind: type[A], stream_id: UUID, command_id: UUID | None = None) -> Loaded[A]:
        """Load a stream and look the command up."""
        self.loads += 1
        self.now += timedelta(seconds=1)
        found = self.recorder.stream(stream_id)
        if found and not is_of(kind, found[0][1].topic):
            return Loaded(kind.blank(stream_id), self.now, None, 0, 0)
        aggregate = kind.blank(stream_id).replay(self.event(stored) for _, stored in found)
        own = [(p, e) for p, e in found if command_id and self.recorder.around[p - 1][0] == command_id]
        return Loaded(aggregate, self.now, self._repeated(own), found[-1][0] if found else 0, len(found))

    def _repeated(self, own: Sequence[tuple[int, StoredEvent]]) -> Repeated | None:
        if not own:
            return None
        position, last = own[-1]
        fingerprint = self.recorder.around[position - 1][1].get("fingerprint")
        return Repeated(last.originator_version, len(own), position, fingerprint)

    def event(self, stored: StoredEvent) -> DomainEvent:
        """Read an event."""
        return self.mapper.to_domain_event(stored)

    def keep(self, aggregate: Aggregate) -> None:
        """Remember that somebody wanted the state cached."""
        self.kept.append(aggregate)

    def history(self, stream_id: UUID) -> Sequence[HistoryEntry]:
        """Return the events of a stream with what surrounds them."""
        return [
            HistoryEntry(self.event(stored), position, self.now, self.recorder.around[position - 1][1])
            for position, stored in self.recorder.stream(stream_id)
        ]

    def next_number(self) -> int:
        """Draw the next number."""
        self._numbers += 1
        return self._numbers


class MemoryFactory(InfrastructureFactory[POPOTrackingRecorder]):
    """Gives the library a recorder and the typed mapper."""

    def __init__(self, log: MemoryLog) -> None:
        """Build on a log."""
        super().__init__(None)
        self._log = log

    def mapper(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 (the library's signature)
        """Return the mapper."""
        return self._log.mapper

    def application_recorder(self) -> MemoryRecorder:
        """Return the recorder."""
        return self._log.recorder

    def aggregate_recorder(self, purpose: str = "events") -> Any:  # noqa: ANN401 (never made)
        """Refuse: not needed."""
        raise NotImplementedError(purpose)

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> Any:  # noqa: ANN401 (never made)
        """Refuse: not needed."""
        raise NotImplementedError(tracking_recorder_class)

    def process_recorder(self) -> Any:  # noqa: ANN401 (never made)
        """Refuse: not needed."""
        raise NotImplementedError


def memory_ledger(log: MemoryLog) -> Ledger:
    """Return a ledger on a log in memory."""
    return Ledger(MemoryFactory(log), log)
