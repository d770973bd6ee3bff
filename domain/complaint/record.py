"""What a complaint remembers of its events: the state that its decisions need, and nothing more."""

from datetime import datetime
from uuid import UUID

from domain.aggregate import DomainEvent, Step
from domain.complaint.state import State
from domain.complaint.values import Attachment, Classification, Contact, Facts, RemedyProgress, Resolution, Words


class ComplaintEvent(DomainEvent):
    """Something that happened to a complaint."""


class ComplaintRecord(Step):
    """The state of a complaint, written by its events only."""

    state: State
    reference: str
    facts: Facts
    words: Words
    complainant_id: UUID | None
    complainant: Contact | None
    unit_id: str
    handler_id: str | None
    acknowledged: bool
    classification: Classification | None
    suspensions: dict[str, str]
    suspensions_ever: int
    questions: int
    findings: int
    attachments: dict[str, Attachment]
    investigation_completed: bool
    extension_stage: int
    resolution: Resolution | None
    resolution_version: int
    proposed_by: str | None
    needs_approval: bool
    decided_at: datetime | None
    round: int
    cycle: int
    remedies: dict[str, RemedyProgress]
    source_record_fields: dict[str, str] | None
    source_response: str | None
