"""Reading the whole log in order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event as Signal
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.log_reader import LogReader, Page, contiguous, still_owing
from infrastructure.recorded_event import Row
from tests.conftest import Database
from tests.infrastructure.log_tools import an_event, ask, connected, until

pytestmark = pytest.mark.store

INSERT = "INSERT INTO log.event (stream_id, version, topic, state) VALUES (%s, 1, 'case.noted', '{}')"
GATE = 4711
"""The advisory lock at which an append of topic `case.held` waits, with its position drawn and its row not there."""


def positions(page: Page) -> list[int]:
    return [event.position for event in page.events]


@contextmanager
def an_open_append(database: Database) -> Iterator[Connection]:
    """Append in a transaction that stays open."""
    with connected(database.app_url, autocommit=False) as connection, connection.cursor() as cursor:
        cursor.execute(INSERT, (str(uuid4()),))
        yield connection


def burn_position(log: EventLog) -> None:
    """Leave a dead gap: a refused append keeps the position that it drew."""
    stream = uuid4()
    log.insert_events([an_event(stream)])
    with pytest.raises(Exception, match="duplicate key"):
        log.insert_events([an_event(stream)])


def test_a_writer_between_its_position_and_its_row_is_waited_for(database: Database, log: EventLog) -> None:
    """The race that a stress test does not find: the row is not even written when later ones are committed."""
    ask(
        database.owner_url,
        "CREATE FUNCTION log.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.topic = 'case.held' THEN "
        f"PERFORM pg_advisory_lock_shared({GATE}); END IF; RETURN NEW; END $$; GRANT EXECUTE ON FUNCTION log.hold() "
        "TO PUBLIC; CREATE TRIGGER hold BEFORE INSERT ON log.event FOR EACH ROW EXECUTE FUNCTION log.hold()",
    )
    held_up = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'"
    log.insert_events([an_event()])
    reader = log.reader
    with ThreadPoolExecutor(1) as threads, connected(database.owner_url) as gate:
        gate.cursor().execute(f"SELECT pg_advisory_lock({GATE})")
        held = threads.submit(log.insert_events, [an_event(topic="case.held")])
        until(lambda: ask(database.superuser_url, held_up))
        log.insert_events([an_event()])
        assert positions(reader.read(0, 10)) == [1]
        for _ in range(20):
            page = reader.read(1, 10)
            assert (page.rows, page.position, page.stalled) == ([], 1, True)
        gate.cursor().execute(f"SELECT pg_advisory_unlock({GATE})")
        assert held.result() == [2]
    page = reader.read(1, 10)
    assert (positions(page), page.position, page.stalled) == ([2, 3], 3, False)


def test_an_event_that_commits_late_is_waited_for(database: Database, log: EventLog) -> None:
    with an_open_append(database) as writer:
        log.insert_events([an_event()])
        assert log.reader.read(0, 10).stalled
        assert log.reader.read(0, 10).stalled
        writer.commit()
        assert positions(log.reader.read(0, 10)) == [1, 2]


def test_a_gap_is_passed_once_its_writer_has_rolled_back(database: Database, log: EventLog) -> None:
    with an_open_append(database) as writer:
        log.insert_events([an_event()])
        assert log.reader.read(0, 10).stalled
        writer.rollback()
        assert positions(log.reader.read(0, 10)) == [2]


def test_a_gap_is_passed_once_its_writer_is_dead(database: Database, log: EventLog) -> None:
    with an_open_append(database) as writer:
        log.insert_events([an_event()])
        assert log.reader.read(0, 10).stalled
        ask(database.superuser_url, "SELECT pg_terminate_backend(%s)", writer.info.backend_pid)
        until(lambda: not log.reader.read(0, 10).stalled)
        assert positions(log.reader.read(0, 10)) == [2]


def test_a_dead_gap_is_passed_at_once_when_nobody_writes(log: EventLog) -> None:
    burn_position(log)
    log.insert_events([an_event()])
    first = log.reader.read(0, 10)
    assert (positions(first), first.stalled) == ([1], True)
    assert positions(log.reader.read(first.position, 10)) == [3]


def test_one_look_settles_all_the_gaps_so_far(log: EventLog) -> None:
    for _ in range(5):
        burn_position(log)
    assert positions(log.reader.read(0, 2)) == [1]
    assert positions(log.reader.read(1, 2)) == [3, 5]
    assert positions(log.reader.read(5, 10)) == [7, 9]


@pytest.mark.parametrize("committed", [True, False])
def test_a_prepared_transaction_is_waited_for(database: Database, log: EventLog, *, committed: bool) -> None:
    """Preparing takes the process away from the lock, and after that the connection may go too."""
    with connected(database.app_url, autocommit=False) as writer:
        writer.tpc_begin("late")
        writer.cursor().execute(INSERT, (str(uuid4()),))
        log.insert_events([an_event()])
        assert log.reader.read(0, 10).stalled
        writer.tpc_prepare()
        assert log.reader.read(0, 10).stalled
    assert log.reader.read(0, 10).stalled
    with connected(database.superuser_url) as administrator:
        administrator.cursor().execute("COMMIT PREPARED 'late'" if committed else "ROLLBACK PREPARED 'late'")
    assert positions(log.reader.read(0, 10)) == ([1, 2] if committed else [2])


def test_a_writer_elsewhere_holds_nobody_up(database: Database, log: EventLog) -> None:
    ask(database.app_url, "CREATE TABLE view.elsewhere (x int)")
    with connected(database.app_url, autocommit=False) as writer:
        writer.cursor().execute("INSERT INTO view.elsewhere VALUES (1)")
        burn_position(log)
        log.insert_events([an_event()])
        assert positions(log.reader.read(1, 10)) == [3]


def test_a_writer_that_came_after_the_gap_does_not_keep_it_open(database: Database, log: EventLog) -> None:
    with an_open_append(database) as first:
        log.insert_events([an_event()])
        assert log.reader.read(0, 10).stalled
        with an_open_append(database):
            first.rollback()
            assert positions(log.reader.read(0, 10)) == [2]


class SlowReader(LogReader):
    """A reader that stops, once, before it asks what is settled."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.asks, self.go_on = Signal(), Signal()

    def _settled_before(self) -> int:
        if not self.asks.is_set():
            self.asks.set()
            assert self.go_on.wait(10)
        return super()._settled_before()


