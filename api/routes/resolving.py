"""Step 5, resolve 制定解决方案."""

from api.asking import Order, PlainOrder
from api.bodies.resolving import ProposeResolution, SendBack
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("5 resolve 制定解决方案")


@router.command("/{complaint_id}/propose-resolution")
def propose_resolution(complaint_id: ComplaintId, body: ProposeResolution, order: Order) -> Receipt:
    """Propose a resolution, for the first time or again; its remedies get the next ids r1, r2, ..."""
    return order.services.complaints.propose_resolution(complaint_id, body.value(), command=order.command)


@router.command("/{complaint_id}/approve-resolution")
def approve_resolution(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Approve the proposed version, as another person with a sufficient limit."""
    return order.services.complaints.approve_resolution(complaint_id, command=order.command)


@router.command("/{complaint_id}/send-back")
def send_back(complaint_id: ComplaintId, body: SendBack, order: Order) -> Receipt:
    """Send the proposal back to the investigation."""
    return order.services.complaints.send_back(complaint_id, body.comment, command=order.command)
