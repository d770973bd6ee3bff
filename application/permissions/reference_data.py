"""Permissions: reference data."""

from collections.abc import Mapping

from application.permissions.row import ADMINISTERING, Row
from domain.actor import Role

ROWS: Mapping[str, Row] = {
    "reference_data.publish": ADMINISTERING,
    "reference_data.read": {Role.ADMIN: (), Role.COMPLIANCE: ()},
    "reference_data.consult": dict.fromkeys(Role, ()),
}
