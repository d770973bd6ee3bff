"""The kinds of cases that a contact may be about, and what is hidden of a contact for their sake."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from application.hiding import Case, hidden_by_its_story, keeps_secret
from application.ledger import NotFound, Stream
from application.ports import Log
from application.rights import Rights
from domain.actor import Actor
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.interaction.record import InteractionRecord
from domain.interaction.values import CaseKind, Link
from domain.refusals import Refusal, refuse_first
from domain.request import ServiceRequest

LINKABLE: Mapping[CaseKind, type[Any]] = {
    CaseKind.COMPLAINT: Complaint,
    CaseKind.SERVICE_REQUEST: ServiceRequest,
}
"""Each has the commands `link_interaction` and `unlink_interaction`, and says whose it is."""


def contact_stream(log: Log, rights: Rights, of: UUID, by: Actor) -> Stream:
    """Return the stream of a contact that changes together with others, where the user may know of it."""
    return Stream(Interaction, of, see=lambda contact: refuse_first(hidden_interaction(log, rights, contact, by)))


def linked_case(log: Log, link: Link) -> Case:
    """Return a case that a contact is about."""
    case: Case = log.load(LINKABLE[link.kind], link.case_id).aggregate
    return case


def hidden_case(log: Log, rights: Rights, case: Case, by: Actor) -> Refusal | None:
    """Hide a case that a user does not read."""
    return rights.refusal(by, "read_case", case.belonging) or hidden_by_its_story(log, rights, case, by)


def hidden_links(log: Log, rights: Rights, interaction: InteractionRecord, by: Actor) -> frozenset[UUID]:
    """Return the cases of a contact that a user does not see."""
    return frozenset(
        link.case_id for link in interaction.links if hidden_case(log, rights, linked_case(log, link), by) is not None
    )


def hidden_interaction(log: Log, rights: Rights, interaction: InteractionRecord, by: Actor) -> Refusal | None:
    """Hide a contact whose case is about the user or confidential: it tells the same story.

    One about a case of another unit is shown, without the case: contacts are the whole bank's. The agent has heard
    the story already and keeps the contact, but not what other people add to it.
    """
    if interaction.agent_id == by.user_id or not tells_a_secret(log, rights, interaction, by):
        return None
    return NotFound("There is no such contact.")


def tells_a_secret(log: Log, rights: Rights, interaction: InteractionRecord, by: Actor) -> bool:
    """Tell whether a contact is about a case whose story is kept from the user."""
    return any(keeps_secret(log, rights, linked_case(log, link), by) for link in interaction.links)
