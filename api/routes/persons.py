"""Persons: whoever has data here, and what they may ask of the bank 个人信息权利."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Path

from api.asking import Ask, Order
from api.bodies.people import (
    CheckIdentity,
    CompleteRequest,
    Explained,
    PersonRequest,
    PlaceHoldOnPerson,
    RecordDeath,
    RefuseRequest,
    RegisterPerson,
    ReleaseHoldOfPerson,
    RestrictPerson,
)
from api.commanding import CommandRouter
from api.reading import ReadRouter
from application.command import Receipt
from application.person_file import PersonFile

PREFIX = "/v1/persons"
PersonId = Annotated[UUID, Path(description="The person's id.")]

router = CommandRouter("persons 个人", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["persons 个人"])


@router.command("", HTTPStatus.CREATED)
def register_person(body: RegisterPerson, order: Order) -> Receipt:
    """Make a person known. The same record of another system is the same person."""
    source = body.source.value() if body.source else None
    return order.services.persons.register(source, body.person_id, command=order.command)


@router.command("/{person_id}/record-death")
def record_death(person_id: PersonId, body: RecordDeath, order: Order) -> Receipt:
    """Record that the person died; they are sent nothing from then on."""
    return order.services.persons.record_death(person_id, body.value(), command=order.command)


@router.command("/{person_id}/retract-death")
def retract_death(person_id: PersonId, body: Explained, order: Order) -> Receipt:
    """Take back that the person died."""
    return order.services.persons.retract_death(person_id, body.explanation, command=order.command)


@router.command("/{person_id}/place-hold")
def place_hold_on_person(person_id: PersonId, body: PlaceHoldOnPerson, order: Order) -> Receipt:
    """Forbid to erase anything of the person; the hold gets the next id h1, h2, ..."""
    return order.services.persons.place_hold(person_id, body.reason, body.explanation, command=order.command)


@router.command("/{person_id}/release-hold")
def release_hold_of_person(person_id: PersonId, body: ReleaseHoldOfPerson, order: Order) -> Receipt:
    """End a hold; others last."""
    return order.services.persons.release_hold(person_id, body.hold_id, body.explanation, command=order.command)


@router.command("/{person_id}/restrict")
def restrict_person(person_id: PersonId, body: RestrictPerson, order: Order) -> Receipt:
    """Keep the person's data and do not work with it; complaints are received and answered all the same."""
    return order.services.persons.restrict(person_id, body.basis, body.explanation, command=order.command)


@router.command("/{person_id}/lift-restriction")
def lift_restriction(person_id: PersonId, body: Explained, order: Order) -> Receipt:
    """Let the data be worked with again."""
    return order.services.persons.lift_restriction(person_id, body.explanation, command=order.command)


@router.command("/{person_id}/request-access")
def request_access(person_id: PersonId, body: PersonRequest, order: Order) -> Receipt:
    """Record that the person asks what the bank holds of them; the request gets the next id d1, d2, ..."""
    return order.services.persons.request_access(person_id, body.words, body.means, at=body.at, command=order.command)


@router.command("/{person_id}/request-correction")
def request_correction(person_id: PersonId, body: PersonRequest, order: Order) -> Receipt:
    """Record that the person wants something put right."""
    return order.services.persons.request_correction(
        person_id, body.words, body.means, at=body.at, command=order.command
    )


@router.command("/{person_id}/request-deletion")
def request_deletion(person_id: PersonId, body: PersonRequest, order: Order) -> Receipt:
    """Record that the person wants to be forgotten."""
    return order.services.persons.request_deletion(person_id, body.words, body.means, at=body.at, command=order.command)


@router.command("/{person_id}/check-identity")
def check_identity(person_id: PersonId, body: CheckIdentity, order: Order) -> Receipt:
    """Record how it is known that the person asks."""
    return order.services.persons.check_identity(person_id, body.request_id, body.means, command=order.command)


@router.command("/{person_id}/refuse-request")
def refuse_request(person_id: PersonId, body: RefuseRequest, order: Order) -> Receipt:
    """Refuse what was asked for, with reasons."""
    return order.services.persons.refuse_request(
        person_id, body.request_id, body.reasons, body.explanation, command=order.command
    )


@router.command("/{person_id}/complete-request")
def complete_request(person_id: PersonId, body: CompleteRequest, order: Order) -> Receipt:
    """State that what was asked for was done; to delete is to erase."""
    return order.services.persons.complete_request(person_id, body.request_id, body.summary, command=order.command)


@reading.read("/{person_id}", PersonFile)
def read_person(person_id: PersonId, ask: Ask) -> PersonFile:
    """Show what became of a person's data, their requests, and what the asking user may do next."""
    return ask.services.person_files.show(person_id, ask.by)
