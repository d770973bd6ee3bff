"""The kinds of cases that a contact may be about, and what recusal 回避 hides of a contact for their sake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.ledger import NotFound
from application.ports import Log
from domain.actor import Actor
from domain.complaint import Complaint
from domain.interaction.record import InteractionRecord
from domain.interaction.values import CaseKind, Link
from domain.refusals import Refusal
from domain.request import ServiceRequest


@dataclass(frozen=True, slots=True)
class Linkable:
    """A kind of case, which has the commands `link_interaction` and `unlink_interaction`.

    `is_about`: whether a case of the kind is about one of some employees, to whom it does not exist.
    """

    kind: type[Any]
    is_about: Callable[[Any, frozenset[str]], bool]


LINKABLE: Mapping[CaseKind, Linkable] = {
    CaseKind.COMPLAINT: Linkable(Complaint, lambda case, employees: case.facts.employee_id in employees),
    CaseKind.SERVICE_REQUEST: Linkable(ServiceRequest, lambda case, employees: case.facts.employee_id in employees),
}


def hidden_case(kind: CaseKind, case: Any, by: Actor) -> Refusal | None:  # noqa: ANN401 - any kind of case
    """Return what somebody hears of a case that is about them: that there is none."""
    return NotFound("There is no such case.") if LINKABLE[kind].is_about(case, by.recused_from) else None


def hidden_links(log: Log, interaction: InteractionRecord, by: Actor) -> frozenset[UUID]:
    """Return the cases of a contact that do not exist for a user."""

    def is_hidden(link: Link) -> bool:
        return hidden_case(link.kind, log.load(LINKABLE[link.kind].kind, link.case_id).aggregate, by) is not None

    return frozenset(link.case_id for link in interaction.links if is_hidden(link))


def hidden_interaction(log: Log, interaction: InteractionRecord, by: Actor) -> Refusal | None:
    """Hide a contact whose case does not exist for the user: it tells the same story.

    The agent has heard it already and keeps the contact, without the case.
    """
    if interaction.agent_id == by.user_id or not hidden_links(log, interaction, by):
        return None
    return NotFound("There is no such contact.")
