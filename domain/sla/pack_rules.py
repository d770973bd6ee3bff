"""The rules that a pack is held against when it is loaded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise

from domain.refusals import Refusal
from domain.sla.durations import read_duration
from domain.sla.milestone import Condition, Escalation, Milestone, Stage
from domain.sla.pack import Pack, PackKind
from domain.sla.pack_refusals import (
    DuplicateName,
    InvalidWarning,
    LaneInRegulatoryPack,
    LaneLonger,
    PackContradiction,
    PackIncomplete,
    PackRange,
    PackRefusal,
    StageShorter,
    UnknownCalendar,
    UnknownEvent,
    UnknownReason,
    UnknownWord,
)
from domain.sla.terms import EndOfDay, RollForward
from domain.sla.units import Unit

HOURS = {
    Unit.BUSINESS_SECOND: 1 / 3600,
    Unit.BUSINESS_MINUTE: 1 / 60,
    Unit.BUSINESS_HOUR: 1,
    Unit.CALENDAR_HOUR: 1,
    Unit.CALENDAR_DAY: 24,
    Unit.BUSINESS_DAY: 24 * 7 / 5,
    Unit.WORKING_DAY: 24 * 7 / 5,
    Unit.WEEK: 24 * 7,
    Unit.MONTH: 24 * 30,
    Unit.BILLING_CYCLE: 24 * 30,
    Unit.YEAR: 24 * 365,
}
"""About how long a unit is, to compare stages in different ones."""

WORDS = {
    "approver": frozenset({"supervisor", "unit_head", "complaint_head", "superior_unit", "superior_or_hq_exec"}),
    "notice": frozenset({"complainant"}),
    "consent": frozenset({"complainant"}),
}
"""What an extension or a pause may require, beside a reason and an event."""

RECIPIENTS = frozenset({"handler", "supervisor", "unit_head", "superior_unit_head", "compliance", "quality"})
"""To whom a clock escalates."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a pack may speak of: events, codes of lists, calendars, channels, roles, ways of dispatch."""

    events: frozenset[str]
    pause_reasons: frozenset[str]
    extension_reasons: frozenset[str]
    calendars: frozenset[str]
    channels: frozenset[str]
    sources: frozenset[str]
    roles: frozenset[str]
    ways: frozenset[str]


def pack_refusals(pack: Pack, known: Vocabulary) -> Iterator[PackRefusal]:
    """Yield everything that is wrong with a pack, in its order."""
    yield from _head(pack, known)
    for n, milestone in enumerate(pack.milestones):
        at = f"milestones[{n}]"
        for rule in RULES:
            yield from rule(milestone, pack, known, at)


def _head(pack: Pack, known: Vocabulary) -> Iterator[PackRefusal]:
    if not pack.milestones:
        yield PackIncomplete("A pack has at least one milestone.", at="milestones")
    for name in ("authority", "source"):
        if not getattr(pack, name).strip():
            yield PackIncomplete(f"The pack does not name its {name}.", at=name)
    if pack.effective_from and pack.effective_until and pack.effective_until <= pack.effective_from:
        yield PackRange("The pack ends before it begins.", at="effective_until")
    for at, calendar in (("calendar", pack.calendar), *((f"calendars[{n}]", c) for n, c in enumerate(pack.calendars))):
        if calendar not in known.calendars:
            yield UnknownCalendar(f"There is no calendar '{calendar}'.", at=at)
    if pack.calendars and pack.calendar not in pack.calendars:
        yield PackContradiction(f"'{pack.calendar}' is not among the calendars of the pack.", at="calendars")
    yield from _twice("milestone", [each.id for each in pack.milestones], "milestones")


