"""The states of an interaction, and which command each state takes."""

from enum import StrEnum


class State(StrEnum):
    """How far a contact has come. One that ends while it is offered was abandoned, or nobody took it."""

    OFFERED = "offered"
    ANSWERED = "answered"
    ENDED = "ended"


States = frozenset[State]

EVERY: States = frozenset(State)
ENDS: States = frozenset({State.ENDED})
RUNNING: States = EVERY - ENDS

ALLOWED: dict[str, States] = {
    "answer": frozenset({State.OFFERED}),
    # A transcript, a name or a grievance may come to light when the contact is over.
    "add_entry": EVERY,
    "identify_customer": EVERY,
    "correct_identification": EVERY,
    "record_fact": EVERY,
    "link_case": EVERY,
    "unlink_case": EVERY,
    "open_complaint": EVERY,
    "open_request": EVERY,
    "end": RUNNING,
    # Quality check 质检
    "sample_for_check": ENDS,
    "score_check": ENDS,
    "record_check_finding": ENDS,
    "answer_check": ENDS,
    "close_check": ENDS,
}
"""From which states each command is taken; every other state refuses it."""
