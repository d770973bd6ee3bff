"""Step 8, follow up 跟踪反馈."""

from api.asking import Order, PlainOrder
from api.bodies.following_up import QuickClose, Reopen
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("8 follow up 跟踪反馈")


@router.command("/{complaint_id}/close")
def close(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Close it; the reason follows from the state."""
    return order.services.complaints.close(complaint_id, command=order.command)


@router.command("/{complaint_id}/quick-close")
def quick_close(complaint_id: ComplaintId, body: QuickClose, order: Order) -> Receipt:
    """Close it before a decision, with acceptance and summary."""
    return order.services.complaints.quick_close(
        complaint_id, body.acceptance, body.summary, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/close-as-unreachable")
def close_as_unreachable(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Close it: it is decided, and the complainant was tried in vain on the set number of days."""
    return order.services.complaints.close_as_unreachable(complaint_id, command=order.command)


@router.command("/{complaint_id}/reopen")
def reopen(complaint_id: ComplaintId, body: Reopen, order: Order) -> Receipt:
    """Take it up again by the bank's own decision, in a new cycle."""
    return order.services.complaints.reopen(complaint_id, body.reason, body.explanation, command=order.command)
