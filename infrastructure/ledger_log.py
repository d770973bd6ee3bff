"""The log as the ledger sees it: streams loaded and replayed, and what the library wants to be built from."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

import msgspec
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    Mapper,
    ProcessRecorder,
    TrackingRecorder,
)

from application.ports import HistoryEntry, Loaded, Repeated
from domain.aggregate import Aggregate, DomainEvent
from infrastructure.event_store import EventLog, RecordedEvent, Snapshot, SnapshotKey, StateRow
from infrastructure.mapper import EventMapper, read_event
from infrastructure.snapshots import snapshot_codec

A = TypeVar("A", bound=Aggregate)


class LedgerLog:
    """Loads aggregates out of the event log."""

    def __init__(self, events: EventLog) -> None:
        """Read and write one event log."""
        self._events = events

    def load(self, kind: type[A], stream_id: UUID, command_id: UUID | None = None) -> Loaded[A]:
        """Load and replay a stream in one round trip, and look the command up."""
        found = self._events.load_states(stream_id, command_id=command_id, snapshot=snapshot_key(kind))
        try:
            aggregate = begun(kind, stream_id, found.snapshot)
        except msgspec.MsgspecError:
            # A snapshot is a cache: what cannot be read is as good as none.
            found = self._events.load_states(stream_id, command_id=command_id)
            aggregate = kind.blank(stream_id)
        if found.events and not is_of(kind, found.events[0][2]):
            # An id of something else: there is no stream of this kind.
            return Loaded(kind.blank(stream_id), found.now, None, 0, 0)
        aggregate.replay(
            read_event(topic, schema_version, state, stream_id, version)
            for _, version, topic, schema_version, state, *_ in found.events
        )
        position = found.events[-1][0] if found.events else 0
        return Loaded(aggregate, found.now, self._repeated(stream_id, found.repeated), position, len(found.events))

    def keep(self, aggregate: Aggregate) -> None:
        """Cache the state of a long stream; whoever cannot use it replays."""
        kind = type(aggregate)
        state = snapshot_codec(kind).encode(aggregate)
        self._events.put_snapshot(aggregate.id, snapshot_key(kind), aggregate.version, state)

    def history(self, stream_id: UUID) -> Sequence[HistoryEntry]:
        """Return all events of a stream with what surrounds them, in version order."""
        found = self._events.load(stream_id)
        return [
            HistoryEntry(domain_event(e), e.position, e.recorded_at, msgspec.json.decode(e.metadata))
            for e in found.events
        ]

    def _repeated(self, stream_id: UUID, events: Sequence[StateRow]) -> Repeated | None:
        """Sum up what a command has left before; only a repeat pays for reading what surrounds it."""
        if not events:
            return None
        position, version, *_ = events[-1]
        (last,) = self._events.select_events(stream_id, gt=version - 1, lte=version)
        fingerprint = msgspec.json.decode(last.metadata).get("fingerprint")
        return Repeated(version, len(events), position, fingerprint)

    def next_number(self) -> int:
        """Draw the next number for references."""
        return self._events.next_complaint_number()


def is_of(kind: type[Aggregate], topic: str) -> bool:
    """Tell whether a topic is that of an event of a kind of aggregate."""
    return topic.partition(".")[0] == snapshot_codec(kind).topic


@cache
def snapshot_key(kind: type[Aggregate]) -> SnapshotKey:
    """Return which snapshots of a kind of aggregate this code can read."""
    snapshots = snapshot_codec(kind)
    return SnapshotKey(snapshots.topic, snapshots.state_schema)


def begun(kind: type[A], stream_id: UUID, snapshot: Snapshot | None) -> A:
    """Return the aggregate that the events after a snapshot are applied to.

    Raises:
        msgspec.MsgspecError: The snapshot cannot be read.
    """
    if snapshot is None:
        return kind.blank(stream_id)
    return snapshot_codec(kind).decode(stream_id, snapshot.version, snapshot.state)


def domain_event(recorded: RecordedEvent) -> DomainEvent:
    """Read the domain's event out of a recorded one."""
    return read_event(
        recorded.topic,
        recorded.schema_version,
        recorded.state,
        cast("UUID", recorded.originator_id),
        recorded.originator_version,
    )


class EventLogFactory(InfrastructureFactory[TrackingRecorder]):
    """Gives the library our recorder and our mapper."""

    def __init__(self, events: EventLog) -> None:
        """Build on one event log."""
        super().__init__(None)
        self._events = events

    def mapper(self, *_: Any, **__: Any) -> Mapper[Any]:  # noqa: ANN401 (the library's signature)
        """Return the typed mapper."""
        return cast("Mapper[Any]", EventMapper())

    def application_recorder(self) -> ApplicationRecorder:
        """Return the event log."""
        return self._events

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Refuse: the library's snapshots are not used."""
        raise NotImplementedError(purpose)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        """Refuse: views keep their own positions."""
        raise NotImplementedError

    def process_recorder(self) -> ProcessRecorder:
        """Refuse: not built."""
        raise NotImplementedError
