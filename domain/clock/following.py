"""How a milestone follows a case: the cycles that the case's events begin and end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clock.changing import CALENDAR, PACK, Target
from domain.clock.cycle import Cycle, Ending
from domain.clock.happening import Happening
from domain.clock.library import Library
from domain.clock.selecting import Interval
from domain.clock.story import MERGED, REOPENED, Story
from domain.sla.calendar import Calendar
from domain.sla.milestone import Milestone, ReopenRule, Stage
from domain.sla.pack import Pack, PackKind
from domain.sla.pauses import Pause
from domain.sla.terms import Terms

DESELECTED = "reclassified"
ALWAYS_SEEN = frozenset({MERGED}) | REOPENED
"""What matters to every milestone, whatever it names."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """From an instant on open milestones go by another version of the pack or of the calendar."""

    at: datetime
    pack: Pack | None = None
    calendar: Calendar | None = None


@dataclass(slots=True)
class Following:
    """A milestone on a case: what it counts by now, and the cycles so far."""

    interval: Interval
    story: Story
    pack: Pack
    milestone: Milestone
    calendar: Calendar
    cycles: list[Cycle]

    @property
    def terms(self) -> Terms:
        """How its limits are counted now."""
        return self.pack.terms(self.milestone)

    @property
    def open(self) -> Cycle | None:
        """The cycle that is not ended."""
        return self.cycles[-1] if self.cycles and self.cycles[-1].is_open else None

    def see(self, here: Happening) -> None:
        """Let something happen to it."""
        cycle = self.open
        if cycle is None:
            self._see_stopped(here)
        elif here.meets(self.milestone.restart_on):
            cycle.end(Ending.CANCELLED, here, here.at, "new_facts")
            self._begin(here, here.at)
        elif here.meets(self.milestone.stop):
            cycle.end(Ending.MET, here, here.at)
            if self.milestone.repeats:
                self._begin(here, here.at)
        elif here.topic == MERGED and here.counts:
            cycle.end(Ending.CANCELLED, here, here.at, "merged")
        elif here.meets(self.milestone.cancel):
            cycle.end(Ending.CANCELLED, here, here.at, here.topic.partition(".")[2])

    def _see_stopped(self, here: Happening) -> None:
        """Begin a cycle, if this begins one; what begins a milestone may stop it, too."""
        if here.topic in REOPENED:
            self._reopen(here)
        elif here.meets(self.milestone.start):
            self._begin(here, here.at)
            if here.meets(self.milestone.stop):
                self.cycles[-1].end(Ending.MET, here, here.at)

    def _begin(self, here: Happening, at: datetime) -> Cycle:
        cycle = Cycle(len(self.cycles) + 1, at, here)
        stages = stages_under(self.milestone, self._regimes(), self._priority(known_from(cycle)))
        cycle.targets.append(Target(at, stages, self.terms, self.calendar))
        self.cycles.append(cycle)
        return cycle

    def _reopen(self, here: Happening) -> None:
        """Begin the next cycle as the milestone says; the first result stays beside it."""
        before = self.cycles[-1] if self.cycles else None
        if before is None or self.milestone.on_reopen is ReopenRule.NONE:
            return
        if self.milestone.on_reopen is ReopenRule.RESUME_REMAINING and before.ended_at is not None:
            cycle = self._begin(here, before.started_at)
            cycle.closed = (*before.closed, Pause(before.ended_at, max(here.at, before.ended_at), here.cause))
            cycle.targets = [replace(cycle.targets[0], since=before.started_at)]
            return
        self._begin(here, here.at)

    def change_policy(self, change: PolicyChange) -> None:
        """Go by another version from now on; what is finished keeps the one that it had."""
        rule = self.milestone.on_policy_change
        if change.pack is not None:
            found = next((each for each in change.pack.milestones if each.id == self.milestone.id), None)
            if found is None:
                return
            self.pack, self.milestone = change.pack, found
            rule = found.on_policy_change
        if change.calendar is not None:
            self.calendar, rule = change.calendar, self.milestone.on_calendar_change
        cycle = self.open
        if cycle is not None:
            stages = stages_under(self.milestone, self._regimes(), self._priority(change.at))
            cause = PACK if change.pack is not None else CALENDAR
            cycle.targets.append(Target(change.at, stages, self.terms, self.calendar, rule, cause))

    def change_priority(self, at: datetime, priority: str | None, version: int) -> None:
        """Let the case be more or less urgent from now on."""
        cycle = self.open
        if cycle is None or at <= known_from(cycle):
            return
        stages = stages_under(self.milestone, self._regimes(), priority)
        if stages != cycle.targets[-1].stages:
            rule = self.milestone.on_priority_change
            cycle.targets.append(Target(at, stages, self.terms, self.calendar, rule, f"event {version}"))

    def _regimes(self) -> frozenset[str]:
        """Return under which regimes the case is, as known now: what it turned out to be it was from the receipt."""
        return self.story.turns[-1].facts.regimes if self.story.turns else frozenset()

    def _priority(self, at: datetime) -> str | None:
        """Return how urgent it was at an instant."""
        known = [turn.priority for turn in self.story.turns if turn.at <= at]
        return known[-1] if known else None


def known_from(cycle: Cycle) -> datetime:
    """Return since when a cycle is known to run: what is said of the case until then is said of its start."""
    return max(cycle.started_at, cycle.started_by.recorded_at)


def stages_under(milestone: Milestone, regimes: frozenset[str], priority: str | None) -> tuple[Stage, ...]:
    """Return the stages of the first variant that is for a regime or priority of the case, or the milestone's own."""
    for variant in milestone.variants:
        if variant.name in regimes or (priority is not None and priority in variant.priorities):
            return variant.stages
    return milestone.stages


