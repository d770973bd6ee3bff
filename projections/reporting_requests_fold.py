"""How events change a row of `reporting.requests`."""

from collections.abc import Mapping

from domain.aggregate import DomainEvent
from domain.request import ServiceRequest
from domain.request.any_time import Corrected
from domain.request.assigning import Assigned, Taken, Transferred
from domain.request.converting import BegunFromComplaint, ConvertedToComplaint
from domain.request.ending import Closed, Declined, Reopened
from domain.request.request_type import TypeInForce
from domain.request.submitting import Submitted, Triaged
from domain.request.values import RequestFacts
from domain.request.working import DocumentReceived
from projections.reporting_requests import RequestRow
from projections.request_lifecycle import MOVES, is_open, state_after
from projections.view import Fold, Recorded
from projections.zones import Zones

CHANGES: Fold[RequestRow] = Fold()
"""What changes a row; how it begins depends on the zones."""

OUTCOMES = {
    ServiceRequest.Fulfilled.topic: "fulfilled",
    ServiceRequest.Declined.topic: "declined",
    ServiceRequest.Cancelled.topic: "cancelled",
    ServiceRequest.ConvertedToComplaint.topic: "converted",
}
"""What became of a request, by event."""

MOMENTS: Mapping[type[DomainEvent], str] = {
    ServiceRequest.Triaged: "triaged",
    ServiceRequest.FirstFeedbackGiven: "first_feedback",
    ServiceRequest.Fulfilled: "fulfilled",
    ServiceRequest.Confirmed: "confirmed",
    ServiceRequest.Closed: "closed",
}
"""Events that give a row a moment."""


def submitted(zones: Zones, seen: Recorded[Submitted]) -> RequestRow:
    """Begin a row; the zone is that of the first unit for good, so that a request does not change its dates."""
    event, facts, of_type = seen.event, seen.event.facts, seen.event.request_type
    row = RequestRow(
        case_id=seen.stream_id,
        reference=event.reference,
        kind=of_type.kind,
        request_type=of_type.code,
        state="submitted",
        is_open=True,
        unit_id=event.unit_id,
        first_unit_id=event.unit_id,
        handler_id=None,
        time_zone=zones.of(event.unit_id),
        channel=facts.channel,
        source=facts.source,
        language=facts.language,
        branch=facts.branch,
        product=facts.product,
        legal_entity=facts.legal_entity,
        brand=facts.brand,
        is_about_employee=facts.employee_id is not None,
        priority=event.priority,
        complexity=None,
        response_hours=of_type.response_hours,
        completion_hours=of_type.completion_hours,
        complexity_matters=of_type.complexity_matters,
    )
    row.stamp("received", facts.received_at)
    row.stamp("recorded", seen.recorded_at)
    take_type(row, of_type)
    return row


@CHANGES.changes(Corrected)
def corrected(row: RequestRow, seen: Recorded[Corrected]) -> None:
    """Take over what turned out to be right."""
    if seen.event.facts_after:
        take_facts(row, seen.event.facts_after)
    if seen.event.type_after:
        take_type(row, seen.event.type_after)


def take_facts(row: RequestRow, facts: RequestFacts) -> None:
    """Fill the columns that are told and not decided."""
    for name in ("channel", "source", "language", "branch", "product", "legal_entity", "brand"):
        setattr(row, name, getattr(facts, name))
    row.is_about_employee = facts.employee_id is not None
    row.stamp("received", facts.received_at)


def take_type(row: RequestRow, of_type: TypeInForce) -> None:
    """Fill the columns that the type says."""
    row.kind, row.request_type = of_type.kind, of_type.code
    row.response_hours, row.completion_hours = of_type.response_hours, of_type.completion_hours
    row.complexity_matters = of_type.complexity_matters
    row.documents_needed = ",".join(of_type.documents)
    count_documents(row)


