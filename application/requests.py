"""The use cases of service requests: load, ask, save."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.case_contacts import CaseContacts
from application.case_correction import CaseCorrection
from application.clocks.working_out import ClocksOf, no_clocks
from application.command import Command, Receipt, new_stream_id
from application.complaints import Complaints
from application.hiding import hidden_by_its_story
from application.ledger import Ledger, Stream
from application.linkable import contact_stream
from application.new_request import new_request, next_request_reference
from application.organisation import handler_elsewhere, home_of, not_handling, unknown_unit, unknown_user
from application.ports import CodesInForce, Directory, DocumentInForce
from application.rights import Rights
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.case.conversion import Dissatisfaction
from domain.case.values import Dispatch
from domain.clock.guards import pauses_of
from domain.complaint import Complaint
from domain.complaint.converting import Origin
from domain.conversion import complaint_out_of, not_told_of_complaints
from domain.interaction import Interaction
from domain.interaction.values import CaseKind, Link
from domain.refusals import Refusal, refuse_first
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from domain.sight import Belonging


class Requests(CaseContacts[ServiceRequest], CaseCorrection[ServiceRequest]):
    """What can be done with service requests. Each method is one command, named as its route and its event.

    All raise `RoleForbidden` where the user's role does not include the command, `NotFound` for a request that does
    not exist for the user, `AnotherUnitOwns` where only its own unit does this, `VersionMismatch` and
    `VersionConflict` as the ledger says, and the refusals of the method of `ServiceRequest` with the same name. `at` is
    business time; None means now.
    """

    kind = ServiceRequest
    name = "service_request"
    case_kind = CaseKind.SERVICE_REQUEST

    def __init__(
        self,
        ledger: Ledger,
        codes: CodesInForce,
        directory: Directory,
        documents: DocumentInForce,
        complaints: Complaints,
        *,
        clocks: ClocksOf = no_clocks,
    ) -> None:
        """Work on a ledger with the lists and documents in force, the units and users of the bank, and complaints.

        `clocks` work out the deadlines that commands are held against.
        """
        super().__init__(ledger, Rights(directory))
        self._codes = codes
        self._directory = directory
        self._documents = documents
        self._complaints = complaints
        self._clocks = clocks

    # receive 受理

    def submit(self, intake: RequestIntake, *, command: Command) -> Receipt:
        """Receive a request; the same command again answers with the same one.

        Raises:
            UnknownUnit: A person names a unit that takes no cases.
        """
        self._check_role(command.by, "submit")
        stream_id = new_stream_id(command.id)

        def begin(now: datetime) -> ServiceRequest:
            home = home_of(self._directory, intake.unit_id, command.by)
            reference = self.next_reference(intake.facts.received_at)
            told = replace(intake, unit_id=home.unit_id)
            return self.submitted(told, stream_id, reference, by=command.by, now=now)

        return self._ledger.begin(ServiceRequest, stream_id, command, begin)

    def check_may_submit(self, by: Actor) -> None:
        """Let in whose role includes submitting requests, also as a part of another command.

        Raises:
            RoleForbidden: It does not.
        """
        self._check_role(by, "submit")

    def next_reference(self, received_at: datetime) -> str:
        """Draw the reference of a new request."""
        return next_request_reference(self._ledger, received_at)

    def submitted(
        self, intake: RequestIntake, stream_id: UUID, reference: str, *, by: Actor, now: datetime
    ) -> ServiceRequest:
        """Make a new request; nothing is saved."""
        return new_request(
            intake,
            stream_id,
            reference,
            documents=self._documents,
            codes=self._codes,
            directory=self._directory,
            by=by,
            now=now,
        )

    def triage(self, of: UUID, priority: str, complexity: str, *, command: Command) -> Receipt:
        """Say how urgent and how complex it is."""
        return self._change(of, command, ServiceRequest.triage, priority, complexity, codes=self._codes())

    def give_first_feedback(
        self, of: UUID, text: str, dispatch: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Tell the customer for the first time how it stands."""
        return self._change(of, command, ServiceRequest.give_first_feedback, text, dispatch, at=at)

    # route 分派

    def assign(self, of: UUID, handler_id: str, unit_id: str, *, command: Command) -> Receipt:
        """Make a handler responsible.

        Raises:
            UnknownUnit, UnknownUser: The directory does not know them, or they are not active.
            HandlerElsewhere: The handler would not see it.
            CannotHandle: None of their roles takes such cases.
        """
        self._check_role(command.by, "assign", of)
        refuse_first(
            unknown_unit(self._directory, unit_id),
            unknown_user(self._directory, handler_id),
            handler_elsewhere(self._directory, handler_id, unit_id),
            not_handling(self._directory, handler_id, "service_request.take"),
        )
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, ServiceRequest.assign, handler_id, unit_id, organisation=organisation)

    def take(self, of: UUID, *, command: Command) -> Receipt:
        """Take responsibility."""
        return self._change(of, command, ServiceRequest.take)

    def transfer(self, of: UUID, unit_id: str, handover: str, *, command: Command) -> Receipt:
        """Move it to another unit with a handover note.

        Raises:
            UnknownUnit: The directory does not know the unit, or it is closed.
        """
        self._check_role(command.by, "transfer", of)
        refuse_first(unknown_unit(self._directory, unit_id))
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, ServiceRequest.transfer, unit_id, handover, organisation=organisation)

    def release(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Give it back to the unit's queue."""
        return self._change(of, command, ServiceRequest.release, reason)

    def give_task(self, of: UUID, unit_id: str, what: str, due_on: date | None, *, command: Command) -> Receipt:
        """Ask another unit to contribute something.

        Raises:
            UnknownUnit: The directory does not know the unit, or it is closed.
        """
        self._check_role(command.by, "give_task", of)
        refuse_first(unknown_unit(self._directory, unit_id))
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, ServiceRequest.give_task, unit_id, what, due_on, organisation=organisation)

    def answer_task(self, of: UUID, task_id: str, answer: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record what the unit contributed.

        Raises:
            TaskOfAnotherUnit: The task is neither the user's unit's, nor does that unit own the request.
        """

        def answer_task(request: ServiceRequest, *, by: Actor, now: datetime) -> None:
            refuse_first(self._foreign_task(request, request.tasks.get(task_id), by))
            request.answer_task(task_id, answer, at=at, by=by, now=now)

        return self._change(of, command, answer_task)

    def cancel_task(self, of: UUID, task_id: str, reason: str, *, command: Command) -> Receipt:
        """Take a task back."""
        return self._change(of, command, ServiceRequest.cancel_task, task_id, reason)

    # handle 办理

    def start(self, of: UUID, *, command: Command) -> Receipt:
        """Begin to work on it."""
        return self._change(of, command, ServiceRequest.start)

    def ask_customer(self, of: UUID, text: str, *, command: Command) -> Receipt:
        """Ask the customer something."""
        return self._change(of, command, ServiceRequest.ask_customer, text)

    def record_customer_answer(
        self, of: UUID, text: str, question_id: str | None, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record what the customer answered."""
        return self._change(of, command, ServiceRequest.record_customer_answer, text, question_id, at=at)

    def receive_document(
        self, of: UUID, document: str, *, already_held: bool, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that a document was brought, or that the bank holds it already."""
        return self._change(
            of,
            command,
            ServiceRequest.receive_document,
            document,
            already_held=already_held,
            at=at,
            codes=self._codes(),
        )

    def suspend(self, of: UUID, reason: str, *, at: datetime | None, command: Command, notice_sent: bool) -> Receipt:
        """Suspend it for a reason."""

        def suspend(request: ServiceRequest, *, by: Actor, now: datetime) -> None:
            pauses = pauses_of(self._clocks(of, now), reason, told=notice_sent)
            request.suspend(reason, at=at, notice_sent=notice_sent, codes=self._codes(), by=by, now=now, pauses=pauses)

        return self._change(of, command, suspend)

    def resume(self, of: UUID, suspension_id: str, *, at: datetime | None, command: Command) -> Receipt:
        """End a suspension."""
        return self._change(of, command, ServiceRequest.resume, suspension_id, at=at)

    # answer and end 答复 办结

    def fulfil(self, of: UUID, result: str, dispatch: Dispatch, *, at: datetime | None, command: Command) -> Receipt:
        """Record that the customer was given what they asked for."""
        return self._change(of, command, ServiceRequest.fulfil, result, dispatch, at=at)

    def confirm(self, of: UUID, statement: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record that the customer was content."""
        return self._change(of, command, ServiceRequest.confirm, statement, at=at)

    def decline(
        self, of: UUID, reason: str, explanation: str, notice: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Decline it and tell why."""
        return self._change(
            of, command, ServiceRequest.decline, reason, explanation, notice, at=at, codes=self._codes()
        )

    def cancel(self, of: UUID, statement: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record that the customer does not want it any more."""
        return self._change(of, command, ServiceRequest.cancel, statement, at=at)

    def close(self, of: UUID, *, command: Command) -> Receipt:
        """Close it."""
        return self._change(of, command, ServiceRequest.close)

    def reopen(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Take it up again in a new cycle."""
        return self._change(of, command, ServiceRequest.reopen, reason, explanation, codes=self._codes())

    # become a complaint 转为投诉

    def convert_to_complaint(
        self,
        of: UUID,
        told: Mapping[str, Any],
        since: Dissatisfaction,
        *,
        at: datetime | None,
        contact: UUID | None,
        command: Command,
    ) -> Receipt:
        """Make it a complaint: all streams change in one append, and the answer is that of the complaint.

        `contact` is the one in which the customer was dissatisfied; it is linked to the complaint.

        Raises:
            UnknownFact: `told` names something that is not told of a complaint.
            Refusal: What `Complaint.receive` says of it.
        """
        self._check_role(command.by, "convert_to_complaint", of)
        self._complaints.check_may_receive(command.by)
        refuse_first(not_told_of_complaints(told))
        by, complaint_id = command.by, new_stream_id(command.id)

        def converted(request: ServiceRequest, interaction: Interaction | None, now: datetime) -> Complaint:
            linked = interaction.as_linked() if interaction else None
            received_at = request.dissatisfied_at(since, at, linked, now)
            reference = self._complaints.next_reference(received_at)
            first = self._complaint_before(request)
            intake = complaint_out_of(request, told, linked, received_at, first=first)
            request.convert_to_complaint(
                since,
                at=at,
                contact=linked,
                employee_id=intake.facts.employee_id,
                case_id=complaint_id,
                reference=reference,
                by=by,
                now=now,
            )
            origin = Origin(request.id, request.reference, request.facts.received_at, since, by.user_id)
            complaint = self._complaints.received(intake, complaint_id, reference, by=by, now=now)
            complaint.begin_from_request(origin, now=now)
            if first is not None:
                complaint.take_over_interests(first, now)
            if interaction is not None and linked is not None:
                complaint.link_interaction(linked, by=by, now=now)
                interaction.link_case(Link(complaint_id, CaseKind.COMPLAINT, reference), by=by, now=now)
            return complaint

        def decide(request: ServiceRequest, _: Complaint, *interactions: Interaction, now: datetime) -> list[Aggregate]:
            made: list[Aggregate] = []
            interaction = interactions[0] if interactions else None
            self._ask(request, by, lambda: made.append(converted(request, interaction, now)))
            return [request, *made, *interactions]

        streams = [
            Stream(ServiceRequest, of, see=self._seeing(by, "convert_to_complaint")),
            Stream(Complaint, complaint_id, begins=True),
        ]
        if contact is not None:
            streams.append(contact_stream(self._ledger.event_log, self.rights, contact, by))
        return self._ledger.change_together(command, streams, decide, answering=1)

    def _complaint_before(self, request: ServiceRequest) -> Complaint | None:
        """Return the complaint that a request was."""
        before = request.came_from
        return self._ledger.event_log.load(Complaint, before.case_id).aggregate if before else None

    # any time

    def add_note(self, of: UUID, text: str, *, command: Command) -> Receipt:
        """Write something down."""
        return self._change(of, command, ServiceRequest.add_note, text)

    def correct(self, of: UUID, changes: Mapping[str, Any], reason: str, *, command: Command) -> Receipt:
        """Correct what was told; whom it is about is corrected in every case that tells its story.

        Raises:
            VersionConflict: Meanwhile it was converted or merged.
        """

        def correct(request: ServiceRequest, *, by: Actor, now: datetime) -> None:
            organisation = self._directory.organisation(request.unit_id)
            types = self._documents("request_type")
            request.correct(
                changes, reason, types=types, codes=self._codes(), by=by, now=now, organisation=organisation
            )

        return self._correct(of, changes, correct, command)

    def _hidden(self, aggregate: ServiceRequest, by: Actor) -> Refusal | None:
        return hidden_by_its_story(self._ledger.event_log, self.rights, aggregate, by)

    def _belonging(self, aggregate: ServiceRequest) -> Belonging:
        return aggregate.belonging

    def _permitted(self, aggregate: ServiceRequest, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)
