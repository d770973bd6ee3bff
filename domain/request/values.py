"""The values that a service request's commands and events carry."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from domain.case.values import Contact
from domain.personal import Code, Id, Personal, PublicText


class CloseReason(StrEnum):
    """Why a service request is over. `unconfirmed`: the customer was told the result and said nothing against it."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is told about a request and is not personal; it may later turn out to be wrong.

    `received_at` is aware UTC. `employee_id`: whom a suggestion, a praise or a wish is about.
    """

    received_at: datetime
    channel: Code
    source: Code
    language: Code | None = None
    branch: Id | None = None
    product: PublicText | None = None
    employee_id: Id | None = None
    legal_entity: PublicText | None = None
    brand: PublicText | None = None

    def about(self, employee_id: str | None) -> "RequestFacts":
        """Return the facts of a request about an employee, or about nobody."""
        return replace(self, employee_id=employee_id)


@dataclass(frozen=True, slots=True)
class RequestWords:
    """What the customer said, and what else could point at them."""

    narrative: str
    subject: str = ""
    account_reference: str | None = None


# How these values stand in events: whose key protects them.
RequesterContact = Annotated[Contact | None, Personal("requester_id")]
CaseRequestWords = Annotated[RequestWords, Personal("case")]
