"""What if another pack or calendar had been in force: two clocks of the same case, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from domain.clock.clocks import Clock, ClockPolicies, worked_out
from domain.clock.cycle import Cycle
from domain.clock.following import follow
from domain.clock.library import Library, Published
from domain.clock.selecting import Interval, intervals
from domain.clock.story import Story
from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack or a calendar that is not in force, with the library in which it stands alone beside the one in force.

    `before` and `after` hold one version of it each; everything else is the same in both.
    """

    before: Library
    after: Library
    pack_id: str | None = None
    calendar_id: str | None = None

    def touches(self, interval: Interval) -> bool:
        """Tell whether a milestone may come out differently."""
        if self.pack_id is not None:
            return interval.running.pack.content.id == self.pack_id
        return interval.running.calendar.content.id == self.calendar_id


@dataclass(frozen=True, slots=True)
class Side:
    """A cycle as it comes out. `margin_seconds`: from its end, or now, to the due instant; negative: too late."""

    breached: bool
    margin_seconds: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One cycle of a milestone under the policy in force and under the draft; None: there it does not run."""

    milestone: str
    before: Side | None
    after: Side | None


def of_pack(library: Library, pack: Pack) -> Draft:
    """Return the draft of a pack beside its version in force: the last that is no draft itself."""
    versions = library.packs.get(pack.id, ())
    known = [each for each in versions if each.counts]
    current = (since_ever(known[-1]),) if known else ()
    draft = (Published(pack, "draft", EARLIEST.date(), EARLIEST),)
    calendars = {name: (since_ever(each[-1]),) for name, each in library.calendars.items()}
    tables = tuple(map(since_ever, library.tables[-1:]))
    return Draft(
        Library({pack.id: current} if current else {}, calendars, tables),
        Library({pack.id: draft}, calendars, tables),
        pack_id=pack.id,
    )


def of_calendar(library: Library, calendar: CalendarData) -> Draft:
    """Return the draft of a calendar beside its version in force."""
    packs = {name: (since_ever(each[-1]),) for name, each in library.packs.items()}
    tables = tuple(map(since_ever, library.tables[-1:]))
    before = {name: (since_ever(each[-1]),) for name, each in library.calendars.items()}
    drafted = Published(calendar, "draft", EARLIEST.date(), EARLIEST)
    return Draft(
        Library(packs, before, tables),
        Library(packs, {**before, calendar.id: (drafted,)}, tables),
        calendar_id=calendar.id,
    )


T = TypeVar("T")
EARLIEST = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def since_ever(version: Published[T]) -> Published[T]:
    """Return a version as if it had always been in force."""
    return replace(version, effective_from=EARLIEST.date(), published_at=EARLIEST)


def compare(story: Story, draft: Draft, policies: ClockPolicies, now: datetime) -> Iterator[Compared]:
    """Yield the cycles of a case that the draft may change, before and after."""
    if story.received is None or story.is_imported:
        return
    before = _touched(story, draft, draft.before, policies)
    after = _redrawn(before, draft) or _touched(story, draft, draft.after, policies)
    for key in dict.fromkeys((*before, *after)):
        was, will = before.get(key), after.get(key)
        if was and will and was.milestone == will.milestone and is_same(was, will):
            for side in sides(was, story, draft.before, now).values():
                yield Compared(key, side, side)
            continue
        old = sides(was, story, draft.before, now) if was else {}
        new = sides(will, story, draft.after, now) if will else {}
        for number in sorted({*old, *new}):
            yield Compared(key, old.get(number), new.get(number))


def _touched(story: Story, draft: Draft, library: Library, policies: ClockPolicies) -> dict[str, Interval]:
    found = intervals(story, library, policies.jurisdiction_of)
    return {key_of(each): each for each in found if draft.touches(each)}


def _redrawn(before: dict[str, Interval], draft: Draft) -> dict[str, Interval] | None:
    """Return the milestones of a drafted pack that is for the same cases and has no others; None: ask the table."""
    if draft.pack_id is None or not before:
        return None
    (drafted,) = draft.after.packs[draft.pack_id]
    old, new = next(iter(before.values())).running.pack.content, drafted.content
    if (old.effective_from, old.effective_until, old.calendar, old.calendars) != (
        new.effective_from,
        new.effective_until,
        new.calendar,
        new.calendars,
    ):
        return None
    known = {each.id: each for each in new.milestones}
    if known.keys() - {each.id for each in old.milestones}:
        return None
    return {
        key: replace(each, running=replace(each.running, pack=drafted), milestone=known[each.milestone.id])
        for key, each in before.items()
        if each.milestone.id in known
    }


def key_of(interval: Interval) -> str:
    """Return `pack/milestone`."""
    return f"{interval.running.pack.content.id}/{interval.milestone.id}"


def is_same(was: Interval, will: Interval) -> bool:
    """Tell whether two milestones count alike."""
    before, after = was.running, will.running
    return (before.pack.content.kind, before.calendar.content) == (after.pack.content.kind, after.calendar.content)


def sides(interval: Interval, story: Story, library: Library, now: datetime) -> dict[int, Side]:
    """Return how the cycles of a milestone come out, by number."""
    clock: Clock = worked_out(follow(interval, story, library, now), now)
    return {cycle.number: side(cycle, now) for cycle in clock.cycles}


def side(cycle: Cycle, now: datetime) -> Side:
    """Return how one cycle comes out."""
    if cycle.due is None or cycle.is_paused:
        return Side(cycle.breached_at is not None, None)
    margin = cycle.due.at - (cycle.ended_at or now)
    return Side(cycle.breached_at is not None, int(margin.total_seconds()))
