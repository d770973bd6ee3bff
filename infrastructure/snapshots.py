"""Snapshots: the state of an aggregate as JSON, a cache that may be lost at any time.

Personal values stand in them as they stand in memory: whoever makes the log forget a person drops the snapshots of
their streams as well.
"""

import hashlib
from functools import cache
from typing import Any, Generic, TypeVar, cast, get_type_hints
from uuid import UUID

import msgspec

from domain.aggregate import Aggregate
from domain.catalogue import events_of
from infrastructure.event_codec import to_json

A = TypeVar("A", bound=Aggregate)


class SnapshotCodec(Generic[A]):
    """How the state of one kind of aggregate is written and read.

    `topic` names the kind. `state_schema` changes with every type that the state is made of and with the kind's own
    `state_schema`; a snapshot that another one wrote is not read.
    """

    def __init__(self, kind: type[A]) -> None:
        """Derive the shape from the annotations of the kind."""
        inherited = get_type_hints(Aggregate)
        hints = {name: hint for name, hint in get_type_hints(kind).items() if name not in inherited}
        shape = msgspec.defstruct(f"{kind.__name__}State", list(hints.items()), forbid_unknown_fields=True)
        self._kind = kind
        self._names = tuple(hints)
        self._decode = msgspec.json.Decoder(shape).decode
        self.topic = next(events_of(kind)).topic.partition(".")[0]
        self.state_schema = f"{kind.state_schema}-{fingerprint(shape)}"

    def encode(self, aggregate: A) -> bytes:
        """Write the state of an aggregate that has begun; its id and version are the snapshot's own."""
        values = vars(aggregate)
        return to_json({name: values[name] for name in self._names})

    def decode(self, stream_id: UUID, version: int, state: bytes | str) -> A:
        """Read the aggregate as it was after `version`.

        Raises:
            msgspec.MsgspecError: The state does not fit: replay the stream instead.
        """
        aggregate = self._kind.blank(stream_id)
        vars(aggregate).update(msgspec.structs.asdict(self._decode(state)))
        aggregate.version = version
        return aggregate


def fingerprint(shape: Any) -> str:  # noqa: ANN401 (any type)
    """Return a short hash of all types that a shape is made of, whatever their docstrings say."""
    schema = msgspec.json.encode(without_words(msgspec.json.schema(shape)), order="deterministic")
    return hashlib.sha256(schema).hexdigest()[:16]


def without_words(schema: Any) -> Any:  # noqa: ANN401 (a JSON schema)
    """Leave out what a schema says to people."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    words = {"description"} if isinstance(schema.get("description"), str) else set()
    return {name: without_words(part) for name, part in schema.items() if name not in words}


@cache
def _codec(kind: type[Aggregate]) -> SnapshotCodec[Any]:
    return SnapshotCodec(kind)


def snapshot_codec(kind: type[A]) -> SnapshotCodec[A]:
    """Return the codec of a kind of aggregate."""
    return cast("SnapshotCodec[A]", _codec(kind))
