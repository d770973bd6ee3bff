"""Commands about what runs beside the steps: new facts, other bodies, authorities, holds."""

from api.asking import Order
from api.bodies.beside import (
    AnswerAuthority,
    ConfirmNewFacts,
    MarkConfidential,
    PlaceHold,
    RecordAuthorityQuestion,
    RecordExternalOutcome,
    RecordNewFacts,
    ReferToExternal,
    RefuseNewFacts,
    ReleaseHold,
    UnmarkConfidential,
)
from api.commanding import CommandRouter
from api.routes.parameters import ComplaintId
from application.command import Receipt

router = CommandRouter("any time")


@router.command("/{complaint_id}/record-new-facts")
def record_new_facts(complaint_id: ComplaintId, body: RecordNewFacts, order: Order) -> Receipt:
    """Record that the complainant came again before the decision with something new; it gets the next id n1, n2, ...

    Once a second person has confirmed it, the period begins again with the receipt of the material. A repeat without
    anything new is merged, or just linked.
    """
    return order.services.complaints.record_new_facts(
        complaint_id, body.text, body.evidence, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/confirm-new-facts")
def confirm_new_facts(complaint_id: ComplaintId, body: ConfirmNewFacts, order: Order) -> Receipt:
    """Confirm as a second person that it is new: the period begins again."""
    return order.services.complaints.confirm_new_facts(complaint_id, body.new_facts_id, command=order.command)


@router.command("/{complaint_id}/refuse-new-facts")
def refuse_new_facts(complaint_id: ComplaintId, body: RefuseNewFacts, order: Order) -> Receipt:
    """State as a second person that nothing in it is new: the period runs on."""
    return order.services.complaints.refuse_new_facts(
        complaint_id, body.new_facts_id, body.reason, command=order.command
    )


@router.command("/{complaint_id}/refer-to-external")
def refer_to_external(complaint_id: ComplaintId, body: ReferToExternal, order: Order) -> Receipt:
    """Record that it came before an ombudsman, a mediator, a court, ...; the referral gets the next id x1, x2, ..."""
    return order.services.complaints.refer_to_external(
        complaint_id, body.body, body.external_reference, body.text, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/record-external-outcome")
def record_external_outcome(complaint_id: ComplaintId, body: RecordExternalOutcome, order: Order) -> Receipt:
    """Record what came of it there."""
    return order.services.complaints.record_external_outcome(
        complaint_id, body.referral_id, body.outcome, body.text, at=body.at, command=order.command
    )


@router.command("/{complaint_id}/record-authority-question")
def record_authority_question(complaint_id: ComplaintId, body: RecordAuthorityQuestion, order: Order) -> Receipt:
    """Record what an authority asks about it; the question gets the next id a1, a2, ..."""
    return order.services.complaints.record_authority_question(
        complaint_id,
        body.authority,
        body.authority_reference,
        body.text,
        body.due_on,
        at=body.at,
        command=order.command,
    )


@router.command("/{complaint_id}/answer-authority")
def answer_authority(complaint_id: ComplaintId, body: AnswerAuthority, order: Order) -> Receipt:
    """Answer an authority; counts when dispatched."""
    return order.services.complaints.answer_authority(
        complaint_id, body.question_id, body.text, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{complaint_id}/place-hold")
def place_hold(complaint_id: ComplaintId, body: PlaceHold, order: Order) -> Receipt:
    """Forbid to erase anything of it; the hold gets the next id h1, h2, ..."""
    return order.services.complaints.place_hold(complaint_id, body.reason, body.explanation, command=order.command)


@router.command("/{complaint_id}/release-hold")
def release_hold(complaint_id: ComplaintId, body: ReleaseHold, order: Order) -> Receipt:
    """End one hold; the others last."""
    return order.services.complaints.release_hold(complaint_id, body.hold_id, body.explanation, command=order.command)


@router.command("/{complaint_id}/mark-confidential")
def mark_confidential(complaint_id: ComplaintId, body: MarkConfidential, order: Order) -> Receipt:
    """Let only its handler, the supervisors of its unit and those above, and compliance see it from now on."""
    return order.services.complaints.mark_confidential(
        complaint_id, body.reason, body.explanation, command=order.command
    )


@router.command("/{complaint_id}/unmark-confidential")
def unmark_confidential(complaint_id: ComplaintId, body: UnmarkConfidential, order: Order) -> Receipt:
    """Open it again, as somebody else than who marked it."""
    return order.services.complaints.unmark_confidential(complaint_id, body.explanation, command=order.command)
