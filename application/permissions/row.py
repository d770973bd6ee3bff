"""One row of the permission table."""

from collections.abc import Mapping
from enum import StrEnum

from domain.actor import Role


class Condition(StrEnum):
    """What has to hold beside the role. `application/rights.py` and the domain's rules enforce it."""

    OWN_UNIT = "own unit"
    """The user's unit owns the case, owned it before, or has a task on it; for a supervisor also a unit below."""
    OWN_UNIT_OR_RECEIVED = "own unit or received"
    """The same, or the user received the case."""
    OWNING_UNIT = "owning unit"
    """The user's unit owns the case now; for a supervisor also a unit below."""
    RECEIVED = "received"
    """The user received the case."""
    RECUSAL = "recusal"
    """The case is not about the user, nor about somebody who heads a unit above theirs."""
    CONFIDENTIALITY = "confidentiality"
    """The case is not confidential, or the user is its handler, supervises the owning unit, or is compliance."""
    LIMIT = "limit"
    """The remedies are within the user's limit."""
    SECOND_PERSON = "second person"
    """Somebody else did the step before."""


Row = Mapping[Role, tuple[Condition, ...]]
"""The roles that may, each with its conditions; a role that is not named may not."""

OWN_CASE = (Condition.OWNING_UNIT, Condition.RECUSAL, Condition.CONFIDENTIALITY)
"""The conditions of whoever works on a case."""
SEEN_CASE = (Condition.OWN_UNIT, Condition.RECUSAL, Condition.CONFIDENTIALITY)
"""The conditions of whoever reads a case, or adds to it what reached them."""
KNOWN_CASE = (Condition.OWN_UNIT_OR_RECEIVED, Condition.RECUSAL, Condition.CONFIDENTIALITY)
"""The conditions of whoever reads cases of their unit, and those that came to the bank through them."""
ANY_CASE = (Condition.RECUSAL, Condition.CONFIDENTIALITY)
"""The conditions of whoever looks at all units."""
NEW_CASE = (Condition.RECUSAL,)
"""The conditions of whoever brings a case in: it is not about them."""
RECEIVED_CASE = (Condition.RECEIVED, Condition.RECUSAL)
"""The conditions of a system that brings cases and what is added to them, and reads none of it."""
ASKED_CASE = (Condition.RECUSAL,)
"""The conditions of a system through which an authority or a customer asks about any case: nothing asked is lost."""

HANDLING: Row = {Role.HANDLER: OWN_CASE, Role.SUPERVISOR: OWN_CASE}
"""The ordinary work on a case."""
CONTRIBUTING: Row = {Role.HANDLER: SEEN_CASE, Role.SUPERVISOR: SEEN_CASE}
"""What also a unit does that owned the case before or has a task on it: a word that reaches it is written down."""
SUPERVISING: Row = {Role.SUPERVISOR: OWN_CASE}
IMPORTING: Row = {Role.ADMIN: ()}
"""The import runs as admin."""
ADMINISTERING: Row = {Role.ADMIN: ()}
