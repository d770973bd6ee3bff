"""The mapper: events to what the log stores and back, decoded once more before anything is stored."""

from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent

from domain.aggregate import DomainEvent
from domain.catalogue import UPCASTERS
from domain.refusals import Refusal
from infrastructure.event_codec import codec, to_json
from infrastructure.recorded_event import RecordedEvent

_UNREADABLE = (msgspec.MsgspecError, LookupError, UnicodeError, Refusal)
"""What decoding raises where stored state does not fit; a value object may refuse what it is given."""

_UNWRITABLE = (*_UNREADABLE, NotImplementedError, TypeError)


class UnreadableEventError(ValueError):
    """Stored state does not fit its event type. The message names topic, stream and version, never content."""

    def __init__(self, topic: str, stream_id: object, version: object) -> None:
        """Name the place."""
        super().__init__(f"The state of event '{topic}' ({stream_id}, version {version}) does not fit its type.")


def read_event(topic: str, schema_version: int, state: bytes | str, stream_id: UUID, version: int) -> DomainEvent:
    """Turn a stored row into its event, through the upcasters where it is older than the code.

    Raises:
        UnknownTopicError: The topic is not in the catalogue.
        UnreadableEventError: The state does not fit, or was written by newer code.
    """
    reader = codec(topic)
    try:
        if schema_version != reader.cls.schema_version:
            state = upcast(topic, schema_version, reader.cls.schema_version, state)
        return reader.decode(state, stream_id, version)
    except _UNREADABLE as error:
        raise UnreadableEventError(topic, stream_id, version) from error


def upcast(topic: str, stored: int, wanted: int, state: bytes | str) -> bytes:
    """Lift stored state, one schema version at a time.

    Raises:
        LookupError: A step is missing, or the state is newer than the code.
    """
    if stored > wanted:
        raise LookupError(f"Schema version {stored} of '{topic}' is newer than this code, which knows {wanted}.")
    values = msgspec.json.decode(state, type=dict[str, Any])
    for version in range(stored, wanted):
        values = UPCASTERS[topic, version](values)
    return to_json(values)


def write_event(event: DomainEvent) -> bytes:
    """Write an event's state, and read it back first: a wrong type never enters the log.

    Raises:
        UnknownTopicError: The topic is not in the catalogue.
        UnreadableEventError: The event would not come back as it is.
    """
    writer = codec(event.topic)
    try:
        state = writer.encode(event)
        back = writer.decode(state, event.originator_id, event.originator_version)
    except _UNWRITABLE as error:
        raise UnreadableEventError(event.topic, event.originator_id, event.originator_version) from error
    if type(back) is not type(event) or vars(back) != vars(event) or not writer.is_aware(event):
        raise UnreadableEventError(event.topic, event.originator_id, event.originator_version)
    return state


class EventMapper(Mapper[UUID]):
    """The library's mapper, by the catalogue and nothing else: no class is imported because a row names it."""

    def __init__(self) -> None:
        """Need neither transcoder nor cipher: both are the codec's work."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:  # noqa: ANN401 (the library's protocol)
        """Write an event for the recorder."""
        return RecordedEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=domain_event.topic,
            state=write_event(domain_event),
            schema_version=domain_event.schema_version,
            occurred_at=domain_event.occurred_at,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEvent:
        """Read an event of the recorder."""
        return read_event(
            stored_event.topic,
            getattr(stored_event, "schema_version", 1),
            stored_event.state,
            UUID(str(stored_event.originator_id)),
            stored_event.originator_version,
        )
