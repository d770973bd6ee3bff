"""The rows that the contact log is asked of: contacts, who is shown as whom, and the cases of people."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Index, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from domain.complaint import any_time as complaints_any_time
from domain.complaint import receiving
from domain.customer import knowing, merging
from domain.interaction import beginning, ending, identifying, linking, opening
from domain.interaction.state import State
from domain.request import any_time as requests_any_time
from domain.request import submitting
from projections.sharing import Shared, begun, share_complaints, share_requests, shared_columns
from projections.view import Fold, Part, Recorded, View


@dataclass(slots=True)
class ContactRow:
    """One contact. `person_id`: with whom it was, as recorded; `identified_at`: when that was recorded."""

    case_id: str
    reference: str
    state: str
    direction: str
    channel: str
    unit_id: str
    agent_id: str | None
    person_id: str | None
    identified_at: datetime | None
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    solved_claim: bool | None
    about: list[str]


CONTACTS = Table(
    "contact",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True),
    Column("reference", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("agent_id", Text),
    Column("person_id", UUID(as_uuid=False)),
    Column("identified_at", DateTime(timezone=True)),
    Column("offered_at", DateTime(timezone=True), nullable=False),
    Column("answered_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("outcome", Text),
    Column("solved_claim", Boolean),
    Column("about", ARRAY(Text), nullable=False),
    schema="view",
)
CONTACT = CONTACTS.columns
Index("contact_person", CONTACT.person_id, CONTACT.offered_at, CONTACT.case_id)
Index("contact_about", CONTACT.about, postgresql_using="gin")

CONTACT_FOLD: Fold[ContactRow] = Fold()


@CONTACT_FOLD.begins(beginning.Begun)
def offered(seen: Recorded[beginning.Begun]) -> ContactRow:
    """Begin with what is known when it is offered."""
    event = seen.event
    return ContactRow(
        case_id=seen.stream_id,
        reference=event.reference,
        state=State.OFFERED if event.answered_at is None else State.ANSWERED,
        direction=event.direction,
        channel=event.channel,
        unit_id=event.unit_id,
        agent_id=event.agent_id,
        person_id=None,
        identified_at=None,
        offered_at=seen.occurred_at,
        answered_at=event.answered_at,
        ended_at=None,
        outcome=None,
        solved_claim=None,
        about=[],
    )


@CONTACT_FOLD.changes(beginning.Answered)
def answered(row: ContactRow, seen: Recorded[beginning.Answered]) -> None:
    """Note who took it, and when."""
    row.state, row.answered_at = State.ANSWERED, seen.occurred_at
    row.agent_id = seen.event.agent_id or row.agent_id


@CONTACT_FOLD.changes(identifying.CustomerIdentified)
def identified(row: ContactRow, seen: Recorded[identifying.CustomerIdentified]) -> None:
    """Note with whom it was."""
    be_with(row, seen.event.person_id, seen.recorded_at)


@CONTACT_FOLD.changes(identifying.IdentificationCorrected)
def corrected(row: ContactRow, seen: Recorded[identifying.IdentificationCorrected]) -> None:
    """Note with whom it really was."""
    right = seen.event.after
    be_with(row, right.person_id if right else None, seen.recorded_at)


def be_with(row: ContactRow, person_id: uuid.UUID | None, recorded_at: datetime) -> None:
    """Say with whom a contact was; another means of verification does not make it newer."""
    whom = None if person_id is None else str(person_id)
    if whom != row.person_id:
        row.person_id, row.identified_at = whom, recorded_at if whom else None


@CONTACT_FOLD.changes(linking.CaseLinked)
def linked(row: ContactRow, seen: Recorded[linking.CaseLinked]) -> None:
    """Be about a case."""
    be_about(row, str(seen.event.case_id))


@CONTACT_FOLD.changes(opening.ComplaintOpened, opening.RequestOpened)
def case_opened(row: ContactRow, seen: Recorded[Any]) -> None:
    """Be about the case that was opened."""
    be_about(row, str(seen.event.case_id))


def be_about(row: ContactRow, case_id: str) -> None:
    """Add a case once."""
    row.about = [*(one for one in row.about if one != case_id), case_id]


@CONTACT_FOLD.changes(linking.CaseUnlinked)
def unlinked(row: ContactRow, seen: Recorded[linking.CaseUnlinked]) -> None:
    """Be about it no longer."""
    row.about = [one for one in row.about if one != str(seen.event.case_id)]


@CONTACT_FOLD.changes(ending.Ended)
def ended(row: ContactRow, seen: Recorded[ending.Ended]) -> None:
    """Note how it ended."""
    row.state, row.ended_at = State.ENDED, seen.occurred_at
    row.outcome, row.solved_claim = seen.event.outcome, seen.event.solved_claim


@dataclass(slots=True)
class CustomerRow:
    """A customer, and the customer as whom they are shown."""

    case_id: str
    person_id: str
    merged_into: str | None


CUSTOMERS = Table(
    "customer",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    Column("merged_into", UUID(as_uuid=False)),
    schema="view",
)
CUSTOMER = CUSTOMERS.columns
Index("customer_person", CUSTOMER.person_id)
Index("customer_merged", CUSTOMER.merged_into, postgresql_where=CUSTOMER.merged_into.is_not(None))

CUSTOMER_FOLD: Fold[CustomerRow] = Fold()


@CUSTOMER_FOLD.begins(knowing.Registered)
def registered(seen: Recorded[knowing.Registered]) -> CustomerRow:
    """Begin as oneself."""
    return CustomerRow(seen.stream_id, str(seen.event.person_id), None)


@CUSTOMER_FOLD.changes(merging.Merged)
def merged(row: CustomerRow, seen: Recorded[merging.Merged]) -> None:
    """Be shown as another."""
    row.merged_into = str(seen.event.survivor_id)


@CUSTOMER_FOLD.changes(merging.MergeUndone)
def parted(row: CustomerRow, seen: Recorded[merging.MergeUndone]) -> None:  # noqa: ARG001 - what happened is enough
    """Be oneself again."""
    row.merged_into = None


@dataclass(slots=True)
class CaseRow(Shared):
    """A case as far as contacts need it: whose it is, and about whom."""

    kind: str
    reference: str
    person_id: str | None
    recorded_at: datetime


CASES = Table(
    "case_of_person",
    MetaData(),
    *shared_columns(),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("person_id", UUID(as_uuid=False)),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    schema="view",
)
CASE = CASES.columns
Index("case_of_person_person", CASE.person_id, CASE.recorded_at)

CASE_FOLD: Fold[CaseRow] = Fold()
share_complaints(CASE_FOLD)
share_requests(CASE_FOLD)


@CASE_FOLD.begins(receiving.Received)
def received(seen: Recorded[receiving.Received]) -> CaseRow:
    """Begin with the receipt of a complaint."""
    event = seen.event
    return case_row(seen, "complaint", event.reference, event.complainant_id)


@CASE_FOLD.begins(submitting.Submitted)
def submitted(seen: Recorded[submitting.Submitted]) -> CaseRow:
    """Begin with the receipt of a service request."""
    event = seen.event
    return case_row(seen, "service_request", event.reference, event.requester_id)


def case_row(
    seen: Recorded[receiving.Received] | Recorded[submitting.Submitted],
    kind: str,
    reference: str,
    person_id: uuid.UUID | None,
) -> CaseRow:
    """Return the row of a new case."""
    whom = str(person_id) if person_id else None
    return CaseRow(**begun(seen), kind=kind, reference=reference, person_id=whom, recorded_at=seen.recorded_at)


@CASE_FOLD.changes(complaints_any_time.Corrected)
def complaint_corrected(row: CaseRow, seen: Recorded[complaints_any_time.Corrected]) -> None:
    """Follow who complains."""
    row.person_id = str(seen.event.complainant_id) if seen.event.complainant_id else None


@CASE_FOLD.changes(requests_any_time.Corrected)
def request_corrected(row: CaseRow, seen: Recorded[requests_any_time.Corrected]) -> None:
    """Follow who asks."""
    row.person_id = str(seen.event.requester_id) if seen.event.requester_id else None


VIEW = View(
    name="contact_log",
    version=4,
    parts=(
        Part(table=CONTACTS, row=ContactRow, fold=CONTACT_FOLD),
        Part(table=CUSTOMERS, row=CustomerRow, fold=CUSTOMER_FOLD),
        Part(table=CASES, row=CaseRow, fold=CASE_FOLD),
    ),
)
"""They stand at one position: a contact is never shown without what hides it."""
