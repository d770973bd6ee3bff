"""Step 4, keeping in touch 沟通联系, and provisional credit 先行垫付."""

from api.asking import Order
from api.bodies.contacting import (
    AgreeDeadline,
    AgreeManner,
    GiveProvisionalCredit,
    HoldingResponse,
    Progress,
    RecordContactAttempt,
    ReverseProvisionalCredit,
)
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("4 investigate 调查核实")


@router.command("/{complaint_id}/record-contact-attempt")
def record_contact_attempt(complaint_id: ComplaintId, body: RecordContactAttempt, order: Order) -> Receipt:
    """Record that somebody tried to reach the complainant. Each attempt counts."""
    return order.services.complaints.record_contact_attempt(
        complaint_id, body.way, reached=body.reached, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/send-progress")
def send_progress(complaint_id: ComplaintId, body: Progress, order: Order) -> Receipt:
    """Tell the complainant how far it is."""
    return order.services.complaints.send_progress(
        complaint_id, body.text, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/send-holding-response")
def send_holding_response(complaint_id: ComplaintId, body: HoldingResponse, order: Order) -> Receipt:
    """Tell the complainant why there is no decision yet, and when to expect it."""
    return order.services.complaints.send_holding_response(
        complaint_id, body.text, body.expected_on, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/agree-deadline")
def agree_deadline(complaint_id: ComplaintId, body: AgreeDeadline, order: Order) -> Receipt:
    """Record that the complainant agreed to wait until a day."""
    return order.services.complaints.agree_deadline(
        complaint_id, body.until, body.statement, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/agree-manner")
def agree_manner(complaint_id: ComplaintId, body: AgreeManner, order: Order) -> Receipt:
    """Record that the complainant agreed to how it is handled."""
    return order.services.complaints.agree_manner(complaint_id, body.manner, at=body.at, command=order.command)


@router.command("/{complaint_id}/give-provisional-credit")
def give_provisional_credit(complaint_id: ComplaintId, body: GiveProvisionalCredit, order: Order) -> Receipt:
    """Record money that the customer has while the bank investigates; it gets the next id c1, c2, ..."""
    return order.services.complaints.give_provisional_credit(
        complaint_id, body.amount.value(), body.credited_on, body.payment_reference, command=order.command
    )


@router.command("/{complaint_id}/reverse-provisional-credit")
def reverse_provisional_credit(complaint_id: ComplaintId, body: ReverseProvisionalCredit, order: Order) -> Receipt:
    """Record that a credit was taken back, and that the customer was told."""
    return order.services.complaints.reverse_provisional_credit(
        complaint_id,
        body.credit_id,
        body.reversed_on,
        body.payment_reference,
        reason=body.reason,
        notice=body.notice.value(),
        at=body.at,
        command=order.command,
    )
