"""What a role may do at all; the conditions of the table come after."""

from application.permissions import PERMISSIONS
from domain.actor import Actor, Role
from domain.refusals import Refusal, refuse_first
from domain.sight import Sight


class RoleForbidden(Refusal):
    """The user's role does not include this."""

    code = "role_forbidden"


def may(role: Role, action: str) -> bool:
    """Tell whether a role includes an action of the permission table.

    Raises:
        KeyError: The table has no such action.
    """
    return role in PERMISSIONS[action]


def role_refusal(role: Role, action: str) -> Refusal | None:
    """Return why a role may not do something, or None."""
    return None if may(role, action) else RoleForbidden(f"The role '{role}' does not include '{action}'.")


def sight_of(by: Actor, action: str) -> Sight:
    """Return what a user sees when they read lists by an action of the permission table.

    Raises:
        RoleForbidden: The user's role does not include it.
    """
    refuse_first(role_refusal(by.role, action))
    return Sight(by.user_id, by.recused_from)
