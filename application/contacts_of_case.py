"""The contacts of a case, as pages show them: without those that tell a story which is kept from the reader."""

from collections.abc import Collection, Sequence
from uuid import UUID

from application.linkable import hidden_interaction
from application.ports import HistoryEntry, Log
from application.rights import Rights
from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.linked_interaction import LinkedInteraction
from domain.request import ServiceRequest

LINKED = (Complaint.InteractionLinked, ServiceRequest.InteractionLinked)
UNLINKED = (Complaint.InteractionUnlinked, ServiceRequest.InteractionUnlinked)


def contact_in(event: DomainEvent) -> UUID | None:
    """Return the contact that an event of a case names."""
    if isinstance(event, LINKED):
        return event.interaction.interaction_id
    return event.interaction_id if isinstance(event, UNLINKED) else None


def kept_contacts(log: Log, rights: Rights, history: Sequence[HistoryEntry], by: Actor) -> frozenset[UUID]:
    """Return the contacts in the history of a case that are kept from a user."""
    named = {contact for entry in history if (contact := contact_in(entry.event))}
    return frozenset(contact for contact in named if is_kept(log, rights, contact, by))


def is_kept(log: Log, rights: Rights, contact: UUID | None, by: Actor) -> bool:
    """Tell whether there is a contact, and it is kept from a user."""
    if contact is None:
        return False
    found = log.load(Interaction, contact).aggregate
    return bool(found.version) and hidden_interaction(log, rights, found, by) is not None


def without(history: Sequence[HistoryEntry], contacts: Collection[UUID]) -> list[HistoryEntry]:
    """Leave out what names some contacts."""
    return [entry for entry in history if contact_in(entry.event) not in contacts]


def contacts_in(case: Complaint | ServiceRequest, history: Sequence[HistoryEntry]) -> tuple[LinkedInteraction, ...]:
    """Return the contacts of a case that a history names."""
    named = {contact_in(entry.event) for entry in history}
    return tuple(one for one in case.interactions.values() if one.interaction_id in named)
