"""Keeping clocks in the daemon: follow the cases along the log, and watch the time."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from eventsourcing.persistence import ProgrammingError
from psycopg2 import errors
from sqlalchemy import Engine

from application.clocks.keeper import ClockKeeper
from domain.clock.keeping import OWN_TOPICS
from domain.clock.library import Library
from domain.documents import AppliesTo
from domain.reference_data import ReferenceData
from infrastructure.database import raw_cursor
from infrastructure.follower import Follower
from infrastructure.log_pages import Stretch
from infrastructure.log_reader import LogReader
from infrastructure.view_positions import standing, transaction
from projections import clocks

logger = logging.getLogger(__name__)

NAME: Final = "clock keeper"
PUBLISHED: Final = ReferenceData.DocumentPublished.topic
AT_ONCE: Final = 100
"""Cases that are loaded, worked out and appended to together."""
TICK_SECONDS: Final = 0.5
"""Between two looks at the time: a breach is found within a second of its due instant."""

DUE: Final = """
    SELECT DISTINCT case_id::text FROM (
        SELECT case_id FROM view.clock WHERE next_at <= log.now() ORDER BY next_at LIMIT %s
    ) AS due
"""
OPEN: Final = "SELECT DISTINCT case_id::text FROM view.clock WHERE is_open AND case_id > %s ORDER BY 1 LIMIT %s"
FIRST: Final = "00000000-0000-0000-0000-000000000000"

T = TypeVar("T")


@dataclass(slots=True)
class ClockKeeping:
    """Follows the cases, and ticks. One worker or many: whoever is slower finds it done."""

    engine: Engine
    keeper: ClockKeeper
    library: Callable[[], Library]
    follower: Follower
    _ticked: float = field(default=0.0, init=False)

    def step(self, is_stopped: Callable[[], bool] = lambda: False) -> bool:
        """Go on along the log, and look at the time now and then; say whether there was anything to do."""
        moved = self.follower.advance(self._keep)
        if time.monotonic() - self._ticked >= TICK_SECONDS and not is_stopped():
            self._ticked = time.monotonic()
            moved = bool(self.tick()) or moved
        return moved

    def tick(self) -> int:
        """Keep the clocks of the cases to which time has brought something; return how many cases that were.

        It reads an index, not the cases: what is not due costs nothing.
        """
        case_ids = self._asked(DUE, AT_ONCE)
        self.keeper.keep(case_ids)
        return len(case_ids)

    def _keep(self, stretch: Stretch) -> bool:
        """Keep the clocks of the cases in a stretch; a policy for open milestones is one for all that are open."""
        cases = [UUID(event.stream_id) for event in stretch.events if event.topic != PUBLISHED]
        for some in in_parts(dict.fromkeys(cases), AT_ONCE):
            self.keeper.keep(some)
        last = max((event.position for event in stretch.events if is_for_open(event)), default=None)
        return last is None or self._keep_open(last)

    def _keep_open(self, position: int) -> bool:
        """Keep every open clock; not before the view shows all that was on record when the policy was published."""
        with transaction(self.engine) as cursor:
            shown = standing(cursor, clocks.VIEW.name)
        if shown is None or shown.position < position:
            return False
        after = FIRST
        while case_ids := self._asked(OPEN, after, AT_ONCE):
            self.keeper.keep(case_ids)
            after = str(case_ids[-1])
        return True

    def _asked(self, question: str, *values: object) -> list[UUID]:
        try:
            with raw_cursor(self.engine) as cursor:
                cursor.execute(question, values)
                return [UUID(case_id) for (case_id,) in cursor.fetchall()]
        except ProgrammingError as error:
            if not isinstance(error.__cause__, errors.UndefinedTable):
                raise
            # The view is built for the first time: nothing is due before it is there.
            return []


def clock_keeping(engine: Engine, keeper: ClockKeeper, library: Callable[[], Library]) -> ClockKeeping:
    """Put the parts together."""
    follower = Follower(NAME, engine, LogReader(engine), lambda: {*OWN_TOPICS, *library().topics, PUBLISHED})
    return ClockKeeping(engine, keeper, library, follower)


def is_for_open(event: Any) -> bool:  # noqa: ANN401 - a logged event
    """Tell whether an event is the publication of a policy for open milestones."""
    return bool(event.topic == PUBLISHED and event.event.applies_to is AppliesTo.OPEN_MILESTONES)


def in_parts(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield values, so many at once."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part
