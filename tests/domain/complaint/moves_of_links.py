"""Moves about what a complaint is linked to: contacts with the customer."""

from datetime import timedelta
from uuid import UUID

from domain.linked_interaction import LinkedInteraction
from tests.domain.complaint.drawing import Move
from tests.domain.complaint.moves_of_contacts import Contacts
from tests.domain.fixed import RECEIVED_AT

CONTACTS = tuple(UUID(f"00000000-0000-4000-8000-0000000000{n:02x}") for n in (0xE1, 0xE2))


class Links(Contacts):
    """The commands about contacts that were about the complaint."""

    def link_interaction(self) -> Move:
        which = self.pick(*CONTACTS)
        contact = LinkedInteraction(which, "I-2026-000043-0", "inbound", "phone", RECEIVED_AT - timedelta(minutes=1))

        def effect() -> list[str]:
            is_new = which not in self.model.contacts
            self.model.contacts.add(which)
            return ["InteractionLinked"] if is_new else []

        return Move(lambda c: c.link_interaction(contact, **self.asked), None, effect)

    def unlink_interaction(self) -> Move:
        which = self.pick(*CONTACTS)
        flaw = None if which in self.model.contacts else "interaction_not_linked"

        def effect() -> list[str]:
            self.model.contacts.remove(which)
            return ["InteractionUnlinked"]

        return Move(lambda c: c.unlink_interaction(which, **self.asked), flaw, effect)
