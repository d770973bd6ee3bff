"""The clocks of a case as a command needs them: worked out of its events at the moment, never read from a record."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from application.ledger import Ledger
from application.ports import HistoryEntry
from domain.clock.clocks import Clock, ClockPolicies, clocks_of, story_of
from domain.clock.happening import Entry

ClocksOf = Callable[[UUID, datetime], list[Clock]]
"""Gives the clocks of a case as of an instant, from all that is recorded."""


class WorkedOutClocks:
    """Works clocks out of the log."""

    def __init__(self, ledger: Ledger, policies: Callable[[], ClockPolicies]) -> None:
        """Read histories through a ledger; `policies` are asked each time."""
        self._ledger = ledger
        self._policies = policies

    def __call__(self, case_id: UUID, now: datetime) -> list[Clock]:
        """Return the clocks of a case as of an instant."""
        entries = entries_of(self._ledger.event_log.history(case_id))
        return clocks_of(story_of(entries), self._policies(), now)


def entries_of(history: Iterable[HistoryEntry]) -> list[Entry]:
    """Return a history as clocks take it."""
    return [Entry(entry.event, entry.recorded_at, entry.metadata.get("role")) for entry in history]


def no_clocks(_case_id: UUID, _now: datetime) -> list[Clock]:
    """Return no clocks: for use cases on a log without policies."""
    return []
