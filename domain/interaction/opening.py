"""Cases that are opened out of a contact: the customer never tells the story twice 避免客户重复陈述."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.case.changing import UnknownFact
from domain.complaint.receiving import Intake
from domain.complaint.values import Contact, Facts, Words
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import NothingTold, out_of_contact
from domain.interaction.step import InteractionStep
from domain.interaction.values import CaseKind, Link
from domain.personal import Id
from domain.refusals import Refusal

FACTS = frozenset(field.name for field in fields(Facts)) - {"channel"}
"""What may be told beside the contact; by which channel it came is the contact's to say."""
WORDS = frozenset(field.name for field in fields(Words))


class ComplaintOpened(InteractionEvent):
    """The customer was dissatisfied, and the contact became a complaint."""

    topic = "interaction.complaint_opened"

    case_id: UUID
    reference: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """Be about it."""
        interaction.add_link(Link(self.case_id, CaseKind.COMPLAINT, self.reference))


class Opening(InteractionStep):
    """The commands that open a case; the case begins in the same append."""

    def open_complaint(
        self,
        told: Mapping[str, Any],
        complainant: Contact | None,
        unit_id: str,
        *,
        case_id: UUID,
        reference: str,
        by: Actor,
        now: datetime,
    ) -> Intake:
        """Record that a complaint was opened; return what the contact says of it, and what is `told` beside it.

        `told` has names of facts and words. It reached the bank when the contact was offered, where no later instant
        is told. Its words are the customer's entries, where no others are told. The complainant is the customer,
        where one was identified.

        Raises:
            UnknownFact: A name that is not told at receipt, or the channel.
            NothingTold: There are no words at all.
            BeforeContact, InTheFuture: `received_at` is out of time.
        """
        narrative = told.get("narrative") or self.told
        received_at = told.get("received_at") or self.offered_at
        early = out_of_contact(self, received_at, now)
        self._permit("open_complaint", by, not_told_at_receipt(told), nothing_told(narrative), early)
        facts = {"source": "customer", **part(told, FACTS), "received_at": received_at, "channel": self.channel}
        self.record(ComplaintOpened, case_id=case_id, reference=reference, occurred_at=now)
        return Intake(
            Facts(**facts),
            Words(**{**part(told, WORDS), "narrative": narrative}),
            unit_id,
            complainant_id=self.customer.person_id if self.customer else None,
            complainant=complainant,
        )


def part(told: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Return what is told under some names."""
    return {name: value for name, value in told.items() if name in names}


def not_told_at_receipt(told: Mapping[str, Any]) -> Refusal | None:
    """Refuse names that no receipt has."""
    unknown = sorted(told.keys() - FACTS - WORDS)
    return UnknownFact(f"Not told beside a contact: {', '.join(unknown)}.") if unknown else None


def nothing_told(narrative: str) -> Refusal | None:
    """Refuse a complaint without words."""
    return None if narrative.strip() else NothingTold("Say what the customer complains about.")
