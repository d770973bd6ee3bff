"""A second opinion about service requests: the table of decision 115, worked out without the engine's code."""

from dataclasses import dataclass, field

WAITING = {"submitted", "in_progress"}
ANSWERED = {"fulfilled", "confirmed"}
ENDS = {"closed", "declined", "cancelled", "converted"}

TRANSITIONS: dict[str, dict[str, str]] = {
    "submitted": {"start": "in_progress", "fulfil": "fulfilled", "decline": "declined", "cancel": "cancelled"},
    "in_progress": {"fulfil": "fulfilled", "decline": "declined", "cancel": "cancelled"},
    "fulfilled": {"confirm": "confirmed", "close": "closed", "reopen": "submitted"},
    "confirmed": {"close": "closed", "reopen": "submitted"},
    "closed": {"reopen": "submitted"},
    "declined": {"reopen": "submitted"},
    "cancelled": {"reopen": "submitted"},
    "converted": {},
}
"""From a state by a command to a state."""

WHILE_IT_WAITS = {"give_first_feedback", "suspend", "resume"}
BEFORE_AN_END = {
    *("triage", "assign", "take", "transfer", "release", "give_task", "answer_task", "cancel_task"),
    *("ask_customer", "record_customer_answer", "receive_document"),
}
ALWAYS = {"add_note", "link_interaction", "unlink_interaction", "correct"}

COMMANDS = sorted(
    WHILE_IT_WAITS
    | BEFORE_AN_END
    | ALWAYS
    | {"convert_to_complaint"}
    | {command for row in TRANSITIONS.values() for command in row}
)

USUAL = {"start", "receive_document", "fulfil", "confirm", "close", "reopen"}
"""What leads on, the short ways to an end left out: walks are to get somewhere before they are over."""

LASTING = {"suspend", "give_task", "take", "correct"}
"""What lasts until something else ends it."""

OVER = {"decline", "cancel", "convert_to_complaint"}
"""What ends a walk early, if it is drawn as often as anything else."""

NEEDED = {"inquiry": set[str](), "praise": set[str](), "loss_report": {"identity_document", "application_form"}}
"""What each type needs."""


def takes(state: str, command: str) -> bool:
    """Tell whether a state takes a command."""
    return (
        command in ALWAYS
        or command in TRANSITIONS[state]
        or (state != "converted" and command == "convert_to_complaint")
        or (state in WAITING | ANSWERED and command in BEFORE_AN_END)
        or (state in WAITING and command in WHILE_IT_WAITS)
    )


@dataclass
class Model:
    """A request as a careful clerk would keep it on paper."""

    of_type: str
    priority: str
    unit: str
    state: str = "submitted"
    employee: str | None = None
    handler: str | None = None
    complexity: str | None = None
    feedback: bool = False
    documents: set[str] = field(default_factory=set)
    tasks: dict[str, str] = field(default_factory=dict)
    suspensions: set[str] = field(default_factory=set)
    suspensions_ever: int = 0
    questions: int = 0
    contacts: set[int] = field(default_factory=set)
    branch: str | None = "shanghai-01"
    cycle: int = 1

    def permitted(self, who: str) -> set[str]:
        """Name the commands that somebody could give now."""
        return {command for command in COMMANDS if self.standing(command, who) is None}

    def standing(self, command: str, who: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if who == self.employee:
            return "conflict_of_interest"
        if not takes(self.state, command):
            return f"service_request_is_{self.state}"
        return {
            "give_first_feedback": "feedback_given" if self.feedback else None,
            "release": None if self.handler else "not_assigned",
            "answer_task": None if "open" in self.tasks.values() else "no_open_task",
            "cancel_task": None if "open" in self.tasks.values() else "no_open_task",
            "resume": None if self.suspensions else "not_suspended",
            "unlink_interaction": None if self.contacts else "interaction_not_linked",
            "fulfil": "documents_missing" if NEEDED[self.of_type] - self.documents else None,
        }.get(command)

    def move(self, command: str) -> None:
        """Go where the table leads; an answer ends what waits outside, an end whatever waits."""
        self.state = TRANSITIONS[self.state].get(command, "converted")
        if self.state in ENDS | ANSWERED:
            self.suspensions.clear()
        if self.state in ENDS:
            self.tasks = {key: "ended" if state == "open" else state for key, state in self.tasks.items()}
