"""The moment of a question: as of when, by what was known when. Both views of what was entered late come from here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self, TypeVar

from application.clocks.answers import View
from domain.case.instants import in_the_future
from domain.clock.happening import Entry
from domain.clock.library import Library, Published, Versions
from domain.complaint import any_time, correcting, new_facts
from domain.refusals import refuse_first
from domain.request import any_time as request_any_time

T = TypeVar("T")

SAYS_OF_THE_PAST = frozenset(
    kind.topic
    for kind in (
        *(any_time.Corrected, correcting.ReportCorrected, new_facts.NewFactsConfirmed),
        request_any_time.Corrected,
    )
)
"""Events that say how something was that had happened before; they count from then on, whenever they came."""


@dataclass(frozen=True, slots=True)
class Moment:
    """As of an instant, by what had been entered until another one."""

    at: datetime
    known_at: datetime
    view: View

    @classmethod
    def asked(cls, at: datetime | None, known_at: datetime | None, now: datetime) -> Self:
        """Return what is asked: without `known_at` by all that is known, without `at` as of that or of now.

        Raises:
            InTheFuture: Nobody knows it yet.
        """
        for instant in (at, known_at):
            refuse_first(in_the_future(instant, now) if instant else None)
        if known_at is None:
            return cls(at or now, now, View.AS_CORRECTED)
        return cls(at or known_at, known_at, View.AS_KNOWN)

    def entries(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the events of a case that are in the answer."""
        for entry in entries:
            event = entry.event
            has_happened = event.occurred_at <= self.at or event.topic in SAYS_OF_THE_PAST
            if has_happened and entry.recorded_at <= self.known_at:
                yield entry

    def library(self, library: Library) -> Library:
        """Return the policies that had been published; the same where none came later."""
        every: list[Versions[Any]] = [*library.packs.values(), *library.calendars.values(), library.tables]
        if all(version.published_at <= self.known_at for versions in every for version in versions):
            return library
        return replace(
            library,
            packs={name: self._known(versions) for name, versions in library.packs.items()},
            calendars={name: self._known(versions) for name, versions in library.calendars.items()},
            tables=self._known(library.tables),
        )

    def _known(self, versions: Versions[T]) -> Versions[T]:
        """Return what had been published, and the first version in any case: cases go by it from before."""
        return (*versions[:1], *(each for each in versions[1:] if self._is_known(each)))

    def _is_known(self, version: Published[T]) -> bool:
        return version.published_at <= self.known_at