def count_documents(row: RequestRow) -> None:
    """Work out what is missing."""
    needed, received = row.documents_needed.split(","), row.documents_received.split(",")
    row.documents_missing = ",".join(one for one in needed if one not in received)


@CHANGES.changes(*MOVES)
def moved(row: RequestRow, seen: Recorded[DomainEvent]) -> None:
    """Follow the state; note what became of it, and when it first ended."""
    was_open = row.is_open
    row.state = state_after(seen.event)
    row.is_open = is_open(row.state)
    row.outcome = OUTCOMES.get(seen.topic, row.outcome)
    if was_open and not row.is_open:
        row.stamp("ended", seen.occurred_at)


@CHANGES.changes(*MOMENTS)
def timed(row: RequestRow, seen: Recorded[DomainEvent]) -> None:
    """Note the moment."""
    row.stamp(MOMENTS[type(seen.event)], seen.occurred_at)


@CHANGES.changes(Triaged)
def triaged(row: RequestRow, seen: Recorded[Triaged]) -> None:
    """Take over both."""
    row.priority, row.complexity = seen.event.priority, seen.event.complexity


@CHANGES.changes(Assigned)
def assigned(row: RequestRow, seen: Recorded[Assigned]) -> None:
    """Follow unit and handler."""
    row.unit_id, row.handler_id = seen.event.unit_id, seen.event.handler_id


@CHANGES.changes(Taken)
def taken(row: RequestRow, seen: Recorded[Taken]) -> None:
    """Follow the handler."""
    row.handler_id = seen.event.handler_id


@CHANGES.changes(Transferred)
def transferred(row: RequestRow, seen: Recorded[Transferred]) -> None:
    """Follow the unit."""
    row.unit_id, row.handler_id = seen.event.unit_id, None


@CHANGES.changes(ServiceRequest.Released)
def released(row: RequestRow, _: Recorded[DomainEvent]) -> None:
    """Nobody handles it."""
    row.handler_id = None


@CHANGES.changes(DocumentReceived)
def brought(row: RequestRow, seen: Recorded[DocumentReceived]) -> None:
    """Note what came in."""
    row.documents_received = ",".join(filter(None, (row.documents_received, seen.event.document)))
    count_documents(row)


@CHANGES.changes(ServiceRequest.TaskGiven)
def asked_for(row: RequestRow, _: Recorded[DomainEvent]) -> None:
    """Count the task."""
    row.tasks += 1


@CHANGES.changes(ServiceRequest.Suspended)
def suspended(row: RequestRow, _: Recorded[DomainEvent]) -> None:
    """Count the suspension."""
    row.suspensions += 1


@CHANGES.changes(Declined)
def declined(row: RequestRow, seen: Recorded[Declined]) -> None:
    """Note the reason."""
    row.decline_reason = seen.event.reason


@CHANGES.changes(Closed)
def closed(row: RequestRow, seen: Recorded[Closed]) -> None:
    """Note the reason."""
    row.close_reason = seen.event.reason


@CHANGES.changes(Reopened)
def reopened(row: RequestRow, seen: Recorded[Reopened]) -> None:
    """Begin the next cycle: what was answered in earlier ones stays in the log."""
    row.cycles = seen.event.cycle
    row.reopen_reason = seen.event.reason
    row.outcome = row.close_reason = row.decline_reason = None
    for moment in ("first_feedback", "fulfilled", "confirmed", "closed", "ended"):
        row.stamp(moment, None)


@CHANGES.changes(ConvertedToComplaint)
def converted(row: RequestRow, seen: Recorded[ConvertedToComplaint]) -> None:
    """Point at the complaint; whom that is about, this is about."""
    row.converted_to = str(seen.event.complaint_id)
    row.is_about_employee = seen.event.employee_id is not None


@CHANGES.changes(BegunFromComplaint)
def begun(row: RequestRow, seen: Recorded[BegunFromComplaint]) -> None:
    """Point at the complaint that it was."""
    row.came_from = str(seen.event.complaint_id)
