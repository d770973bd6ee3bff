"""The bodies of step 1, receive 接收投诉."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StrictBool, model_validator

from api.bodies.fields import (
    MOST_ITEMS,
    MOST_PARTIES,
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
from api.bodies.on_the_spot import SolveOnTheSpot
from api.bodies.parties import PartyTold, VulnerabilityTold
from api.bodies.shared import Complainant, ProductIssue
from domain.complaint.party import COMPLAINANT
from domain.complaint.receiving import Intake
from domain.complaint.values import DispatchWay, Facts, Precision, Words

EXAMPLE = {
    "received_at": "2026-03-02T09:30:00+08:00",
    "channel": "phone",
    "source": "customer",
    "narrative": "我的信用卡年费被重复扣了两次。I was charged the annual fee twice.",
    "subject": "Annual fee charged twice",
    "desired_outcome": "Pay back the second fee",
    "complainant": {"name": "Zhang San", "phone": "+86 21 5555 0100"},
    "amount_claimed": {"currency": "CNY", "amount": "300.00"},
}


class Receive(Body):
    """A grievance as it was told."""

    model_config = example(EXAMPLE)

    received_at: Annotated[Instant, Field(description="When it reached the bank, anywhere in the bank.")]
    channel: Code
    source: Code = "customer"
    narrative: LongText
    subject: Annotated[ShortText | None, Field(description="What it is about, in a few words.")] = None
    desired_outcome: LongText | None = None
    complainant: Complainant | None = None
    parties: Annotated[
        tuple[PartyTold, ...],
        Field(max_length=MOST_PARTIES, description="The other people; they get the ids p2, p3, ..."),
    ] = ()
    vulnerability: Annotated[VulnerabilityTold | None, Field(description="Of the complainant.")] = None
    unit_id: Annotated[Identifier | None, Field(description="The unit that owns it; without one, the user's.")] = None
    received_precision: Precision = Precision.SECOND
    language: Code | None = None
    complainant_type: Code | None = None
    authority_reference: Name | None = None
    authority_received_on: Day | None = None
    incident_on: Day | None = None
    about: Annotated[tuple[ProductIssue, ...], Field(max_length=MOST_ITEMS)] = ()
    branch: Code | None = None
    employee_id: Annotated[Identifier | None, Field(description="The employee complained about.")] = None
    legal_entity: Name | None = None
    brand: Name | None = None
    region: Code | None = None
    amount_claimed: Money | None = None
    tags: Annotated[tuple[Code, ...], Field(max_length=MOST_ITEMS)] = ()
    joint_count: Annotated[
        PeopleCount | None, Field(description="How many people complain together, named or not.")
    ] = None
    face_to_face: Annotated[StrictBool, Field(description="Whether they came in person.")] = False
    is_anonymous: Annotated[StrictBool, Field(description="They did not say who they are.")] = False
    is_unreachable: Annotated[StrictBool, Field(description="They cannot be written to.")] = False
    partner_type: Code | None = None
    partner: Annotated[Name | None, Field(description="The intermediary or platform that had a part in it.")] = None
    is_eligible: Annotated[
        StrictBool | None, Field(description="Whether the regime protects this complainant; null: not established.")
    ] = None
    billing_cycle_ends: Annotated[tuple[Day, ...], Field(max_length=MOST_ITEMS)] = ()
    account_reference: Name | None = None
    postcode: Code | None = None
    birth_year: Year | None = None
    repeat_of: Annotated[
        UUID | None, Field(description="The complaint that has ended and that this one repeats, with `new_facts`.")
    ] = None
    new_facts: Annotated[LongText | None, Field(description="What is new since the complaint that it repeats.")] = None
    solved_on_the_spot: Annotated[
        SolveOnTheSpot | None, Field(description="How it was solved while the customer was there; then it is closed.")
    ] = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Take new facts of a repeat only, and solve no repeat in passing."""
        if self.new_facts is not None and self.repeat_of is None:
            raise ValueError("new_facts belong to a repeat: say which complaint it repeats")
        if self.repeat_of is not None and self.solved_on_the_spot is not None:
            raise ValueError("a repeat is received first and solved by a command of its own")
        return self

    def facts(self) -> Facts:
        """Return what is not personal."""
        return Facts(
            received_at=self.received_at,
            channel=self.channel,
            source=self.source,
            received_precision=self.received_precision,
            language=self.language,
            complainant_type=self.complainant_type,
            authority_reference=self.authority_reference,
            authority_received_on=self.authority_received_on,
            incident_on=self.incident_on,
            about=tuple(one.value() for one in self.about),
            branch=self.branch,
            employee_id=self.employee_id,
            legal_entity=self.legal_entity,
            brand=self.brand,
            region=self.region,
            amount_claimed=self.amount_claimed.value() if self.amount_claimed else None,
            tags=self.tags,
            joint_count=self.joint_count,
            face_to_face=self.face_to_face,
            is_anonymous=self.is_anonymous,
            is_unreachable=self.is_unreachable,
            partner_type=self.partner_type,
            partner=self.partner,
            is_eligible=self.is_eligible,
            billing_cycle_ends=self.billing_cycle_ends,
        )

    def words(self) -> Words:
        """Return what the complainant said."""
        return Words(
            narrative=self.narrative,
            subject=self.subject or "",
            desired_outcome=self.desired_outcome,
            account_reference=self.account_reference,
            postcode=self.postcode,
            birth_year=self.birth_year,
        )

    def value(self, unit_id: str) -> Intake:
        """Return all of it, owned by `unit_id` where nothing else was said."""
        person = self.complainant
        return Intake(
            facts=self.facts(),
            words=self.words(),
            unit_id=self.unit_id or unit_id,
            complainant_id=person.person_id if person else None,
            complainant=person.value() if person else None,
            complainant_terms=person.terms() if person else COMPLAINANT,
            parties=tuple(party.value() for party in self.parties),
            vulnerable=self.vulnerability.value() if self.vulnerability else None,
        )


class Acknowledge(Body):
    """How the receipt was confirmed."""

    model_config = example({"way": "sms"})

    way: DispatchWay
    at: Instant | None = None


class IssueStatusSecret(Body):
    """How the new secret reaches the customer."""

    model_config = example({"way": "handed_over"})

    way: DispatchWay
