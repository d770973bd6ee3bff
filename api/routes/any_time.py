"""Commands that belong to no step."""

from api.asking import Order
from api.bodies.any_time import Correct, Note, Withdraw
from api.bodies.correcting import CorrectExecution, CorrectReport
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("any time")


@router.command("/{complaint_id}/withdraw")
def withdraw(complaint_id: ComplaintId, body: Withdraw, order: Order) -> Receipt:
    """Record that a complainant withdrew; the others complain on."""
    return order.services.complaints.withdraw(
        complaint_id, body.statement, at=body.at, party_id=body.party_id, through=body.through, command=order.command
    )


@router.command("/{complaint_id}/add-note")
def add_note(complaint_id: ComplaintId, body: Note, order: Order) -> Receipt:
    """Write something down. Each note counts."""
    return order.services.complaints.add_note(complaint_id, body.text, command=order.command)


@router.command("/{complaint_id}/correct")
def correct(complaint_id: ComplaintId, body: Correct, order: Order) -> Receipt:
    """Correct what was told; both values are kept."""
    return order.services.complaints.correct(complaint_id, body.values(), body.reason, command=order.command)


@router.command("/{complaint_id}/correct-report")
def correct_report(complaint_id: ComplaintId, body: CorrectReport, order: Order) -> Receipt:
    """Correct what was recorded about something that happened; both values are kept."""
    return order.services.complaints.correct_report(
        complaint_id, body.of_version, body.values(), body.reason, command=order.command
    )


@router.command("/{complaint_id}/correct-execution")
def correct_execution(complaint_id: ComplaintId, body: CorrectExecution, order: Order) -> Receipt:
    """Correct what was recorded about the execution of a remedy; both values are kept."""
    return order.services.complaints.correct_execution(
        complaint_id,
        body.remedy_id,
        body.number,
        body.result,
        body.execution(),
        reason=body.reason,
        command=order.command,
    )
