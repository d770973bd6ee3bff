"""The states of a person, and which command each state takes."""

from enum import StrEnum


class State(StrEnum):
    """Whether what is known of a person may be worked with; restricting stops no complaint."""

    KNOWN = "known"
    RESTRICTED = "restricted"


States = frozenset[State]

EVERY: States = frozenset(State)

ALLOWED: dict[str, States] = {
    "record_death": EVERY,
    "retract_death": EVERY,
    "place_hold": EVERY,
    "release_hold": EVERY,
    "restrict": frozenset({State.KNOWN}),
    "lift_restriction": frozenset({State.RESTRICTED}),
    "request_access": EVERY,
    "request_correction": EVERY,
    "request_deletion": EVERY,
    "check_identity": EVERY,
    "refuse_request": EVERY,
    "complete_request": EVERY,
}
"""From which states each command is taken; every other state refuses it."""
