"""Users: roles, limits and grades."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import Query

from api.asking import Ask, Order, PlainOrder
from api.bodies.organisation import MoveUser, RegisterUser, RoleOfUser, SetGrade, SetLimit
from api.commanding import CommandRouter
from api.reading import ReadRouter
from api.routes.parameters import UserId
from api.routes.queries import UsersQuery
from application.command import Receipt
from application.rights import may, role_refusal
from domain.organisation.structure import KnownUser
from domain.refusals import refuse_first
from projections.keyset import Page
from projections.organisation_questions import ListedUser, OrganisationLists

PREFIX = "/v1/users"
router = CommandRouter("administration", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["administration"])


@router.command("", HTTPStatus.CREATED)
def register_user(body: RegisterUser, order: Order) -> Receipt:
    """Make a user known, with unit and roles; `redress token create` lets them in."""
    return order.services.users.register(body.user_id, body.unit_id, body.roles, command=order.command)


@router.command("/{user_id}/move-to-unit")
def move_to_unit(user_id: UserId, body: MoveUser, order: Order) -> Receipt:
    """Let the user work in another unit."""
    return order.services.users.move_to_unit(user_id, body.unit_id, command=order.command)


@router.command("/{user_id}/grant-role")
def grant_role(user_id: UserId, body: RoleOfUser, order: Order) -> Receipt:
    """Give the user a role."""
    return order.services.users.grant_role(user_id, body.role, command=order.command)


@router.command("/{user_id}/revoke-role")
def revoke_role(user_id: UserId, body: RoleOfUser, order: Order) -> Receipt:
    """Take a role from the user; their tokens for it let nobody in any more."""
    return order.services.users.revoke_role(user_id, body.role, command=order.command)


@router.command("/{user_id}/set-limit")
def set_limit(user_id: UserId, body: SetLimit, order: Order) -> Receipt:
    """Set up to which amounts the user grants redress alone."""
    return order.services.users.set_limit(user_id, body.value(), command=order.command)


@router.command("/{user_id}/set-grade")
def set_grade(user_id: UserId, body: SetGrade, order: Order) -> Receipt:
    """Set the grade as relationship manager."""
    return order.services.users.set_grade(user_id, body.grade, command=order.command)


@router.command("/{user_id}/deactivate")
def deactivate(user_id: UserId, order: PlainOrder) -> Receipt:
    """Let the user in no more, within seconds."""
    return order.services.users.deactivate(user_id, command=order.command)


@router.command("/{user_id}/reactivate")
def reactivate(user_id: UserId, order: PlainOrder) -> Receipt:
    """Let the user in again."""
    return order.services.users.reactivate(user_id, command=order.command)


@reading.read("", Page[ListedUser])
def read_users(query: Annotated[UsersQuery, Query()], ask: Ask) -> Page[ListedUser]:
    """List the users: all, those of a unit, those in a role. A handler sees those of their own tree of units."""
    refuse_first(role_refusal(ask.by.role, "user.list"))
    cursors, question = ask.services.cursors, f"users {ask.by.user_id} {query.unit} {query.role}"
    page = OrganisationLists(ask.services.engine).users(
        unit_id=query.unit,
        role=query.role,
        within=ask.services.users.tree_of(ask.by),
        after=cursors.opened(query.cursor, question),
        limit=query.limit,
    )
    shown = page.items if may(ask.by.role, "user.read") else [replace(one, grade=None) for one in page.items]
    return Page(shown, cursors.sealed(page.next, question))


@reading.read("/{user_id}", KnownUser)
def read_user(user_id: UserId, ask: Ask) -> KnownUser:
    """Show a user: unit, roles, limit, grade."""
    return ask.services.users.show(user_id, ask.by)
