"""Permissions: policies, which say what is due when."""

from collections.abc import Mapping

from application.permissions.row import ADMINISTERING, Row
from domain.actor import Role

ROWS: Mapping[str, Row] = {
    "policy.publish": ADMINISTERING,
    "policy.read": {Role.ADMIN: (), Role.COMPLIANCE: ()},
}
