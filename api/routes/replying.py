"""Step 6, reply and ask opinion 回复客户 征求意见."""

from api.asking import Order, PlainOrder
from api.bodies.replying import Acceptance, DispatchAgain, RecordDelivery, RecordFailedDelivery, Rejection, SendDecision
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("6 reply and ask opinion 回复客户 征求意见")


@router.command("/{complaint_id}/send-decision")
def send_decision(complaint_id: ComplaintId, body: SendDecision, order: Order) -> Receipt:
    """Send the decision, in a letter to each who gets one; it counts when the last of them was dispatched."""
    return order.services.complaints.send_decision(
        complaint_id,
        body.notice,
        body.ways_of_appeal,
        body.first_dispatch(),
        at=body.at,
        command=order.command,
        blocks=body.blocks,
        letters=tuple(letter.letter() for letter in body.letters),
    )


@router.command("/{complaint_id}/dispatch-again")
def dispatch_again(complaint_id: ComplaintId, body: DispatchAgain, order: Order) -> Receipt:
    """Send once more what was sent before, by the same way or another."""
    return order.services.complaints.dispatch_again(
        complaint_id, body.dispatch.value(), at=body.at, party_id=body.party_id, command=order.command
    )


@router.command("/{complaint_id}/record-delivery")
def record_delivery(complaint_id: ComplaintId, body: RecordDelivery, order: Order) -> Receipt:
    """Record that the decision arrived. Each report counts."""
    return order.services.complaints.record_delivery(
        complaint_id, body.proof, at=body.at, party_id=body.party_id, command=order.command
    )


@router.command("/{complaint_id}/record-failed-delivery")
def record_failed_delivery(complaint_id: ComplaintId, body: RecordFailedDelivery, order: Order) -> Receipt:
    """Record that the decision came back or was refused. Each report counts."""
    return order.services.complaints.record_failed_delivery(
        complaint_id, body.proof, at=body.at, party_id=body.party_id, command=order.command
    )


@router.command("/{complaint_id}/accept-decision")
def accept_decision(complaint_id: ComplaintId, body: Acceptance, order: Order) -> Receipt:
    """Record the complainant's yes; late answers are welcome."""
    return order.services.complaints.accept_decision(
        complaint_id, body.statement, at=body.at, party_id=body.party_id, through=body.through, command=order.command
    )


@router.command("/{complaint_id}/reject-decision")
def reject_decision(complaint_id: ComplaintId, body: Rejection, order: Order) -> Receipt:
    """Record the complainant's no."""
    return order.services.complaints.reject_decision(
        complaint_id, body.statement, at=body.at, party_id=body.party_id, through=body.through, command=order.command
    )


@router.command("/{complaint_id}/end-response-window")
def end_response_window(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """State that no answer came in time."""
    return order.services.complaints.end_response_window(complaint_id, command=order.command)
