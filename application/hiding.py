"""What hides a case beside its own belonging: the other cases that tell its story.

A case tells the story of every one that it was or became by conversion, and of the one in which it goes on since it was
merged. Whoever may not know of one of these, however far on, may not know of this one. Lists ask the same in SQL
(`projections/visible.py`).
"""

from collections.abc import Iterator
from uuid import UUID

from application.ledger import NotFound
from application.ports import Log
from application.rights import Rights
from domain.actor import Actor
from domain.complaint import Complaint
from domain.refusals import Refusal
from domain.request import ServiceRequest

Case = Complaint | ServiceRequest
Place = tuple[type[Complaint] | type[ServiceRequest], UUID]
"""The stream of a case."""


def hidden_by_its_story(log: Log, rights: Rights, case: Case, by: Actor) -> Refusal | None:
    """Hide a case that tells the story of another one which is kept from the user."""
    if any(rights.keeps_secret(by, other.belonging) for other in story_of(log, case)):
        return NotFound("There is no such case.")
    return None


def keeps_secret(log: Log, rights: Rights, case: Case, by: Actor) -> bool:
    """Tell whether the story of a case is kept from a user who reads cases, for its own sake or another's."""
    return rights.keeps_secret(by, case.belonging) or hidden_by_its_story(log, rights, case, by) is not None


def story_of(log: Log, case: Case) -> Iterator[Case]:
    """Yield the other cases whose story a case tells, the nearest first."""
    known, waiting = {case.id}, [case]
    while waiting:
        for kind, case_id in neighbours(waiting.pop(0)):
            if case_id not in known:
                known.add(case_id)
                other: Case = log.load(kind, case_id).aggregate
                waiting.append(other)
                yield other


def neighbours(case: Case) -> Iterator[Place]:
    """Yield the cases that a case was or became, and where it goes on."""
    if isinstance(case, ServiceRequest):
        yield from ((Complaint, one.case_id) for one in (case.came_from, case.turned_into) if one)
        return
    if case.from_request:
        yield ServiceRequest, case.from_request.request_id
    if case.turned_into:
        yield ServiceRequest, case.turned_into.case_id
    if case.merged_into:
        yield Complaint, case.merged_into.case_id
