"""Service requests 服务请求: inquiries, suggestions, praise, business to be handled."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Query

from api.asking import Ask, Order, PlainOrder
from api.bodies.any_time import Note
from api.bodies.classifying import Assign, Release, Transfer
from api.bodies.converting import ConvertToComplaint
from api.bodies.interacting import LinkInteraction
from api.bodies.investigating import Question, RecordCustomerAnswer, Resume, Suspend
from api.bodies.requests import (
    Cancel,
    Confirm,
    CorrectRequest,
    DeclineRequest,
    Fulfil,
    GiveFirstFeedback,
    ReceiveDocument,
    ReopenRequest,
    SubmitRequest,
    Triage,
)
from api.bodies.working_together import AnswerTask, CancelTask, GiveTask
from api.commanding import PREFIX as COMPLAINTS
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.parameters import Reference, RequestId
from api.routes.queries import RequestsQuery
from api.routes.worklist import listed
from application.command import Receipt
from application.ledger import NotFound
from application.request_file import RequestFile
from application.rights import role_refusal
from domain.refusals import refuse_first
from projections.keyset import Page
from projections.worklist import Entry
from projections.worklist_questions import Worklist
from projections.worklist_requests import KIND

PREFIX = "/v1/requests"
router = CommandRouter("service requests 服务请求", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["service requests 服务请求"])


@router.command("", HTTPStatus.CREATED)
def service_request_submit(body: SubmitRequest, order: Order) -> Receipt:
    """Receive a request. A repeat under the same key answers with the same one."""
    return order.services.requests.submit(body.value(order.by.unit_id), command=order.command)


@router.command("/{request_id}/triage")
def service_request_triage(request_id: RequestId, body: Triage, order: Order) -> Receipt:
    """Say how urgent and how complex it is, for the first time or again."""
    return order.services.requests.triage(request_id, body.priority, body.complexity, command=order.command)


@router.command("/{request_id}/give-first-feedback")
def service_request_give_first_feedback(request_id: RequestId, body: GiveFirstFeedback, order: Order) -> Receipt:
    """Record that the customer heard from the bank for the first time."""
    return order.services.requests.give_first_feedback(
        request_id, body.text, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{request_id}/assign")
def service_request_assign(request_id: RequestId, body: Assign, order: Order) -> Receipt:
    """Make a handler of a unit responsible."""
    return order.services.requests.assign(request_id, body.handler_id, body.unit_id, command=order.command)


@router.command("/{request_id}/take")
def service_request_take(request_id: RequestId, order: PlainOrder) -> Receipt:
    """Take responsibility."""
    return order.services.requests.take(request_id, command=order.command)


@router.command("/{request_id}/transfer")
def service_request_transfer(request_id: RequestId, body: Transfer, order: Order) -> Receipt:
    """Move it to the queue of another unit, with a handover note."""
    return order.services.requests.transfer(request_id, body.unit_id, body.handover, command=order.command)


@router.command("/{request_id}/release")
def service_request_release(request_id: RequestId, body: Release, order: Order) -> Receipt:
    """Give it back to the unit's queue."""
    return order.services.requests.release(request_id, body.reason, command=order.command)


@router.command("/{request_id}/give-task")
def service_request_give_task(request_id: RequestId, body: GiveTask, order: Order) -> Receipt:
    """Ask another unit to contribute something; the task gets the next id t1, t2, ..."""
    return order.services.requests.give_task(request_id, body.unit_id, body.what, body.due_on, command=order.command)


@router.command("/{request_id}/answer-task")
def service_request_answer_task(request_id: RequestId, body: AnswerTask, order: Order) -> Receipt:
    """Record what the unit contributed."""
    return order.services.requests.answer_task(request_id, body.task_id, body.answer, at=body.at, command=order.command)


@router.command("/{request_id}/cancel-task")
def service_request_cancel_task(request_id: RequestId, body: CancelTask, order: Order) -> Receipt:
    """Take a task back."""
    return order.services.requests.cancel_task(request_id, body.task_id, body.reason, command=order.command)


@router.command("/{request_id}/start")
def service_request_start(request_id: RequestId, order: PlainOrder) -> Receipt:
    """Begin to work on it."""
    return order.services.requests.start(request_id, command=order.command)


@router.command("/{request_id}/ask-customer")
def service_request_ask_customer(request_id: RequestId, body: Question, order: Order) -> Receipt:
    """Ask the customer something; the question gets the next id q1, q2, ..."""
    return order.services.requests.ask_customer(request_id, body.text, command=order.command)


@router.command("/{request_id}/record-customer-answer")
def service_request_record_customer_answer(request_id: RequestId, body: RecordCustomerAnswer, order: Order) -> Receipt:
    """Record what the customer answered, to a question or unasked."""
    return order.services.requests.record_customer_answer(
        request_id, body.text, body.question_id, at=body.at, command=order.command
    )


