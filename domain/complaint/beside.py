"""The values of what runs beside a complaint's steps: holds, other bodies, authorities, new facts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.personal import Code


class NewFactsState(StrEnum):
    """What became of new facts. `lapsed`: the complaint was decided or ended before anybody confirmed them."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class NewFacts:
    """What the complainant came again with before the decision. `version`: that of the event that recorded it."""

    received_at: datetime
    recorded_by: str
    version: int
    state: NewFactsState = NewFactsState.WAITING
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExternalReferral:
    """The complaint lies with somebody outside. `body` is None where the bank itself referred it elsewhere."""

    body: Code | None
    outcome: Code | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityQuestion:
    """What an authority wants to know. `due_on` is the local day by which it wants the answer."""

    authority: Code
    due_on: date | None
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing of the case may be erased, for a reason."""

    reason: Code
    is_released: bool = False
