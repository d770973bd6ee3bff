"""How service requests come into the worklist: their rows are those of complaints, their urgency follows priority."""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.aggregate import DomainEvent
from domain.request import ServiceRequest
from domain.request.any_time import Corrected
from domain.request.assigning import TaskAnswered, TaskCancelled, TaskGiven
from domain.request.submitting import Submitted, Triaged
from domain.request.working import Resumed, Suspended
from projections.request_lifecycle import MOVES, is_open, state_after
from projections.sharing import begun, share_requests
from projections.view import Fold, Recorded
from projections.work_by_clocks import no_clocks

R = TypeVar("R", bound=Any)

KIND = "service_request"
URGENCY = {"urgent": 1, "high": 3, "normal": 5, "low": 7}
"""Place of each priority in the order of work: behind the major complaints of the same weight, beside the others."""

ORDINARY = "normal"
"""The priority that counts where a list has codes of its own."""


def follow_requests(fold: Fold[R], make: Callable[..., R]) -> None:
    """Let the fold of the worklist follow service requests; `make` makes an entry."""
    share_requests(fold)
    fold.begins(Submitted)(lambda seen: make(**submitted(seen)))
    fold.changes(*MOVES)(moved)
    fold.changes(Triaged)(triaged)
    fold.changes(TaskGiven)(asked_for)
    fold.changes(TaskAnswered, TaskCancelled)(contributed)
    fold.changes(Suspended)(suspended)
    fold.changes(Resumed)(resumed)
    fold.changes(Corrected)(corrected)


def submitted(seen: Recorded[Submitted]) -> dict[str, Any]:
    """Put the request into its unit's queue."""
    event, facts = seen.event, seen.event.facts
    return {
        **begun(seen),
        "reference": event.reference,
        "kind": KIND,
        "state": state_after(event),
        "is_open": True,
        "queue": None,
        "complaint_class": None,
        "category": None,
        "reason": None,
        "request_type": event.request_type.code,
        "severity": event.priority,
        "is_major": False,
        "urgency": urgency(event.priority),
        "received_at": facts.received_at,
        "received_precision": "second",
        "subject": event.words.subject,
        "channel": facts.channel,
        "source": facts.source,
        "language": facts.language,
        "is_risky": False,
        "needs_approval": False,
        "proposed_by": None,
        "proposed_at": None,
        "state_since": seen.occurred_at,
        "suspensions": [],
        "due_on": None,
        "open_tasks": {},
        "waiting_units": [],
        "new_facts": [],
        "holds": [],
        **no_clocks(),
    }


def moved(entry: Any, seen: Recorded[DomainEvent]) -> None:  # noqa: ANN401 - an entry
    """Follow the state; an answer and every end put an end to waiting."""
    entry.state, entry.state_since = state_after(seen.event), seen.occurred_at
    entry.is_open = is_open(entry.state)
    if isinstance(seen.event, ServiceRequest.Fulfilled) or not entry.is_open:
        entry.suspensions = []
    if not entry.is_open:
        entry.wait_for({})


def asked_for(entry: Any, seen: Recorded[TaskGiven]) -> None:  # noqa: ANN401 - an entry
    """Note what another unit is asked for."""
    due_on = seen.event.due_on.isoformat() if seen.event.due_on else None
    entry.wait_for({**entry.open_tasks, seen.event.task_id: {"unit_id": seen.event.unit_id, "due_on": due_on}})


def contributed(entry: Any, seen: Recorded[Any]) -> None:  # noqa: ANN401 - an entry
    """Wait for it no longer."""
    entry.wait_for({key: task for key, task in entry.open_tasks.items() if key != seen.event.task_id})


def triaged(entry: Any, seen: Recorded[Triaged]) -> None:  # noqa: ANN401 - an entry
    """Take the place that the priority has."""
    entry.severity = seen.event.priority
    entry.urgency = urgency(entry.severity)


def suspended(entry: Any, seen: Recorded[Suspended]) -> None:  # noqa: ANN401 - an entry
    """Note what is waited for."""
    entry.suspensions = [*entry.suspensions, seen.event.suspension_id]


def resumed(entry: Any, seen: Recorded[Resumed]) -> None:  # noqa: ANN401 - an entry
    """Wait no longer."""
    entry.suspensions = [each for each in entry.suspensions if each != seen.event.suspension_id]


def corrected(entry: Any, seen: Recorded[Corrected]) -> None:  # noqa: ANN401 - an entry
    """Take over what turned out to be right."""
    facts, of_type = seen.event.facts_after, seen.event.type_after
    if facts:
        entry.received_at, entry.channel = facts.received_at, facts.channel
        entry.source, entry.language = facts.source, facts.language
    if seen.event.words_after:
        entry.subject = seen.event.words_after.subject
    if of_type:
        entry.request_type = of_type.code


def urgency(priority: str) -> int:
    """Return the place in the order of work."""
    return URGENCY.get(priority, URGENCY[ORDINARY])
