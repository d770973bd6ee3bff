"""The bodies of commands that belong to no step."""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, with_config
from typing_extensions import TypedDict

from api.bodies.fields import (
    MOST_ITEMS,
    Body,
    Code,
    Day,
    Identifier,
    Instant,
    LongText,
    Money,
    Name,
    PeopleCount,
    ShortText,
    Year,
    example,
)
from api.bodies.shared import Contact, PartyId, ProductIssue, Through
from domain.complaint.values import Precision


@with_config(ConfigDict(extra="forbid"))
class NamedValues(TypedDict, total=False):
    """The right values of what was told wrongly; what is not named stays, null takes a value away."""

    received_at: Instant
    received_precision: Precision
    channel: Code
    source: Code
    narrative: LongText
    subject: ShortText
    about: Annotated[tuple[ProductIssue, ...], Field(max_length=MOST_ITEMS)]
    tags: Annotated[tuple[Code, ...], Field(max_length=MOST_ITEMS)]
    language: Code | None
    complainant_type: Code | None
    authority_reference: Name | None
    authority_received_on: Day | None
    incident_on: Day | None
    branch: Code | None
    employee_id: Identifier | None
    legal_entity: Name | None
    brand: Name | None
    region: Code | None
    amount_claimed: Money | None
    desired_outcome: LongText | None
    account_reference: Name | None
    postcode: Code | None
    joint_count: PeopleCount | None
    face_to_face: StrictBool
    is_anonymous: StrictBool
    is_unreachable: StrictBool
    partner_type: Code | None
    partner: Name | None
    is_eligible: StrictBool | None
    billing_cycle_ends: Annotated[tuple[Day, ...], Field(max_length=MOST_ITEMS)]
    birth_year: Year | None
    complainant: Contact | None


def _something(given: NamedValues) -> NamedValues:
    """Refuse to correct nothing."""
    if not given:
        raise ValueError("name at least one value")
    return given


class Withdraw(Body):
    """What the complainant said when taking it back."""

    model_config = example({"statement": "I found the refund on my statement and take my complaint back."})

    statement: LongText
    at: Instant | None = None
    party_id: PartyId = None
    through: Through = None


class Note(Body):
    """What colleagues should know."""

    model_config = example({"text": "The customer is best reached after six in the evening."})

    text: LongText


class Correct(Body):
    """What was told wrongly, and why it is known now."""

    model_config = example(
        {"changes": {"incident_on": "2026-01-01"}, "reason": "The customer had named the wrong day."}
    )

    changes: Annotated[NamedValues, AfterValidator(_something), Field(json_schema_extra={"minProperties": 1})]
    reason: LongText

    def values(self) -> dict[str, Any]:
        """Return the named values as the domain's."""
        return values_of(self.changes)


def values_of(named: NamedValues) -> dict[str, Any]:
    """Return named values as the domain's."""
    return {name: _value(given) for name, given in named.items()}


def _value(given: Any) -> Any:  # noqa: ANN401 - any field
    """Return a field as the domain knows it."""
    if isinstance(given, tuple):
        return tuple(_value(one) for one in given)
    return given.value() if isinstance(given, (Money, Contact, ProductIssue)) else given
