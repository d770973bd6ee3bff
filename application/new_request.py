"""How a service request begins: submitted, or what became of a complaint."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from application.ledger import Ledger
from application.ports import CodesInForce, Directory, DocumentInForce
from domain.actor import Actor
from domain.reference import reference_for
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake

REQUEST = "R"
"""The kind letter of a service request's reference."""

NewRequest = Callable[..., ServiceRequest]


def next_request_reference(ledger: Ledger, received_at: datetime) -> str:
    """Draw the reference of a new request."""
    return reference_for(REQUEST, received_at.date(), ledger.event_log.next_number())


def new_request(
    intake: RequestIntake,
    stream_id: UUID,
    reference: str,
    *,
    documents: DocumentInForce,
    codes: CodesInForce,
    directory: Directory,
    by: Actor,
    now: datetime,
) -> ServiceRequest:
    """Make a new request, with the types in force and the unit that its type names; nothing is saved."""
    types = documents("request_type")
    owners = {row.owning_unit for row in types.rows if row.code == intake.request_type}
    return ServiceRequest.submit(
        intake,
        stream_id=stream_id,
        reference=reference,
        types=types,
        codes=codes(),
        by=by,
        now=now,
        organisation=directory.organisation(intake.unit_id, *owners),
    )
