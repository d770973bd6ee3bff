"""Which packs run on a case, since when, in which calendar: the selection table, asked at every turn of the case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.clock.library import Library, Published
from domain.clock.story import Story, Turn
from domain.sla.calendar_data import CalendarData
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack
from domain.sla.selection import Selected

JurisdictionOf = Callable[[str, datetime], str | None]
"""Gives where a unit is (ISO 3166), as was known at an instant."""

NOWHERE = ""
"""The jurisdiction of a unit of which none is known: only rows that name none match."""


@dataclass(frozen=True, slots=True)
class Running:
    """A pack that runs on a case with the row that matched; version and calendar are those in force at the receipt.

    `since`: the instant at which the turn was recorded that brought it, by the event `since_version`.
    """

    pack: Published[Pack]
    calendar: Published[CalendarData]
    selected: Selected
    since: datetime
    since_version: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A milestone of a running pack; `until`: the turn after which it does not run any more, None: it runs."""

    running: Running
    milestone: Milestone
    until: datetime | None = None
    until_version: int | None = None


def intervals(story: Story, library: Library, jurisdiction_of: JurisdictionOf) -> list[Interval]:
    """Return every milestone that runs or ran on a case, each once, in the order in which packs joined.

    One that stops running and comes back runs as if it had never stopped.
    """
    found: dict[tuple[str, str], Interval] = {}
    for turn in story.turns:
        there = dict(_at(turn, story, library, jurisdiction_of))
        for key, interval in there.items():
            known = found.get(key)
            if known is None:
                found[key] = interval
            elif known.until is not None or known.running.selected != interval.running.selected:
                # It runs since it joined first, by the row that matches now.
                running = replace(known.running, selected=interval.running.selected)
                found[key] = Interval(running, interval.milestone)
        for key in found.keys() - there.keys():
            if found[key].until is None:
                found[key] = replace(found[key], until=turn.at, until_version=turn.version)
    return list(found.values())


def _at(
    turn: Turn, story: Story, library: Library, jurisdiction_of: JurisdictionOf
) -> Iterator[tuple[tuple[str, str], Interval]]:
    """Yield what runs after a turn.

    What ran where the case was received does not stop because another unit owns it now.
    """
    received = story.received
    assert received is not None  # noqa: S101 - a case turns after it was received
    units = dict.fromkeys((turn.unit_id, story.turns[0].unit_id))
    places = dict.fromkeys(jurisdiction_of(unit, turn.at) or NOWHERE for unit in units)
    rows = library.rows(received.at.date(), received.recorded_at)
    seen: set[str] = set()
    for place in places:
        subdivision, found = library.selected(rows, turn.facts, place)
        for selected in found:
            if selected.pack not in seen and selected.pack in library.packs:
                seen.add(selected.pack)
                yield from _milestones(selected, subdivision, turn, story, library)


def _milestones(
    selected: Selected, subdivision: str | None, turn: Turn, story: Story, library: Library
) -> Iterator[tuple[tuple[str, str], Interval]]:
    received = story.received
    assert received is not None  # noqa: S101 - a case turns after it was received
    # Which date it was depends on the calendar, which depends on the version of the pack: any version names one.
    calendar_id = library.calendar_of_pack(library.packs[selected.pack][-1].content, subdivision)
    on = _local_date(received.at, calendar_id, library)
    pack = library.pack(selected.pack, on, received.recorded_at)
    calendar = library.calendar(calendar_id, on, received.recorded_at)
    if pack is None or calendar is None:
        return
    running = Running(pack, calendar, selected, turn.at, turn.version)
    for milestone in pack.content.milestones:
        if milestone.runs_a_clock and selected.runs(milestone.id):
            yield (selected.pack, milestone.id), Interval(running, milestone)


def _local_date(instant: datetime, calendar_id: str, library: Library) -> date:
    versions = library.calendars.get(calendar_id)
    zone = versions[-1].content.zone if versions else "UTC"
    return instant.astimezone(ZoneInfo(zone)).date()
