"""A request becomes a complaint 转为投诉, or was one: each points at the other."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.conversion import Dissatisfaction, TurnedInto
from domain.case.instants import happened, out_of_time
from domain.linked_interaction import LinkedInteraction
from domain.personal import Id
from domain.request.record import RequestEvent, RequestRecord
from domain.request.state import State
from domain.request.step import RequestStep


class ConvertedToComplaint(RequestEvent):
    """The customer was dissatisfied: the request goes on as a complaint, received at `dissatisfied_at`."""

    topic = "service_request.converted_to_complaint"

    complaint_id: UUID
    complaint_reference: Id
    since: Dissatisfaction
    dissatisfied_at: datetime
    contact_id: UUID | None
    employee_id: Id | None
    chosen_by: Id

    def apply(self, request: RequestRecord) -> None:
        """End the request; whom the complaint is about, the request is about as well."""
        request.end(State.CONVERTED)
        request.turned_into = TurnedInto(self.complaint_id, self.complaint_reference)
        request.facts = request.facts.about(self.employee_id)


class BegunFromComplaint(RequestEvent):
    """The request is what became of a complaint that was none; the complaint keeps its reference."""

    topic = "service_request.begun_from_complaint"

    complaint_id: UUID
    complaint_reference: Id

    def apply(self, request: RequestRecord) -> None:
        """Remember where it comes from."""
        request.came_from = TurnedInto(self.complaint_id, self.complaint_reference)


class Converting(RequestStep):
    """The commands between requests and complaints; the complaint's stream changes in the same append."""

    def convert_to_complaint(
        self,
        since: Dissatisfaction,
        *,
        at: datetime | None,
        contact: LinkedInteraction | None,
        employee_id: str | None,
        case_id: UUID,
        reference: str,
        by: Actor,
        now: datetime,
    ) -> datetime:
        """End the request as a complaint about `employee_id`, or nobody; return when the complaint was received.

        That is when dissatisfaction was first expressed: with the request's first words, or in a contact: at `at`,
        else when `contact` was offered, else now.

        Raises:
            NotInThisState: It became a complaint before.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("convert_to_complaint", by, out_of_time(self, at, now))
        received_at = self.dissatisfied_at(since, at, contact, now)
        self.record(
            ConvertedToComplaint,
            complaint_id=case_id,
            complaint_reference=reference,
            since=since,
            dissatisfied_at=received_at,
            contact_id=contact.interaction_id if contact else None,
            employee_id=employee_id,
            chosen_by=by.user_id,
            occurred_at=now,
        )
        return received_at

    def begin_from_complaint(self, complaint_id: UUID, complaint_reference: str, *, now: datetime) -> None:
        """Say which complaint it was; the last word of its receipt."""
        self.record(
            BegunFromComplaint,
            complaint_id=complaint_id,
            complaint_reference=complaint_reference,
            occurred_at=now,
        )

    def dissatisfied_at(
        self, since: Dissatisfaction, at: datetime | None, contact: LinkedInteraction | None, now: datetime
    ) -> datetime:
        """Return when dissatisfaction was first expressed, never before the request itself."""
        if since is Dissatisfaction.FIRST_WORDS:
            return self.facts.received_at
        if at is None and contact is not None:
            return max(contact.offered_at, self.facts.received_at)
        return happened(at, now)
