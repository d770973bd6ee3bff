"""The keeper: puts on record what follows from the events of cases, as often as it is asked, once."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.ports import ConflictError
from domain.clock import CaseClock
from domain.clock.clocks import ClockPolicies
from domain.clock.happening import Entry
from domain.clock.keeping import Keeping

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often a clock is worked out anew when another worker was faster."""


@dataclass(frozen=True, slots=True)
class CaseOnRecord:
    """A case with its clock: the events in version order, and the clock replayed. `now` is the database's instant."""

    case_id: UUID
    entries: Sequence[Entry]
    clock: CaseClock
    now: datetime


class ClockLog(Protocol):
    """The log as the keeper sees it."""

    def load(self, case_ids: Iterable[UUID]) -> list[CaseOnRecord]:
        """Load cases with their clocks, all in one statement; ids of nothing are left out."""
        ...

    def append(self, clocks: Sequence[CaseClock]) -> int:
        """Append what is pending on clocks in one statement, all or none; return how many events that was.

        Raises:
            ConflictError: Another worker has put something on record for one of them. Nothing was appended.
        """
        ...


@dataclass(slots=True)
class KeeperFigures:
    """What a keeper has done since the process began."""

    kept: int = 0
    """Looks at clocks."""
    events: int = 0
    faults: int = 0
    """Cases whose clock could not be worked out; the others go on."""


class ClockKeeper:
    """Works clocks out and puts the difference on record. Any number of workers may keep the same clocks."""

    def __init__(self, log: ClockLog, policies: Callable[[], ClockPolicies], time_zone_data: str) -> None:
        """Read from and write to a log; `policies` are asked at every look."""
        self._log = log
        self._policies = policies
        self._time_zone_data = time_zone_data
        self.figures = KeeperFigures()

    def keep(self, case_ids: Iterable[UUID]) -> int:
        """Bring the clocks of cases up to date; return how many events that took.

        Raises:
            ConflictError: Other workers kept being faster with one of them.
        """
        wanted = list(dict.fromkeys(case_ids))
        if not wanted:
            return 0
        changed = self._worked_out(wanted)
        try:
            return self._append(changed)
        except ConflictError:
            return sum(self._keep_one(clock.case_id) for clock in changed)

    def _keep_one(self, case_id: UUID) -> int:
        for attempt in range(ATTEMPTS):
            try:
                return self._append(self._worked_out([case_id]))
            except ConflictError:
                if attempt == ATTEMPTS - 1:
                    raise
        return 0

    def _append(self, changed: list[CaseClock]) -> int:
        if not changed:
            return 0
        events = self._log.append(changed)
        self.figures.events += events
        return events

    def _worked_out(self, case_ids: list[UUID]) -> list[CaseClock]:
        """Return the clocks for which something is to be put on record."""
        policies, changed = self._policies(), []
        for case in self._log.load(case_ids):
            self.figures.kept += 1
            try:
                Keeping(policies, case.now, self._time_zone_data).keep(case.clock, case.entries)
            except Exception:
                # A case that cannot be worked out must not stop the clocks of the others.
                self.figures.faults += 1
                logger.exception("a clock cannot be worked out", extra={"case_id": str(case.case_id)})
                continue
            if case.clock.pending_events:
                changed.append(case.clock)
        return changed
