"""People, contacts and cases as they may come out of the log, made by the domain's own commands."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.aggregate import Aggregate, DomainEvent
from domain.complaint import Complaint
from domain.customer import Customer
from domain.customer.knowing import Identity
from domain.customer.values import customer_stream
from domain.interaction import Interaction
from domain.interaction.values import Beginning, CaseKind, Direction, Identification, Link
from domain.reference import reference_for
from tests.domain.complaint.values import facts, intake
from tests.domain.fixed import ANN, CODES

NAMESPACE = UUID("4f0c3f0e-52aa-4a6b-9f0e-0c4b8a6f7711")
FIRST_CALL = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = FIRST_CALL + timedelta(days=30)
"""When everything is recorded."""
BY: dict[str, Any] = {"by": ANN, "now": LATER}


def named(what: str, number: int) -> UUID:
    """Return the id of the nth of a kind."""
    return uuid5(NAMESPACE, f"{what} {number}")


def customer(person_id: UUID) -> Customer:
    """Register a customer."""
    one = Customer.blank(customer_stream(person_id))
    one.register(person_id, Identity(), now=LATER)
    return one


def contact(number: int, person_id: UUID | None = None, *, agent: str = "ann", channel: str = "phone") -> Interaction:
    """Begin the nth contact, an hour after the one before."""
    offered_at = FIRST_CALL + timedelta(hours=number)
    told = Beginning(
        Direction.INBOUND, channel, offered_at, "shanghai", offered_at + timedelta(seconds=12), agent_id=agent
    )
    reference = reference_for("I", offered_at.date(), number)
    one = Interaction.begin(
        told, stream_id=named("contact", number), reference=reference, codes=CODES, by=ANN, now=LATER
    )
    if person_id is not None:
        one.identify_customer(person_id, "id_card", codes=CODES, **BY)
    return one


def complaint(number: int, person_id: UUID, *, about: str | None = None) -> Complaint:
    """Receive the nth complaint."""
    told = intake(facts=facts(employee_id=about, received_at=FIRST_CALL), complainant_id=person_id)
    reference = reference_for("C", FIRST_CALL.date(), number)
    return Complaint.receive(told, stream_id=named("case", number), reference=reference, codes=CODES, by=ANN, now=LATER)


def link(one: Interaction, case: Complaint) -> None:
    """Let a contact be about a case."""
    one.link_case(Link(case.id, CaseKind.COMPLAINT, case.reference), **BY)
    case.link_interaction(one.as_linked(), **BY)


def be_with(one: Interaction, person_id: UUID | None) -> None:
    """Correct with whom a contact was."""
    right = Identification(person_id, "id_card") if person_id else None
    one.correct_identification(right, "Her sister.", codes=CODES, **BY)


def new_events(*aggregates: Aggregate) -> Iterable[DomainEvent]:
    """Return what happened since this was asked last."""
    for aggregate in aggregates:
        yield from aggregate.collect_events()  # type: ignore[misc]
