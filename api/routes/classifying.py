"""Step 3, classify and route 分类处理."""

from api.asking import Order, PlainOrder
from api.bodies.classifying import Assign, Classify, Release, Transfer
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("3 classify and route 分类处理")


@router.command("/{complaint_id}/classify")
def classify(complaint_id: ComplaintId, body: Classify, order: Order) -> Receipt:
    """Say what the complaint is about, for the first time or again."""
    return order.services.complaints.classify(complaint_id, body.value(), command=order.command)


@router.command("/{complaint_id}/assign")
def assign(complaint_id: ComplaintId, body: Assign, order: Order) -> Receipt:
    """Make a handler of a unit responsible."""
    return order.services.complaints.assign(complaint_id, body.handler_id, body.unit_id, command=order.command)


@router.command("/{complaint_id}/take")
def take(complaint_id: ComplaintId, order: PlainOrder) -> Receipt:
    """Take responsibility."""
    return order.services.complaints.take(complaint_id, command=order.command)


@router.command("/{complaint_id}/transfer")
def transfer(complaint_id: ComplaintId, body: Transfer, order: Order) -> Receipt:
    """Move it to the queue of another unit, with a handover note."""
    return order.services.complaints.transfer(complaint_id, body.unit_id, body.handover, command=order.command)


@router.command("/{complaint_id}/release")
def release(complaint_id: ComplaintId, body: Release, order: Order) -> Receipt:
    """Give it back to the unit's queue."""
    return order.services.complaints.release(complaint_id, body.reason, command=order.command)
