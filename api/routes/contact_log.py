"""The contact log: a customer's contacts, those about a case, and what is left over from a merge that was undone."""

from typing import Annotated

from fastapi import Query

from api.asking import Ask, Asked
from api.commanding import PREFIX as COMPLAINTS
from api.reading import ReadRouter
from api.routes.customers import PREFIX as CUSTOMERS
from api.routes.parameters import ComplaintId, RequestId
from api.routes.persons import PersonId
from api.routes.queries import PageQuery
from api.routes.requests import PREFIX as REQUESTS
from application.ledger import NotFound
from application.rights import role_refusal
from domain.refusals import refuse_first
from domain.sight import Sight
from projections.contact_log import Contact, ContactLog
from projections.keyset import Page
from projections.left_over import LeftOvers, Parted

reading = ReadRouter(tags=["contacts 客户交互"])


@reading.read(f"{CUSTOMERS}/{{person_id}}/contacts", Page[Contact])
def read_contacts_of_customer(person_id: PersonId, query: Annotated[PageQuery, Query()], ask: Ask) -> Page[Contact]:
    """List the contacts with a customer and all whom they were found to be one with, the newest first."""
    sight, cursors = sight_of_cases(ask), ask.services.cursors
    question = f"contacts {ask.by.user_id} of {person_id}"
    after = cursors.opened(query.cursor, question)
    page = ContactLog(ask.services.engine).of_customer(str(person_id), asking=sight, after=after, limit=query.limit)
    return Page(page.items, cursors.sealed(page.next, question))


@reading.read(f"{COMPLAINTS}/{{complaint_id}}/contacts", Page[Contact])
def read_contacts_of_complaint(
    complaint_id: ComplaintId, query: Annotated[PageQuery, Query()], ask: Ask
) -> Page[Contact]:
    """List the contacts about a complaint, the newest first."""
    return contacts_of_case(str(complaint_id), query, ask)


@reading.read(f"{REQUESTS}/{{request_id}}/contacts", Page[Contact])
def read_contacts_of_request(request_id: RequestId, query: Annotated[PageQuery, Query()], ask: Ask) -> Page[Contact]:
    """List the contacts about a service request, the newest first."""
    return contacts_of_case(str(request_id), query, ask)


@reading.read(f"{CUSTOMERS}/{{person_id}}/left-over", list[Parted])
def read_left_over(person_id: PersonId, ask: Ask) -> list[Parted]:
    """List what was recorded on a survivor while another was merged into it, and that nobody has assigned yet."""
    sight = sight_of_cases(ask)
    customer = ask.services.customer_files.load(person_id, ask.by)
    return LeftOvers(ask.services.engine).of(customer, asking=sight)


def contacts_of_case(case_id: str, query: PageQuery, ask: Asked) -> Page[Contact]:
    """Return a page of the contacts about a case that the user may know of."""
    sight, cursors = sight_of_cases(ask), ask.services.cursors
    question = f"contacts {ask.by.user_id} about {case_id}"
    after = cursors.opened(query.cursor, question)
    page = ContactLog(ask.services.engine).of_case(case_id, asking=sight, after=after, limit=query.limit)
    if page is None:
        raise NotFound("There is no such case.")
    return Page(page.items, cursors.sealed(page.next, question))


def sight_of_cases(ask: Asked) -> Sight:
    """Return which cases a user sees who reads contacts: those decide which contacts they see, and what of them."""
    refuse_first(role_refusal(ask.by.role, "read_interaction"))
    return ask.sight("read_case")
