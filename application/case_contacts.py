"""The use cases of every case about contacts with the customer; the contact's stream changes in the same append."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Stream
from application.linkable import contact_stream
from application.use_cases import CaseUseCases
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.interaction import Interaction
from domain.interaction.values import CaseKind, Link

A = TypeVar("A", bound=Aggregate)


class CaseContacts(CaseUseCases[A]):
    """Linking contacts; the use cases of the kind say what the commands raise."""

    case_kind: ClassVar[CaseKind]
    """What a contact calls cases of this kind."""

    def link_interaction(self, of: UUID, interaction: UUID, *, command: Command) -> Receipt:
        """Say that a contact was about it."""

        def link(case: Any, contact: Interaction, *, by: Actor, now: datetime) -> None:  # noqa: ANN401 - any kind
            case.link_interaction(contact.as_linked(), by=by, now=now)
            contact.link_case(Link(case.id, self.case_kind, case.reference), by=by, now=now)

        return self._change_with_contact(of, interaction, "link_interaction", link, command)

    def unlink_interaction(self, of: UUID, interaction_id: UUID, *, command: Command) -> Receipt:
        """Say that a contact was not about it after all."""

        def unlink(case: Any, contact: Interaction, *, by: Actor, now: datetime) -> None:  # noqa: ANN401 - any kind
            case.unlink_interaction(contact.id, by=by, now=now)
            contact.unlink_case(case.id, by=by, now=now)

        return self._change_with_contact(of, interaction_id, "unlink_interaction", unlink, command)

    def _change_with_contact(
        self, of: UUID, contact_id: UUID, name: str, change: Callable[..., None], command: Command
    ) -> Receipt:
        """Change a case and a contact about it in one append."""
        self._check_role(command.by, name)
        by = command.by

        def decide(case: A, contact: Interaction, *, now: datetime) -> tuple[A, Interaction]:
            self._ask(case, by, lambda: change(case, contact, by=by, now=now))
            return case, contact

        streams = (
            Stream(self.kind, of, see=self._seeing(by, name)),
            contact_stream(self._ledger.event_log, self.rights, contact_id, by),
        )
        return self._ledger.change_together(command, streams, decide)
