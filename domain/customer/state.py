"""The states of a customer, and which command each state takes."""

from enum import StrEnum


class State(StrEnum):
    """Whether a customer stands for themselves, or turned out to be a duplicate and is shown as another."""

    ACTIVE = "active"
    MERGED = "merged"


States = frozenset[State]

EVERY: States = frozenset(State)
ACTIVE: States = frozenset({State.ACTIVE})
MERGED: States = frozenset({State.MERGED})

ALLOWED: dict[str, States] = {
    # What is recorded for a duplicate stays recorded for it, so that a merge can be undone.
    "record_fact": EVERY,
    "withdraw_facts": EVERY,
    "merge": ACTIVE,
    "undo_merge": MERGED,
    "assign_left_over": EVERY,
}
"""From which states each command is taken; every other state refuses it."""