def _names(milestone: Milestone, _pack: Pack, _known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    yield from _twice("variant", [each.name for each in milestone.variants], f"{at}.variants")
    yield from _twice("lane", [each.name for each in milestone.lanes], f"{at}.lanes")
    yield from _twice("pause", [each.reason for each in milestone.pauses], f"{at}.pauses")
    own = {field.name for field in fields(Milestone)}
    for n, name in enumerate(milestone.unverified):
        if name not in own:
            yield UnknownWord(f"A milestone has no field '{name}'.", at=f"{at}.unverified[{n}]")


def _conditions(milestone: Milestone, _pack: Pack, known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    for name in ("start", "stop", "cancel", "restart_on"):
        for n, condition in enumerate(getattr(milestone, name)):
            yield from _condition(condition, known, f"{at}.{name}[{n}]")
    if bool(milestone.start) != bool(milestone.stop):
        missing = "stop" if milestone.start else "start"
        yield PackIncomplete(f"The clock of '{milestone.id}' has no {missing}.", at=at)
    if milestone.repeats and not milestone.cancel:
        yield PackIncomplete(f"'{milestone.id}' begins again for ever: nothing cancels it.", at=at)


def _condition(condition: Condition, known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    if condition.event not in known.events:
        yield UnknownEvent(f"There is no event '{condition.event}'.", at=f"{at}.event")
    words = {"channels": known.channels, "sources": known.sources, "actors": known.roles, "proofs": known.ways}
    for name, there_are in words.items():
        for n, word in enumerate(getattr(condition, name)):
            if word not in there_are:
                yield UnknownWord(f"'{word}' is none of the {name}.", at=f"{at}.{name}[{n}]")


def _stages(milestone: Milestone, pack: Pack, known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    lists = [("stages", milestone.stages)]
    lists += [(f"variants[{n}].stages", each.stages) for n, each in enumerate(milestone.variants)]
    lists += [(f"lanes[{n}].stages", each.stages) for n, each in enumerate(milestone.lanes)]
    for name, stages in lists:
        yield from _row_of_stages(milestone, stages, known, f"{at}.{name}")
    for n, lane in enumerate(milestone.lanes):
        yield from _lane(milestone, lane.stages, pack, f"{at}.lanes[{n}]")


def _row_of_stages(
    milestone: Milestone, stages: tuple[Stage, ...], known: Vocabulary, at: str
) -> Iterator[PackRefusal]:
    if not stages:
        yield PackIncomplete(f"'{milestone.id}' has no stage.", at=at)
    for n, stage in enumerate(stages):
        here = f"{at}[{n}]"
        if stage.limit is None and not stage.promptly:
            yield PackIncomplete(f"A stage of '{milestone.id}' has no limit.", at=here)
        elif stage.limit is not None and stage.limit < _least(milestone):
            yield PackContradiction(f"A limit of {stage.limit} ends before it begins.", at=f"{here}.limit")
        if n == 0 and stage.requires:
            yield PackContradiction("The first stage is no extension and requires nothing.", at=f"{here}.requires")
        yield from _requirements(stage.requires, known, f"{here}.requires")
    for n, (before, after) in enumerate(pairwise(stages), start=1):
        if _hours(after) < _hours(before):
            text = (
                f"Stage {n + 1} of '{milestone.id}' ({_said(after)}) is shorter than the one before ({_said(before)})."
            )
            yield StageShorter(text, at=f"{at}[{n}].limit")


def _lane(milestone: Milestone, stages: tuple[Stage, ...], pack: Pack, at: str) -> Iterator[PackRefusal]:
    if pack.kind is PackKind.REGULATORY:
        yield LaneInRegulatoryPack("A regime has no lanes: its deadlines are the same for everybody.", at=at)
    if len(stages) > len(milestone.stages):
        yield LaneLonger(f"The lane has more stages than '{milestone.id}'.", at=at)
    for n, (own, shorter) in enumerate(zip(milestone.stages, stages, strict=False)):
        if _hours(shorter) > _hours(own):
            yield LaneLonger(f"{_said(shorter)} is longer than the {_said(own)} of everybody.", at=f"{at}.stages[{n}]")


def _pauses(milestone: Milestone, _pack: Pack, known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    for n, pause in enumerate(milestone.pauses):
        here = f"{at}.pauses[{n}]"
        if pause.reason not in known.pause_reasons:
            yield UnknownReason(f"There is no reason '{pause.reason}' to suspend for.", at=f"{here}.reason")
        yield from _requirements(pause.requires, known, f"{here}.requires")


def _options(milestone: Milestone, _pack: Pack, _known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    every = [*milestone.stages, *(stage for each in milestone.variants for stage in each.stages)]
    about_dates = {
        "count_first_day": milestone.count_first_day,
        "inclusive_end": not milestone.inclusive_end,
        "end_of_day": milestone.end_of_day is not EndOfDay.SAME_TIME,
        "roll_forward": milestone.roll_forward is not RollForward.NONE,
    }
    if every and all(stage.unit.seconds is not None for stage in every):
        for name, is_set in about_dates.items():
            if is_set:
                yield PackContradiction(f"'{milestone.id}' counts no dates, but has {name}.", at=f"{at}.{name}")
    elif not milestone.inclusive_end and milestone.end_of_day is EndOfDay.SAME_TIME:
        yield PackContradiction("A limit that excludes its end ends with a day.", at=f"{at}.inclusive_end")


def _warnings(milestone: Milestone, _pack: Pack, _known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    for n, text in enumerate(milestone.warn_at):
        if read_duration(text) is None and not is_share(text):
            yield InvalidWarning(f"'{text}' is no share (80%) and no lead (P1D).", at=f"{at}.warn_at[{n}]")
    for n, step in enumerate(milestone.escalate):
        yield from _escalation(step, f"{at}.escalate[{n}]")


def _escalation(step: Escalation, at: str) -> Iterator[PackRefusal]:
    given = [text for text in (step.before, step.after) if text is not None]
    if len(given) + (step.share is not None) != 1:
        yield InvalidWarning("A step comes at a share, before the end, or after it: one of these.", at=at)
    if any(read_duration(text) is None for text in given):
        yield InvalidWarning(f"'{', '.join(given)}' is no span such as P1D or PT4H.", at=at)
    if step.share is not None and not 0 < step.share < 100:  # noqa: PLR2004 - percent
        yield InvalidWarning(f"{step.share} is no share in percent.", at=f"{at}.share")
    if step.to not in RECIPIENTS:
        yield UnknownWord(f"There is no '{step.to}' to escalate to.", at=f"{at}.to")


def _requirements(requires: Iterable[str], known: Vocabulary, at: str) -> Iterator[PackRefusal]:
    for n, text in enumerate(requires):
        kind, _, word = text.partition(":")
        here = f"{at}[{n}]"
        if kind == "reason" and word not in known.extension_reasons:
            yield UnknownReason(f"There is no reason '{word}' to extend for.", at=here)
        elif kind == "event" and word not in known.events:
            yield UnknownEvent(f"There is no event '{word}'.", at=here)
        elif kind not in {"reason", "event"} and word not in WORDS.get(kind, ()):
            yield UnknownWord(f"Nobody knows how to require '{text}'.", at=here)


def _twice(what: str, names: list[str], at: str) -> Iterator[PackRefusal]:
    for name, times in Counter(names).items():
        if times > 1:
            last = len(names) - 1 - names[::-1].index(name)
            yield DuplicateName(f"There are {times} of the {what} '{name}'.", at=f"{at}[{last}]")


def is_share(text: str) -> bool:
    """Tell whether a warning comes at a share of the counted time: 1% to 99%."""
    number = text.removesuffix("%")
    return number != text and number.isdecimal() and 0 < int(number) < 100  # noqa: PLR2004 - percent


def _least(milestone: Milestone) -> int:
    return 0 if milestone.inclusive_end else 1 + milestone.count_first_day


def _hours(stage: Stage) -> float:
    limits = [(stage.limit or 0) * HOURS[stage.unit]]
    if stage.at_most:
        limits.append(stage.at_most.limit * HOURS[stage.at_most.unit])
    return min(limits)


def _said(stage: Stage) -> str:
    return f"{stage.limit or 'no'} {stage.unit.value.replace('_', ' ')}s"


RULES: tuple[Callable[[Milestone, Pack, Vocabulary, str], Iterator[PackRefusal]], ...] = (
    _names,
    _conditions,
    _stages,
    _pauses,
    _options,
    _warnings,
)


def first_refusal(pack: Pack, known: Vocabulary) -> Refusal | None:
    """Return the first thing that is wrong with a pack, or None."""
    return next(pack_refusals(pack, known), None)
