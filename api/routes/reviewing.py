"""Step 2, preliminary review 初步审核."""

from http import HTTPStatus

from api.asking import Order, PlainOrder
from api.bodies.converting import ConvertToServiceRequest, RefuseConversion, RequestConversion
from api.bodies.reviewing import Decline, Refer
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from api.routes.requests import PREFIX as REQUESTS
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


@router.command("/{complaint_id}/request-conversion")
def request_conversion(complaint_id: ComplaintId, body: RequestConversion, order: Order) -> Receipt:
    """Ask that it becomes a service request; a second person decides."""
    return order.services.complaints.request_conversion(
        complaint_id, body.request_type, body.reason, body.explanation, command=order.command
    )


@router.command("/{complaint_id}/convert-to-service-request", HTTPStatus.CREATED, makes=REQUESTS)
def convert_to_service_request(complaint_id: ComplaintId, body: ConvertToServiceRequest, order: Order) -> Receipt:
    """Make it a service request, as somebody else asked; the answer is the request's. The complaint stays counted."""
    return order.services.complaints.convert_to_service_request(
        complaint_id, body.notice.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/refuse-conversion")
def refuse_conversion(complaint_id: ComplaintId, body: RefuseConversion, order: Order) -> Receipt:
    """Let it be a complaint, though somebody asked for another name."""
    return order.services.complaints.refuse_conversion(complaint_id, body.comment, command=order.command)