def test_what_is_settled_later_says_nothing_about_an_earlier_look(database: Database, engine: Engine) -> None:
    """Who fetches first and then asks what is settled passes a gap that was filled in between."""
    reader = SlowReader(engine)
    log = EventLog(engine, reader)
    with ThreadPoolExecutor(1) as threads, an_open_append(database) as writer:
        log.insert_events([an_event()])
        early = threads.submit(reader.read, 0, 10)
        assert reader.asks.wait(10)
        assert reader.read(0, 10).stalled
        writer.commit()
        with raw_cursor(engine) as cursor:
            # As a third reader would that had looked just before the commit.
            assert reader._settle(cursor, rows(2), 10)
        reader.go_on.set()
        assert positions(early.result()) == [1, 2]


def test_a_new_pool_means_that_nothing_is_settled(database: Database, engine: Engine, log: EventLog) -> None:
    burn_position(log)
    log.insert_events([an_event()])
    assert positions(log.reader.read(1, 10)) == [3]
    # As a server restored from a backup would: the positions are handed out again.
    ask(
        database.superuser_url,
        "SET session_replication_role = replica; ALTER TABLE log.event DISABLE TRIGGER ALL; "
        "DELETE FROM log.event; SELECT setval('log.event_position', 1)",
    )
    engine.dispose()
    with an_open_append(database) as writer:
        log.insert_events([an_event()])
        assert log.reader.read(1, 10).stalled
        writer.commit()
        assert positions(log.reader.read(1, 10)) == [2, 3]


def test_gaps_are_judged_before_topics_are_chosen(database: Database, log: EventLog) -> None:
    log.insert_events([an_event(topic="case.noted"), an_event(topic="case.closed"), an_event(topic="case.noted")])
    page = log.reader.read(0, 10, ["case.closed"])
    assert (positions(page), page.position, page.stalled) == ([2], 3, False)
    with an_open_append(database) as writer:
        log.insert_events([an_event(topic="case.closed")])
        assert log.reader.read(3, 10, ["case.closed"]).stalled
        writer.commit()
        page = log.reader.read(3, 10, ["case.closed"])
        assert (positions(page), page.position) == ([5], 5)


