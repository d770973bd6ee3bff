"""The follower that writes notices: it reads the clocks' events in the order of the log, and tells each once."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from application.notices.escalating import Escalating
from application.notices.telling import Outgoing, Telling, withdrawn_by
from domain.clock.case_clock import CaseClock, CycleEvent
from infrastructure.database import raw_cursor
from infrastructure.fold_fault import describe
from infrastructure.log_pages import read_stretch
from infrastructure.log_reader import LogReader
from infrastructure.logged_event import LoggedEvent
from infrastructure.outbox.notices import add_notices, told_of_breach, withdraw
from infrastructure.recorded_event import COLUMNS
from infrastructure.view_positions import transaction

logger = logging.getLogger(__name__)

FOLLOWER: Final = "notices"
MOST: Final = 1_000
"""Events that are read at once."""
TRY_AGAIN_SECONDS: Final = 60.0
TOPICS: Final = frozenset(
    event.topic
    for event in (
        CaseClock.Warned,
        CaseClock.Breached,
        CaseClock.BreachRescinded,
        CaseClock.EscalationFired,
        CaseClock.Met,
        CaseClock.Cancelled,
    )
)
BEGIN: Final = "INSERT INTO outbox.position (follower, position) VALUES (%s, 0) ON CONFLICT DO NOTHING"
STANDING: Final = "SELECT position, began_at FROM outbox.position WHERE follower = %s"
MOVE: Final = "UPDATE outbox.position SET position = %s WHERE follower = %s AND position = %s"
SKIP: Final = """
    INSERT INTO outbox.passed_over (position, case_id, error) VALUES (%s, %s, %s)
    ON CONFLICT (position) DO UPDATE SET error = excluded.error
"""
PASSED_OVER: Final = f"""
    SELECT {COLUMNS} FROM log.event WHERE position IN (SELECT position FROM outbox.passed_over)
    ORDER BY position LIMIT {MOST}
"""  # noqa: S608 - constants
TAKE_UP: Final = "DELETE FROM outbox.passed_over WHERE position = %s"


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from one event: notices, and the milestone of which some kinds are told no longer."""

    logged: LoggedEvent
    event: CycleEvent
    notices: list[Outgoing]


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that could not be told, and why, without a word of anybody."""

    position: int
    case_id: str
    error: str


class NoticeFollower:
    """Moves along the log. Rows and position are one transaction: whoever else follows, each event is told once.

    An event that cannot be told, for a fault of ours, is passed over, counted, and tried again every minute.
    """

    def __init__(self, engine: Engine, reader: LogReader, telling: Telling, escalating: Escalating) -> None:
        """Write through `engine`, out of what `reader` reads."""
        self._engine = engine
        self._reader = reader
        self._telling = telling
        self._escalating = escalating
        self._try_again_at = 0.0
        self._began_at: datetime | None = None

    def advance(self, *, is_stopped: Callable[[], bool] = lambda: False) -> bool:
        """Follow the next stretch; say whether there was one.

        Raises:
            PersistenceError: The database is the trouble.
        """
        seen = self._standing()
        if time.monotonic() >= self._try_again_at:
            self.take_up()
            self._try_again_at = time.monotonic() + TRY_AGAIN_SECONDS
        stretch = read_stretch(self._reader, seen, MOST, TOPICS)
        if stretch.position == seen or is_stopped():
            return False
        now = self._now()
        steps, failed = list[Step](), list[Failure]()
        for event in stretch.events:
            found = self._follow(event, now)
            if isinstance(found, Step):
                steps.append(found)
            else:
                failed.append(found)
        self._write(seen, stretch.position, steps, failed)
        return True

    def take_up(self) -> None:
        """Try again what was passed over."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(PASSED_OVER)
            events = [LoggedEvent(row) for row in cursor.fetchall()]
        for event in events:
            step = self._follow(event, self._now())
            if isinstance(step, Step):
                self._take_up(event, step)

    def _follow(self, logged: LoggedEvent, now: datetime) -> "Step | Failure":
        """Work out what follows from an event, and carry out what it does to the case."""
        try:
            event = cast("CycleEvent", logged.event)
            told = self._telling.of(event, self._began_at or now)
            if told is None:
                return Step(logged, event, [])
            self._escalating.carry_out(told)
            return Step(logged, event, self._telling.outgoing(told, now))
        except PersistenceError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one event runs into, the others are told
            return failure_of(logged, error)

    def _write(self, seen: int, to: int, steps: Iterable[Step], failed: Iterable[Failure]) -> None:
        """Write what follows from a stretch, unless somebody else has."""
        with transaction(self._engine) as cursor:
            cursor.execute(MOVE, (to, FOLLOWER, seen))
            if not cursor.rowcount:
                return
            for step in steps:
                self._write_step(cursor, step)
            for failure in failed:
                pass_over(cursor, failure)

    def _take_up(self, event: LoggedEvent, step: Step) -> None:
        with transaction(self._engine) as cursor:
            cursor.execute(TAKE_UP, (event.position,))
            if cursor.rowcount:
                self._write_step(cursor, step)

    def _write_step(self, cursor: Cursor, step: Step) -> None:
        """Take back what is true no more, and add what is new."""
        event, kinds = step.event, withdrawn_by(step.event)
        if kinds:
            withdraw(
                cursor, clock_of(event), pack=event.pack, milestone=event.milestone, cycle=event.cycle, kinds=kinds
            )
        add_notices(cursor, step.notices)
        if isinstance(event, CaseClock.BreachRescinded):
            self._take_back(cursor, step.logged, event)

    def _take_back(self, cursor: Cursor, logged: LoggedEvent, event: CaseClock.BreachRescinded) -> None:
        """Tell those who were told of a breach that there was none. Asked here: what waited is told to nobody."""
        told = told_of_breach(cursor, clock_of(event), pack=event.pack, milestone=event.milestone, cycle=event.cycle)
        try:
            to_tell = self._telling.taken_back(event, told)
            found = self._telling.outgoing(to_tell, self._now()) if to_tell else []
        except PersistenceError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one event runs into, the others are told
            pass_over(cursor, failure_of(logged, error))
        else:
            add_notices(cursor, found)

    def _standing(self) -> int:
        with raw_cursor(self._engine) as cursor:
            cursor.execute(STANDING, (FOLLOWER,))
            row = cursor.fetchone()
            if row is None:
                cursor.execute(BEGIN, (FOLLOWER,))
                cursor.execute(STANDING, (FOLLOWER,))
                row = cursor.fetchone()
        position, self._began_at = row or (0, None)
        return int(position)

    def _now(self) -> datetime:
        with raw_cursor(self._engine) as cursor:
            cursor.execute("SELECT log.now()")
            (now,) = cursor.fetchone() or (None,)
        return cast("datetime", now)


def clock_of(event: CycleEvent) -> UUID:
    """Return the stream of the clock that an event is of."""
    return UUID(str(event.originator_id))


def failure_of(logged: LoggedEvent, error: Exception) -> Failure:
    """Return that an event could not be told, and say so in the log; its message may quote, and is left out."""
    failure = Failure(logged.position, logged.stream_id, describe(error))
    logger.error("not told", extra={"case_id": failure.case_id, "error": failure.error})
    return failure


def pass_over(cursor: Cursor, failure: Failure) -> None:
    """Let an event be tried again later."""
    cursor.execute(SKIP, (failure.position, failure.case_id, failure.error))
