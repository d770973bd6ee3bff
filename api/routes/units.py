"""Units: the bank's tree."""

from http import HTTPStatus

from api.asking import Ask, Order, PlainOrder
from api.bodies.organisation import AppointHead, FoundUnit, MoveUnit, RenameUnit
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.parameters import UnitId
from application.command import Receipt
from domain.organisation.structure import KnownUnit

PREFIX = "/v1/units"
router = CommandRouter("administration", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["administration"])


@router.command("", HTTPStatus.CREATED)
def found_unit(body: FoundUnit, order: Order) -> Receipt:
    """Found a unit, under another or at the top."""
    return order.services.units.found(body.unit_id, body.name, body.superior_id, command=order.command)


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


@router.command("/{unit_id}/close")
def close_unit(unit_id: UnitId, order: PlainOrder) -> Receipt:
    """Let it take no more cases."""
    return order.services.units.close(unit_id, command=order.command)


@router.command("/{unit_id}/reopen")
def reopen_unit(unit_id: UnitId, order: PlainOrder) -> Receipt:
    """Let it take cases again."""
    return order.services.units.reopen(unit_id, command=order.command)


@reading.read("/{unit_id}", KnownUnit)
def read_unit(unit_id: UnitId, ask: Ask) -> KnownUnit:
    """Show a unit: its name, what is above it, who heads it."""
    return ask.services.units.show(unit_id, ask.by)
