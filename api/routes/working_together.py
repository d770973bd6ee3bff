"""Step 3, classify and route 分类处理: interests declared 主动回避 and tasks of other units 协办."""

from api.asking import Order
from api.bodies.working_together import AnswerTask, CancelTask, DeclareInterest, GiveTask
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("3 classify and route 分类处理")


@router.command("/{complaint_id}/declare-interest")
def declare_interest(complaint_id: ComplaintId, body: DeclareInterest, order: Order) -> Receipt:
    """Declare that you are too close to it; you are released at once, and an approval of yours lapses."""
    return order.services.complaints.declare_interest(complaint_id, body.reason, command=order.command)


@router.command("/{complaint_id}/give-task")
def give_task(complaint_id: ComplaintId, body: GiveTask, order: Order) -> Receipt:
    """Ask another unit to contribute something; the task gets the next id t1, t2, ..., and the unit sees the case."""
    return order.services.complaints.give_task(
        complaint_id, body.unit_id, body.what, body.due_on, command=order.command
    )


@router.command("/{complaint_id}/answer-task")
def answer_task(complaint_id: ComplaintId, body: AnswerTask, order: Order) -> Receipt:
    """Record what the unit contributed."""
    return order.services.complaints.answer_task(
        complaint_id, body.task_id, body.answer, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/cancel-task")
def cancel_task(complaint_id: ComplaintId, body: CancelTask, order: Order) -> Receipt:
    """Take a task back."""
    return order.services.complaints.cancel_task(complaint_id, body.task_id, body.reason, command=order.command)
