"""The values that an interaction's commands and events carry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from domain.personal import Code, Id, Personal


class Direction(StrEnum):
    """Who sought the contact: the customer, or the bank."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Author(StrEnum):
    """Who said or wrote an entry."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class CaseKind(StrEnum):
    """What kind of case a contact is linked to."""

    COMPLAINT = "complaint"
    SERVICE_REQUEST = "service_request"


class CheckState(StrEnum):
    """How far a quality check has come."""

    SAMPLED = "sampled"
    SCORED = "scored"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Beginning:
    """All that is known when a contact begins.

    `offered_at`: when the customer called, wrote or came, or the bank dialled. `answered_at`: when somebody took it;
    None: nobody has yet. `agent_id`: who talks for the bank. `recording`: the SHA-256 of the sound or picture, in
    hexadecimal; the sound itself never comes here.
    """

    direction: Direction
    channel: str
    offered_at: datetime
    unit_id: str
    answered_at: datetime | None = None
    agent_id: str | None = None
    recording: str | None = None


@dataclass(frozen=True, slots=True)
class Identification:
    """Who the customer was found to be, and by which means."""

    person_id: UUID
    means: Code


@dataclass(frozen=True, slots=True)
class LearntFact:
    """Something about the customer that came up."""

    fact_id: Id
    kind: Code
    value: str
    learnt_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A case that the contact is about."""

    case_id: UUID
    kind: CaseKind
    reference: Id


@dataclass(frozen=True, slots=True)
class Score:
    """How a contact was judged: the points of each criterion of a form, and what there was to be had."""

    form: Code
    form_version: int
    points: dict[Code, int]
    total: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Check:
    """A quality check."""

    check_id: str
    state: CheckState = CheckState.SAMPLED
    score: Score | None = None
    findings: int = 0


FactValue = Annotated[str, Personal("person_id")]
