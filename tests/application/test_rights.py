"""Rights: which role may give which command."""

import pytest

from application.permissions import PERMISSIONS
from application.rights import RoleForbidden, may, role_refusal
from domain.actor import Role
from domain.catalogue import AGGREGATES

OF_HANDLERS = {
    *("receive", "acknowledge", "issue_status_secret", "admit", "decline", "refer"),
    *("classify", "take", "transfer", "release", "declare_interest", "give_task", "answer_task", "cancel_task"),
    *("start_investigation", "record_finding", "attach_evidence", "ask_customer", "record_customer_answer"),
    *("suspend", "resume", "extend", "escalate", "complete_investigation", "propose_resolution"),
    *("send_decision", "dispatch_again", "record_delivery", "record_failed_delivery"),
    *("accept_decision", "reject_decision", "end_response_window"),
    *("record_contact_attempt", "send_progress", "send_holding_response", "agree_deadline", "agree_manner"),
    *("give_provisional_credit", "reverse_provisional_credit", "close_as_unreachable", "solve_on_the_spot"),
    *("execute_remedy", "waive_remedy", "lapse_remedy", "close", "quick_close", "reopen"),
    *("withdraw", "add_note", "correct", "correct_report", "correct_execution"),
    *("link", "unlink", "merge", "unmerge", "request_recheck", "record_recheck_result"),
    *("record_new_facts", "confirm_new_facts", "refuse_new_facts", "refer_to_external", "record_external_outcome"),
    *("record_authority_question", "answer_authority"),
    *("add_party", "change_party", "remove_party", "record_vulnerability"),
    *("declare_major", "undeclare_major", "start_emergency_plan", "complete_emergency_step"),
    *("link_interaction", "unlink_interaction", "request_conversion", "mark_confidential"),
}
PERMITTED_ON_REQUESTS = {
    *("submit", "triage", "give_first_feedback", "take", "transfer", "release"),
    *("give_task", "answer_task", "cancel_task", "start", "ask_customer", "record_customer_answer"),
    *("receive_document", "suspend", "resume", "fulfil", "confirm", "decline", "cancel", "close", "reopen"),
    *("add_note", "correct", "link_interaction", "unlink_interaction", "convert_to_complaint"),
}
OF_COMPLIANCE = {
    *("add_note", "reopen", "refer_to_external", "record_external_outcome"),
    "assign",
    *("record_authority_question", "answer_authority", "place_hold", "release_hold", "request_recheck"),
    "complete_emergency_step",
    *("mark_confidential", "unmark_confidential"),
}
OF_COMPLAINTS = {
    Role.HANDLER: OF_HANDLERS,
    Role.SUPERVISOR: {
        *OF_HANDLERS,
        "assign",
        "approve_resolution",
        "send_back",
        "approve_extension",
        "refuse_extension",
        "convert_to_service_request",
        "refuse_conversion",
        "place_hold",
        "release_hold",
        "unmark_confidential",
    },
    Role.QUALITY: {"add_note"},
    Role.RELATIONSHIP_MANAGER: {"receive", "link_interaction"},
    Role.COMPLIANCE: OF_COMPLIANCE,
    Role.REPORTING: set[str](),
    Role.INTAKE: {
        *("receive", "acknowledge", "attach_evidence", "record_authority_question", "request_recheck"),
        "record_vulnerability",
    },
    Role.ADMIN: {"receive", "state_source_outcome", "revise_source_record"},
}


@pytest.mark.parametrize("role", OF_COMPLAINTS)
def test_a_role_may_do_with_complaints_what_people_agreed_on_and_nothing_else(role: Role) -> None:
    actions = {action for action, row in PERMISSIONS.items() if role in row}

    told = {action.partition(".")[2] for action in actions if action.startswith("complaint.")}
    assert told == OF_COMPLAINTS[role]


OF_REQUESTS = {
    Role.HANDLER: PERMITTED_ON_REQUESTS,
    Role.SUPERVISOR: {*PERMITTED_ON_REQUESTS, "assign"},
    Role.QUALITY: {"add_note"},
    Role.COMPLIANCE: {"add_note", "assign", "reopen"},
    Role.REPORTING: set[str](),
    Role.INTAKE: {"submit", "receive_document"},
    Role.ADMIN: set[str](),
}


@pytest.mark.parametrize("role", OF_REQUESTS)
def test_a_role_may_do_with_requests_what_people_agreed_on_and_nothing_else(role: Role) -> None:
    actions = {action for action, row in PERMISSIONS.items() if role in row}

    told = {action.partition(".")[2] for action in actions if action.startswith("service_request.")}
    assert told == OF_REQUESTS[role]


@pytest.mark.parametrize("kind", [kind for kind in AGGREGATES if kind.lifecycle])
def test_every_command_belongs_to_somebody(kind: type) -> None:
    lifecycle = kind.lifecycle  # type: ignore[attr-defined]
    assert all(PERMISSIONS[f"{lifecycle.name}.{command}"] for command in lifecycle.allowed)


def test_what_a_role_does_not_include_is_refused_by_name() -> None:
    assert may(Role.HANDLER, "complaint.admit")
    assert role_refusal(Role.HANDLER, "complaint.admit") is None
    refusal = role_refusal(Role.HANDLER, "complaint.assign")
    assert isinstance(refusal, RoleForbidden)
    words = "A handler does not 'assign'; who does: supervisor, compliance."
    assert (refusal.code, str(refusal)) == ("role_forbidden", words)
