"""One command that is sent several times at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from infrastructure.event_store import EventLog
from tests.infrastructure.log_tools import an_event, events_of

pytestmark = pytest.mark.store

ROUNDS, SENDERS = 300, 8
Answer = list[tuple[int, int]]


def send(log: EventLog, stream: UUID, command: UUID) -> tuple[bool, Answer]:
    """Carry out a command of three events; say whether it was new, and which versions and positions it has."""
    loaded = log.load(stream, command_id=command)
    if not loaded.repeated:
        try:
            positions = log.insert_events(
                events_of(stream, 3, first=len(loaded.events) + 1), command_id=command, metadata=b'{"user": "ann"}'
            )
        except IntegrityError:
            loaded = log.load(stream, command_id=command)
        else:
            return True, list(enumerate(positions, len(loaded.events) + 1))
    return False, [(event.originator_version, event.position) for event in loaded.repeated]


def test_of_eight_duplicates_one_is_carried_out_and_seven_get_its_answer(log: EventLog) -> None:
    together = Barrier(SENDERS)

    def duplicate(stream: UUID, command: UUID) -> tuple[bool, Answer]:
        together.wait()
        return send(log, stream, command)

    with ThreadPoolExecutor(SENDERS) as threads:
        for _ in range(ROUNDS):
            stream, command = uuid4(), uuid4()
            log.insert_events([an_event(stream)])
            answers = list(threads.map(duplicate, [stream] * SENDERS, [command] * SENDERS))
            assert sorted(fresh for fresh, _ in answers) == [False] * (SENDERS - 1) + [True]
            first = answers[0][1]
            assert all(answer == first for _, answer in answers)
            assert [version for version, _ in first] == [2, 3, 4]
