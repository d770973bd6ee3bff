"""The states of a service request, and which command each state takes."""

from enum import StrEnum


class State(StrEnum):
    """Where a service request stands: exactly one at a time."""

    SUBMITTED = "submitted"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    CONVERTED = "converted"


States = frozenset[State]

ENDS: States = frozenset({State.CLOSED, State.DECLINED, State.CANCELLED, State.CONVERTED})
"""Nothing more is owed; some commands still work."""

ALL: States = frozenset(State)
BEFORE_END: States = ALL - ENDS
WORKING: States = frozenset({State.SUBMITTED, State.IN_PROGRESS})
"""The customer still waits for the result."""
REVIVABLE: States = ALL - WORKING - {State.CONVERTED}
"""Something was answered that may turn out not to be the end of it."""

ALLOWED: dict[str, States] = {
    # receive 受理
    "triage": BEFORE_END,
    "give_first_feedback": WORKING,
    # route 分派
    "assign": BEFORE_END,
    "take": BEFORE_END,
    "transfer": BEFORE_END,
    "release": BEFORE_END,
    "give_task": BEFORE_END,
    "answer_task": BEFORE_END,
    "cancel_task": BEFORE_END,
    # handle 办理
    "start": frozenset({State.SUBMITTED}),
    "ask_customer": BEFORE_END,
    "record_customer_answer": BEFORE_END,
    "receive_document": BEFORE_END,
    "suspend": WORKING,
    "resume": WORKING,
    # answer and end 答复 办结
    "fulfil": WORKING,
    "confirm": frozenset({State.FULFILLED}),
    "decline": WORKING,
    "cancel": WORKING,
    "close": frozenset({State.FULFILLED, State.CONFIRMED}),
    "reopen": REVIVABLE,
    # become a complaint 转为投诉
    "convert_to_complaint": ALL - {State.CONVERTED},
    # any time
    "add_note": ALL,
    "correct": ALL,
    "link_interaction": ALL,
    "unlink_interaction": ALL,
}
"""From which states each command is taken; every other state refuses it.

Source: the commands of service requests in the bank's plan, read into a table by decision 115.
"""
