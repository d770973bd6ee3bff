"""Permissions: units and users."""

from collections.abc import Mapping

from application.permissions.row import ADMINISTERING, Row
from domain.actor import Role

SHOWN: Row = {Role.ADMIN: (), Role.SUPERVISOR: (), Role.COMPLIANCE: ()}
LISTED: Row = {**SHOWN, Role.HANDLER: ()}
"""Who passes cases on has to know to whom: a handler lists the users of their own tree, without grade and limit."""

UNITS = ("found", "rename", "move", "appoint_head", "relieve_head", "set_jurisdiction", "close", "reopen")
USERS = (
    *("register", "move_to_unit", "grant_role", "revoke_role"),
    *("set_limit", "set_grade", "deactivate", "reactivate"),
)

ROWS: Mapping[str, Row] = {
    **{f"unit.{command}": ADMINISTERING for command in UNITS},
    "unit.read": LISTED,
    **{f"user.{command}": ADMINISTERING for command in USERS},
    "user.read": SHOWN,
    "user.list": LISTED,
}
