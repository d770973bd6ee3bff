"""The library: every published version of packs, calendars and the selection table, and which of them a case gets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Generic, TypeVar

from domain.documents import AppliesTo
from domain.sla.calendar import Calendar
from domain.sla.calendar_data import CalendarData, calendar_of
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack
from domain.sla.pack_refusals import UnknownSubdivision
from domain.sla.selection import CaseFacts, Selected, SelectionRow, calendar_for, select

T = TypeVar("T")


@dataclass(frozen=True)
class Published(Generic[T]):
    """One published version; `published_at` is when the log took it in, `effective_from` a local date of receipt."""

    content: T
    content_hash: str
    effective_from: date
    published_at: datetime
    applies_to: AppliesTo = AppliesTo.NEW_CASES

    @property
    def counts(self) -> bool:
        """Whether it is more than a draft."""
        return self.applies_to is not AppliesTo.WHAT_IF_ONLY


Versions = tuple[Published[T], ...]
"""In the order in which they were published."""


@dataclass(frozen=True)
class Library:
    """All versions by the id of the pack or calendar, and those of the table."""

    packs: Mapping[str, Versions[Pack]] = field(default_factory=dict)
    calendars: Mapping[str, Versions[CalendarData]] = field(default_factory=dict)
    tables: Versions[tuple[SelectionRow, ...]] = ()

    def pack(self, pack_id: str, received_on: date, known_at: datetime) -> Published[Pack] | None:
        """Return the version of a pack for a case that was received on a date and recorded at an instant."""
        fitting = [each for each in self.packs.get(pack_id, ()) if each.content.is_effective(received_on)]
        return _latest(fitting, received_on, known_at)

    def calendar(self, calendar_id: str, received_on: date, known_at: datetime) -> Published[CalendarData] | None:
        """Return the version of a calendar for such a case."""
        return _latest(self.calendars.get(calendar_id, ()), received_on, known_at)

    def rows(self, received_on: date, known_at: datetime) -> tuple[SelectionRow, ...]:
        """Return the selection table for such a case."""
        table = _latest(self.tables, received_on, known_at)
        return table.content if table else ()

    def calendar_of_pack(self, pack: Pack, subdivision: str | None) -> str:
        """Return the id of the calendar in which a pack counts for a part of a country, where it has one for it."""
        known = [self.calendars[each][-1].content for each in pack.calendars if each in self.calendars]
        try:
            return calendar_for(pack, subdivision, known)
        except UnknownSubdivision:
            return pack.calendar

    def pack_changes(self, pack_id: str, since: datetime) -> list[Published[Pack]]:
        """Return the versions of a pack, published after an instant, that open milestones go over to."""
        return _for_open(self.packs.get(pack_id, ()), since)

    def calendar_changes(self, calendar_id: str, since: datetime) -> list[Published[CalendarData]]:
        """Return the versions of a calendar, published after an instant, that open milestones go over to."""
        return _for_open(self.calendars.get(calendar_id, ()), since)

    def opened(self, published: Published[CalendarData]) -> Calendar:
        """Return a calendar to count in, with what it has worked out so far."""
        calendar = self._opened.get(published.content_hash)
        if calendar is None:
            calendar = self._opened[published.content_hash] = calendar_of(published.content)
        return calendar

    @cached_property
    def _opened(self) -> dict[str, Calendar]:
        return {}

    def selected(
        self, rows: tuple[SelectionRow, ...], facts: CaseFacts, place: str
    ) -> tuple[str | None, tuple[Selected, ...]]:
        """Return the part of a country, and what a table says of a case there; cases are alike, so answers are kept."""
        key = (id(rows), facts, place)
        found = self._selected.get(key)
        if found is None:
            there = replace(facts, jurisdiction=place)
            found = self._selected[key] = there.subdivision, tuple(select(rows, there))
        return found

    @cached_property
    def _selected(self) -> dict[tuple[int, CaseFacts, str], tuple[str | None, tuple[Selected, ...]]]:
        return {}

    def topics_of(self, milestone: Milestone) -> frozenset[str]:
        """Return the events that begin or end cycles of a milestone, whatever else they mean."""
        found = self._topics_of.get(id(milestone))
        if found is None:
            found = self._topics_of[id(milestone)] = frozenset(_conditions(milestone))
        return found

    @cached_property
    def _topics_of(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def topics(self) -> frozenset[str]:
        """The events that any version of any pack speaks of."""
        return frozenset(_topics(each.content for versions in self.packs.values() for each in versions))


def _latest(versions: Iterable[Published[T]], received_on: date, known_at: datetime) -> Published[T] | None:
    """Return the last version in force then; where none was published yet, the first one that came."""
    there = [each for each in versions if each.counts]
    known = [each for each in there if each.published_at <= known_at] or there[:1]
    fitting = [each for each in known if each.effective_from <= received_on]
    return fitting[-1] if fitting else None


def _for_open(versions: Iterable[Published[T]], since: datetime) -> list[Published[T]]:
    return [each for each in versions if each.applies_to is AppliesTo.OPEN_MILESTONES and each.published_at > since]


def _topics(packs: Iterable[Pack]) -> Iterable[str]:
    for pack in packs:
        for milestone in pack.milestones:
            yield from _conditions(milestone)
            for stage in (*milestone.stages, *(one for each in milestone.variants for one in each.stages)):
                for text in stage.requires:
                    kind, _, word = text.partition(":")
                    if kind == "event":
                        yield word


def _conditions(milestone: Milestone) -> Iterable[str]:
    for conditions in (milestone.start, milestone.stop, milestone.cancel, milestone.restart_on):
        yield from (condition.event for condition in conditions)
