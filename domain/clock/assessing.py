"""What a cycle comes to: its pauses, the stage that was reached, when it is due, whether it was breached."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.clock.changing import CALENDAR, PACK, Counting, Target, dues_of
from domain.clock.cycle import Cycle, Step
from domain.clock.following import Following
from domain.clock.happening import Happening
from domain.clock.story import AGREED, EXTENDED, Story, Waiting
from domain.complaint.contacting import HoldingResponseSent
from domain.complaint.extending import ExtensionApproved
from domain.refusals import Refusal
from domain.sla.deadline import Due
from domain.sla.instants import DAY_SECONDS, at_wall, local_date, to_instant, to_seconds
from domain.sla.milestone import PauseRule, Stage
from domain.sla.pauses import Pause

TELLING = frozenset({HoldingResponseSent.topic, EXTENDED, AGREED})
"""What may tell the complainant a date."""


def assess(found: Following, cycle: Cycle, now: datetime) -> None:
    """Work a cycle out, as of an instant."""
    Assessment(found, cycle, cycle.ended_at or now).run(now)


@dataclass(slots=True)
class Assessment:
    """The working out of one cycle: what counts towards it so far, and until when it is looked at."""

    found: Following
    cycle: Cycle
    until: datetime
    targets: list[Target] = field(default_factory=list)
    breached_before: datetime | None = None
    """A due instant that had passed when a new policy moved it: the breach stays."""

    @property
    def tied(self) -> frozenset[str]:
        """The events that stages are tied to."""
        targets = self.cycle.targets
        return frozenset(
            text.removeprefix("event:") for target in targets for stage in target.stages for text in stage.requires
        )

    def run(self, now: datetime) -> None:
        """Work it out."""
        cycle = self.cycle
        cycle.pauses, goes_on = _pauses(self.found, cycle, now)
        self.targets = cycle.targets[:1]
        if self._count():
            cycle.due = cycle.stages[0]
            for _, what in self._moves():
                self._move(what)
            cycle.told_on = _told(self.found.story, cycle, self.until)
            self._look_for_breach()
        cycle.is_paused = goes_on and cycle.is_open and cycle.breached_at is None

    def _count(self) -> bool:
        """Count the stages; False where nothing comes of it."""
        cycle = self.cycle
        counting = Counting(cycle.started_at, (*cycle.closed, *cycle.pauses), self.found.story.cycle_ends)
        try:
            stages = dues_of(self.targets, counting)
        except Refusal as refusal:
            cycle.fault, stages = refusal.code, []
        if cycle.not_before is not None:
            stages = [_at_least(due, cycle.not_before, self.found) for due in stages]
        cycle.stages = stages
        return bool(stages)

    def _moves(self) -> list[tuple[datetime, Happening | Target]]:
        """Return what may move the due instant while the cycle runs, in time."""
        cycle, story = self.cycle, self.found.story
        moving = {EXTENDED, AGREED, *self.tied}
        moves: list[tuple[datetime, Happening | Target]] = [
            (here.at, here)
            for here in story.in_time()
            if here.topic in moving
            and here.version >= cycle.started_by.version
            and here is not cycle.started_by
            and here.at <= self.until
        ]
        if len(cycle.targets) > 1:
            moves = sorted([*moves, *((each.since, each) for each in cycle.targets[1:])], key=lambda each: each[0])
        return moves

    def _move(self, what: Happening | Target) -> None:
        if isinstance(what, Target):
            self._change(what)
        elif what.topic == AGREED:
            _agree(self.found, self.cycle, what)
        else:
            _extend(self.found.story, self.cycle, self.targets, what)

    def _change(self, target: Target) -> None:
        """Count towards something else from now on; what is breached stays so, whatever the case becomes."""
        cycle, is_policy = self.cycle, target.cause in {PACK, CALENDAR}
        if target.cause == CALENDAR and _was_told(self.found.story, cycle, target.since):
            return
        if cycle.due is not None and cycle.is_past(target.since):
            if not is_policy:
                return
            self.breached_before = self.breached_before or cycle.due.at
        self.targets.append(target)
        is_counted = self._count()
        cycle.stage = min(cycle.stage, max(1, len(cycle.stages)))
        cycle.due = cycle.stages[cycle.stage - 1] if is_counted else None

    def _look_for_breach(self) -> None:
        cycle = self.cycle
        passed = cycle.due.at if cycle.due and cycle.is_past(self.until) else None
        cycle.breached_at = self.breached_before or passed
        if cycle.breached_at is not None:
            cycle.breach_cause = _cause(self.found, cycle, cycle.breached_at)


def _pauses(found: Following, cycle: Cycle, now: datetime) -> tuple[tuple[Pause, ...], bool]:
    """Return the pauses within the life of a cycle, and whether one goes on."""
    rules = {rule.reason: rule for rule in found.milestone.pauses}
    pauses, goes_on = [], False
    for waiting in found.story.waitings:
        rule = rules.get(waiting.reason)
        if rule is None or not is_met(rule, waiting):
            continue
        begins = max(waiting.began.at, cycle.started_at)
        ends = waiting.ended.at if waiting.ended else max(now, begins)
        if cycle.ended_at is not None:
            ends = min(ends, cycle.ended_at)
        if ends > begins:
            pauses.append(Pause(begins, ends, waiting.began.cause))
        goes_on = goes_on or (waiting.ended is None and begins <= now)
    return tuple(pauses), goes_on


def is_met(rule: PauseRule, waiting: Waiting) -> bool:
    """Tell whether a suspension is what a regime lets a clock stand for. A consent is what the reason itself says."""
    return "notice:complainant" not in rule.requires or waiting.told


def _at_least(due: Due, floor: datetime, found: Following) -> Due:
    if due.at >= floor:
        return due
    return replace(due, at=floor, on=local_date(to_seconds(floor), found.calendar.zone))


def _agree(found: Following, cycle: Cycle, here: Happening) -> None:
    """Let the day count that was agreed on, unless it was recorded when the clock was breached."""
    if not found.milestone.agreed_override or cycle.is_past(here.at) or cycle.due is None:
        return
    ends = at_wall(here.event.until, DAY_SECONDS - 1, found.calendar.zone)
    cycle.agreed_on = here.event.until
    cycle.due = replace(cycle.due, at=to_instant(ends), on=here.event.until, is_provisional=False, days=None)


def _extend(story: Story, cycle: Cycle, targets: Sequence[Target], here: Happening) -> None:
    """Reach the next stage when all that it requires has come, before the running one ends."""
    stages = targets[-1].stages
    if cycle.stage >= len(cycle.stages):
        return
    wanted = stages[cycle.stage]
    if not is_relevant(wanted, here) or not fulfils(story, cycle, wanted, here):
        return
    if cycle.is_past(here.at):
        cycle.steps.append(Step(cycle.stage + 1, here, is_late=True))
        return
    cycle.stage += 1
    cycle.steps.append(Step(cycle.stage, here))
    reached = cycle.stages[cycle.stage - 1]
    if cycle.agreed_on is None or (cycle.due is not None and reached.at > cycle.due.at):
        cycle.due = reached


def is_relevant(wanted: Stage, here: Happening) -> bool:
    """Tell whether something may be what a stage still lacks."""
    if here.topic == EXTENDED:
        return not wanted.requires or any(not each.startswith("event:") for each in wanted.requires)
    return f"event:{here.topic}" in wanted.requires


def fulfils(story: Story, cycle: Cycle, wanted: Stage, here: Happening) -> bool:
    """Tell whether all that a stage requires has come with this or before it, in this cycle."""
    came = [each for each in story.happenings.values() if each.at <= here.at and each.at >= cycle.started_at]
    used = {step.by.version for step in cycle.steps}
    extensions = [each for each in came if each.topic == EXTENDED and each.version not in used]
    for text in wanted.requires:
        kind, _, word = text.partition(":")
        if kind == "event":
            if not any(each.topic == word and each.counts for each in came):
                return False
        elif not any(_grants(story, each, kind, word) for each in extensions):
            return False
    return bool(wanted.requires) or bool(extensions)


def _grants(story: Story, extended: Happening, kind: str, word: str) -> bool:
    """Tell whether an extension brings what is required."""
    match kind:
        case "reason":
            return bool(extended.event.reason == word)
        case "notice":
            return bool(extended.event.notice_sent)
        case "approver":
            before = story.happenings.get(extended.version - 1)
            return before is not None and before.topic == ExtensionApproved.topic
        case _:
            return True


def _tellings(story: Story, cycle: Cycle) -> Iterator[Happening]:
    """Yield what told the complainant a date, while the cycle ran."""
    for here in story.in_time():
        if here.topic not in TELLING:
            continue
        tells = (
            (here.topic == HoldingResponseSent.topic and here.event.expected_on is not None)
            or (here.topic == EXTENDED and here.event.notice_sent)
            or here.topic == AGREED
        )
        if tells and here.at >= cycle.started_at and (cycle.ended_at is None or here.at <= cycle.ended_at):
            yield here


def _was_told(story: Story, cycle: Cycle, until: datetime) -> bool:
    """Tell whether the complainant was told a date: it stays as told when a calendar is corrected."""
    return any(here.at <= until for here in _tellings(story, cycle))


def _told(story: Story, cycle: Cycle, until: datetime) -> date | None:
    """Return the date that the complainant was told last."""
    told = None
    for here in _tellings(story, cycle):
        if here.at <= until:
            if here.topic == EXTENDED:
                told = cycle.due.on if cycle.due else None
            else:
                told = here.event.until if here.topic == AGREED else here.event.expected_on
    return told


def _cause(found: Following, cycle: Cycle, due: datetime) -> str:
    """Say what made the breach: time alone, or something that was known or entered after the due instant."""
    received = found.story.received
    merges: Iterable[Happening] = (each.merged for each in found.story.merged_in.values())
    if cycle.started_by is received and any(
        merged.recorded_at > due and cycle.started_at < received.at for merged in merges
    ):
        return "merge"
    if found.interval.running.since_version > cycle.started_by.version and found.interval.running.since > due:
        return "late_classification"
    if cycle.started_by.recorded_at > due:
        return "late_entry"
    return "time"
