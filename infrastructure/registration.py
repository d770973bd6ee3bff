"""Registering whom a token is made for: whoever may make tokens may do so."""

from uuid import uuid4

from application.command import Command
from domain.actor import Role
from infrastructure.wiring import SYSTEM, Redress


def register(redress: Redress, user_id: str, role: Role, unit_id: str) -> None:
    """Make the unit and the user known where they are not, and give the user the role."""
    if unit_id not in redress.directory.organisation(unit_id).units:
        redress.units.found(unit_id, unit_id, None, command=_command())
    user = redress.directory.user(user_id)
    if user is None:
        redress.users.register(user_id, unit_id, (role,), command=_command())
    elif role not in user.roles:
        redress.users.grant_role(user_id, role, command=_command())


def _command() -> Command:
    command_id = uuid4()
    return Command(command_id, SYSTEM, client="redress", correlation_id=str(command_id))
