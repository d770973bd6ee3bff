"""A second opinion about conversion: only before a decision, in whatever round, and by a second person."""

from dataclasses import dataclass

BEFORE_DECISION = {"received", "open", "investigating", "proposed", "approved"}
TAKEN_OF_CONVERSION: dict[str, set[str]] = {
    "request_conversion": BEFORE_DECISION,
    "convert_to_service_request": BEFORE_DECISION,
    "refuse_conversion": BEFORE_DECISION,
}
"""By command the states that take it."""


@dataclass
class Conversion:
    """What a careful clerk keeps about it."""

    asked: tuple[str, str] | None = None
    """By whom, and in which words."""
    was_decided: bool = False

    def standing(self, command: str, who: str, hands: set[str]) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if command not in TAKEN_OF_CONVERSION:
            return None
        if self.was_decided and command != "refuse_conversion":
            return "decision_was_sent"
        if command != "request_conversion" and self.asked is None:
            return "no_conversion_requested"
        if command == "convert_to_service_request" and self.asked and who in {self.asked[0], *hands}:
            return "second_person_needed"
        return None
