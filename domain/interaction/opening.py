"""Cases that are opened out of a contact: the customer never tells the story twice 避免客户重复陈述."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.actor import Actor
from domain.case.changing import UnknownFact, names_of, part
from domain.complaint.receiving import Intake
from domain.complaint.values import Contact, Facts, Words
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import NothingTold, out_of_contact
from domain.interaction.step import InteractionStep
from domain.interaction.values import CaseKind, Link
from domain.personal import Id
from domain.refusals import Refusal
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords

FACTS = names_of(Facts) - {"channel"}
"""What may be told beside the contact; by which channel it came is the contact's to say."""
WORDS = names_of(Words)
REQUEST_FACTS = names_of(RequestFacts) - {"channel"}
REQUEST_WORDS = names_of(RequestWords)


class ComplaintOpened(InteractionEvent):
    """The customer was dissatisfied, and the contact became a complaint."""

    topic = "interaction.complaint_opened"

    case_id: UUID
    reference: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """Be about it."""
        interaction.add_link(Link(self.case_id, CaseKind.COMPLAINT, self.reference))


class RequestOpened(InteractionEvent):
    """The customer wanted something, and the contact became a service request."""

    topic = "interaction.request_opened"

    case_id: UUID
    reference: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """Be about it."""
        interaction.add_link(Link(self.case_id, CaseKind.SERVICE_REQUEST, self.reference))


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
        self._permit("open_complaint", by, not_told_at_receipt(told, FACTS | WORDS), nothing_told(narrative), early)
        facts = {"source": "customer", **part(told, FACTS), "received_at": received_at, "channel": self.channel}
        self.record(ComplaintOpened, case_id=case_id, reference=reference, occurred_at=now)
        return Intake(
            Facts(**facts),
            Words(**{**part(told, WORDS), "narrative": narrative}),
            unit_id,
            complainant_id=self.customer.person_id if self.customer else None,
            complainant=complainant,
        )

    def open_request(
        self,
        told: Mapping[str, Any],
        request_type: str,
        requester: Contact | None,
        unit_id: str,
        *,
        case_id: UUID,
        reference: str,
        by: Actor,
        now: datetime,
    ) -> RequestIntake:
        """Record that a request was opened; return what the contact says of it, and what is `told` beside it.

        As `open_complaint`: it reached the bank when the contact was offered, its words are the customer's entries,
        who asks is the customer, where nothing else is told.

        Raises:
            UnknownFact: A name that is not told at receipt, or the channel.
            NothingTold: There are no words at all.
            BeforeContact, InTheFuture: `received_at` is out of time.
        """
        narrative = told.get("narrative") or self.told
        received_at = told.get("received_at") or self.offered_at
        early = out_of_contact(self, received_at, now)
        unknown = not_told_at_receipt(told, REQUEST_FACTS | REQUEST_WORDS)
        self._permit("open_request", by, unknown, nothing_told(narrative), early)
        facts = {"source": "customer", **part(told, REQUEST_FACTS), "received_at": received_at, "channel": self.channel}
        self.record(RequestOpened, case_id=case_id, reference=reference, occurred_at=now)
        return RequestIntake(
            RequestFacts(**facts),
            RequestWords(**{**part(told, REQUEST_WORDS), "narrative": narrative}),
            request_type,
            unit_id,
            requester_id=self.customer.person_id if self.customer else None,
            requester=requester,
        )


def not_told_at_receipt(told: Mapping[str, Any], known: frozenset[str]) -> Refusal | None:
    """Refuse names that no receipt has."""
    unknown = sorted(told.keys() - known)
    return UnknownFact(f"Not told beside a contact: {', '.join(unknown)}.") if unknown else None


def nothing_told(narrative: str) -> Refusal | None:
    """Refuse a case without words."""
    return None if narrative.strip() else NothingTold("Say what the customer said.")