def test_notifications_of_one_topic_are_found_beyond_many_others(log: EventLog) -> None:
    log.insert_events([an_event(topic="case.noted") for _ in range(600)])
    log.insert_events([an_event(topic="case.closed")])
    (found,) = log.select_notifications(None, 5, topics=["case.closed"])
    assert found.id == 601


def test_the_end_of_the_log_is_an_empty_page(log: EventLog) -> None:
    assert log.reader.read(0, 10) == Page([], 0, stalled=False)
    log.insert_events([an_event()])
    assert log.reader.read(1, 10) == Page([], 1, stalled=False)


def test_an_event_in_a_partition_is_waited_for(database: Database, engine: Engine, log: EventLog) -> None:
    """The table can be partitioned without another reader."""
    ask(
        database.owner_url,
        "ALTER TABLE log.event RENAME TO whole; "
        "CREATE TABLE log.event (LIKE log.whole INCLUDING DEFAULTS) PARTITION BY HASH (stream_id); "
        "CREATE TABLE log.event_0 PARTITION OF log.event FOR VALUES WITH (MODULUS 2, REMAINDER 0); "
        "CREATE TABLE log.event_1 PARTITION OF log.event FOR VALUES WITH (MODULUS 2, REMAINDER 1); "
        "ALTER TABLE log.event ADD PRIMARY KEY (stream_id, version); "
        "GRANT SELECT, INSERT ON log.event, log.event_0, log.event_1 TO redress_app",
    )
    engine.dispose()
    for table in ("event", "event_0", "event_1"):
        with connected(database.app_url, autocommit=False) as writer:
            stream = uuid4() if table == "event" else stream_of(database, table)
            writer.cursor().execute(INSERT.replace("log.event", f"log.{table}"), (str(stream),))
            (drawn,) = log.insert_events([an_event()])
            before = drawn - 2
            assert log.reader.read(before, 10).stalled
            writer.commit()
            assert positions(log.reader.read(before, 10)) == [drawn - 1, drawn]


def stream_of(database: Database, partition: str) -> UUID:
    """Find a stream that belongs into a partition."""
    remainder = int(partition[-1])
    fits = "SELECT satisfies_hash_partition('log.event'::regclass, 2, %s, %s::uuid)"
    return next(stream for stream in iter(uuid4, None) if ask(database.owner_url, fits, remainder, str(stream))[0][0])


def rows(*positions: int) -> list[Row]:
    filler: Any = (None,) * 10
    return [(position, *filler) for position in positions]


@pytest.mark.parametrize(
    ("after", "settled", "found", "safe"),
    [
        (0, 0, (), 0),
        (0, 0, (1, 2, 3), 3),
        (0, 0, (2, 3), 0),
        (0, 0, (1, 2, 4, 5), 2),
        (0, 3, (2, 4, 5, 7), 3),
        (0, 9, (2, 4, 9), 3),
        (0, 8, (2, 4, 9, 10, 12), 4),
        (5, 0, (6, 7, 9), 2),
        (5, 3, (7, 8), 0),
        (5, 6, (7, 8), 2),
        (5, 7, (9, 11), 0),
        (5, 8, (9, 11), 1),
    ],
)
def test_rows_are_safe_up_to_the_first_gap_that_is_not_settled(
    after: int, settled: int, found: tuple[int, ...], safe: int
) -> None:
    assert contiguous(rows(*found), after, settled) == safe


@pytest.mark.parametrize(
    ("owed", "now", "left"),
    [
        ({"3/7", "4/1"}, {"4/1", "5/2"}, {"4/1"}),
        ({"3/7"}, {"5/2"}, set()),
        ({"3/7"}, {"-1/812", "5/2"}, {"-1/812"}),
    ],
)
def test_whoever_came_later_owes_nothing_but_a_recovered_transaction_may(
    owed: set[str], now: set[str], left: set[str]
) -> None:
    assert still_owing(owed, now) == left
