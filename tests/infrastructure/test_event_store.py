"""Appending and loading."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg2.extensions import make_dsn
from sqlalchemy import Engine

from infrastructure.database import ConnectionLostError, NotConnectedError, OutcomeUnknownError, make_engine
from infrastructure.event_store import EventLog, RecordedEvent, Snapshot, SnapshotKey
from tests.conftest import Database
from tests.infrastructure.log_tools import NOON, an_event, ask, events_of

pytestmark = pytest.mark.store

KEY = SnapshotKey("case", "1")


def versions(events: list[RecordedEvent]) -> list[int]:
    return [event.originator_version for event in events]


def test_an_event_comes_back_as_it_was_written(log: EventLog) -> None:
    stream, command = uuid4(), uuid4()
    state = '{ "b":1.50, "a":"100 % \\\\ \\u0000 \'王\'",  "b":2}'.encode()
    written = RecordedEvent(stream, 1, "case.noted", state, schema_version=3, occurred_at=NOON)
    positions = log.insert_events([written], command_id=command, metadata='{"user": "安娜"}'.encode())
    (event,) = log.load(stream).events
    assert event == RecordedEvent(
        stream,
        1,
        "case.noted",
        state,
        schema_version=3,
        metadata='{"user": "安娜"}'.encode(),
        command_id=command,
        command_index=0,
        occurred_at=NOON,
        recorded_at=event.recorded_at,
        position=positions[0],
    )
    assert event.stream_id == stream
    assert log.select_events(stream) == [event]
    assert log.reader.read(0, 10).events == [event]


def test_the_database_gives_the_instants(log: EventLog) -> None:
    stream = uuid4()
    before = log.load(stream).now
    log.insert_events([StoredEvent(stream, 1, "case.noted", b"{}"), an_event(stream, 2)])
    loaded = log.load(stream)
    first, second = loaded.events
    assert before < first.recorded_at == second.recorded_at < loaded.now
    assert first.occurred_at == first.recorded_at
    assert second.occurred_at == NOON
    assert abs(loaded.now - datetime.now(UTC)) < timedelta(minutes=1)


def test_nothing_is_appended_by_no_events(log: EventLog) -> None:
    assert log.insert_events([]) == []


def test_a_stream_without_events_loads_with_the_instant_alone(log: EventLog) -> None:
    loaded = log.load(uuid4(), command_id=uuid4(), snapshot=KEY)
    assert (loaded.events, loaded.repeated, loaded.snapshot) == ([], [], None)
    assert loaded.now.tzinfo is not None


def test_a_command_over_two_streams_is_appended_as_one(log: EventLog) -> None:
    one, two, command = uuid4(), uuid4(), uuid4()
    log.insert_events([an_event(two)])
    events = [an_event(one), an_event(two, 2), an_event(one, 2)]
    assert log.insert_events(events, command_id=command) == [2, 3, 4]
    assert [event.command_index for event in log.load(one).events] == [0, 2]
    assert [event.command_index for event in log.load(two, command_id=command).repeated] == [1]
    with pytest.raises(IntegrityError):
        log.insert_events([an_event(one, 3), an_event(two, 2)], command_id=uuid4())
    assert versions(log.load(one).events) == [1, 2]


def test_several_commands_are_appended_at_once_when_the_events_bring_their_own(log: EventLog) -> None:
    commands = {uuid4(): uuid4() for _ in range(3)}
    log.insert_events(
        [
            RecordedEvent(stream, 1, "case.noted", b"{}", metadata=b'{"row": 1}', command_id=command, command_index=0)
            for stream, command in commands.items()
        ]
    )
    for stream, command in commands.items():
        (event,) = log.load(stream, command_id=command).repeated
        assert (event.command_id, event.command_index, event.metadata) == (command, 0, b'{"row": 1}')


def test_a_taken_version_is_a_conflict(log: EventLog) -> None:
    stream = uuid4()
    log.insert_events(events_of(stream, 2))
    with pytest.raises(IntegrityError):
        log.insert_events([an_event(stream, 2)], command_id=uuid4())


def test_a_taken_command_is_a_conflict_and_found(log: EventLog) -> None:
    stream, command = uuid4(), uuid4()
    log.insert_events(events_of(stream, 3), command_id=command)
    with pytest.raises(IntegrityError):
        log.insert_events(events_of(stream, 3, first=4), command_id=command)
    loaded = log.load(stream, command_id=command)
    assert versions(loaded.repeated) == versions(loaded.events) == [1, 2, 3]
    assert log.load(stream, command_id=uuid4()).repeated == []


def test_the_newest_usable_snapshot_stands_for_the_events_before_it(log: EventLog) -> None:
    stream, command = uuid4(), uuid4()
    log.insert_events(events_of(stream, 2), command_id=command)
    log.insert_events(events_of(stream, 4, first=3))
    log.put_snapshot(stream, KEY, 3, b'{"old": true}')
    log.put_snapshot(stream, KEY, 5, b'{"n":  5}')
    log.put_snapshot(stream, SnapshotKey("case", "2"), 6, b"{}")
    loaded = log.load(stream, command_id=command, snapshot=KEY)
    assert loaded.snapshot == Snapshot(5, b'{"n":  5}')
    assert versions(loaded.events) == [6]
    assert versions(loaded.repeated) == [1, 2]
    assert versions(log.load(stream).events) == [1, 2, 3, 4, 5, 6]


def test_a_command_after_the_snapshot_is_found_too(log: EventLog) -> None:
    stream, command = uuid4(), uuid4()
    log.insert_events(events_of(stream, 1))
    log.put_snapshot(stream, KEY, 1, b"{}")
    log.insert_events(events_of(stream, 2, first=2), command_id=command)
    loaded = log.load(stream, command_id=command, snapshot=KEY)
    assert versions(loaded.repeated) == versions(loaded.events) == [2, 3]


def test_a_snapshot_amid_the_events_of_a_command_hides_none_of_them(log: EventLog) -> None:
    stream, command = uuid4(), uuid4()
    log.insert_events(events_of(stream, 3), command_id=command)
    log.put_snapshot(stream, KEY, 2, b"{}")
    loaded = log.load(stream, command_id=command, snapshot=KEY)
    assert versions(loaded.repeated) == [1, 2, 3]
    assert versions(loaded.events) == [3]


def test_the_same_snapshot_twice_is_no_conflict(log: EventLog) -> None:
    stream = uuid4()
    for _ in range(2):
        log.put_snapshot(stream, KEY, 1, b'{"n": 1}')
    assert log.load(stream, snapshot=KEY).snapshot == Snapshot(1, b'{"n": 1}')
    log.forget_snapshots(stream)
    assert log.load(stream, snapshot=KEY).snapshot is None


@pytest.mark.parametrize("state", [b"no json", b"\xff"])
def test_a_snapshot_that_cannot_be_kept_is_a_warning(
    log: EventLog, caplog: pytest.LogCaptureFixture, state: bytes
) -> None:
    with caplog.at_level(logging.WARNING):
        log.put_snapshot(uuid4(), KEY, 1, state)
    assert "A snapshot was not kept" in caplog.text


def test_versions_are_chosen_by_their_bounds(log: EventLog) -> None:
    stream = uuid4()
    log.insert_events(events_of(stream, 5))
    assert versions(log.select_events(stream, gt=1, lte=4)) == [2, 3, 4]
    assert versions(log.select_events(stream, desc=True, limit=2)) == [5, 4]


def warn(database: Database, words: str) -> None:
    """Let every append end with a warning, as it does when the wait for a standby was cancelled."""
    ask(
        database.owner_url,
        f"CREATE FUNCTION log.warn() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE WARNING '{words}'; RETURN NULL; END $$; "
        "CREATE TRIGGER warn AFTER INSERT ON log.event EXECUTE FUNCTION log.warn()",
    )


@pytest.mark.parametrize(
    "words",
    ["canceling wait for synchronous replication due to user request", "storniere Warten auf synchrone Replikation"],
)
def test_a_warning_about_a_standby_leaves_the_outcome_unknown(database: Database, log: EventLog, words: str) -> None:
    stream, command = uuid4(), uuid4()
    warn(database, words)
    with pytest.raises(OutcomeUnknownError, match=words):
        log.insert_events([an_event(stream)], command_id=command)
    ask(database.owner_url, "DROP TRIGGER warn ON log.event")
    assert versions(log.load(stream, command_id=command).repeated) == [1]
    log.insert_events([an_event()])


def break_connection(database: Database, timing: str) -> None:
    """Let an append lose its connection."""
    ask(
        database.superuser_url,
        "CREATE FUNCTION log.break() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$; "
        f"CREATE TRIGGER break {timing} INSERT ON log.event FOR EACH ROW EXECUTE FUNCTION log.break()",
    )


@pytest.mark.parametrize("timing", ["BEFORE", "AFTER"])
def test_a_connection_lost_during_an_append_leaves_the_outcome_unknown(
    database: Database, log: EventLog, timing: str
) -> None:
    stream = uuid4()
    break_connection(database, timing)
    with pytest.raises(OutcomeUnknownError):
        log.insert_events([an_event(stream)])
    ask(database.superuser_url, "DROP TRIGGER break ON log.event")
    assert log.load(stream).events == []
    log.insert_events([an_event(stream)])


def test_without_a_connection_nothing_was_sent(database: Database) -> None:
    nowhere = make_engine(make_dsn(database.app_url, port=1), 1)
    with pytest.raises(NotConnectedError):
        EventLog(nowhere).insert_events([an_event()])


def test_a_connection_lost_while_reading_is_said(database: Database, engine: Engine, log: EventLog) -> None:
    log.load(UUID(int=0))
    # Other tests share the server.
    ours = "usename = 'redress_app' AND datname = current_database()"
    ask(database.superuser_url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608
    with pytest.raises(ConnectionLostError):
        log.load(UUID(int=0))
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    log.load(UUID(int=0))
