"""The one event that raw appends insert, as every program inserts it."""

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from application.command import Command
from benchmarks.cases import case, handler
from infrastructure.mapper import EventMapper
from infrastructure.recorded_event import RecordedEvent

NOTED_AT = datetime(2024, 1, 2, 10, tzinfo=UTC)


def received() -> RecordedEvent:
    """Return the first event of a case, about 1,000 bytes of JSON with what surrounds it."""
    stored = EventMapper().to_stored_event(case(1).pending_events[0])
    assert isinstance(stored, RecordedEvent)  # noqa: S101 - our mapper makes nothing else
    return replace(stored, metadata=Command(UUID(int=1), handler(1), "bench", "bench").metadata())


def of_new_stream(event: RecordedEvent) -> RecordedEvent:
    """Return the same event as the first of another stream, without the work of the dataclass's own copy."""
    other = copy(event)
    vars(other)["originator_id"] = uuid4()
    return other


def as_pgbench_script(event: RecordedEvent) -> str:
    """Return the same insert for pgbench; the two ids are drawn by the server."""
    state, metadata = (text.decode().replace("'", "''") for text in (event.state, event.metadata))
    return (
        "INSERT INTO log.event (stream_id, version, topic, schema_version, state, metadata, command_id, "  # noqa: S608 - ours
        f"command_index, occurred_at) VALUES (gen_random_uuid(), 1, '{event.topic}', {event.schema_version}, "
        f"'{state}', '{metadata}', gen_random_uuid(), 0, '{event.occurred_at.isoformat()}') RETURNING position;\n"
    )
