"""The event as read models see it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from domain.aggregate import DomainEvent
from infrastructure.mapper import read_event
from infrastructure.recorded_event import Row, uuid_from

_read_metadata = msgspec.json.Decoder(dict[str, Any]).decode

BESIDE = "case_clock."
"""How topics begin whose streams stand beside a case: rows of views are those of the case."""


class _OfCase(msgspec.Struct):
    """What is read of an event of a stream beside a case, to know whose it is."""

    case_id: str


_read_case = msgspec.json.Decoder(_OfCase).decode


class LoggedEvent:
    """A row of the log that is decoded when somebody asks, and once: most views pass over most events."""

    __slots__ = ("_event", "_row", "begins_row", "stream_id", "topic")

    def __init__(self, row: Row) -> None:
        """Take the row as the reader gives it."""
        self._row = row
        self._event: DomainEvent | None = None
        self.topic = row[3]
        self.stream_id = row[1]
        """The case that it is about; of a clock that is not its own stream."""
        self.begins_row = row[2] == 1
        """Whether nothing of the case can have come before it."""
        if self.topic.startswith(BESIDE):
            self.stream_id, self.begins_row = _read_case(row[5]).case_id, False

    @property
    def event(self) -> DomainEvent:
        """What happened.

        Raises:
            UnknownTopicError, UnreadableEventError: This code cannot read the row.
        """
        if self._event is None:
            _, stream_id, version, topic, schema_version, state, *_ = self._row
            self._event = read_event(topic, schema_version, state, uuid_from(stream_id), version)
        return self._event

    @property
    def version(self) -> int:
        """The event's place in its stream, from 1."""
        return self._row[2]

    @property
    def position(self) -> int:
        """The event's place in the log."""
        return self._row[0]

    @property
    def occurred_at(self) -> datetime:
        """Business time."""
        return self._row[9]

    @property
    def recorded_at(self) -> datetime:
        """When the log took it in."""
        return self._row[10]

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Who, for whom, why."""
        return _read_metadata(self._row[6])


def logged_events(rows: Iterable[Row], topics: frozenset[str]) -> list[LoggedEvent]:
    """Return the events of these topics, in the order of the log."""
    return [LoggedEvent(row) for row in rows if row[3] in topics]