def follow(interval: Interval, story: Story, library: Library, now: datetime) -> Following:
    """Return the cycles of a milestone that runs or ran on a case up to now, without their due instants."""
    running = interval.running
    found = Following(interval, story, running.pack.content, interval.milestone, library.opened(running.calendar), [])
    for at, what in _timeline(interval, story, library):
        if at > now:
            break
        if isinstance(what, Happening):
            found.see(what)
        elif isinstance(what, PolicyChange):
            found.change_policy(what)
        else:
            found.change_priority(at, *what)
    cycle = found.open
    if cycle is not None and interval.until is not None and interval.until <= now:
        by = story.happenings[interval.until_version or 1]
        cycle.end(Ending.CANCELLED, by, interval.until, DESELECTED)
    _merge(found, story)
    return found


What = Happening | PolicyChange | tuple[str | None, int]


def _timeline(interval: Interval, story: Story, library: Library) -> list[tuple[datetime, What]]:
    """Return all that may change a milestone, by instant."""
    changes = [*_policy_changes(interval, library), *_priority_changes(interval.milestone, story)]
    wanted = library.topics_of(interval.milestone) | ALWAYS_SEEN
    for change in changes:
        if isinstance(change[1], PolicyChange) and change[1].pack is not None:
            wanted |= frozenset().union(*(library.topics_of(each) for each in change[1].pack.milestones))
    timeline: list[tuple[datetime, What]] = [(here.at, here) for here in story.in_time() if here.topic in wanted]
    return sorted([*timeline, *changes], key=lambda each: each[0]) if changes else timeline


def _policy_changes(interval: Interval, library: Library) -> Iterator[tuple[datetime, What]]:
    running, received = interval.running, interval.running.since
    for pack in library.pack_changes(running.pack.content.id, received):
        yield pack.published_at, PolicyChange(pack.published_at, pack=pack.content)
    for calendar in library.calendar_changes(running.calendar.content.id, received):
        yield calendar.published_at, PolicyChange(calendar.published_at, calendar=library.opened(calendar))


def _priority_changes(milestone: Milestone, story: Story) -> Iterable[tuple[datetime, What]]:
    if not any(variant.priorities for variant in milestone.variants):
        return []
    return [(turn.at, (turn.priority, turn.version)) for turn in story.turns]


def _merge(found: Following, story: Story) -> None:
    """Give a regime's clock the earlier start of the two, while another complaint goes on in this one."""
    if found.pack.kind is not PackKind.REGULATORY or not story.merged_in:
        return
    received = story.received
    for cycle in found.cycles:
        if cycle.started_by is not received:
            continue
        for taken in story.merged_in.values():
            while_it_ran = cycle.ended_at is None or taken.merged.at <= cycle.ended_at
            if while_it_ran and taken.period_from < cycle.started_at:
                cycle.started_at = taken.period_from
                cycle.targets[0] = replace(cycle.targets[0], since=taken.period_from)
