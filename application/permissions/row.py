"""One row of the permission table."""

from collections.abc import Mapping
from enum import StrEnum

from domain.actor import Role


class Condition(StrEnum):
    """What has to hold beside the role. The domain's rules and the use cases enforce it."""

    OWN_UNIT = "own unit"
    """The user's unit owns the case, owned it before, or has a task on it; for a supervisor also a unit below."""
    RECUSAL = "recusal"
    """The case is not about the user, nor about somebody who heads a unit above theirs."""
    LIMIT = "limit"
    """The remedies are within the user's limit."""
    SECOND_PERSON = "second person"
    """Somebody else did the step before."""


Row = Mapping[Role, tuple[Condition, ...]]
"""The roles that may, each with its conditions; a role that is not named may not."""

OWN_CASE = (Condition.OWN_UNIT, Condition.RECUSAL)
"""The conditions of whoever works on a case."""
ANY_CASE = (Condition.RECUSAL,)
"""The conditions of whoever looks at all units."""

HANDLING: Row = {Role.HANDLER: OWN_CASE, Role.SUPERVISOR: OWN_CASE}
"""The ordinary work on a case."""
SUPERVISING: Row = {Role.SUPERVISOR: OWN_CASE}
IMPORTING: Row = {Role.ADMIN: ()}
"""The import runs as admin."""
ADMINISTERING: Row = {Role.ADMIN: ()}
