"""The values that a person's commands and events carry."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.personal import Code, Personal


class Right(StrEnum):
    """What somebody may ask of whoever holds their data: to see it, to have it put right, to have it deleted."""

    ACCESS = "access"
    CORRECTION = "correction"
    DELETION = "deletion"


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    REFUSED = "refused"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class SystemReference:
    """Under which number another system of the bank knows somebody."""

    system: str
    reference: str


@dataclass(frozen=True, slots=True)
class Death:
    """That somebody died, on a local day where it is known, and what shows it."""

    died_on: date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing of the person may be erased, for a reason."""

    reason: Code
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """What a person asked for. `means`: how they were found to be who they say they are; None: not yet."""

    right: Right
    means: Code | None
    state: RequestState = RequestState.OPEN


# How these values stand in events: the person's own key protects them.
OwnText = Annotated[str, Personal("person_id")]
OwnSource = Annotated[SystemReference | None, Personal("person_id")]
OwnDeath = Annotated[Death, Personal("person_id")]
