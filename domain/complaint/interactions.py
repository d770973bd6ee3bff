"""Contacts with the customer that a complaint is linked to 关联客户交互."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.contacts import add_contact, drop_contact, not_linked_to
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.step import ComplaintStep
from domain.linked_interaction import LinkedInteraction


class InteractionLinked(ComplaintEvent):
    """A contact with the customer was about this complaint."""

    topic = "complaint.interaction_linked"

    interaction: LinkedInteraction

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the contact."""
        add_contact(complaint, self.interaction)


class InteractionUnlinked(ComplaintEvent):
    """A contact turned out not to be about this complaint."""

    topic = "complaint.interaction_unlinked"

    interaction_id: UUID

    def apply(self, complaint: ComplaintRecord) -> None:
        """Drop the contact."""
        drop_contact(complaint, self.interaction_id)


class LinkingInteractions(ComplaintStep):
    """The commands about contacts; each has its other half on the contact's stream."""

    def link_interaction(self, interaction: LinkedInteraction, *, by: Actor, now: datetime) -> None:
        """Say that a contact was about this complaint. One that is linked already does nothing.

        Raises:
            NotInThisState: The complaint was merged, referred or converted.
        """
        self._permit("link_interaction", by)
        if str(interaction.interaction_id) not in self.interactions:
            self.record(InteractionLinked, interaction=interaction, occurred_at=now)

    def unlink_interaction(self, interaction_id: UUID, *, by: Actor, now: datetime) -> None:
        """Say that a contact was not about this complaint after all.

        Raises:
            NotInThisState: The complaint was merged, referred or converted.
            NotLinkedToInteraction: It is linked to no contact, or not to this one.
        """
        self._permit("unlink_interaction", by, not_linked_to(self, interaction_id))
        self.record(InteractionUnlinked, interaction_id=interaction_id, occurred_at=now)
