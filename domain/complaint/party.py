"""The people of a complaint 投诉当事人: in which role, with which authority, and who of them gets letters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from domain.complaint.values import Contact
from domain.personal import Code, Id, Personal

COMPLAINANT_ID = "p1"
"""The party that every complaint has: the complainant, known or not."""


class PartyRole(StrEnum):
    """What a person is to a complaint."""

    COMPLAINANT = "complainant"
    CO_COMPLAINANT = "co_complainant"
    REPRESENTATIVE = "representative"
    """代表人: one of those who complain together, or chosen by them, who speaks for them."""
    GUARDIAN = "guardian"
    """监护人."""
    AGENT = "agent"
    """代理人."""
    HEIR = "heir"
    """继承人: complains in the place of somebody who died."""


COMPLAINING = frozenset({PartyRole.COMPLAINANT, PartyRole.CO_COMPLAINANT})
"""Whose own grievance it is."""

ACTING = frozenset({PartyRole.REPRESENTATIVE, PartyRole.GUARDIAN, PartyRole.AGENT})
"""Who speaks for somebody else."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What shows that somebody may act for another 授权证明. `until`: the last local day on which it counts.

    `evidence` is a code of the list `authority_evidence`, `attachment` the digest of a file of the case.
    """

    evidence: Code
    attachment: Id | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PartyTerms:
    """What a party is to the complaint, without what could point at the person.

    `acts_for` names the parties that somebody acts for or inherits from; none named is everybody who complains.
    `receives_letters`: None leaves it to the rule that whoever acts for somebody gets the letters in their place.
    """

    role: PartyRole
    acts_for: tuple[Id, ...] = ()
    is_customer: bool | None = None
    receives_letters: bool | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Who a party is and how to reach them, as told on this case; and what their evidence says."""

    contact: Contact | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as it is told. `person_id` is a person who is known already."""

    terms: PartyTerms
    told: PartyWords | None = None
    person_id: UUID | None = None


COMPLAINANT = PartyTerms(PartyRole.COMPLAINANT)
"""The complainant as they mostly are."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person of the case as decisions need them. What is told of the complainant stands with the case."""

    person_id: UUID | None
    terms: PartyTerms
    told: PartyWords | None = None


class Answer(StrEnum):
    """What somebody who complains said to a decision, or of the complaint."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """An answer, and in which round it was given."""

    answer: Answer
    round: int


OwnWords = Annotated[str, Personal("person_id")]
"""What a party said themselves, or somebody for them; it goes with the person. Older events do not name the person."""
