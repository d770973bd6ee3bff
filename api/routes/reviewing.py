"""Step 2, preliminary review 初步审核."""

from api.asking import Order, PlainOrder
from api.bodies.reviewing import Decline, Refer
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("2 preliminary review 初步审核")


@router.command("/{complaint_id}/admit")
def admit(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Take the complaint in."""
    return order.services.complaints.admit(complaint_id, command=order.command)


@router.command("/{complaint_id}/decline")
def decline(complaint_id: ComplaintId, body: Decline, order: Order) -> Receipt:
    """Decline to handle it; the complainant was told why."""
    return order.services.complaints.decline(
        complaint_id, body.reason, body.explanation, body.notice.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/refer")
def refer(complaint_id: ComplaintId, body: Refer, order: Order) -> Receipt:
    """Refer it to the body that it belongs to; the complainant was told to whom."""
    return order.services.complaints.refer(
        complaint_id, body.to, body.explanation, body.notice.value(), at=body.at, command=order.command
    )
