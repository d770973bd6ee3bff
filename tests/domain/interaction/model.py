"""A second opinion about contacts: what people wrote down about them, worked out without the engine's code.

A contact is offered, perhaps answered, and ends. Entries, the customer, facts, links and cases may come at any time.
Only a contact that has ended is checked; the agent whose contact it is answers what was found, and does nothing else
with a check.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

BEFORE_THE_END = {"answer": {"offered"}, "end": {"offered", "answered"}}
AT_ANY_TIME = {
    *("add_entry", "identify_customer", "correct_identification", "record_fact"),
    *("link_case", "unlink_case", "open_complaint", "open_request"),
}
BY_A_CHECKER = {"sample_for_check", "score_check", "record_check_finding", "close_check"}
BY_THE_AGENT = {"answer_check"}
COMMANDS = sorted(BEFORE_THE_END.keys() | AT_ANY_TIME | BY_A_CHECKER | BY_THE_AGENT)
RARE = {"correct_identification", "unlink_case", "score_check", "record_check_finding", "close_check", "answer_check"}


@dataclass
class CheckOnPaper:
    """A quality check: whether it has a score, and whether it is over."""

    points: int | None = None
    findings: int = 0
    is_over: bool = False


@dataclass
class Model:
    """A contact as a careful clerk would keep it on paper."""

    offered_at: datetime
    answered_at: datetime | None
    agent: str | None
    ended_at: datetime | None = None
    customer: tuple[UUID, str] | None = None
    words: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    about: list[UUID] = field(default_factory=list)
    checks: list[CheckOnPaper] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return how far it has come."""
        if self.ended_at is not None:
            return "ended"
        return "offered" if self.answered_at is None else "answered"

    @property
    def check(self) -> CheckOnPaper | None:
        """Return the check that is under way; there is one at a time."""
        return self.checks[-1] if self.checks and not self.checks[-1].is_over else None

    def permitted(self, who: str) -> set[str]:
        """Name the commands that somebody could give now."""
        return {command for command in COMMANDS if self.standing(command, who) is None}

    def takes(self, command: str) -> bool:
        """Tell whether the contact takes a command as far as it has come."""
        if command in BY_A_CHECKER | BY_THE_AGENT:
            return self.state == "ended"
        return command in AT_ANY_TIME or self.state in BEFORE_THE_END[command]

    def standing(self, command: str, who: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if not self.takes(command):
            return f"interaction_is_{self.state}"
        if command in {"correct_identification", "record_fact"} and self.customer is None:
            return "not_identified"
        if command == "unlink_case" and not self.about:
            return "case_not_linked"
        return self.standing_of_check(command, who)

    def standing_of_check(self, command: str, who: str) -> str | None:
        """Return the code with which a command about a check is refused."""
        if command in BY_A_CHECKER and who == self.agent:
            return "own_contact"
        if command in BY_THE_AGENT and who != self.agent:
            return "not_own_contact"
        if command in (BY_A_CHECKER | BY_THE_AGENT) - {"sample_for_check"} and self.check is None:
            return "no_open_check"
        if command in {"answer_check", "close_check"} and self.check and self.check.points is None:
            return "check_not_scored"
        return None
