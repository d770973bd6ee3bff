"""What a role may do at all; the conditions of the table come after."""

from application.permissions import PERMISSIONS
from domain.actor import Role
from domain.refusals import Refusal


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
