"""Writers that go wrong in every way, and readers that look on."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event as StopSign
from random import Random
from typing import Final, Protocol
from uuid import UUID, uuid4

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small

from infrastructure.database import connect, make_engine, raw_cursor
from infrastructure.event_store import _insert
from infrastructure.log_reader import AFTER, LogReader, Page

WRITER: Final = "stress_writer"
SHARED: Final = [UUID(int=number) for number in range(1, 41)]
"""Streams on which the writers meet, and violate the unique key."""

stop: StopSign
"""Set when the writers are through; every process gets it from `begin`."""

Entry = tuple[int, str, int]
"""Position, stream, version."""


@dataclass
class Written:
    """What one writer knows: what was acknowledged, and from when to when each append was under way."""

    acknowledged: list[Entry] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)


def begin(sign: StopSign) -> None:
    """Prepare a process."""
    global stop  # noqa: PLW0603 - a lock between processes can only be given to one that begins
    stop = sign


class Writer:
    """One process's writer. It counts a stream's versions on only after its commit."""

    def __init__(self, url: str, number: int) -> None:
        self.url = url
        self.random = Random(number)
        self.versions: dict[UUID, int] = {}
        self.written = Written()
        self.connection = self.connected()

    def connected(self) -> Connection:
        """Open a connection that the killer knows, and may kill at once."""
        while True:
            try:
                return connect(f"{self.url}?application_name={WRITER}")
            except psycopg2.OperationalError:
                continue

    def run(self, seconds: float) -> Written:
        """Append for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shared = self.random.random() < 0.15
            stream = self.random.choice(SHARED) if shared else uuid4()
            append = self.random.choices([self.at_once, self.in_transaction, self.prepared], [60, 35, 5])[0]
            self.attempt(append, stream)
        self.connection.close()
        return self.written

    def attempt(self, append: Callable[[list[Entry]], str], stream: UUID) -> None:
        """Append some events, and note how it went."""
        version = self.versions.get(stream, 1)
        entries = [(0, str(stream), version + index) for index in range(self.random.randint(1, 4))]
        begun = time.monotonic()
        try:
            outcome = append(entries)
        except psycopg2.IntegrityError:
            outcome = "violated"
            self.versions[stream] = version + 1
        except psycopg2.Error:
            outcome = "killed"
        self.written.spans.append((begun, time.monotonic()))
        self.written.outcomes[outcome] += 1
        if outcome == "committed":
            self.versions[stream] = version + len(entries)
            self.written.acknowledged += entries
        self.recover()

    def recover(self) -> None:
        """Make the connection ready for the next append."""
        try:
            self.connection.rollback()
        except psycopg2.Error:
            self.connection.close()
            self.connection = self.connected()

    def insert(self, entries: list[Entry]) -> None:
        """Run the log's own statement, and put the positions into the entries."""
        values: list[object] = []
        for _, stream, version in entries:
            values += (stream, version, "case.noted", 1, "{}", "{}", None, None, "2026-03-02T12:00Z")
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(_insert(len(entries)), values)
            positions = [position for (position,) in cursor.fetchall()]
        entries[:] = [(position, *entry[1:]) for position, entry in zip(positions, entries, strict=True)]

    def at_once(self, entries: list[Entry]) -> str:
        """Append in autocommit, as the log does."""
        self.connection.autocommit = True
        try:
            self.insert(entries)
        finally:
            if not self.connection.closed:
                self.connection.autocommit = False
        return "committed"

    def in_transaction(self, entries: list[Entry]) -> str:
        """Append in a transaction that dawdles before and after, and may be rolled back."""
        if self.random.random() < 0.4:
            with closing(self.connection.cursor()) as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
            time.sleep(self.random.random() * 0.02)
        self.insert(entries)
        if self.random.random() < 0.5:
            time.sleep(self.random.random() * 0.03)
        if self.random.random() < 0.25:
            self.connection.rollback()
            return "rolled back"
        self.connection.commit()
        return "committed"

    def prepared(self, entries: list[Entry]) -> str:
        """Append in a prepared transaction, which another connection ends."""
        name = uuid4().hex
        self.connection.tpc_begin(name)
        self.insert(entries)
        try:
            self.connection.tpc_prepare()
        except psycopg2.Error:
            # Killed: it may be prepared or not.
            with suppress(psycopg2.errors.UndefinedObject):
                self.end_prepared("ROLLBACK", name)
            raise
        self.connection.close()
        time.sleep(self.random.random() * 0.03)
        verb, outcome = self.random.choice([("COMMIT", "committed"), ("ROLLBACK", "rolled back")])
        self.end_prepared(verb, name)
        self.written.outcomes["prepared"] += 1
        return outcome

    def end_prepared(self, verb: str, name: str) -> None:
        """Commit or roll back a prepared transaction, on a connection that the killer does not know."""
        with closing(connect(self.url)) as other:
            other.autocommit = True
            other.cursor().execute(f"{verb} PREPARED '{name}'")


