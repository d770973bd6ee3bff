"""How service requests are found: by what was told, by type and references, by what was said and noted later."""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.request import ServiceRequest
from domain.request.any_time import Corrected
from domain.request.submitting import Submitted
from domain.request.values import RequestFacts, RequestWords
from projections.sharing import begun, share_requests
from projections.tokens import tokens, tokens_of, vector
from projections.view import Fold, Recorded

R = TypeVar("R", bound=Any)

SAID = {
    ServiceRequest.NoteAdded: "text",
    ServiceRequest.FirstFeedbackGiven: "text",
    ServiceRequest.CustomerAsked: "text",
    ServiceRequest.CustomerAnswered: "text",
    ServiceRequest.TaskGiven: "what",
    ServiceRequest.TaskAnswered: "answer",
    ServiceRequest.Fulfilled: "result",
    ServiceRequest.Declined: "explanation",
}
"""Events that say something, with the field that does."""


def follow_requests(fold: Fold[R], make: Callable[..., R]) -> None:
    """Let the fold of the search follow service requests; `make` makes a row."""
    share_requests(fold)
    fold.begins(Submitted)(lambda seen: make(**submitted(seen)))
    fold.changes(Corrected)(corrected)
    fold.changes(*SAID)(noted)


def submitted(seen: Recorded[Submitted]) -> dict[str, Any]:
    """Make the request findable."""
    event = seen.event
    return {
        **begun(seen),
        "received_at": event.facts.received_at,
        "told": vector(told(event.words)),
        "about": vector(tokens(event.reference) | about(event.facts)),
        "noted": "",
    }


def corrected(row: Any, seen: Recorded[Corrected]) -> None:  # noqa: ANN401 - a row of the search
    """Find it by what is right; by its references also as they were."""
    words, facts = seen.event.words_after, seen.event.facts_after
    if words:
        row.told = vector(told(words))
    if facts:
        row.about = vector(tokens_of(row.about) | about(facts))
        row.received_at = facts.received_at


def noted(row: Any, seen: Recorded[Any]) -> None:  # noqa: ANN401 - a row of the search
    """Find it by what was said or written down later, too."""
    row.noted = vector(tokens_of(row.noted) | tokens(getattr(seen.event, SAID[type(seen.event)])))


def told(words: RequestWords) -> set[str]:
    """Return the tokens of what the customer said."""
    return tokens(words.subject, words.narrative, words.account_reference)


def about(facts: RequestFacts) -> set[str]:
    """Return the tokens of what the request is about."""
    return tokens(facts.branch, facts.product)
