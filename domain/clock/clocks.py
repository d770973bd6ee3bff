"""The clocks of a case: every milestone that runs on it, worked out of its events alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.clock.assessing import assess
from domain.clock.cycle import Cycle
from domain.clock.following import Following, follow
from domain.clock.happening import Entry
from domain.clock.library import Library
from domain.clock.selecting import Interval, JurisdictionOf, intervals
from domain.clock.story import Story
from domain.sla.calendar import Calendar
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack


@dataclass(frozen=True, slots=True)
class ClockPolicies:
    """What the clocks of any case go by."""

    library: Library
    jurisdiction_of: JurisdictionOf


@dataclass(frozen=True, slots=True)
class Clock:
    """A milestone on a case with all of its cycles; none: it has not started."""

    interval: Interval
    pack: Pack
    milestone: Milestone
    calendar: Calendar
    cycles: tuple[Cycle, ...]


def story_of(entries: Iterable[Entry]) -> Story:
    """Return what is known of a case after some of its events, in the order of their versions."""
    story = Story()
    for entry in entries:
        story.take(entry)
    return story


def clocks_of(story: Story, policies: ClockPolicies, now: datetime) -> list[Clock]:
    """Work out the clocks of a case as of an instant.

    A pure function of the case's events, the published policies and `now`. Imported history runs no clock. What a
    milestone cannot compute stops no other one.
    """
    if story.received is None or story.is_imported:
        return []
    found = [
        follow(each, story, policies.library, now)
        for each in intervals(story, policies.library, policies.jurisdiction_of)
    ]
    return [worked_out(each, now) for each in found]


def worked_out(found: Following, now: datetime) -> Clock:
    """Return the clock of a milestone as of an instant."""
    before: Cycle | None = None
    for cycle in found.cycles:
        if before is not None and before.end_cause == "new_facts" and before.due is not None:
            cycle.not_before = before.due.at
        assess(found, cycle, now)
        before = cycle
    return Clock(found.interval, found.pack, found.milestone, found.calendar, tuple(found.cycles))
