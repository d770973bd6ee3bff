"""The values of a complaint's relations to other complaints: links, merging, re-checks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.complaint.state import State
from domain.personal import Code, Id


class RecheckResult(StrEnum):
    """What a re-check 核查 made of the first result."""

    KEPT = "kept"
    CHANGED = "changed"


class SendingKind(StrEnum):
    """How far a decision, or the notice of an end, came."""

    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Link:
    """Another complaint that has to do with this one."""

    kind: Code
    case_id: UUID
    reference: Id


@dataclass(frozen=True, slots=True)
class MergedInto:
    """Where a merged complaint lives on, and how it stood. `at_version`: that of the target right after."""

    case_id: UUID
    reference: Id
    state_before: State
    at_version: int


@dataclass(frozen=True, slots=True)
class Recheck:
    """A re-check of this complaint, which is a complaint of its own.

    `parties`: who asked for it; none: everybody. `recorded_in`: the version of the event that told the result.
    """

    case_id: UUID
    reference: Id
    result: RecheckResult | None = None
    text: str | None = None
    parties: tuple[Id, ...] = ()
    recorded_in: int | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """One report about a decision on its way. `version`: that of the event, by which it may have been corrected."""

    version: int
    kind: SendingKind
    at: datetime
