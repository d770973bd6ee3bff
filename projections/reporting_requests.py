"""The table `reporting.requests`: one row per service request, wide, without a word that anybody wrote."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, Column, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from projections.reporting_cases import moment
from projections.zones import local_time

REQUESTS = Table(
    "requests",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True, comment="Id of the request, in the API as well."),
    Column("reference", Text, nullable=False, comment="Number that people say, such as R-2026-000123-4."),
    Column("kind", Text, nullable=False, comment="What it is: inquiry, suggestion, praise or business."),
    Column("request_type", Text, nullable=False, comment="Type, a code of the document request_type."),
    Column("state", Text, nullable=False, comment="Where it stands: submitted, in_progress, fulfilled, confirmed, ..."),
    Column("is_open", Boolean, nullable=False, comment="Whether something is still to be done: it has not ended."),
    Column("unit_id", Text, nullable=False, comment="Unit that owns the request now."),
    Column("first_unit_id", Text, nullable=False, comment="Unit that owned it first, of its type or that was told."),
    Column("handler_id", Text, comment="User who handles it now; null while it waits in the unit's queue."),
    Column("time_zone", Text, nullable=False, comment="Zone of the unit that owned it first; of all local columns."),
    Column("channel", Text, nullable=False, comment="Channel it came through, a code of the list channel."),
    Column("source", Text, nullable=False, comment="Who brought it, a code of the list source."),
    Column("language", Text, comment="Language of the customer."),
    Column("branch", Text, comment="Branch that it is about."),
    Column("product", Text, comment="Product that it is about."),
    Column("legal_entity", Text, comment="Legal entity of the bank."),
    Column("brand", Text, comment="Brand under which the customer knows the bank."),
    Column("is_about_employee", Boolean, nullable=False, comment="Whether it is about an employee."),
    Column(
        "priority", Text, nullable=False, comment="Priority by triage, a code of the list priority; before: the type's."
    ),
    Column("complexity", Text, comment="Complexity by triage, a code of the list complexity; null until then."),
    Column("response_hours", Numeric, nullable=False, comment="Promised hours from receipt to the first feedback."),
    Column("completion_hours", Numeric, nullable=False, comment="Promised hours from receipt to the result."),
    Column(
        "complexity_matters",
        Boolean,
        nullable=False,
        comment="Whether the first feedback is promised for complex requests only.",
    ),
    *moment("received", "it reached the bank, anywhere in the bank"),
    *moment("recorded", "it was recorded"),
    *moment("triaged", "somebody last said how urgent and complex it is"),
    *moment("first_feedback", "the customer first heard from the bank in this cycle"),
    *moment("fulfilled", "the customer was given the result of this cycle"),
    *moment("confirmed", "the customer confirmed the result of this cycle"),
    *moment("closed", "it was closed in this cycle"),
    *moment("ended", "it first ended in this cycle, in any way: closed, declined, cancelled or converted"),
    Column("outcome", Text, comment="fulfilled, declined, cancelled or converted in this cycle; null: none yet."),
    Column("close_reason", Text, comment="confirmed, or unconfirmed: told, and nothing said against it."),
    Column("decline_reason", Text, comment="Why it was declined, a code of the list request_decline_reason."),
    Column("reopen_reason", Text, comment="Why it was last reopened, a code of the list request_reopen_reason."),
    Column("converted_to", UUID(as_uuid=False), comment="Id of the complaint that it became, as in cases."),
    Column("came_from", UUID(as_uuid=False), comment="Id of the complaint that it was, as in cases."),
    Column(
        "documents_needed", Text, nullable=False, comment="Codes of document_kind that its type needs, with commas."
    ),
    Column("documents_received", Text, nullable=False, comment="Codes of what was brought or is held, with commas."),
    Column("documents_missing", Text, nullable=False, comment="Codes of what is needed and was not received."),
    Column("tasks", Integer, nullable=False, comment="Tasks given to other units, those taken back included."),
    Column("suspensions", Integer, nullable=False, comment="How often it was suspended, over all cycles."),
    Column("cycles", Integer, nullable=False, comment="1, and one for each time that it was reopened."),
    schema="reporting",
    comment="One row per service request, as it is now.",
)


@dataclass(slots=True)
class RequestRow:
    """One row; what the columns mean is said with them."""

    case_id: str
    reference: str
    kind: str
    request_type: str
    state: str
    is_open: bool
    unit_id: str
    first_unit_id: str
    handler_id: str | None
    time_zone: str
    channel: str
    source: str
    language: str | None
    branch: str | None
    product: str | None
    legal_entity: str | None
    brand: str | None
    is_about_employee: bool
    priority: str
    complexity: str | None
    response_hours: Decimal
    completion_hours: Decimal
    complexity_matters: bool
    received_at: datetime | None = None
    received_local: datetime | None = None
    received_on: date | None = None
    recorded_at: datetime | None = None
    recorded_local: datetime | None = None
    recorded_on: date | None = None
    triaged_at: datetime | None = None
    triaged_local: datetime | None = None
    triaged_on: date | None = None
    first_feedback_at: datetime | None = None
    first_feedback_local: datetime | None = None
    first_feedback_on: date | None = None
    fulfilled_at: datetime | None = None
    fulfilled_local: datetime | None = None
    fulfilled_on: date | None = None
    confirmed_at: datetime | None = None
    confirmed_local: datetime | None = None
    confirmed_on: date | None = None
    closed_at: datetime | None = None
    closed_local: datetime | None = None
    closed_on: date | None = None
    ended_at: datetime | None = None
    ended_local: datetime | None = None
    ended_on: date | None = None
    outcome: str | None = None
    close_reason: str | None = None
    decline_reason: str | None = None
    reopen_reason: str | None = None
    converted_to: str | None = None
    came_from: str | None = None
    documents_needed: str = ""
    documents_received: str = ""
    documents_missing: str = ""
    tasks: int = 0
    suspensions: int = 0
    cycles: int = 1

    def stamp(self, moment: str, instant: datetime | None) -> None:
        """Fill the three columns of a moment."""
        local = local_time(instant, self.time_zone) if instant else None
        setattr(self, f"{moment}_at", instant)
        setattr(self, f"{moment}_local", local)
        setattr(self, f"{moment}_on", local.date() if local else None)
