"""Which cases a contact is about."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import NotLinked
from domain.interaction.step import InteractionStep
from domain.interaction.values import CaseKind, Link
from domain.personal import Id
from domain.refusals import Refusal


class CaseLinked(InteractionEvent):
    """The contact is about a case that was there before."""

    topic = "interaction.case_linked"

    case_id: UUID
    kind: CaseKind
    reference: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """Be about it."""
        interaction.add_link(Link(self.case_id, self.kind, self.reference))


class CaseUnlinked(InteractionEvent):
    """The contact turned out not to be about a case."""

    topic = "interaction.case_unlinked"

    case_id: UUID
    kind: CaseKind
    reference: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """Be about it no longer."""
        interaction.links = tuple(link for link in interaction.links if link.case_id != self.case_id)


class Linking(InteractionStep):
    """The commands about the cases of a contact; each has its other half on the case's stream."""

    def link_case(self, link: Link, *, by: Actor, now: datetime) -> None:
        """Say that the contact is about a case. One that is linked already does nothing."""
        self._permit("link_case", by)
        if link not in self.links:
            self.record(CaseLinked, case_id=link.case_id, kind=link.kind, reference=link.reference, occurred_at=now)

    def unlink_case(self, case_id: UUID, *, by: Actor, now: datetime) -> None:
        """Say that the contact is not about a case after all.

        Raises:
            NotLinked: It is not linked to this case.
        """
        link = next((one for one in self.links if one.case_id == case_id), None)
        self._permit("unlink_case", by, not_linked(link))
        assert link is not None  # noqa: S101 (just looked)
        self.record(CaseUnlinked, case_id=case_id, kind=link.kind, reference=link.reference, occurred_at=now)


def not_linked(link: Link | None) -> Refusal | None:
    """Refuse a case that is not there."""
    return None if link else NotLinked("The contact is not linked to this case.")
