"""The table `reporting.cases`: one row per case, wide, without a word that anybody wrote."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from domain.complaint.values import Precision
from projections.zones import day_of, local_time


def moment(name: str, what: str) -> list[Column[Any]]:
    """Return the columns of one instant: as UTC, as local time, as local date."""
    return [
        Column(f"{name}_at", DateTime(timezone=True), comment=f"Instant (UTC) at which {what}."),
        Column(f"{name}_local", DateTime, comment=f"The same in the local time of time_zone: when {what}."),
        Column(f"{name}_on", Date, comment=f"Local date on which {what}."),
    ]


CASES = Table(
    "cases",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True, comment="Id of the case, in the API as well."),
    Column("reference", Text, nullable=False, comment="Number that people say, such as C-2026-000123-4."),
    Column("kind", Text, nullable=False, comment="What the case is: complaint, or recheck 核查."),
    Column("state", Text, nullable=False, comment="Where it stands: received, open, investigating, proposed, ..."),
    Column("is_open", Boolean, nullable=False, comment="Whether something is still owed: it has not ended in any way."),
    Column("unit_id", Text, nullable=False, comment="Unit that owns the case now."),
    Column("received_by_unit_id", Text, nullable=False, comment="Unit that received the case."),
    Column("handler_id", Text, comment="User who handles the case now; null while it waits in the unit's queue."),
    Column("time_zone", Text, nullable=False, comment="Zone of the unit that received it; of all local columns."),
    Column("legal_entity", Text, comment="Legal entity of the bank."),
    Column("brand", Text, comment="Brand under which the customer knows the bank."),
    Column("branch", Text, comment="Branch that the complaint is about."),
    Column("region", Text, comment="Region that the regime counts by, such as a state or province."),
    Column("is_about_employee", Boolean, nullable=False, comment="Whether an employee is complained about."),
    Column(
        "complaint_class", Text, comment="Class: service, product, information, operation, violation; null: not yet."
    ),
    Column("category", Text, comment="Business category, a code of the list category."),
    Column("reason", Text, comment="Reason, a code of the list reason."),
    Column("severity", Text, comment="Severity, a code of the list severity; null until it is classified."),
    Column("complexity", Text, comment="Complexity, a code of the list complexity."),
    Column("main_cause", Text, comment="Main cause as classified, a code of the list root_cause."),
    Column("risk_flags", Text, nullable=False, comment="Risk flags, codes in alphabetical order with commas between."),
    Column(
        "regimes", Text, nullable=False, comment="Regimes as classified, codes of the list regime, in the same way."
    ),
    Column("product", Text, comment="Product of the first pair that the complaint is about."),
    Column("sub_product", Text, comment="Refinement of the product."),
    Column("issue", Text, comment="Issue of the first pair that the complaint is about."),
    Column("sub_issue", Text, comment="Refinement of the issue."),
    Column("channel", Text, nullable=False, comment="Channel it came through, a code of the list channel."),
    Column("source", Text, nullable=False, comment="Who brought it, a code of the list source."),
    Column("authority_reference", Text, comment="Number under which an authority knows it."),
    Column("language", Text, comment="Language of the complainant."),
    Column("complainant_type", Text, comment="Consumer, sole trader, micro enterprise, other."),
    Column("incident_on", Date, comment="Local date of the incident."),
    Column("received_precision", Text, nullable=False, comment="second, or day: then only received_on is meant."),
    *moment("received", "it reached the bank, anywhere in the bank"),
    *moment("recorded", "it was recorded"),
    *moment("acknowledged", "the receipt was first confirmed to the complainant in this cycle"),
    *moment("decided", "the latest decision of this cycle was dispatched"),
    *moment("delivered", "the latest decision of this cycle first reached the complainant"),
    *moment("closed", "it was closed; null where it ended otherwise, or a source closed it without a date"),
    *moment(
        "ended", "it ended in any way: closed, declined, referred, withdrawn, merged, converted; null as for closed"
    ),
    Column("outcome", Text, comment="Latest decision: upheld, partly_upheld, not_upheld, settled; null: none yet."),
    Column("root_cause", Text, comment="Root cause in the resolution proposed last, a code of the list root_cause."),
    Column("close_reason", Text, comment="accepted, unanswered, not_accepted, quick_close, by_source."),
    Column("decline_reason", Text, comment="Why it was declined, a code of the list decline_reason."),
    Column("reopen_reason", Text, comment="Why it was last reopened, a code of the list reopen_reason."),
    Column("came_from", UUID(as_uuid=False), comment="Id of the service request that it was, as in requests."),
    *moment("request_received", "the service request that it was reached the bank; null where it was none"),
    Column("converted_to", UUID(as_uuid=False), comment="Id of the service request that it became, as in requests."),
    Column("claimed_amount", Numeric, comment="What the complainant claims, in claimed_currency."),
    Column("claimed_currency", Text, comment="ISO 4217 code."),
    Column("proposed_amount", Numeric, comment="Sum of the remedies of the resolution proposed last."),
    Column("proposed_currency", Text, comment="ISO 4217 code of proposed_amount."),
    Column("decided_amount", Numeric, comment="Sum of the remedies of the latest decision, in decided_currency."),
    Column("decided_currency", Text, comment="ISO 4217 code of decided_amount."),
    Column("paid_amount", Numeric, comment="Sum of what was paid, over all decisions, in paid_currency."),
    Column("paid_currency", Text, comment="ISO 4217 code of paid_amount."),
    Column(
        "has_other_currencies", Boolean, nullable=False, comment="Amounts in a second currency exist and are in no sum."
    ),
    Column("is_major", Boolean, nullable=False, comment="Whether it is a major complaint."),
    Column("joint_count", Integer, comment="How many people complain together, as told; null: nobody said."),
    Column("is_face_to_face", Boolean, nullable=False, comment="Whether they came in person."),
    Column("is_anonymous", Boolean, nullable=False, comment="Whether the complainant did not say who they are."),
    Column("is_vulnerable", Boolean, nullable=False, comment="Whether somebody who complains is vulnerable."),
    Column(
        "vulnerability_is_cause",
        Boolean,
        nullable=False,
        comment="Whether it is about the bank not considering that somebody is vulnerable.",
    ),
    Column("vulnerable_parties", Text, nullable=False, comment="Ids of the vulnerable parties with commas between."),
    Column(
        "cause_parties", Text, nullable=False, comment="Of these, those about whom it is that nobody considered it."
    ),
    Column(
        "repeat_of", Text, comment="Reference of the case that had ended and that this one repeats, with new facts."
    ),
    Column("recheck_of", Text, comment="Reference of the case whose result this re-check looks at again."),
    Column("merged_into", Text, comment="Reference of the case in which this one goes on; null: in none."),
    Column(
        "rounds",
        Integer,
        nullable=False,
        comment="Rounds of work in this cycle: 1, and one for each rejection taken up.",
    ),
    Column("cycles", Integer, nullable=False, comment="1, and one for each time that it was reopened."),
    Column("is_imported", Boolean, nullable=False, comment="Whether it was taken over from another system."),
    Column("source_system", Text, comment="System that it was taken over from."),
    Column("source_record_id", Text, comment="Id of its record there."),
    Column("source_response", Text, comment="What that system says became of it."),
    Column(
        "source_says_timely", Boolean, comment="That system's own claim to have been in time; no clock confirms it."
    ),
    Column("source_says_disputed", Boolean, comment="That system's claim that the complainant disputed the response."),
    Column(
        "outcome_is_sources",
        Boolean,
        nullable=False,
        comment="The source stated the outcome: leave out of on-time figures.",
    ),
    schema="reporting",
    comment="One row per case, as it is now. Join case_history by case_id for what it was before.",
)


@dataclass(slots=True)
class Case:
    """One row; what the columns mean is said with them."""

    case_id: str
    reference: str
    kind: str
    state: str
    is_open: bool
    unit_id: str
    received_by_unit_id: str
    handler_id: str | None
    time_zone: str
    legal_entity: str | None = None
    brand: str | None = None
    branch: str | None = None
    region: str | None = None
    is_about_employee: bool = False
    complaint_class: str | None = None
    category: str | None = None
    reason: str | None = None
    severity: str | None = None
    complexity: str | None = None
    main_cause: str | None = None
    risk_flags: str = ""
    regimes: str = ""
    product: str | None = None
    sub_product: str | None = None
    issue: str | None = None
    sub_issue: str | None = None
    channel: str = ""
    source: str = ""
    authority_reference: str | None = None
    language: str | None = None
    complainant_type: str | None = None
    incident_on: date | None = None
    received_precision: str = ""
    received_at: datetime | None = None
    received_local: datetime | None = None
    received_on: date | None = None
    recorded_at: datetime | None = None
    recorded_local: datetime | None = None
    recorded_on: date | None = None
    acknowledged_at: datetime | None = None
    acknowledged_local: datetime | None = None
    acknowledged_on: date | None = None
    decided_at: datetime | None = None
    decided_local: datetime | None = None
    decided_on: date | None = None
    delivered_at: datetime | None = None
    delivered_local: datetime | None = None
    delivered_on: date | None = None
    closed_at: datetime | None = None
    closed_local: datetime | None = None
    closed_on: date | None = None
    ended_at: datetime | None = None
    ended_local: datetime | None = None
    ended_on: date | None = None
    outcome: str | None = None
    root_cause: str | None = None
    close_reason: str | None = None
    decline_reason: str | None = None
    reopen_reason: str | None = None
    came_from: str | None = None
    request_received_at: datetime | None = None
    request_received_local: datetime | None = None
    request_received_on: date | None = None
    converted_to: str | None = None
    claimed_amount: Decimal | None = None
    claimed_currency: str | None = None
    proposed_amount: Decimal | None = None
    proposed_currency: str | None = None
    decided_amount: Decimal | None = None
    decided_currency: str | None = None
    paid_amount: Decimal | None = None
    paid_currency: str | None = None
    has_other_currencies: bool = False
    is_major: bool = False
    joint_count: int | None = None
    is_face_to_face: bool = False
    is_anonymous: bool = False
    is_vulnerable: bool = False
    vulnerability_is_cause: bool = False
    vulnerable_parties: str = ""
    cause_parties: str = ""
    repeat_of: str | None = None
    recheck_of: str | None = None
    merged_into: str | None = None
    rounds: int = 1
    cycles: int = 1
    is_imported: bool = False
    source_system: str | None = None
    source_record_id: str | None = None
    source_response: str | None = None
    source_says_timely: bool | None = None
    source_says_disputed: bool | None = None
    outcome_is_sources: bool = False

    def stamp(self, moment: str, instant: datetime | None) -> None:
        """Fill the three columns of a moment."""
        local = local_time(instant, self.time_zone) if instant else None
        setattr(self, f"{moment}_at", instant)
        setattr(self, f"{moment}_local", local)
        setattr(self, f"{moment}_on", local.date() if local else None)

    def stamp_receipt(self, instant: datetime, precision: str) -> None:
        """Fill the columns of the receipt; of a day no time is invented."""
        self.received_precision = precision
        self.stamp("received", instant)
        if precision == Precision.DAY:
            self.received_local = None
            self.received_on = day_of(instant)
