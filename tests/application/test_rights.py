"""Rights: which role may give which command."""

import pytest

from application.rights import RIGHTS, RoleForbidden, may, role_refusal
from domain.actor import Role
from domain.complaint.state import ALLOWED

HANDLERS = {
    *("receive", "acknowledge", "admit", "decline", "refer"),
    *("classify", "take", "transfer", "release"),
    *("start_investigation", "record_finding", "attach_evidence", "ask_customer", "record_customer_answer"),
    *("suspend", "resume", "extend", "escalate", "complete_investigation", "propose_resolution"),
    *("send_decision", "record_delivery", "accept_decision", "reject_decision", "end_response_window"),
    *("execute_remedy", "waive_remedy", "lapse_remedy", "close", "quick_close", "reopen"),
    *("withdraw", "add_note", "correct"),
}
READING = ["read_worklist", "read_case", "search"]

TABLE = {
    Role.HANDLER: {*HANDLERS, *READING},
    Role.SUPERVISOR: {*HANDLERS, *READING, "assign", "approve_resolution", "send_back"},
    Role.QUALITY: {*READING, "add_note"},
    Role.COMPLIANCE: {*READING, "add_note", "reopen"},
    Role.REPORTING: {"read_reports"},
    Role.INTAKE: {"receive", "acknowledge", "attach_evidence"},
    Role.ADMIN: {"receive", "publish", "state_source_outcome", "revise_source_record"},
}
EVERYTHING = set().union(*TABLE.values())


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role) -> None:
    assert {what for what in EVERYTHING | set(ALLOWED) if may(role, what)} == TABLE[role]
    assert RIGHTS[role] == TABLE[role]


def test_every_command_belongs_to_somebody() -> None:
    assert set(ALLOWED) <= EVERYTHING


def test_what_a_role_does_not_include_is_refused_by_name() -> None:
    assert role_refusal(Role.HANDLER, "admit") is None
    refusal = role_refusal(Role.HANDLER, "assign")
    assert isinstance(refusal, RoleForbidden)
    assert (refusal.code, str(refusal)) == ("role_forbidden", "The role 'handler' does not include 'assign'.")
