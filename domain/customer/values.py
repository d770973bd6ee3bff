"""The values that a customer's commands and events carry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid5

from domain.complaint.values import Contact
from domain.person.values import SystemReference
from domain.personal import Code, Id, Personal


class FactOrigin(StrEnum):
    """Where a fact comes from."""

    INTERACTION = "interaction"
    SYSTEM = "system"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact comes from: a contact with its id, a system with its name, or a colleague who knows it."""

    origin: FactOrigin
    interaction_id: UUID | None = None
    system: Code | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the bank knows of a customer. `about_id`: the person whom it is about, perhaps a relative."""

    fact_id: Id
    about_id: UUID
    kind: Code
    value: str
    source: FactSource
    learnt_at: datetime


class LeftOverKind(StrEnum):
    """What may have been recorded on a survivor while a duplicate was merged into it."""

    FACT = "fact"
    CONTACT = "contact"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that was recorded on the survivor meanwhile, so that somebody has to say whose it is."""

    kind: LeftOverKind
    item_id: Id


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A customer that was merged into this one: in [merged_at, parted_at) they were one. None: they still are."""

    person_id: UUID
    merged_at: datetime
    parted_at: datetime | None = None


def customer_stream(person_id: UUID) -> UUID:
    """Return the stream id of a person as a customer."""
    return uuid5(person_id, "customer")


# How these values stand in events: whose key protects them.
OwnSources = Annotated[tuple[SystemReference, ...], Personal("person_id")]
OwnContact = Annotated[Contact | None, Personal("person_id")]
AboutValue = Annotated[str, Personal("about_id")]
