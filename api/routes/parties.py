"""The people of a complaint 当事人, and what their number sets going 重大投诉."""

from api.asking import Order, PlainOrder
from api.bodies.parties import (
    AddParty,
    ChangeParty,
    CompleteEmergencyStep,
    DeclareMajor,
    RecordVulnerability,
    RemoveParty,
    UndeclareMajor,
)
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("any time: people 当事人")


@router.command("/{complaint_id}/add-party")
def add_party(complaint_id: ComplaintId, body: AddParty, order: Order) -> Receipt:
    """Add a person to the case: they get the next id p2, p3, ... Twenty people face to face make it major."""
    return order.services.complaints.add_party(complaint_id, body.value(), command=order.command)


@router.command("/{complaint_id}/change-party")
def change_party(complaint_id: ComplaintId, body: ChangeParty, order: Order) -> Receipt:
    """Change who gets letters, an authority, for whom somebody acts, how they are reached; both values are kept."""
    return order.services.complaints.change_party(
        complaint_id, body.party_id, body.values(), body.reason, command=order.command
    )


@router.command("/{complaint_id}/remove-party")
def remove_party(complaint_id: ComplaintId, body: RemoveParty, order: Order) -> Receipt:
    """Take a person out of the case who has no part in it; who wants no more of it withdraws."""
    return order.services.complaints.remove_party(complaint_id, body.party_id, body.reason, command=order.command)


@router.command("/{complaint_id}/declare-major")
def declare_major(complaint_id: ComplaintId, body: DeclareMajor, order: Order) -> Receipt:
    """Declare it a major complaint."""
    return order.services.complaints.declare_major(complaint_id, body.reason, body.explanation, command=order.command)


@router.command("/{complaint_id}/undeclare-major")
def undeclare_major(complaint_id: ComplaintId, body: UndeclareMajor, order: Order) -> Receipt:
    """State as a second person that it is no major complaint; its emergency plan is called off."""
    return order.services.complaints.undeclare_major(complaint_id, body.reason, command=order.command)


@router.command("/{complaint_id}/start-emergency-plan")
def start_emergency_plan(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Start the emergency plan in force; its hours count from now."""
    return order.services.complaints.start_emergency_plan(complaint_id, command=order.command)


@router.command("/{complaint_id}/complete-emergency-step")
def complete_emergency_step(complaint_id: ComplaintId, body: CompleteEmergencyStep, order: Order) -> Receipt:
    """Record that a step of the emergency plan was done; the report says to which authority."""
    return order.services.complaints.complete_emergency_step(
        complaint_id,
        body.step,
        body.note,
        authority=body.authority,
        authority_reference=body.authority_reference,
        at=body.at,
        command=order.command,
    )


@router.command("/{complaint_id}/record-vulnerability")
def record_vulnerability(complaint_id: ComplaintId, body: RecordVulnerability, order: Order) -> Receipt:
    """Record what makes a party vulnerable."""
    return order.services.complaints.record_vulnerability(
        complaint_id, body.value(), body.party_id, command=order.command
    )
