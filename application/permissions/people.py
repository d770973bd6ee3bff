"""Permissions: persons and customers."""

from collections.abc import Mapping

from application.permissions.row import Row
from domain.actor import Role

MEETING: Row = dict.fromkeys((Role.HANDLER, Role.SUPERVISOR, Role.COMPLIANCE), ())
"""Whoever hears it from people."""
FEEDING: Row = dict.fromkeys((Role.HANDLER, Role.SUPERVISOR, Role.INTAKE, Role.ADMIN), ())
"""Whoever meets customers, and systems that know them."""
DECIDING: Row = {Role.COMPLIANCE: ()}
"""Whoever answers for what is done with people's data."""
TIDYING: Row = dict.fromkeys((Role.SUPERVISOR, Role.COMPLIANCE), ())
"""Whoever says that two are one."""
READING: Row = dict.fromkeys((Role.HANDLER, Role.SUPERVISOR, Role.QUALITY, Role.COMPLIANCE), ())
CALLING: Row = {**READING, Role.RELATIONSHIP_MANAGER: ()}
"""Whoever knows the customer's whole story before calling."""

PERSONS: Mapping[str, Row] = {
    "register": {**FEEDING, Role.COMPLIANCE: ()},
    "record_death": MEETING,
    "retract_death": MEETING,
    "place_hold": DECIDING,
    "release_hold": DECIDING,
    "restrict": DECIDING,
    "lift_restriction": DECIDING,
    "request_access": MEETING,
    "request_correction": MEETING,
    "request_deletion": MEETING,
    "check_identity": MEETING,
    "refuse_request": DECIDING,
    "complete_request": DECIDING,
}
CUSTOMERS: Mapping[str, Row] = {
    "register": FEEDING,
    "record_fact": FEEDING,
    # Recorded beside the correction of an identification, by whoever corrects it.
    "withdraw_facts": MEETING,
    "merge": TIDYING,
    "undo_merge": TIDYING,
    "assign_left_over": TIDYING,
}

ROWS: Mapping[str, Row] = {
    **{f"person.{command}": row for command, row in PERSONS.items()},
    "person.read": READING,
    **{f"customer.{command}": row for command, row in CUSTOMERS.items()},
    "customer.read": CALLING,
}
