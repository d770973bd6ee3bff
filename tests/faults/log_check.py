"""What the log holds of the commands that users gave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import psycopg2
from psycopg2 import sql

from tests.faults.given import MARK, Given

EVENTS = """
    SELECT command_id::text, stream_id::text, version, command_index, position, state::text FROM log.event
    WHERE metadata->>'client' = ANY(%s) ORDER BY position
"""
BROKEN_STREAMS = "SELECT stream_id::text FROM log.event GROUP BY stream_id HAVING max(version) <> count(*)"
REFERENCES = "SELECT state->>'reference' FROM log.event WHERE topic = 'complaint.received'"


@dataclass(frozen=True)
class Recorded:
    """One event of a command."""

    stream: str
    version: int
    index: int
    position: int
    state: str


def check_log(url: str, given: Sequence[Given]) -> None:
    """Check that each command is there once, as it was answered, or, unanswered, once or not at all; and no other."""
    recorded = recorded_commands(url, {one.user for one in given})
    for command in recorded.values():
        check_whole(command)
    for one in given:
        events = recorded.pop(one.id, [])
        assert one.answer is None or as_told(events) == told(one.answer.content), one
        marks = Counter(mark for event in events for mark in MARK.findall(event.state))
        assert marks == (Counter(one.marks) if events else Counter()), one
    assert not recorded, "events that nobody asked for"
    assert rows(url, BROKEN_STREAMS) == []
    references = [reference for (reference,) in rows(url, REFERENCES)]
    assert len(set(references)) == len(references)


def recorded_commands(url: str, users: Iterable[str]) -> dict[UUID, list[Recorded]]:
    """Return the events of users' commands, by command, in the order of the log."""
    found: dict[UUID, list[Recorded]] = defaultdict(list)
    for command, *event in rows(url, EVENTS, list(users)):
        found[UUID(command)].append(Recorded(*event))
    return found


def check_whole(events: Sequence[Recorded]) -> None:
    """Check that a command has left all of its events, in a row, in one stream, and nothing twice."""
    first = events[0]
    assert [(event.stream, event.version, event.index) for event in events] == [
        (first.stream, first.version + index, index) for index in range(len(events))
    ]


def as_told(events: Sequence[Recorded]) -> tuple[str, int, int, str] | None:
    """Return what an answer has to say about events: case, version, number, position."""
    if not events:
        return None
    last = events[-1]
    return last.stream, last.version, len(events), f"1-{last.position}"


def told(content: bytes) -> tuple[str, int, int, str]:
    """Return what an answer says."""
    said = msgspec.json.decode(content)
    return said["id"], said["version"], said["events"], said["position"]


def rows(url: str, question: str | sql.Composed, *values: object) -> list[tuple[Any, ...]]:
    """Ask the database."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(question, values or None)
        return cursor.fetchall()
    finally:
        connection.close()
