"""Step 6, reply and ask opinion 回复客户 征求意见."""

from api.asking import Order, PlainOrder
from api.bodies.replying import Acceptance, RecordDelivery, Rejection, SendDecision
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("6 reply and ask opinion 回复客户 征求意见")


@router.command("/{complaint_id}/send-decision")
def send_decision(complaint_id: ComplaintId, body: SendDecision, order: Order) -> Receipt:
    """Send the decision; it counts when it was dispatched."""
    return order.services.complaints.send_decision(
        complaint_id, body.notice, body.ways_of_appeal, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/record-delivery")
def record_delivery(complaint_id: ComplaintId, body: RecordDelivery, order: Order) -> Receipt:
    """Record that the decision arrived, or failed to. Each report counts."""
    return order.services.complaints.record_delivery(
        complaint_id, body.proof, at=body.at, command=order.command, delivered=body.delivered
    )


@router.command("/{complaint_id}/accept-decision")
def accept_decision(complaint_id: ComplaintId, body: Acceptance, order: Order) -> Receipt:
    """Record the complainant's yes; late answers are welcome."""
    return order.services.complaints.accept_decision(complaint_id, body.statement, at=body.at, command=order.command)


@router.command("/{complaint_id}/reject-decision")
def reject_decision(complaint_id: ComplaintId, body: Rejection, order: Order) -> Receipt:
    """Record the complainant's no."""
    return order.services.complaints.reject_decision(complaint_id, body.statement, at=body.at, command=order.command)


@router.command("/{complaint_id}/end-response-window")
def end_response_window(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """State that no answer came in time."""
    return order.services.complaints.end_response_window(complaint_id, command=order.command)
