"""Permissions: what is read across aggregates."""

from collections.abc import Mapping

from application.permissions.row import ANY_CASE, HANDLING, OWN_CASE, Row
from domain.actor import Role

CASES: Row = {**HANDLING, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE}

ROWS: Mapping[str, Row] = {
    "read_worklist": CASES,
    "read_case": CASES,
    "search": CASES,
    "read_interaction": dict.fromkeys((Role.HANDLER, Role.SUPERVISOR, Role.QUALITY, Role.COMPLIANCE), ANY_CASE),
    "read_approvals": {Role.SUPERVISOR: OWN_CASE, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE},
    "read_load": {Role.SUPERVISOR: OWN_CASE, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE},
    "read_reports": {Role.REPORTING: ()},
}
