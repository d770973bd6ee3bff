"""The same commands on a store of the event sourcing library, chosen by its settings."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper

from benchmarks.cases import case, case_id, handler
from domain.complaint import Complaint
from infrastructure.mapper import EventMapper

CASES_AT_ONCE = 50


class Cases(Application[UUID]):
    """An application of the library with our typed codec; what stores is the persistence module's own."""

    def construct_mapper(self) -> Mapper[UUID]:
        """Return our mapper, so that all stores write the same bytes."""
        return EventMapper()


class LibraryStore:
    """A ready store with our aggregate: our replay too, which is faster than the library's own."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._cases = Cases(env=settings)

    def fill(self, number_of_cases: int) -> None:
        """Store the first cases, some at a time."""
        for start in range(0, number_of_cases, CASES_AT_ONCE):
            self._cases.save(*map(case, range(start, min(start + CASES_AT_ONCE, number_of_cases))))

    def command(self, number: int) -> None:
        """Load a case, decide, append one event."""
        by = handler(number)
        complaint = Complaint.blank(case_id(number)).replay(self._events_of(number))
        complaint.record_finding("The second booking was a mistake.", by=by, now=complaint.facts.received_at)
        self._cases.save(complaint)

    def _events_of(self, number: int) -> Iterator[Any]:
        return self._cases.events.get(case_id(number))
