"""Customers 客户: who they are, what is known of them, and which of them are one."""

from http import HTTPStatus

from api.asking import Ask, Order
from api.bodies.people import AssignLeftOver, MergeCustomer, RecordCustomerFact, RegisterCustomer
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.persons import PersonId
from application.command import Receipt
from application.customer_file import CustomerFile

PREFIX = "/v1/customers"

router = CommandRouter("customers 客户", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["customers 客户"])


@router.command("", HTTPStatus.CREATED)
def register_customer(body: RegisterCustomer, order: Order) -> Receipt:
    """Make a customer known; the person becomes known in the same step. The answer's id is the person's."""
    return order.services.customers.register(body.value(), body.person_id, command=order.command)


@router.command("/{person_id}/record-fact")
def record_customer_fact(person_id: PersonId, body: RecordCustomerFact, order: Order) -> Receipt:
    """Record what a system or a colleague knows of the customer, with source and date."""
    return order.services.customers.record_fact(
        person_id, body.kind, body.value, body.source(), about_id=body.about_id, at=body.at, command=order.command
    )


@router.command("/{person_id}/merge")
def merge_customer(person_id: PersonId, body: MergeCustomer, order: Order) -> Receipt:
    """Show the customer as another one, of whom they are a duplicate; nothing moves, so that it can be undone."""
    return order.services.customers.merge(person_id, body.survivor_id, body.reason, command=order.command)


@router.command("/{person_id}/undo-merge")
def undo_customer_merge(person_id: PersonId, body: MergeCustomer, order: Order) -> Receipt:
    """Part them again: each has what was recorded for it; what was recorded on the survivor meanwhile is listed."""
    return order.services.customers.undo_merge(person_id, body.survivor_id, body.reason, command=order.command)


@router.command("/{person_id}/assign-left-over")
def assign_left_over(person_id: PersonId, body: AssignLeftOver, order: Order) -> Receipt:
    """Say whose it is what was recorded on this survivor meanwhile. Facts and contacts go to whom they belong to."""
    return order.services.customers.assign_left_over(
        person_id, body.value(), body.duplicate_id, body.belongs_to, command=order.command
    )


@reading.read("/{person_id}", CustomerFile)
def read_customer(person_id: PersonId, ask: Ask) -> CustomerFile:
    """Show a customer on one page, with the history and what the asking user may do next."""
    return ask.services.customer_files.show(person_id, ask.by)
