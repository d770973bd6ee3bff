"""The mapper: typed plain JSON for events, decoded back before anything is stored."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent

from domain.aggregate import EPOCH, DomainEvent
from domain.catalogue import UPCASTERS, event_class
from domain.personal import mark_of
from infrastructure.recorded_event import RecordedEvent

_BASE_FIELDS = frozenset({"originator_id", "originator_version", "timestamp"})

T = TypeVar("T")


class Sealed(msgspec.Struct, Generic[T]):
    """The envelope of a personal field: value `v`, encrypted with key `k`, or plain where `k` is null."""

    k: str | None
    v: T


class UnreadableEventError(ValueError):
    """Stored state does not fit its event type. The message names topic, stream and version, never content."""

    def __init__(self, topic: str, stream_id: object, version: object) -> None:
        """Name the place."""
        super().__init__(f"The state of event '{topic}' ({stream_id}, version {version}) does not fit its type.")


class EventCodec:
    """How one event class is written and read."""

    def __init__(self, cls: type[DomainEvent]) -> None:
        """Derive the stored shape from the class: its own fields, personal ones in envelopes."""
        hints = get_type_hints(cls, include_extras=True)
        names = [field.name for field in fields(cls) if field.name not in _BASE_FIELDS]
        self.cls = cls
        self.names = tuple(names)
        self.personal = frozenset(name for name in names if mark_of(hints[name]))
        self.shape = msgspec.defstruct(
            f"{cls.__name__}State",
            [(name, self._stored_type(name, hints[name])) for name in names],
            forbid_unknown_fields=True,
        )
        self._decoder = msgspec.json.Decoder(self.shape)
        self._plain = tuple(name for name in names if name not in self.personal)

    def _stored_type(self, name: str, hint: Any) -> Any:  # noqa: ANN401 (annotations)
        """Return the type under which a field is stored."""
        if hint is datetime:
            return Annotated[datetime, msgspec.Meta(tz=True)]
        return Sealed.__class_getitem__(get_args(hint)[0]) if name in self.personal else hint

    def encode(self, event: DomainEvent) -> bytes:
        """Write the state of an event as JSON."""
        values = vars(event)
        return _encode(
            {name: {"k": None, "v": values[name]} if name in self.personal else values[name] for name in self.names}
        )

    def decode(self, state: bytes | str, stream_id: UUID, version: int) -> DomainEvent:
        """Read the state of an event."""
        shape = self._decoder.decode(state)
        event = object.__new__(self.cls)
        values = event.__dict__
        for name in self._plain:
            values[name] = getattr(shape, name)
        for name in self.personal:
            values[name] = getattr(shape, name).v
        values["originator_id"] = stream_id
        values["originator_version"] = version
        values["timestamp"] = EPOCH
        return event


def _enc_hook(value: Any) -> Any:  # noqa: ANN401 (msgspec's contract)
    raise NotImplementedError(f"Cannot be stored: {type(value).__name__}")


_encode: Callable[[Any], bytes] = msgspec.json.Encoder(enc_hook=_enc_hook, decimal_format="string").encode


@cache
def codec(topic: str) -> EventCodec:
    """Return the codec of a topic.

    Raises:
        UnknownTopicError: The topic is not in the catalogue.
    """
    return EventCodec(event_class(topic))


def read_event(topic: str, schema_version: int, state: bytes | str, stream_id: UUID, version: int) -> DomainEvent:
    """Turn a stored row into its event, through the upcasters where it is older than the code.

    Raises:
        UnknownTopicError: The topic is not in the catalogue.
        UnreadableEventError: The state does not fit.
    """
    reader = codec(topic)
    try:
        if schema_version != reader.cls.schema_version:
            state = upcast(topic, schema_version, reader.cls.schema_version, state)
        return reader.decode(state, stream_id, version)
    except (msgspec.MsgspecError, LookupError, UnicodeError) as error:
        raise UnreadableEventError(topic, stream_id, version) from error


def upcast(topic: str, stored: int, wanted: int, state: bytes | str) -> bytes:
    """Lift stored state, one schema version at a time."""
    values = msgspec.json.decode(state, type=dict[str, Any])
    for version in range(stored, wanted):
        values = UPCASTERS[topic, version](values)
    return _encode(values)


def write_event(event: DomainEvent) -> bytes:
    """Write an event's state, and read it back first: a wrong type never enters the log.

    Raises:
        UnreadableEventError: The event would not come back as it is.
    """
    writer = codec(event.topic)
    if type(event) is not writer.cls:
        raise UnreadableEventError(event.topic, event.originator_id, event.originator_version)
    try:
        state = writer.encode(event)
        back = writer.decode(state, event.originator_id, event.originator_version)
    except (msgspec.MsgspecError, NotImplementedError, UnicodeError, TypeError) as error:
        raise UnreadableEventError(event.topic, event.originator_id, event.originator_version) from error
    if vars(back) != vars(event):
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
