"""Units: the bank's tree."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Query

from api.asking import Ask, Order, PlainOrder
from api.bodies.organisation import AppointHead, FoundUnit, MoveUnit, RenameUnit, SetJurisdiction
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.parameters import UnitId
from api.routes.queries import UnitsQuery
from application.command import Receipt
from application.rights import role_refusal
from domain.organisation.structure import KnownUnit
from domain.refusals import refuse_first
from projections.keyset import Page
from projections.organisation_questions import ListedUnit, OrganisationLists

PREFIX = "/v1/units"
router = CommandRouter("administration", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["administration"])


@router.command("", HTTPStatus.CREATED)
def found_unit(body: FoundUnit, order: Order) -> Receipt:
    """Found a unit, under another or at the top."""
    units = order.services.units
    return units.found(body.unit_id, body.name, body.superior_id, body.jurisdiction, command=order.command)


@router.command("/{unit_id}/rename")
def rename_unit(unit_id: UnitId, body: RenameUnit, order: Order) -> Receipt:
    """Give it another name."""
    return order.services.units.rename(unit_id, body.name, command=order.command)


@router.command("/{unit_id}/move")
def move_unit(unit_id: UnitId, body: MoveUnit, order: Order) -> Receipt:
    """Put it under another unit, or at the top."""
    return order.services.units.move(unit_id, body.superior_id, command=order.command)


@router.command("/{unit_id}/appoint-head")
def appoint_head(unit_id: UnitId, body: AppointHead, order: Order) -> Receipt:
    """Let somebody answer for it. Complaints about the head go to the unit above."""
    return order.services.units.appoint_head(unit_id, body.head_id, command=order.command)


@router.command("/{unit_id}/relieve-head")
def relieve_head(unit_id: UnitId, order: PlainOrder) -> Receipt:
    """Let nobody answer for it for the time being."""
    return order.services.units.relieve_head(unit_id, command=order.command)


@router.command("/{unit_id}/set-jurisdiction")
def set_jurisdiction(unit_id: UnitId, body: SetJurisdiction, order: Order) -> Receipt:
    """Say whose rules it and the units below it follow: which policy packs run on their cases."""
    return order.services.units.set_jurisdiction(unit_id, body.jurisdiction, command=order.command)


@router.command("/{unit_id}/close")
def close_unit(unit_id: UnitId, order: PlainOrder) -> Receipt:
    """Let it take no more cases."""
    return order.services.units.close(unit_id, command=order.command)


@router.command("/{unit_id}/reopen")
def reopen_unit(unit_id: UnitId, order: PlainOrder) -> Receipt:
    """Let it take cases again."""
    return order.services.units.reopen(unit_id, command=order.command)


@reading.read("", Page[ListedUnit])
def read_units(query: Annotated[UnitsQuery, Query()], ask: Ask) -> Page[ListedUnit]:
    """List the units: all of them, those right below one, or one with all below it."""
    refuse_first(role_refusal(ask.by.role, "unit.read"))
    cursors, question = ask.services.cursors, f"units {ask.by.user_id} {query.superior} {query.within}"
    page = OrganisationLists(ask.services.engine).units(
        superior_id=query.superior,
        within=query.within,
        after=cursors.opened(query.cursor, question),
        limit=query.limit,
    )
    return Page(page.items, cursors.sealed(page.next, question))


@reading.read("/{unit_id}", KnownUnit)
def read_unit(unit_id: UnitId, ask: Ask) -> KnownUnit:
    """Show a unit: its name, what is above it, who heads it."""
    return ask.services.units.show(unit_id, ask.by)
