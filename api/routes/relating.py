"""Commands that concern another complaint: links, merging, re-checks."""

from http import HTTPStatus

from api.asking import Order
from api.bodies.relating import LinkCase, Merge, RecordRecheckResult, RequestRecheck, UnlinkCase, Unmerge
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("any time")


@router.command("/{complaint_id}/link")
def link(complaint_id: ComplaintId, body: LinkCase, order: Order) -> Receipt:
    """Say that another complaint has to do with it; the other shows it too."""
    return order.services.complaints.link(complaint_id, body.other, body.kind, command=order.command)


@router.command("/{complaint_id}/unlink")
def unlink(complaint_id: ComplaintId, body: UnlinkCase, order: Order) -> Receipt:
    """Take a link away, on both."""
    return order.services.complaints.unlink(complaint_id, body.other, body.kind, command=order.command)


@router.command("/{complaint_id}/merge")
def merge(complaint_id: ComplaintId, body: Merge, order: Order) -> Receipt:
    """Let it go on in another complaint of the same complainant: a repeat before the decision without new facts."""
    return order.services.complaints.merge(complaint_id, body.into, body.reason, command=order.command)


@router.command("/{complaint_id}/unmerge")
def unmerge(complaint_id: ComplaintId, body: Unmerge, order: Order) -> Receipt:
    """Let it stand for itself again, in the state that it had; what was recorded meanwhile stays on the other."""
    return order.services.complaints.unmerge(complaint_id, body.reason, command=order.command)


@router.command("/{complaint_id}/request-recheck", HTTPStatus.CREATED)
def request_recheck(complaint_id: ComplaintId, body: RequestRecheck, order: Order) -> Receipt:
    """Ask the superior unit to look at the result again 核查: a new complaint there, which is the answer.

    On this one it gets the next id k1, k2, ... Whoever handled or approved this one has no part in it.
    """
    return order.services.complaints.request_recheck(
        complaint_id,
        body.text,
        body.channel,
        at=body.at,
        received_at=body.received_at,
        command=order.command,
        party_id=body.party_id,
        through=body.through,
    )


@router.command("/{complaint_id}/record-recheck-result")
def record_recheck_result(complaint_id: ComplaintId, body: RecordRecheckResult, order: Order) -> Receipt:
    """Record what a re-check made of the result, once its decision was sent; the unit that makes it does, once.

    Another result is a correction with its reason: `correct-report` of the `version` of this event in the history.
    """
    return order.services.complaints.record_recheck_result(
        complaint_id, body.recheck_id, body.result, body.text, command=order.command
    )
