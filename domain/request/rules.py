"""The rules that refuse a service request's commands: named pure functions, the same for asking and for acting."""

from collections.abc import Callable

from domain.actor import Actor
from domain.case.contacts import no_interaction
from domain.case.handling import nothing_to_release
from domain.case.recusal import conflict_of_interest
from domain.case.tasks import no_open_task
from domain.case.values import TO_NOBODY, DispatchWay
from domain.case.waiting import nothing_suspended
from domain.lifecycle import not_in_this_state
from domain.refusals import Refusal
from domain.request.record import RequestRecord
from domain.request.state import ALLOWED

Rule = Callable[[RequestRecord, Actor], Refusal | None]


class FeedbackGiven(Refusal):
    """The first feedback of this cycle was given before."""

    code = "feedback_given"


class DocumentsMissing(Refusal):
    """The type of the request needs documents that nobody has brought yet."""

    code = "documents_missing"


class RequesterCanBeTold(Refusal):
    """Who asked is known: what is meant for them is neither published nor only kept on file."""

    code = "requester_can_be_told"


def feedback_given(request: RequestRecord, _: Actor) -> Refusal | None:
    """Refuse a second first feedback."""
    if not request.first_feedback_given:
        return None
    return FeedbackGiven("The first feedback was given; ask the customer, or fulfil the request.")


def documents_missing(request: RequestRecord, _: Actor) -> Refusal | None:
    """Refuse to fulfil without the documents that the type needs."""
    missing = ", ".join(request.documents_missing)
    return DocumentsMissing(f"Record first that these were received or are held: {missing}.") if missing else None


STANDING: dict[str, tuple[Rule, ...]] = {
    "give_first_feedback": (feedback_given,),
    "release": (nothing_to_release,),
    "answer_task": (no_open_task,),
    "cancel_task": (no_open_task,),
    "resume": (nothing_suspended,),
    "fulfil": (documents_missing,),
    "unlink_interaction": (no_interaction,),
}
"""Rules of a command that need no argument, so that they can answer "what may be done next"."""


def standing_refusal(request: RequestRecord, command: str, by: Actor) -> Refusal | None:
    """Return the first refusal that is known without arguments: recusal, state, then the command's own rules."""
    return (
        conflict_of_interest(request, by)
        or not_in_this_state("service_request", request.state, command, ALLOWED)
        or next((found for rule in STANDING.get(command, ()) if (found := rule(request, by))), None)
    )


def can_be_told(request: RequestRecord, way: DispatchWay) -> Refusal | None:
    """Refuse to publish, or only to keep on file, what is meant for somebody whom the bank knows."""
    if way not in TO_NOBODY or (request.requester_id is None and request.requester is None):
        return None
    return RequesterCanBeTold("Tell whoever asked: they can be reached.")
