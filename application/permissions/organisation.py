"""Permissions: units and users."""

from collections.abc import Mapping

from application.permissions.row import ADMINISTERING, Row
from domain.actor import Role

SHOWN: Row = {Role.ADMIN: (), Role.SUPERVISOR: (), Role.COMPLIANCE: ()}

UNITS = ("found", "rename", "move", "appoint_head", "relieve_head", "set_jurisdiction", "close", "reopen")
USERS = (
    *("register", "move_to_unit", "grant_role", "revoke_role"),
    *("set_limit", "set_grade", "deactivate", "reactivate"),
)

ROWS: Mapping[str, Row] = {
    **{f"unit.{command}": ADMINISTERING for command in UNITS},
    "unit.read": SHOWN,
    **{f"user.{command}": ADMINISTERING for command in USERS},
    "user.read": SHOWN,
}
