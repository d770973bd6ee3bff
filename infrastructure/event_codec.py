"""The stored form of one event type: typed plain JSON, personal fields in envelopes."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

import msgspec

from domain.aggregate import EPOCH, DomainEvent
from domain.catalogue import event_class
from domain.personal import mark_of

T = TypeVar("T")

LIBRARY_FIELDS = frozenset({"originator_id", "originator_version", "timestamp"})
"""What the library puts into every event: the first two are columns, the third is a constant."""


def _cannot(value: Any) -> Any:  # noqa: ANN401 (msgspec's contract)
    raise NotImplementedError(f"Cannot be stored: {type(value).__name__}")


to_json: Callable[[Any], bytes] = msgspec.json.Encoder(enc_hook=_cannot, decimal_format="string").encode
"""Write plain values as JSON: decimals as strings, instants in ISO 8601, enums as their values."""


class Sealed(msgspec.Struct, Generic[T], forbid_unknown_fields=True):
    """The envelope of a personal field: value `v`, encrypted with key `k`, or plain where `k` is null."""

    k: str | None
    v: T


class EventCodec:
    """How one event class is written and read."""

    def __init__(self, cls: type[DomainEvent]) -> None:
        """Derive the stored form from the class: its own fields, personal ones in envelopes."""
        hints = get_type_hints(cls, include_extras=True)
        self.cls = cls
        self.names = tuple(field.name for field in fields(cls) if field.name not in LIBRARY_FIELDS)
        self.personal = tuple(name for name in self.names if mark_of(hints[name]))
        members = [(name, _stored_type(hints[name])) for name in self.names]
        self.shape = msgspec.defstruct(f"{cls.__name__}State", members, forbid_unknown_fields=True)
        self._decode = msgspec.json.Decoder(self.shape).decode
        self._nested_instants = [tuple(path.split(".")) for path in nested_instants(cls)]

    def encode(self, event: DomainEvent) -> bytes:
        """Write the state of an event."""
        values = vars(event)
        state = {name: values[name] for name in self.names}
        for name in self.personal:
            state[name] = {"k": None, "v": state[name]}
        return to_json(state)

    def decode(self, state: bytes | str, stream_id: UUID, version: int) -> DomainEvent:
        """Read the state of an event; every value comes back as its type."""
        event = object.__new__(self.cls)
        values = event.__dict__
        values.update(msgspec.structs.asdict(self._decode(state)))
        for name in self.personal:
            values[name] = values[name].v
        values["originator_id"] = stream_id
        values["originator_version"] = version
        values["timestamp"] = EPOCH
        return event

    def is_aware(self, event: DomainEvent) -> bool:
        """Tell whether the instants inside of the event's values have a zone; its own are checked by their type."""
        return all(_zone_is_known(event, path) for path in self._nested_instants)


def _stored_type(hint: Any) -> Any:  # noqa: ANN401 (annotations)
    """Return the type under which a field is stored."""
    if hint is datetime:
        return Annotated[datetime, msgspec.Meta(tz=True)]
    envelope: Any = Sealed
    return envelope[get_args(hint)[0]] if mark_of(hint) else hint


def nested_instants(cls: type, prefix: str = "") -> Iterator[str]:
    """Yield the paths of instants that lie in dataclasses of a dataclass, such as `facts.received_at`."""
    for name, hint in get_type_hints(cls).items():
        for option in get_args(hint) or (hint,):
            if option is datetime and prefix:
                yield prefix + name
            elif isinstance(option, type) and is_dataclass(option):
                yield from nested_instants(option, f"{prefix}{name}.")


def _zone_is_known(value: Any, path: tuple[str, ...]) -> bool:  # noqa: ANN401 (whatever lies on the way)
    """Look at the instants at the end of a path; where the way to one ends at None there is nothing to know."""
    if isinstance(value, tuple):
        return all(_zone_is_known(each, path) for each in value)
    if value is None:
        return True
    if not path:
        return bool(value.tzinfo is not None)
    return _zone_is_known(getattr(value, path[0], None), path[1:])


@cache
def codec(topic: str) -> EventCodec:
    """Return the codec of a topic.

    Raises:
        UnknownTopicError: The topic is not in the catalogue.
    """
    return EventCodec(event_class(topic))
