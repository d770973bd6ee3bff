"""Permissions: complaints."""

from collections.abc import Mapping

from application.permissions.row import (
    ANY_CASE,
    ASKED_CASE,
    CONTRIBUTING,
    HANDLING,
    IMPORTING,
    KNOWN_CASE,
    NEW_CASE,
    OWN_CASE,
    RECEIVED_CASE,
    SUPERVISING,
    Condition,
    Row,
)
from domain.actor import Role

APPROVING: Row = {Role.SUPERVISOR: (*OWN_CASE, Condition.SECOND_PERSON, Condition.LIMIT)}
JUDGING_NEW_FACTS: Row = {
    Role.HANDLER: (*OWN_CASE, Condition.SECOND_PERSON),
    Role.SUPERVISOR: (*OWN_CASE, Condition.SECOND_PERSON),
}

COMMANDS: Mapping[str, Row] = {
    # 1 receive 接收投诉
    "receive": {
        Role.HANDLER: NEW_CASE,
        Role.SUPERVISOR: NEW_CASE,
        Role.RELATIONSHIP_MANAGER: NEW_CASE,
        Role.INTAKE: NEW_CASE,
        Role.ADMIN: NEW_CASE,
    },
    "acknowledge": {**HANDLING, Role.INTAKE: RECEIVED_CASE},
    "issue_status_secret": HANDLING,
    "solve_on_the_spot": HANDLING,
    # 2 preliminary review 初步审核
    "admit": HANDLING,
    "decline": HANDLING,
    "refer": HANDLING,
    "request_conversion": HANDLING,
    "convert_to_service_request": {Role.SUPERVISOR: (*OWN_CASE, Condition.SECOND_PERSON)},
    "refuse_conversion": SUPERVISING,
    # 3 classify and route 分类处理
    "classify": HANDLING,
    "assign": {**SUPERVISING, Role.COMPLIANCE: ANY_CASE},
    "take": HANDLING,
    "transfer": HANDLING,
    "release": HANDLING,
    "declare_interest": CONTRIBUTING,
    "give_task": HANDLING,
    "answer_task": CONTRIBUTING,
    "cancel_task": HANDLING,
    # 4 investigate 调查核实
    "start_investigation": HANDLING,
    "record_finding": HANDLING,
    "attach_evidence": {**CONTRIBUTING, Role.INTAKE: RECEIVED_CASE},
    "ask_customer": HANDLING,
    "record_customer_answer": CONTRIBUTING,
    "suspend": HANDLING,
    "resume": HANDLING,
    "record_contact_attempt": HANDLING,
    "send_progress": HANDLING,
    "send_holding_response": HANDLING,
    "agree_deadline": HANDLING,
    "agree_manner": HANDLING,
    "give_provisional_credit": HANDLING,
    "reverse_provisional_credit": HANDLING,
    "extend": HANDLING,
    "approve_extension": {Role.SUPERVISOR: (*OWN_CASE, Condition.SECOND_PERSON)},
    "refuse_extension": SUPERVISING,
    "escalate": HANDLING,
    "complete_investigation": HANDLING,
    # 5 resolve 制定解决方案
    "propose_resolution": HANDLING,
    "approve_resolution": APPROVING,
    "send_back": SUPERVISING,
    # 6 reply, ask opinion 回复客户 征求意见
    "send_decision": HANDLING,
    "dispatch_again": HANDLING,
    "record_delivery": HANDLING,
    "record_failed_delivery": HANDLING,
    "accept_decision": HANDLING,
    "reject_decision": HANDLING,
    "end_response_window": HANDLING,
    # 7 carry out 执行方案
    "execute_remedy": HANDLING,
    "waive_remedy": HANDLING,
    "lapse_remedy": HANDLING,
    # 8 follow up 跟踪反馈
    "close": HANDLING,
    "quick_close": HANDLING,
    "close_as_unreachable": HANDLING,
    "reopen": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    # any time
    "withdraw": HANDLING,
    "link": CONTRIBUTING,
    "unlink": CONTRIBUTING,
    "merge": HANDLING,
    "unmerge": HANDLING,
    "request_recheck": {**CONTRIBUTING, Role.COMPLIANCE: ANY_CASE, Role.INTAKE: ASKED_CASE},
    "record_recheck_result": CONTRIBUTING,
    "record_new_facts": CONTRIBUTING,
    "confirm_new_facts": JUDGING_NEW_FACTS,
    "refuse_new_facts": JUDGING_NEW_FACTS,
    "refer_to_external": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    "record_external_outcome": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    "record_authority_question": {**HANDLING, Role.COMPLIANCE: ANY_CASE, Role.INTAKE: ASKED_CASE},
    "answer_authority": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    "place_hold": {Role.SUPERVISOR: OWN_CASE, Role.COMPLIANCE: ANY_CASE},
    "release_hold": {Role.SUPERVISOR: OWN_CASE, Role.COMPLIANCE: ANY_CASE},
    "mark_confidential": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    "unmark_confidential": {
        Role.SUPERVISOR: (*OWN_CASE, Condition.SECOND_PERSON),
        Role.COMPLIANCE: (*ANY_CASE, Condition.SECOND_PERSON),
    },
    "link_interaction": {**CONTRIBUTING, Role.RELATIONSHIP_MANAGER: KNOWN_CASE},
    "unlink_interaction": HANDLING,
    "add_note": {**CONTRIBUTING, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE},
    "correct": HANDLING,
    "correct_report": HANDLING,
    "correct_execution": HANDLING,
    # any time: the people
    "add_party": HANDLING,
    "change_party": HANDLING,
    "remove_party": HANDLING,
    "declare_major": HANDLING,
    "undeclare_major": dict.fromkeys((Role.HANDLER, Role.SUPERVISOR), (*OWN_CASE, Condition.SECOND_PERSON)),
    "start_emergency_plan": HANDLING,
    "complete_emergency_step": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    "record_vulnerability": {**HANDLING, Role.INTAKE: RECEIVED_CASE},
    # history taken over from elsewhere
    "state_source_outcome": IMPORTING,
    "revise_source_record": IMPORTING,
}
"""Every command of a complaint, in the order of the steps."""

IMPORT_ONLY = frozenset(command for command, row in COMMANDS.items() if row is IMPORTING)
"""What no person does, but an import."""

ROWS: Mapping[str, Row] = {f"complaint.{command}": row for command, row in COMMANDS.items()}