@router.command("/{request_id}/receive-document")
def service_request_receive_document(request_id: RequestId, body: ReceiveDocument, order: Order) -> Receipt:
    """Record that a document was brought, or that the bank holds it already."""
    return order.services.requests.receive_document(
        request_id, body.document, already_held=body.already_held, at=body.at, command=order.command
    )


@router.command("/{request_id}/suspend")
def service_request_suspend(request_id: RequestId, body: Suspend, order: Order) -> Receipt:
    """Suspend it for a reason; the suspension gets the next id s1, s2, ..."""
    return order.services.requests.suspend(
        request_id, body.reason, at=body.at, command=order.command, notice_sent=body.notice_sent
    )


@router.command("/{request_id}/resume")
def service_request_resume(request_id: RequestId, body: Resume, order: Order) -> Receipt:
    """End a suspension."""
    return order.services.requests.resume(request_id, body.suspension_id, at=body.at, command=order.command)


@router.command("/{request_id}/fulfil")
def service_request_fulfil(request_id: RequestId, body: Fulfil, order: Order) -> Receipt:
    """Record that the customer was given what they asked for, or the answer."""
    return order.services.requests.fulfil(
        request_id, body.result, body.dispatch.value(), at=body.at, command=order.command
    )


@router.command("/{request_id}/confirm")
def service_request_confirm(request_id: RequestId, body: Confirm, order: Order) -> Receipt:
    """Record that the customer was content."""
    return order.services.requests.confirm(request_id, body.statement, at=body.at, command=order.command)


@router.command("/{request_id}/decline")
def service_request_decline(request_id: RequestId, body: DeclineRequest, order: Order) -> Receipt:
    """Decline it, and tell why."""
    return order.services.requests.decline(
        request_id, body.reason, body.explanation, body.notice.value(), at=body.at, command=order.command
    )


@router.command("/{request_id}/cancel")
def service_request_cancel(request_id: RequestId, body: Cancel, order: Order) -> Receipt:
    """Record that the customer does not want it any more."""
    return order.services.requests.cancel(request_id, body.statement, at=body.at, command=order.command)


@router.command("/{request_id}/close")
def service_request_close(request_id: RequestId, order: PlainOrder) -> Receipt:
    """Close it, confirmed by the customer or not."""
    return order.services.requests.close(request_id, command=order.command)


@router.command("/{request_id}/reopen")
def service_request_reopen(request_id: RequestId, body: ReopenRequest, order: Order) -> Receipt:
    """Take it up again: the answer was not the end of it."""
    return order.services.requests.reopen(request_id, body.reason, body.explanation, command=order.command)


@router.command("/{request_id}/convert-to-complaint", HTTPStatus.CREATED, makes=COMPLAINTS)
def service_request_convert_to_complaint(request_id: RequestId, body: ConvertToComplaint, order: Order) -> Receipt:
    """Make it a complaint: the customer was dissatisfied. What they told goes along; the answer is the complaint's."""
    return order.services.requests.convert_to_complaint(
        request_id, body.values(), body.since, at=body.at, contact=body.contact_id, command=order.command
    )


@router.command("/{request_id}/add-note")
def service_request_add_note(request_id: RequestId, body: Note, order: Order) -> Receipt:
    """Write something down. Each note counts."""
    return order.services.requests.add_note(request_id, body.text, command=order.command)


@router.command("/{request_id}/link-interaction")
def service_request_link_interaction(request_id: RequestId, body: LinkInteraction, order: Order) -> Receipt:
    """Say that a contact belongs to it."""
    return order.services.requests.link_interaction(request_id, body.interaction_id, command=order.command)


@router.command("/{request_id}/unlink-interaction")
def service_request_unlink_interaction(request_id: RequestId, body: LinkInteraction, order: Order) -> Receipt:
    """Say that a contact was not about it after all."""
    return order.services.requests.unlink_interaction(request_id, body.interaction_id, command=order.command)


@router.command("/{request_id}/correct")
def service_request_correct(request_id: RequestId, body: CorrectRequest, order: Order) -> Receipt:
    """Correct what was told; both values are kept."""
    return order.services.requests.correct(request_id, body.values(), body.reason, command=order.command)


@reading.read("", Page[Entry])
def read_requests(query: Annotated[RequestsQuery, Query()], ask: Ask) -> Page[Entry]:
    """List open service requests, the most urgent first: by priority, then who waits longest."""
    return listed(replace(query.wanted(), kind=KIND), query, ask)


@reading.read("/by-reference/{reference}", RequestFile)
def read_request_by_reference(reference: Reference, ask: Ask) -> RequestFile:
    """Show the request with a reference; a new one can be found as soon as the lists show it."""
    refuse_first(role_refusal(ask.by.role, "read_case"))
    found = Worklist(ask.services.engine).case_with(reference)
    if found is None:
        raise NotFound("There is no such case.")
    return ask.services.request_files.show(UUID(found), ask.by)


@reading.read("/{request_id}", RequestFile)
def read_request(request_id: RequestId, ask: Ask) -> RequestFile:
    """Show one service request on one page, with its history and what the asking user may do next."""
    return ask.services.request_files.show(request_id, ask.by)
