"""Step 4, investigate 调查核实."""

from api.asking import Order, PlainOrder
from api.bodies.investigating import (
    ApproveExtension,
    Escalate,
    Extend,
    Finding,
    Question,
    RecordCustomerAnswer,
    RefuseExtension,
    Resume,
    Suspend,
)
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("4 investigate 调查核实")


@router.command("/{complaint_id}/start-investigation")
def start_investigation(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Begin the investigation, or the next round after a rejected decision."""
    return order.services.complaints.start_investigation(complaint_id, command=order.command)


@router.command("/{complaint_id}/record-finding")
def record_finding(complaint_id: ComplaintId, body: Finding, order: Order) -> Receipt:
    """Record what was established. Each finding counts."""
    return order.services.complaints.record_finding(complaint_id, body.text, command=order.command)


@router.command("/{complaint_id}/ask-customer")
def ask_customer(complaint_id: ComplaintId, body: Question, order: Order) -> Receipt:
    """Ask the complainant something; the question gets the next id q1, q2, ..."""
    return order.services.complaints.ask_customer(complaint_id, body.text, command=order.command)


@router.command("/{complaint_id}/record-customer-answer")
def record_customer_answer(complaint_id: ComplaintId, body: RecordCustomerAnswer, order: Order) -> Receipt:
    """Record what the complainant answered, to a question or unasked."""
    return order.services.complaints.record_customer_answer(
        complaint_id, body.text, body.question_id, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/suspend")
def suspend(complaint_id: ComplaintId, body: Suspend, order: Order) -> Receipt:
    """Let work wait; the suspension gets the next id s1, s2, ..."""
    return order.services.complaints.suspend(
        complaint_id, body.reason, at=body.at, command=order.command, notice_sent=body.notice_sent
    )


@router.command("/{complaint_id}/resume")
def resume(complaint_id: ComplaintId, body: Resume, order: Order) -> Receipt:
    """End a suspension."""
    return order.services.complaints.resume(complaint_id, body.suspension_id, at=body.at, command=order.command)


@router.command("/{complaint_id}/extend")
def extend(complaint_id: ComplaintId, body: Extend, order: Order) -> Receipt:
    """Move the deadline to its next stage; the last one is asked for, and the superior unit grants it."""
    return order.services.complaints.extend(
        complaint_id,
        body.reason,
        body.explanation,
        command=order.command,
        notice_sent=body.notice_sent,
        granted_at=body.granted_at,
    )


@router.command("/{complaint_id}/approve-extension")
def approve_extension(complaint_id: ComplaintId, body: ApproveExtension, order: Order) -> Receipt:
    """Grant the last stage of the deadline, as a second person of the superior unit."""
    return order.services.complaints.approve_extension(
        complaint_id, command=order.command, notice_sent=body.notice_sent, granted_at=body.granted_at
    )


@router.command("/{complaint_id}/refuse-extension")
def refuse_extension(complaint_id: ComplaintId, body: RefuseExtension, order: Order) -> Receipt:
    """Do not grant the last stage of the deadline."""
    return order.services.complaints.refuse_extension(complaint_id, body.comment, command=order.command)


@router.command("/{complaint_id}/escalate")
def escalate(complaint_id: ComplaintId, body: Escalate, order: Order) -> Receipt:
    """Call in somebody higher."""
    return order.services.complaints.escalate(complaint_id, body.to, body.reason, command=order.command)


@router.command("/{complaint_id}/complete-investigation")
def complete_investigation(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """State that the facts are established."""
    return order.services.complaints.complete_investigation(complaint_id, command=order.command)
