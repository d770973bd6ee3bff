"""A complaint that is none becomes a service request 转为服务请求, and one that was a request begins.

It takes two: one asks, another decides and has the customer told. The complaint keeps its reference and is counted.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.conversion import Dissatisfaction, TurnedInto
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import AskedConversion, CaseDispatch, Dispatch, FromRequest
from domain.documents import Document
from domain.personal import CaseText, Code, Id
from domain.request.request_type import RequestType, unknown_type


class BegunFromRequest(ComplaintEvent):
    """The complaint is what became of a service request; who chose since when the customer was dissatisfied."""

    topic = "complaint.begun_from_request"

    request_id: UUID
    request_reference: Id
    request_received_at: datetime
    since: Dissatisfaction
    chosen_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember where it comes from."""
        complaint.from_request = FromRequest(self.request_id, self.request_reference, self.request_received_at)


class ConversionRequested(ComplaintEvent):
    """Somebody holds that this is a service request and no complaint; a second person decides."""

    topic = "complaint.conversion_requested"

    request_type: Code
    reason: Code
    explanation: CaseText
    requested_by: Id
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let it wait."""
        complaint.asked_conversion = AskedConversion(
            self.request_type, self.reason, self.explanation, self.requested_by
        )


class ConversionRefused(ComplaintEvent):
    """It stays a complaint."""

    topic = "complaint.conversion_refused"

    comment: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let it wait no longer."""
        complaint.asked_conversion = None


class ConvertedToServiceRequest(ComplaintEvent):
    """A second person made it a service request and the complainant was told why; counts when dispatched."""

    topic = "complaint.converted_to_service_request"

    request_id: UUID
    request_reference: Id
    reason: Code
    explanation: CaseText
    requested_by: Id
    converted_by: Id
    notice: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint."""
        complaint.end(State.CONVERTED)
        complaint.turned_into = TurnedInto(self.request_id, self.request_reference)


@dataclass(frozen=True, slots=True)
class Origin:
    """The request that a complaint comes from, and who chose since when the customer was dissatisfied."""

    request_id: UUID
    reference: str
    received_at: datetime
    since: Dissatisfaction
    chosen_by: str


class Converting(ComplaintStep):
    """The commands between complaints and requests; the request's stream changes in the same append."""

    def begin_from_request(self, origin: Origin, *, now: datetime) -> None:
        """Say which request it was; part of its receipt."""
        self.record(
            BegunFromRequest,
            request_id=origin.request_id,
            request_reference=origin.reference,
            request_received_at=origin.received_at,
            since=origin.since,
            chosen_by=origin.chosen_by,
            occurred_at=now,
        )

    def request_conversion(
        self,
        request_type: str,
        reason: str,
        explanation: str,
        *,
        types: Document[RequestType],
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Ask that it becomes a request of a type, for a reason of the list `conversion_reason`.

        Asking again with other words replaces what was asked; with the same it does nothing.

        Raises:
            NotInThisState: The complaint is decided or has ended.
            KeptConfidential: A second person opens it first.
            DecisionWasSent: A decision was sent in an earlier round or cycle.
            UnknownRequestType: There is no such type.
            UnknownCode: No such reason today.
        """
        unknown = codes.refusal("conversion_reason", reason, now.date())
        self._permit("request_conversion", by, unknown_type(request_type, types), unknown)
        if self.asked_conversion != AskedConversion(request_type, reason, explanation, by.user_id):
            self.record(
                ConversionRequested,
                request_type=request_type,
                reason=reason,
                explanation=explanation,
                requested_by=by.user_id,
                code_versions=codes.versions("conversion_reason"),
                occurred_at=now,
            )

    def convert_to_service_request(
        self,
        notice: Dispatch,
        *,
        at: datetime | None,
        case_id: UUID,
        reference: str,
        by: Actor,
        now: datetime,
    ) -> str:
        """End the complaint as a request, `notice` being how the complainant was told; return the request's type.

        Raises:
            NotInThisState: The complaint is decided or has ended.
            KeptConfidential: A second person opens it first.
            DecisionWasSent: A decision was sent in an earlier round or cycle.
            NoConversionAsked: Nobody asked for it.
            SecondPersonNeeded: Who asked or who ever handled the complaint does not decide.
            CaseHeld, AuthorityUnanswered, CreditStands: Something would be left that only here can be ended.
            BeforeReceipt, InTheFuture: The notice is out of time.
        """
        self._permit("convert_to_service_request", by, out_of_time(self, at, now))
        asked = self.asked_conversion
        assert asked is not None  # noqa: S101 - the standing rule says so
        self.record(
            ConvertedToServiceRequest,
            request_id=case_id,
            request_reference=reference,
            reason=asked.reason,
            explanation=asked.explanation,
            requested_by=asked.requested_by,
            converted_by=by.user_id,
            notice=notice,
            occurred_at=happened(at, now),
        )
        return asked.request_type

    def refuse_conversion(self, comment: str, *, by: Actor, now: datetime) -> None:
        """Let it be a complaint.

        Raises:
            NotInThisState: The complaint is decided or has ended.
            NoConversionAsked: Nobody asked for it.
        """
        self._permit("refuse_conversion", by)
        self.record(ConversionRefused, comment=comment, occurred_at=now)
