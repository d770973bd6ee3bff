"""Permissions: what is read across aggregates."""

from collections.abc import Mapping

from application.permissions.row import ANY_CASE, CONTRIBUTING, KNOWN_CASE, SEEN_CASE, Row
from domain.actor import Role

CASES: Row = {
    **CONTRIBUTING,
    Role.QUALITY: ANY_CASE,
    Role.COMPLIANCE: ANY_CASE,
    Role.RELATIONSHIP_MANAGER: KNOWN_CASE,
}
CONTACTS: Row = dict.fromkeys(CASES, ANY_CASE)
"""Contacts are the whole bank's."""
QUEUES: Row = {Role.SUPERVISOR: SEEN_CASE, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE}

ROWS: Mapping[str, Row] = {
    "read_worklist": CASES,
    "read_case": CASES,
    "search": CASES,
    "read_interaction": CONTACTS,
    "read_approvals": QUEUES,
    "read_load": QUEUES,
    "read_reports": {Role.REPORTING: ()},
}
