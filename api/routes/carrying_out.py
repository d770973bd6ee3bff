"""Step 7, carry out 执行方案."""

from api.asking import Order
from api.bodies.carrying_out import ExecuteRemedy, LapseRemedy, WaiveRemedy
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("7 carry out 执行方案")


@router.command("/{complaint_id}/execute-remedy")
def execute_remedy(complaint_id: ComplaintId, body: ExecuteRemedy, order: Order) -> Receipt:
    """Record that a remedy was carried out, in whole, in part, or failed."""
    return order.services.complaints.execute_remedy(
        complaint_id, body.remedy_id, body.result, body.execution(), command=order.command
    )


@router.command("/{complaint_id}/waive-remedy")
def waive_remedy(complaint_id: ComplaintId, body: WaiveRemedy, order: Order) -> Receipt:
    """Record that the customer renounced a remedy."""
    return order.services.complaints.waive_remedy(
        complaint_id,
        body.remedy_id,
        body.statement,
        at=body.at,
        party_id=body.party_id,
        through=body.through,
        command=order.command,
    )


@router.command("/{complaint_id}/lapse-remedy")
def lapse_remedy(complaint_id: ComplaintId, body: LapseRemedy, order: Order) -> Receipt:
    """State that an offer lapsed."""
    return order.services.complaints.lapse_remedy(complaint_id, body.remedy_id, command=order.command)
