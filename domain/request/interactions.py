"""Contacts with the customer that a request is linked to 关联客户交互."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.contacts import add_contact, drop_contact, not_linked_to
from domain.linked_interaction import LinkedInteraction
from domain.request.record import RequestEvent, RequestRecord
from domain.request.step import RequestStep


class InteractionLinked(RequestEvent):
    """A contact with the customer was about this request."""

    topic = "service_request.interaction_linked"

    interaction: LinkedInteraction

    def apply(self, request: RequestRecord) -> None:
        """Add the contact."""
        add_contact(request, self.interaction)


class InteractionUnlinked(RequestEvent):
    """A contact turned out not to be about this request."""

    topic = "service_request.interaction_unlinked"

    interaction_id: UUID

    def apply(self, request: RequestRecord) -> None:
        """Drop the contact."""
        drop_contact(request, self.interaction_id)


class LinkingInteractions(RequestStep):
    """The commands about contacts; each has its other half on the contact's stream."""

    def link_interaction(self, interaction: LinkedInteraction, *, by: Actor, now: datetime) -> None:
        """Say that a contact was about this request. One that is linked already does nothing."""
        self._permit("link_interaction", by)
        if str(interaction.interaction_id) not in self.interactions:
            self.record(InteractionLinked, interaction=interaction, occurred_at=now)

    def unlink_interaction(self, interaction_id: UUID, *, by: Actor, now: datetime) -> None:
        """Say that a contact was not about this request after all.

        Raises:
            NotLinkedToInteraction: It is linked to no contact, or not to this one.
        """
        self._permit("unlink_interaction", by, not_linked_to(self, interaction_id))
        self.record(InteractionUnlinked, interaction_id=interaction_id, occurred_at=now)
