"""What work on a case waits for: suspensions and questions to the customer."""

from domain.actor import Actor
from domain.case.record import CaseRecord
from domain.refusals import Refusal


class NotSuspended(Refusal):
    """No suspension is running, or not the one that was named."""

    code = "not_suspended"


class UnknownQuestion(Refusal):
    """No question with this id was asked."""

    code = "unknown_question"


def nothing_suspended(case: CaseRecord, _: Actor) -> Refusal | None:
    """Refuse to resume what is not suspended."""
    return None if case.suspensions else NotSuspended("No suspension is running.")


def not_running(case: CaseRecord, suspension_id: str) -> Refusal | None:
    """Refuse to end a suspension that does not run."""
    if suspension_id in case.suspensions:
        return None
    running = ", ".join(case.suspensions) or "none"
    return NotSuspended(f"This suspension is not running; running: {running}.")


def unknown_question(case: CaseRecord, question_id: str | None) -> Refusal | None:
    """Refuse an answer to a question that was never asked."""
    asked = {f"q{n + 1}" for n in range(case.questions)}
    if question_id is None or question_id in asked:
        return None
    return UnknownQuestion("No question with this id was asked.")
