"""A second opinion about what runs beside the steps, worked out from the tables without the engine's code."""

from dataclasses import dataclass, field

BEFORE_DECISION = {"received", "open", "investigating", "proposed", "approved"}
UNTIL_LATE = BEFORE_DECISION | {
    *("decided", "accepted", "rejected", "unanswered"),
    *("closed", "declined", "withdrawn"),
}
"""Every state before an end, and the ends after which the outside still moves."""

TAKEN_BESIDE: dict[str, set[str]] = {
    "record_new_facts": BEFORE_DECISION,
    "confirm_new_facts": BEFORE_DECISION,
    "refuse_new_facts": BEFORE_DECISION,
    "refer_to_external": UNTIL_LATE,
    "record_external_outcome": UNTIL_LATE | {"referred", "converted"},
    "record_authority_question": UNTIL_LATE,
    "answer_authority": UNTIL_LATE,
    "place_hold": UNTIL_LATE,
    "release_hold": UNTIL_LATE,
}
"""By command the states that take it."""


@dataclass
class Beside:
    """What a careful clerk keeps on further sheets. Each sheet is by id."""

    new_facts: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    """New facts that something shows."""
    brought_by: dict[str, str] = field(default_factory=dict)
    referrals: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    questions: int = 0
    answered: set[int] = field(default_factory=set)
    holds: dict[str, bool] = field(default_factory=dict)

    @property
    def unanswered(self) -> set[int]:
        """Name the questions of authorities that wait."""
        return set(range(1, self.questions + 1)) - self.answered

    @property
    def is_held(self) -> bool:
        """Tell whether any hold lasts."""
        return any(self.holds.values())

    def standing(self, command: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        nothing = {
            "release_hold": ("not_held", not self.is_held),
            "record_external_outcome": ("not_referred", not self.referrals),
            "answer_authority": ("no_authority_asked", not self.questions),
            "confirm_new_facts": ("no_new_facts", "waiting" not in self.new_facts.values()),
            "refuse_new_facts": ("no_new_facts", "waiting" not in self.new_facts.values()),
        }
        code, is_so = nothing.get(command, ("", False))
        return code if is_so else None

    def refer_elsewhere(self) -> None:
        """Let the body that it belongs to tell its result."""
        self.referrals[f"x{len(self.referrals) + 1}"] = None

    def stop_waiting(self) -> None:
        """Let a decision or an end come before who was to judge."""
        self.new_facts = {key: "lapsed" if state == "waiting" else state for key, state in self.new_facts.items()}
