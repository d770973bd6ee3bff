"""A second opinion about confidentiality, worked out without the engine's code."""

from dataclasses import dataclass

SECRECY = {"mark_confidential", "unmark_confidential"}
"""Taken in every state before an end."""
NOT_WHILE_CLOSED = {"give_task", "request_conversion", "convert_to_service_request"}


@dataclass
class Secrecy:
    """Who has closed the complaint to most; None: nobody."""

    closed_by: str | None = None

    def standing(self, command: str, who: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if command in NOT_WHILE_CLOSED and self.closed_by:
            return "kept_confidential"
        if command == "unmark_confidential" and self.closed_by in {None, who}:
            return "second_person_needed" if self.closed_by else "not_confidential"
        return None
