"""What people are told of the clocks of a case. Local times are those of the calendar's zone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class View(StrEnum):
    """Which of the two views of what was entered late an answer is."""

    AS_CORRECTED = "as_corrected"
    """By all that is known now."""
    AS_KNOWN = "as_known"
    """By what had been entered until `known_at`, and nothing else."""


@dataclass(frozen=True, slots=True)
class OfCase:
    """An event of the case: its number in the history, when it counts from, and when it was entered.

    `says`: its reason, where it has one.
    """

    version: int
    topic: str
    at: datetime
    recorded_at: datetime
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a deadline. `limit` counts from the start; `reached_by`: what led here, None for where it began."""

    stage: int
    limit: int | None
    unit: str | None
    requires: tuple[str, ...]
    due_at: datetime
    due_local: datetime
    due_on: date
    is_provisional: bool
    is_reached: bool
    reached_by: OfCase | None


@dataclass(frozen=True, slots=True)
class Paused:
    """A time that does not count; `to_at` None: it goes on."""

    reason: str
    from_at: datetime
    to_at: datetime | None
    began_by: OfCase
    ended_by: OfCase | None


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until the due instant: seconds that count, or dates that count after the one looked at."""

    seconds: int | None
    dates: int | None


@dataclass(frozen=True, slots=True)
class Over:
    """How far the due instant had passed: seconds on the wall, and for counts of dates the dates after the last."""

    seconds: int
    dates: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Time on [from_at, to_at). `kind`: running, closed, holiday, paused, superseded; `why` names holiday or event."""

    from_at: datetime
    to_at: datetime
    from_local: datetime
    to_local: datetime
    seconds: int
    kind: str
    is_counted: bool
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date. `kind`: day_zero, counted, closed, holiday, make_up, paused, rolled, agreed, replaced, superseded.

    `number`: which of the counted ones it is; `is_past`: not after the date looked at.
    """

    on: date
    kind: str
    is_counted: bool
    number: int | None
    why: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of the time: every second from the start to the stop or now, or every date until the due date.

    `counted`: how many seconds or dates have counted so far. The seconds of all segments are the time on the wall.
    """

    unit: str
    counted: int
    segments: tuple[Segment, ...]
    dates: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class BreachOnRecord:
    """A breach as it went on record: when it was found, and when and why it turned out to be none."""

    breached_at: datetime
    detected_at: datetime
    recorded_at: datetime
    cause: str
    rescinded_at: datetime | None = None
    rescinded_by: str | None = None


@dataclass(frozen=True, slots=True)
class StepOnRecord:
    """A warning, or a step to somebody (`to`): when it came, when that was found, for which due instant."""

    step: str
    stage: int
    to: str | None
    came_at: datetime
    detected_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of a cycle, as it went there: the answer itself is worked out, not read from here."""

    breaches: tuple[BreachOnRecord, ...] = ()
    warnings: tuple[StepOnRecord, ...] = ()
    escalations: tuple[StepOnRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Cycle:
    """One run of a milestone. `due_at` is only the earliest it can be while `is_due_open`: the clock stands.

    `breached_at` stays whatever became of it, with what made it so and when that was found (null: not on record yet).
    `ended_as` has the cause of a cancellation.
    """

    cycle: int
    state: str
    stage: int
    started_at: datetime
    started_local: datetime
    started_by: OfCase
    due_at: datetime | None
    due_local: datetime | None
    due_on: date | None
    is_due_open: bool
    is_provisional: bool
    remaining: Left | None
    overdue: Over | None
    stages: tuple[Stage, ...]
    late_extensions: tuple[OfCase, ...]
    paused_by: tuple[OfCase, ...]
    pauses: tuple[Paused, ...]
    breached_at: datetime | None
    breached_local: datetime | None
    breach_cause: str | None
    detected_at: datetime | None
    agreed_on: date | None
    told_on: date | None
    ended_at: datetime | None
    ended_local: datetime | None
    ended_by: OfCase | None
    ended_as: str | None
    fault: str | None
    on_record: Record
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Clock:
    """A milestone on a case: which rule it is, why it runs here, what it counts by, and its cycles side by side.

    `is_verified`: somebody has read the rule in its text; `unverified` names fields that come from memory all the same.
    `selected_by` is the row of the selection table, `selected_at` when the case came under it, by `selected_with`.
    """

    pack: str
    pack_version: int
    authority: str
    is_regulatory: bool
    milestone: str
    source: str
    is_verified: bool
    unverified: tuple[str, ...]
    breach_class: str | None
    selected_by: str
    selected_at: datetime
    selected_with: OfCase
    calendar: str
    calendar_version: str
    time_zone: str
    state: str
    cycles: tuple[Cycle, ...]


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """The clocks of a case as of `at`, by what was known at `known_at`; `view` says which of the two views it is.

    `case_version`: the last event that is in it. `entered_later`: events in it that were entered after `at`.
    """

    case_id: UUID
    reference: str
    kind: str
    at: datetime
    known_at: datetime
    view: View
    case_version: int
    entered_later: tuple[OfCase, ...]
    time_zone_data: str
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class ClockInFile:
    """A clock in the file of its case; `link` leads to the whole account."""

    pack: str
    milestone: str
    is_regulatory: bool
    state: str
    cycle: int | None
    due_at: datetime | None
    due_on: date | None
    is_provisional: bool
    breached_at: datetime | None
    link: str
