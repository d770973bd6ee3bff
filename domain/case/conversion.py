"""Conversion between the kinds of cases: what one remembers of the other."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.personal import Id


class Dissatisfaction(StrEnum):
    """When the customer first expressed dissatisfaction: in the first words of the request, or in a later contact."""

    FIRST_WORDS = "first_words"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class TurnedInto:
    """The case at the other end of a conversion."""

    case_id: UUID
    reference: Id
