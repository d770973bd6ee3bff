"""The clocks of a case in plain words, for a person; times are those of each clock's calendar."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from application.clocks.answers import (
    BreachOnRecord,
    CaseClocks,
    Clock,
    Cycle,
    Day,
    OfCase,
    Paused,
    Segment,
    Stage,
    StepOnRecord,
    View,
)
from domain.sla.durations import read_duration

UTC = "UTC"
CAUSES = {
    "time": "the time was over",
    "late_entry": "it was entered when the time was over",
    "late_classification": "the case came under this rule when the time was over",
    "merge": "a complaint that was merged had waited longer",
    "correction": "what was corrected showed it",
}
REASONS = {"waiting_customer": "waiting for the customer", "third_party": "waiting for a third party"}
"""Reasons of suspensions that are no name of what began."""

NOT_COUNTED = {
    "day_zero": "the day from which is counted",
    "closed": "closed",
    "holiday": "holiday",
    "make_up": "a day off that is worked",
    "rolled": "the end waits for a day that is open",
    "superseded": "counted towards what was due before",
}


def as_text(answer: CaseClocks) -> str:
    """Return an answer in words."""
    begun = [clock for clock in answer.clocks if clock.cycles]
    waiting = [f"{clock.pack}/{clock.milestone}" for clock in answer.clocks if not clock.cycles]
    zone = begun[0].time_zone if begun else UTC
    lines = [f"{answer.reference} ({answer.kind.replace('_', ' ') or 'nothing yet'}), {_view(answer, zone)}"]
    lines += [f"  entered later: {_event(each)}, on {_moment(each.recorded_at, zone)}" for each in answer.entered_later]
    for clock in begun:
        lines += ["", *_clock(clock)]
    if waiting:
        lines += ["", f"not started: {', '.join(waiting)}"]
    if not answer.clocks:
        lines.append("No clock runs on it, or none was known to run.")
    return "\n".join(lines)


def _view(answer: CaseClocks, zone: str) -> str:
    at = f"as of {_moment(answer.at, zone)} {zone}"
    if answer.view is View.AS_KNOWN:
        return f"{at}, as was known on {_moment(answer.known_at, zone)}"
    return f"{at}, as corrected by all that is known now"


def _clock(clock: Clock) -> Iterator[str]:
    """Say what a milestone is, then each cycle."""
    whose = "wanted by" if clock.is_regulatory else "promised by"
    checked = "" if clock.is_verified else "; nobody has checked this rule against its text"
    yield f"{clock.milestone}, {whose} {clock.authority}"
    yield f"  rule: {clock.source}{checked}"
    yield f"  from: pack {clock.pack}, version {clock.pack_version}; row '{clock.selected_by}' of the selection table"
    yield f"  counted in: calendar {clock.calendar}, version {clock.calendar_version}, times of {clock.time_zone}"
    for cycle in clock.cycles:
        if len(clock.cycles) > 1:
            yield f"  cycle {cycle.cycle}"
        yield from (f"  {line}" for line in _cycle(cycle, clock.time_zone))


def _cycle(cycle: Cycle, zone: str) -> Iterator[str]:
    yield f"state: {_state(cycle, zone)}"
    yield from _stages(cycle)
    yield f"began on {_moment(cycle.started_at, zone)} with {_event(cycle.started_by)}"
    for pause in cycle.pauses:
        yield from _pause(pause, zone)
    yield from (f"{_event(each)} came too late: it moved nothing" for each in cycle.late_extensions)
    if cycle.agreed_on:
        yield f"agreed with the complainant: until {_date(cycle.agreed_on)}"
    if cycle.told_on:
        yield f"the complainant was told: {_date(cycle.told_on)}"
    if cycle.breached_at:
        found = f", found on {_moment(cycle.detected_at, zone)}" if cycle.detected_at else ", not on record yet"
        cause = CAUSES.get(cycle.breach_cause or "", cycle.breach_cause)
        yield f"breached on {_moment(cycle.breached_at, zone)} because {cause}{found}"
    yield from _record(cycle, zone)
    if cycle.fault:
        yield f"cannot be worked out: {cycle.fault}"
    yield from _ledger(cycle)


def _state(cycle: Cycle, zone: str) -> str:
    """Say where a cycle stands and what is left."""
    due = f"due on {_moment(cycle.due_at, zone)}" if cycle.due_at else "no day is set"
    if cycle.is_provisional:
        due += " (provisional: holidays up to then are not all announced)"
    ended = (
        f" on {_moment(cycle.ended_at, zone)} by {_event(cycle.ended_by)}" if cycle.ended_at and cycle.ended_by else ""
    )
    match cycle.state:
        case "paused":
            since = " and ".join(_event(each) for each in cycle.paused_by)
            return f"paused by {since}; if it went on now, {due}{_left(cycle)}"
        case "breached":
            return f"breached, {due}{_over(cycle)}"
        case "met":
            return f"met{ended}; {due}"
        case "met_late":
            return f"met late{ended}; {due}{_over(cycle)}"
        case "cancelled":
            return f"cancelled{ended} ({(cycle.ended_as or '').replace('_', ' ')})"
        case _:
            return f"{cycle.state}, {due}{_left(cycle)}"


def _left(cycle: Cycle) -> str:
    left = cycle.remaining
    if left is None:
        return ""
    if left.dates is not None:
        return f"; {_number(left.dates, 'day')} left"
    return f"; {_span(left.seconds or 0)} left"


def _over(cycle: Cycle) -> str:
    if cycle.overdue is None:
        return ""
    days = cycle.overdue.dates
    return f"; {_number(days, 'day')} over" if days else f"; {_span(cycle.overdue.seconds)} over"


def _stages(cycle: Cycle) -> Iterator[str]:
    """Say which stage runs, and what may be reached."""
    for stage in cycle.stages:
        if len(cycle.stages) == 1:
            yield f"limit: {_limit(stage)}"
        elif stage.stage == cycle.stage:
            by = f", reached by {_event(stage.reached_by)}" if stage.reached_by else ""
            yield f"stage {stage.stage} of {len(cycle.stages)}: {_limit(stage)}{by}"
        elif stage.stage > cycle.stage and cycle.ended_at is None:
            needs = f", needs {', '.join(map(_words, stage.requires))}" if stage.requires else ""
            yield f"could reach stage {stage.stage}: {_limit(stage)}, {_date(stage.due_on)}{needs}"


def _limit(stage: Stage) -> str:
    return _number(stage.limit or 0, (stage.unit or "").replace("_", " "))


def _pause(pause: Paused, zone: str) -> Iterator[str]:
    """Say when a clock stopped counting and went on, and why."""
    reason = REASONS.get(pause.reason) or _words(pause.reason)
    yield f"stopped counting on {_moment(pause.from_at, zone)} because {reason} started, event {pause.began_by.version}"
    if pause.to_at is not None and pause.ended_by is not None:
        ended = f"{reason} ended" if pause.ended_by.topic.endswith(".resumed") else _event(pause.ended_by)
        number = f", event {pause.ended_by.version}" if pause.ended_by.topic.endswith(".resumed") else ""
        yield f"went on counting on {_moment(pause.to_at, zone)} because {ended}{number}"


def _record(cycle: Cycle, zone: str) -> Iterator[str]:
    """Say what went on record and is not the present state."""
    for warning in cycle.on_record.warnings:
        yield f"warned at {_step(warning)} on {_moment(warning.came_at, zone)}"
    for escalation in cycle.on_record.escalations:
        yield f"escalated to {escalation.to} at {_step(escalation)} on {_moment(escalation.came_at, zone)}"
    for breach in cycle.on_record.breaches:
        if breach.rescinded_at is not None:
            yield _rescinded(breach, zone)


def _step(step: StepOnRecord) -> str:
    """Say a step of the ladder: 80% of the time, 1 d before the end."""
    span = read_duration(step.step[1:])
    if span is None:
        when = f"{step.step} of the time"
    elif step.step.startswith("-"):
        when = f"{_span(int(span.total_seconds()))} before the end"
    else:
        when = f"{_span(int(span.total_seconds()))} after the end" if span else "the end"
    return f"{when} of stage {step.stage}"


def _rescinded(breach: BreachOnRecord, zone: str) -> str:
    assert breach.rescinded_at is not None  # noqa: S101 - asked before
    why = (breach.rescinded_by or "").replace("_", " ")
    since, until = _moment(breach.recorded_at, zone), _moment(breach.rescinded_at, zone)
    return f"was on record as breached from {since} until {until}, when {why} showed that it was not"


def _ledger(cycle: Cycle) -> Iterator[str]:
    """Say what became of the time."""
    ledger = cycle.ledger
    if ledger.dates:
        yield f"the days, of which {ledger.counted} counted so far:"
        for _, same in groupby(ledger.dates, key=lambda day: (day.kind, day.why, day.is_past)):
            yield f"  {_days(list(same))}"
    elif ledger.segments:
        yield f"the time, of which {_span(ledger.counted)} counted:"
        yield from (f"  {_segment(each)}" for each in ledger.segments)


def _days(same: list[Day]) -> str:
    first, last = same[0], same[-1]
    when = _date(first.on) if first is last else f"{_date(first.on)} to {_date(last.on)}"
    coming = "" if first.is_past else "to come, "
    return f"{when}: {coming}{_what_of_days(first, last)}"


def _what_of_days(first: Day, last: Day) -> str:
    if first.number is not None:
        return f"counted as {first.number}" if first is last else f"counted as {first.number} to {last.number}"
    match first.kind:
        case "agreed":
            return "agreed with the complainant"
        case "replaced":
            return "not due before what it replaces"
        case "paused":
            return f"not counted, paused by {first.why}"
    return f"not counted, {NOT_COUNTED[first.kind]}{f' ({first.why})' if first.why else ''}"


def _segment(segment: Segment) -> str:
    same_day = segment.from_local.date() == segment.to_local.date()
    until = (
        f"{segment.to_local:%H:%M:%S}" if same_day else f"{_date(segment.to_local.date())} {segment.to_local:%H:%M:%S}"
    )
    when = f"{_date(segment.from_local.date())} {segment.from_local:%H:%M:%S} to {until}"
    if segment.is_counted:
        return f"{when}: {_span(segment.seconds)} counted"
    if segment.kind == "paused":
        return f"{when}: {_span(segment.seconds)} not counted, paused by {segment.why}"
    why = f" ({segment.why})" if segment.why else ""
    return f"{when}: {_span(segment.seconds)} not counted, {NOT_COUNTED[segment.kind]}{why}"


def _event(event: OfCase) -> str:
    """Name an event: complaint suspended (mediation), event 14."""
    says = f" ({event.says.replace('_', ' ')})" if event.says else ""
    return f"{event.topic.replace('.', ' ').replace('_', ' ')}{says}, event {event.version}"


def _words(code: str) -> str:
    return code.replace(":", " ").replace("_", " ")


def _moment(instant: datetime, zone: str) -> str:
    local = instant.astimezone(ZoneInfo(zone))
    seconds = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{_date(local.date())} at {seconds}"


def _date(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _span(seconds: int) -> str:
    """Say a span of time; a day has 24 hours."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = ((days, "d"), (hour, "h"), (minute, "min"), (second, "s"))
    return " ".join(f"{number:,} {unit}" for number, unit in parts if number) or "nothing"
