"""The use cases of complaints that turn out to be service requests."""

from datetime import datetime
from uuid import UUID

from application.command import Command, Receipt, new_stream_id
from application.complaint_work import ComplaintWork
from application.ledger import Stream
from application.new_request import new_request, next_request_reference
from domain.aggregate import Aggregate
from domain.complaint import Complaint
from domain.complaint.values import Dispatch
from domain.conversion import request_out_of
from domain.request import ServiceRequest


class ComplaintConversion(ComplaintWork):
    """Conversion; `Complaints` says what the commands raise."""

    def request_conversion(
        self, of: UUID, request_type: str, reason: str, explanation: str, *, command: Command
    ) -> Receipt:
        """Ask that it becomes a service request."""
        return self._change(
            of,
            command,
            Complaint.request_conversion,
            request_type,
            reason,
            explanation,
            types=self._documents("request_type"),
            codes=self._codes(),
        )

    def convert_to_service_request(
        self, of: UUID, notice: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Make it a service request: both streams change in one append, and the answer is that of the request.

        Raises:
            Refusal: What `ServiceRequest.submit` says of it.
        """
        self._check_role(command.by, "convert_to_service_request", of)
        by, request_id = command.by, new_stream_id(command.id)

        def converted(complaint: Complaint, now: datetime) -> ServiceRequest:
            reference = next_request_reference(self._ledger, complaint.facts.received_at)
            of_type = complaint.convert_to_service_request(
                notice, at=at, case_id=request_id, reference=reference, by=by, now=now
            )
            request = new_request(
                request_out_of(complaint, of_type),
                request_id,
                reference,
                documents=self._documents,
                codes=self._codes,
                directory=self._directory,
                by=by,
                now=now,
            )
            request.begin_from_complaint(complaint.id, complaint.reference, now=now)
            return request

        def decide(complaint: Complaint, _: ServiceRequest, *, now: datetime) -> list[Aggregate]:
            made: list[Aggregate] = []
            self._ask(complaint, by, lambda: made.append(converted(complaint, now)))
            return [complaint, *made]

        streams = (
            Stream(Complaint, of, see=self._seeing(by, "convert_to_service_request")),
            Stream(ServiceRequest, request_id, begins=True),
        )
        return self._ledger.change_together(command, streams, decide, answering=1)

    def refuse_conversion(self, of: UUID, comment: str, *, command: Command) -> Receipt:
        """Let it be a complaint."""
        return self._change(of, command, Complaint.refuse_conversion, comment)
