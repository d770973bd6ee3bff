"""The use cases of complaints about contacts with the customer; the contact's stream changes in the same append."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Stream
from application.linkable import hidden_interaction
from application.use_cases import UseCases
from domain.actor import Actor
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.interaction.values import CaseKind, Link
from domain.refusals import refuse_first


class ComplaintContacts(UseCases[Complaint]):
    """Linking contacts; `Complaints` says what the commands raise."""

    def link_interaction(self, of: UUID, interaction: UUID, *, command: Command) -> Receipt:
        """Say that a contact was about it."""

        def link(complaint: Complaint, contact: Interaction, *, by: Actor, now: datetime) -> None:
            complaint.link_interaction(contact.as_linked(), by=by, now=now)
            contact.link_case(Link(complaint.id, CaseKind.COMPLAINT, complaint.reference), by=by, now=now)

        return self._change_with_contact(of, interaction, "link_interaction", link, command)

    def unlink_interaction(self, of: UUID, interaction_id: UUID, *, command: Command) -> Receipt:
        """Say that a contact was not about it after all."""

        def unlink(complaint: Complaint, contact: Interaction, *, by: Actor, now: datetime) -> None:
            complaint.unlink_interaction(contact.id, by=by, now=now)
            contact.unlink_case(complaint.id, by=by, now=now)

        return self._change_with_contact(of, interaction_id, "unlink_interaction", unlink, command)

    def _change_with_contact(
        self, of: UUID, contact_id: UUID, name: str, change: Callable[..., None], command: Command
    ) -> Receipt:
        """Change a complaint and a contact about it in one append."""
        self._check_role(command.by, name)
        by, log = command.by, self._ledger.event_log

        def decide(complaint: Complaint, contact: Interaction, *, now: datetime) -> tuple[Complaint, Interaction]:
            self._ask(complaint, by, lambda: change(complaint, contact, by=by, now=now))
            return complaint, contact

        streams = (
            Stream(Complaint, of, see=lambda complaint: refuse_first(self._hidden(complaint, by))),
            Stream(Interaction, contact_id, see=lambda contact: refuse_first(hidden_interaction(log, contact, by))),
        )
        return self._ledger.change_together(command, streams, decide)
