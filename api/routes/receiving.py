"""Step 1, receive 接收投诉."""

from http import HTTPStatus

from api.asking import Order
from api.bodies.on_the_spot import SolveOnTheSpot
from api.bodies.receiving import Acknowledge, IssueStatusSecret, Receive
from api.commanding import CommandRouter, SecretAnswer
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("1 receive 接收投诉")


@router.command("", HTTPStatus.CREATED)
def receive(body: Receive, order: Order) -> Receipt:
    """Receive a complaint. Sent again under the same key, it answers with the same case.

    One that repeats a complaint which has ended names it in `repeat_of` and says in `new_facts` what is new; who
    complains need not be told again.
    """
    solution = body.solved_on_the_spot.value() if body.solved_on_the_spot else None
    if body.repeat_of is not None:
        intake = body.value(order.by.unit_id)
        return order.services.complaints.receive_repeat(body.repeat_of, intake, body.new_facts, command=order.command)
    return order.services.complaints.receive(body.value(order.by.unit_id), command=order.command, solution=solution)


@router.command("/{complaint_id}/acknowledge", model=SecretAnswer)
def acknowledge(complaint_id: ComplaintId, body: Acknowledge, order: Order) -> Receipt:
    """Record that the receipt was confirmed to the complainant.

    The answer has the secret with which, and with the reference, the customer sees the status page; print it for them.
    """
    return order.services.complaints.acknowledge(complaint_id, body.way, at=body.at, command=order.command)


@router.command("/{complaint_id}/issue-status-secret", model=SecretAnswer)
def issue_status_secret(complaint_id: ComplaintId, body: IssueStatusSecret, order: Order) -> Receipt:
    """Give a customer who lost the secret of the status page another; the old one opens nothing any more."""
    return order.services.complaints.issue_status_secret(complaint_id, body.way, command=order.command)


@router.command("/{complaint_id}/solve-on-the-spot")
def solve_on_the_spot(complaint_id: ComplaintId, body: SolveOnTheSpot, order: Order) -> Receipt:
    """Solve it while the customer is there: classified, decided, carried out and closed in one."""
    return order.services.complaints.solve_on_the_spot(complaint_id, body.value(), command=order.command)
