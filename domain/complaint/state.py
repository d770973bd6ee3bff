"""The states of a complaint, and which command each state takes."""

from enum import StrEnum


class State(StrEnum):
    """Where a complaint stands: exactly one at a time."""

    RECEIVED = "received"
    OPEN = "open"
    INVESTIGATING = "investigating"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECIDED = "decided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"
    CLOSED = "closed"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    CONVERTED = "converted"


States = frozenset[State]

ENDS: States = frozenset({State.CLOSED, State.DECLINED, State.REFERRED, State.WITHDRAWN, State.MERGED, State.CONVERTED})
"""Nothing more is owed; some commands still work."""

BEFORE_END: States = frozenset(State) - ENDS
BEFORE_DECISION: States = frozenset({State.RECEIVED, State.OPEN, State.INVESTIGATING, State.PROPOSED, State.APPROVED})
REVIVABLE: States = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN})
"""Ends from which the bank may take the case up again."""

LATE_FACTS: States = BEFORE_END | REVIVABLE
"""Facts that may still arrive when the case is over."""

CHECKED_AGAIN: States = BEFORE_END | {State.CLOSED, State.DECLINED}
"""Where a re-check 核查 can be asked for, once a result was told; who withdrew asks for none."""

ALLOWED: dict[str, States] = {
    # 1 receive 接收投诉
    "acknowledge": BEFORE_END,
    "issue_status_secret": LATE_FACTS,
    "solve_on_the_spot": BEFORE_DECISION,
    # 2 preliminary review 初步审核
    "admit": frozenset({State.RECEIVED}),
    "decline": frozenset({State.RECEIVED}),
    "refer": frozenset({State.RECEIVED}),
    "request_conversion": BEFORE_DECISION,
    "convert_to_service_request": BEFORE_DECISION,
    "refuse_conversion": BEFORE_DECISION,
    # 3 classify and route 分类处理
    "classify": BEFORE_END,
    "assign": BEFORE_END,
    "take": BEFORE_END,
    "transfer": BEFORE_END,
    "release": BEFORE_END,
    "declare_interest": BEFORE_END,
    "give_task": BEFORE_END,
    "answer_task": BEFORE_END,
    "cancel_task": BEFORE_END,
    # 4 investigate 调查核实
    "start_investigation": frozenset({State.OPEN, State.REJECTED}),
    "record_finding": BEFORE_END,
    "attach_evidence": LATE_FACTS,
    "ask_customer": BEFORE_END,
    "record_customer_answer": BEFORE_END,
    "suspend": BEFORE_END,
    "resume": BEFORE_END,
    "record_contact_attempt": BEFORE_END,
    "send_progress": BEFORE_END,
    "send_holding_response": BEFORE_END,
    "agree_deadline": BEFORE_END,
    "agree_manner": BEFORE_END,
    "give_provisional_credit": BEFORE_END,
    "reverse_provisional_credit": BEFORE_END,
    "extend": BEFORE_END,
    "approve_extension": BEFORE_END,
    "refuse_extension": BEFORE_END,
    "escalate": BEFORE_END,
    "complete_investigation": frozenset({State.INVESTIGATING}),
    # 5 resolve 制定解决方案
    "propose_resolution": frozenset({State.INVESTIGATING, State.PROPOSED, State.APPROVED, State.REJECTED}),
    "approve_resolution": frozenset({State.PROPOSED}),
    "send_back": frozenset({State.PROPOSED}),
    # 6 reply, ask opinion 回复客户 征求意见
    "send_decision": frozenset({State.PROPOSED, State.APPROVED}),
    "dispatch_again": LATE_FACTS,
    "record_delivery": LATE_FACTS,
    "record_failed_delivery": LATE_FACTS,
    "accept_decision": frozenset({State.DECIDED, State.UNANSWERED}),
    "reject_decision": frozenset({State.DECIDED, State.UNANSWERED}),
    "end_response_window": frozenset({State.DECIDED}),
    # 7 carry out 执行方案
    "execute_remedy": LATE_FACTS,
    "waive_remedy": BEFORE_END,
    "lapse_remedy": BEFORE_END,
    # 8 follow up 跟踪反馈
    "close": frozenset({State.ACCEPTED, State.UNANSWERED, State.REJECTED}),
    "quick_close": BEFORE_DECISION,
    "close_as_unreachable": frozenset({State.PROPOSED, State.APPROVED, State.DECIDED, State.UNANSWERED}),
    "reopen": REVIVABLE,
    # any time
    "withdraw": BEFORE_DECISION,
    "link": frozenset(State) - {State.MERGED},
    "unlink": LATE_FACTS,
    "merge": BEFORE_DECISION,
    "unmerge": frozenset({State.MERGED}),
    "request_recheck": CHECKED_AGAIN,
    "record_recheck_result": CHECKED_AGAIN,
    "record_new_facts": BEFORE_DECISION,
    "confirm_new_facts": BEFORE_DECISION,
    "refuse_new_facts": BEFORE_DECISION,
    "refer_to_external": LATE_FACTS,
    "record_external_outcome": LATE_FACTS | {State.REFERRED, State.CONVERTED},
    "record_authority_question": LATE_FACTS,
    "answer_authority": LATE_FACTS,
    "place_hold": LATE_FACTS,
    "release_hold": LATE_FACTS,
    "mark_confidential": BEFORE_END,
    "unmark_confidential": BEFORE_END,
    "link_interaction": LATE_FACTS,
    "unlink_interaction": LATE_FACTS,
    "add_note": frozenset(State) - {State.MERGED},
    "correct": frozenset(State) - {State.MERGED},
    "correct_report": frozenset(State) - {State.MERGED},
    "correct_execution": LATE_FACTS,
    # any time: the people
    "add_party": BEFORE_END,
    "change_party": BEFORE_END,
    "remove_party": BEFORE_END,
    "declare_major": BEFORE_END,
    "undeclare_major": BEFORE_END,
    "start_emergency_plan": BEFORE_END,
    "complete_emergency_step": BEFORE_END,
    "record_vulnerability": BEFORE_END,
    # history taken over from elsewhere
    "state_source_outcome": LATE_FACTS,
    "revise_source_record": frozenset(State),
}
"""From which states each command is taken; every other state refuses it.

Source: the state table of complaint handling that follows ISO 10002, clause 7, and the bank's eight steps.
"""