def kill(url: str, seconds: float) -> int:
    """Kill a writer in the middle of something, again and again; return how many."""
    killed = 0
    end = time.monotonic() + seconds
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        while time.monotonic() < end:
            time.sleep(0.1)
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = %s AND state <> 'idle' ORDER BY random() LIMIT 1",
                (WRITER,),
            )
            killed += cursor.rowcount
    return killed


class Reader(Protocol):
    """Whoever reads the log page by page."""

    def read(self, after: int, limit: int) -> Page:
        """Return the next events."""
        ...


class NaiveReader:
    """Takes what is visible after its cursor, whatever may still come before it."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url, 1)

    def read(self, after: int, limit: int) -> Page:
        """Return whatever is there."""
        with raw_cursor(self.engine) as cursor:
            cursor.execute(AFTER, {"after": after, "limit": limit})
            rows = cursor.fetchall()
        return Page(rows, rows[-1][0] if rows else after, stalled=False)


@dataclass
class Stall:
    """A time in which a reader stood still: when each of its looks began, and when the last one brought something."""

    looks: list[float]
    until: float

    def after(self, spans: list[tuple[float, float]]) -> tuple[float, int]:
        """Return how long it went on, and by how many looks, after all that wrote at its first look were through."""
        seen = self.looks[1]
        through = max((end for begun, end in spans if begun <= seen <= end), default=seen)
        return max(0.0, self.until - through), sum(look > through for look in self.looks)


@dataclass
class Seen:
    """What a reader was given, and where it stood still."""

    entries: list[Entry] = field(default_factory=list)
    stalls: list[Stall] = field(default_factory=list)


def follow(reader: Reader, limit: int, pause: float) -> Seen:
    """Read on until all writers have stopped and nothing is left."""
    seen = Seen()
    position = 0
    looks: list[float] = []
    while True:
        last = stop.is_set()
        looks.append(time.monotonic())
        page = reader.read(position, limit)
        if not page.stalled or page.rows:
            if len(looks) > 1:
                seen.stalls.append(Stall(looks, time.monotonic()))
            looks = []
        seen.entries += [(row[0], row[1], row[2]) for row in page.rows]
        position = page.position
        if last and not page.rows and not page.stalled:
            return seen
        if len(page.rows) < limit:
            time.sleep(pause)


def read_twice(url: str) -> list[Seen]:
    """Let two threads share one reader, one near the end of the log and one in no hurry."""
    reader = LogReader(make_engine(url, 2))
    with ThreadPoolExecutor(2) as threads:
        eager = threads.submit(follow, reader, 500, 0.002)
        slow = threads.submit(follow, reader, 40, 0.03)
        return [eager.result(), slow.result()]


def read_naively(url: str) -> list[Seen]:
    """Read without minding gaps: the control."""
    return [follow(NaiveReader(url), 500, 0.002)]


def write(url: str, seconds: float, number: int) -> Written:
    """Run one writer."""
    return Writer(url, number).run(seconds)


@contextmanager
def open_write(url: str) -> Iterator[None]:
    """Keep a transaction open that has written elsewhere than in the log."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.elsewhere AS SELECT 1 AS one")
        yield
        connection.rollback()
