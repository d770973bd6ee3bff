"""Who may do what: role × command, in one function."""

from domain.actor import Role
from domain.complaint.state import ALLOWED
from domain.refusals import Refusal

IMPORT_ONLY = frozenset({"state_source_outcome", "revise_source_record"})
"""Commands of an import, which runs as admin."""

SECOND_PERSON = frozenset({"approve_resolution", "send_back"})
"""What a second person does about a proposal."""

READING = frozenset({"read_worklist", "read_case", "search"})
INTAKE = frozenset({"receive", "attach_evidence", "acknowledge"})
WORK = (frozenset(ALLOWED) | {"receive"}) - IMPORT_ONLY

RIGHTS: dict[Role, frozenset[str]] = {
    Role.HANDLER: (WORK - SECOND_PERSON - {"assign"}) | READING,
    Role.SUPERVISOR: WORK | READING,
    Role.QUALITY: READING | {"add_note"},
    Role.COMPLIANCE: READING | {"add_note", "reopen"},
    Role.REPORTING: frozenset({"read_reports"}),
    Role.INTAKE: INTAKE,
    Role.ADMIN: IMPORT_ONLY | {"receive", "publish"},
}
"""What each role may do at all; the rules of the domain come after."""


class RoleForbidden(Refusal):
    """The user's role does not include this."""

    code = "role_forbidden"


def may(role: Role, command: str) -> bool:
    """Tell whether a role includes a command or a read."""
    return command in RIGHTS[role]


def role_refusal(role: Role, command: str) -> Refusal | None:
    """Return why a role may not do something, or None."""
    return None if may(role, command) else RoleForbidden(f"The role '{role}' does not include '{command}'.")
