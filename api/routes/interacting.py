"""Contacts with customers 客户交互, and the quality check 质检."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Path

from api.asking import Ask, Order, PlainOrder
from api.bodies.interacting import (
    AddEntry,
    AnswerCheck,
    AnswerInteraction,
    BeginInteraction,
    CaseOfContact,
    CheckFinding,
    CorrectIdentification,
    EndInteraction,
    IdentifyCustomer,
    LinkInteraction,
    OpenComplaint,
    OpenRequest,
    RecordFact,
    SampleForCheck,
    ScoreCheck,
)
from api.commanding import PREFIX as COMPLAINTS
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.parameters import ComplaintId
from api.routes.requests import PREFIX as REQUESTS
from application.command import Receipt
from application.interaction_file import InteractionFile

PREFIX = "/v1/interactions"
InteractionId = Annotated[UUID, Path(description="The contact's id, as its receipt said.")]

router = CommandRouter("contacts 客户交互", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["contacts 客户交互"])
of_complaints = CommandRouter("any time")


@router.command("", HTTPStatus.CREATED)
def begin_interaction(body: BeginInteraction, order: Order) -> Receipt:
    """Begin a contact, in either direction. A repeat under the same key answers with the same one."""
    return order.services.interactions.begin(body.value(order.by.unit_id), command=order.command)


@router.command("/{interaction_id}/answer")
def answer_interaction(interaction_id: InteractionId, body: AnswerInteraction, order: Order) -> Receipt:
    """Record that somebody took it. One that ends without was abandoned."""
    return order.services.interactions.answer(interaction_id, body.agent_id, at=body.at, command=order.command)


@router.command("/{interaction_id}/add-entry")
def add_entry(interaction_id: InteractionId, body: AddEntry, order: Order) -> Receipt:
    """Write down what was said or written. Each entry counts, also when the contact is over."""
    return order.services.interactions.add_entry(
        interaction_id, body.author, body.text, at=body.at, command=order.command
    )


@router.command("/{interaction_id}/identify-customer")
def identify_customer(interaction_id: InteractionId, body: IdentifyCustomer, order: Order) -> Receipt:
    """State who the customer is, and by which means of verification."""
    return order.services.interactions.identify_customer(
        interaction_id, body.person_id, body.means, command=order.command
    )


@router.command("/{interaction_id}/correct-identification")
def correct_identification(interaction_id: InteractionId, body: CorrectIdentification, order: Order) -> Receipt:
    """Put the right person in the place of a wrong one; both are kept."""
    right = body.right.value() if body.right else None
    return order.services.interactions.correct_identification(interaction_id, right, body.reason, command=order.command)


@router.command("/{interaction_id}/record-fact")
def record_fact(interaction_id: InteractionId, body: RecordFact, order: Order) -> Receipt:
    """Record what came up about the customer, with this contact as its source."""
    return order.services.interactions.record_fact(
        interaction_id, body.kind, body.value, at=body.at, command=order.command
    )


@router.command("/{interaction_id}/link-case")
def link_case(interaction_id: InteractionId, body: CaseOfContact, order: Order) -> Receipt:
    """Say that it is about a case; the case shows it, too."""
    return order.services.interactions.link_case(interaction_id, body.case_id, body.kind, command=order.command)


@router.command("/{interaction_id}/unlink-case")
def unlink_case(interaction_id: InteractionId, body: CaseOfContact, order: Order) -> Receipt:
    """Say that it is not about a case after all."""
    return order.services.interactions.unlink_case(interaction_id, body.case_id, body.kind, command=order.command)


@router.command("/{interaction_id}/open-complaint", HTTPStatus.CREATED, makes=COMPLAINTS)
def open_complaint(interaction_id: InteractionId, body: OpenComplaint, order: Order) -> Receipt:
    """Open a complaint out of it; what the customer told goes along. The answer is the complaint's."""
    return order.services.interactions.open_complaint(
        interaction_id,
        body.values(),
        body.complainant.value() if body.complainant else None,
        body.unit_id or order.by.unit_id,
        command=order.command,
    )


@router.command("/{interaction_id}/open-request", HTTPStatus.CREATED, makes=REQUESTS)
def open_request(interaction_id: InteractionId, body: OpenRequest, order: Order) -> Receipt:
    """Open a service request out of it; what the customer told goes along. The answer is the request's."""
    return order.services.interactions.open_request(
        interaction_id,
        body.values(),
        body.request_type,
        body.requester.value() if body.requester else None,
        body.unit_id or order.by.unit_id,
        command=order.command,
    )


@router.command("/{interaction_id}/end")
def end_interaction(interaction_id: InteractionId, body: EndInteraction, order: Order) -> Receipt:
    """End it, with its outcome and the agent's claim that it was solved."""
    return order.services.interactions.end(interaction_id, body.value(), at=body.at, command=order.command)


@router.command("/{interaction_id}/sample-for-check")
def sample_for_check(interaction_id: InteractionId, body: SampleForCheck, order: Order) -> Receipt:
    """Choose it for a quality check."""
    return order.services.interactions.sample_for_check(interaction_id, body.reason, command=order.command)


@router.command("/{interaction_id}/score-check")
def score_check(interaction_id: InteractionId, body: ScoreCheck, order: Order) -> Receipt:
    """Judge it on a form of the bank: each criterion gets points."""
    return order.services.interactions.score_check(interaction_id, body.form, body.points, command=order.command)


@router.command("/{interaction_id}/record-check-finding")
def record_check_finding(interaction_id: InteractionId, body: CheckFinding, order: Order) -> Receipt:
    """Record what was noticed. Each finding counts."""
    return order.services.interactions.record_check_finding(interaction_id, body.finding, command=order.command)


@router.command("/{interaction_id}/answer-check")
def answer_check(interaction_id: InteractionId, body: AnswerCheck, order: Order) -> Receipt:
    """Record what the agent whose contact it is says to it."""
    return order.services.interactions.answer_check(interaction_id, body.answer, command=order.command)


@router.command("/{interaction_id}/close-check")
def close_check(interaction_id: InteractionId, order: PlainOrder) -> Receipt:
    """End the quality check. Nobody closes one of their own contact."""
    return order.services.interactions.close_check(interaction_id, command=order.command)


@reading.read("/{interaction_id}", InteractionFile)
def read_interaction(interaction_id: InteractionId, ask: Ask) -> InteractionFile:
    """Show one contact on one page, with its history and what the asking user may do next."""
    return ask.services.interaction_files.show(interaction_id, ask.by)


@of_complaints.command("/{complaint_id}/link-interaction")
def link_interaction(complaint_id: ComplaintId, body: LinkInteraction, order: Order) -> Receipt:
    """Say that a contact with the customer was about this complaint."""
    return order.services.complaints.link_interaction(complaint_id, body.interaction_id, command=order.command)


@of_complaints.command("/{complaint_id}/unlink-interaction")
def unlink_interaction(complaint_id: ComplaintId, body: LinkInteraction, order: Order) -> Receipt:
    """Say that a contact was not about this complaint after all."""
    return order.services.complaints.unlink_interaction(complaint_id, body.interaction_id, command=order.command)
