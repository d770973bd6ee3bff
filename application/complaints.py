"""The use cases of complaints: load, ask, save."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from application.case_contacts import CaseContacts
from application.case_correction import CaseCorrection
from application.command import Command, Receipt, new_stream_id
from application.complaint_conversion import ComplaintConversion
from application.complaint_people import ComplaintPeople
from application.complaint_relations import ComplaintRelations
from application.hiding import hidden_by_its_story
from application.organisation import (
    Home,
    handler_elsewhere,
    home_of,
    not_handling,
    unknown_addressee,
    unknown_unit,
    unknown_user,
    working_below,
)
from domain.actor import Actor
from domain.clock.guards import pauses_of, quick_close_until
from domain.complaint import Complaint
from domain.complaint.letters import Letter
from domain.complaint.on_the_spot import Solution
from domain.complaint.receiving import Intake
from domain.complaint.values import (
    Attachment,
    Classification,
    Dispatch,
    Execution,
    ExecutionResult,
    Resolution,
)
from domain.interaction.values import CaseKind
from domain.refusals import Refusal, refuse_first
from domain.sight import Belonging


class Complaints(
    ComplaintRelations, ComplaintConversion, ComplaintPeople, CaseContacts[Complaint], CaseCorrection[Complaint]
):
    """What can be done with complaints. Each method is one command, named as its route and its event.

    All raise `RoleForbidden` where the user's role does not include the command, `NotFound` for a complaint that does
    not exist for the user, `AnotherUnitOwns` where only its own unit does this, `VersionMismatch` and
    `VersionConflict` as the ledger says, and the refusals of the method of `Complaint` with the same name. `at` is
    business time; None means now.
    """

    kind = Complaint
    name = "complaint"
    case_kind = CaseKind.COMPLAINT

    # 1 receive 接收投诉

    def receive(self, intake: Intake, *, command: Command, solution: Solution | None = None) -> Receipt:
        """Receive a complaint; the same command again answers with the same case.

        `solution`: it was solved on the spot; then it is received and closed in one.

        Raises:
            UnknownUnit: A person names a unit that takes no cases.
        """
        self._check_role(command.by, "receive")
        if solution is not None:
            self._check_role(command.by, "solve_on_the_spot")
        stream_id = new_stream_id(command.id)

        def begin(now: datetime) -> Complaint:
            home = self.home(intake.unit_id, command.by)
            reference = self.next_reference(intake.facts.received_at)
            return self.received(intake, stream_id, reference, by=command.by, now=now, solution=solution, home=home)

        return self._ledger.begin(Complaint, stream_id, command, begin)

    def check_may_receive(self, by: Actor) -> None:
        """Let in whose role includes receiving complaints, also as a part of another command.

        Raises:
            RoleForbidden: It does not.
        """
        self._check_role(by, "receive")

    def home(self, told: str, by: Actor) -> Home:
        """Return the unit that takes in what came for the unit that was `told`.

        Raises:
            UnknownUnit: A person names a unit that takes no cases.
        """
        return home_of(self._directory, told, by)

    def received(
        self,
        intake: Intake,
        stream_id: UUID,
        reference: str,
        *,
        by: Actor,
        now: datetime,
        solution: Solution | None = None,
        home: Home | None = None,
    ) -> Complaint:
        """Make a new complaint, routed where rules say so; nothing is saved. `home`: which unit takes it in."""
        home = home or Home(intake.unit_id)
        complaint = Complaint.receive(
            replace(intake, unit_id=home.unit_id),
            stream_id=stream_id,
            reference=reference,
            by=by,
            now=now,
            **self._mass_data(home.unit_id),
        )
        if solution is not None:
            complaint.solve_on_the_spot(solution, by=by, now=now, **self._spot_data())
        self._route(complaint, now, is_lost=home.is_lost)
        return complaint

    # 2 preliminary review 初步审核

    def admit(self, of: UUID, *, command: Command) -> Receipt:
        """Take the complaint in."""
        return self._change(of, command, Complaint.admit)

    def decline(
        self, of: UUID, reason: str, explanation: str, notice: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Decline to handle it and tell why."""
        return self._change(of, command, Complaint.decline, reason, explanation, notice, at=at, codes=self._codes())

    def refer(
        self, of: UUID, to: str, explanation: str, notice: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Refer it to the body that it belongs to."""
        return self._change(of, command, Complaint.refer, to, explanation, notice, at=at)

    # 3 classify and route 分类处理

    def classify(self, of: UUID, classification: Classification, *, command: Command) -> Receipt:
        """Say what it is about; what nobody has placed yet is routed."""

        def classify(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            complaint.classify(classification, codes=self._codes(), by=by, now=now)
            self._route(complaint, now)

        return self._change(of, command, classify)

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
            not_handling(self._directory, handler_id, "complaint.take"),
        )
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, Complaint.assign, handler_id, unit_id, organisation=organisation)

    def take(self, of: UUID, *, command: Command) -> Receipt:
        """Take responsibility."""
        return self._change(of, command, Complaint.take)

    def transfer(self, of: UUID, unit_id: str, handover: str, *, command: Command) -> Receipt:
        """Move it to another unit with a handover note.

        Raises:
            UnknownUnit: The directory does not know the unit, or it is closed.
        """
        self._check_role(command.by, "transfer", of)
        refuse_first(unknown_unit(self._directory, unit_id))
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, Complaint.transfer, unit_id, handover, organisation=organisation)

    def release(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Give it back to the unit's queue."""
        return self._change(of, command, Complaint.release, reason)

    # 4 investigate 调查核实

    def start_investigation(self, of: UUID, *, command: Command) -> Receipt:
        """Begin the investigation."""
        return self._change(of, command, Complaint.start_investigation)

    def record_finding(self, of: UUID, text: str, *, command: Command) -> Receipt:
        """Record what was established."""
        return self._change(of, command, Complaint.record_finding, text)

    def attach_evidence(self, of: UUID, attachment: Attachment, description: str, *, command: Command) -> Receipt:
        """Attach a stored file."""
        return self._change(of, command, Complaint.attach_evidence, attachment, description)

    def ask_customer(self, of: UUID, text: str, *, command: Command) -> Receipt:
        """Ask the complainant something."""
        return self._change(of, command, Complaint.ask_customer, text)

    def record_customer_answer(
        self, of: UUID, text: str, question_id: str | None, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record what the complainant answered."""
        return self._change(of, command, Complaint.record_customer_answer, text, question_id, at=at)

    def suspend(self, of: UUID, reason: str, *, at: datetime | None, command: Command, notice_sent: bool) -> Receipt:
        """Suspend it for a reason."""

        def suspend(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            pauses = pauses_of(self._clocks(of, now), reason, told=notice_sent)
            complaint.suspend(
                reason, at=at, notice_sent=notice_sent, codes=self._codes(), by=by, now=now, pauses=pauses
            )

        return self._change(of, command, suspend)

    def resume(self, of: UUID, suspension_id: str, *, at: datetime | None, command: Command) -> Receipt:
        """End a suspension."""
        return self._change(of, command, Complaint.resume, suspension_id, at=at)

    def escalate(self, of: UUID, to: str, reason: str, *, command: Command) -> Receipt:
        """Call in somebody higher, a unit or a user.

        Raises:
            UnknownAddressee: Neither a unit nor a user is known by this name.
        """

        def escalate(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            refuse_first(unknown_addressee(self._directory, to))
            complaint.escalate(to, reason, by=by, now=now)

        return self._change(of, command, escalate)

    def complete_investigation(self, of: UUID, *, command: Command) -> Receipt:
        """State that the facts are established."""
        return self._change(of, command, Complaint.complete_investigation)

    # 5 resolve 制定解决方案

    def propose_resolution(self, of: UUID, resolution: Resolution, *, command: Command) -> Receipt:
        """Propose a resolution."""
        return self._change(of, command, Complaint.propose_resolution, resolution, codes=self._codes())

    def approve_resolution(self, of: UUID, *, command: Command) -> Receipt:
        """Approve the proposed version."""
        return self._change(of, command, Complaint.approve_resolution)

    def send_back(self, of: UUID, comment: str, *, command: Command) -> Receipt:
        """Send the proposal back to the investigation."""
        return self._change(of, command, Complaint.send_back, comment)

    # 6 reply, ask opinion 回复客户 征求意见

    def send_decision(
        self,
        of: UUID,
        notice: str,
        ways_of_appeal: str,
        dispatch: Dispatch,
        *,
        at: datetime | None,
        command: Command,
        blocks: tuple[str, ...] = (),
        letters: tuple[Letter, ...] = (),
    ) -> Receipt:
        """Send the decision, to several people in a letter each."""
        return self._change(
            of,
            command,
            Complaint.send_decision,
            notice,
            ways_of_appeal,
            dispatch,
            at=at,
            blocks=blocks,
            letters=letters,
            layout=self._documents("notice_block"),
        )

    def dispatch_again(
        self, of: UUID, dispatch: Dispatch, *, at: datetime | None, command: Command, party_id: str | None = None
    ) -> Receipt:
        """Send once more what was sent before, or send it to one more party."""
        return self._change(of, command, Complaint.dispatch_again, dispatch, at=at, party_id=party_id)

    def record_delivery(
        self, of: UUID, proof: str, *, at: datetime | None, command: Command, party_id: str | None = None
    ) -> Receipt:
        """Record that the decision arrived."""
        return self._change(of, command, Complaint.record_delivery, proof, at=at, party_id=party_id)

    def record_failed_delivery(
        self, of: UUID, proof: str, *, at: datetime | None, command: Command, party_id: str | None = None
    ) -> Receipt:
        """Record that the decision came back or was refused."""
        return self._change(of, command, Complaint.record_failed_delivery, proof, at=at, party_id=party_id)

    def accept_decision(
        self,
        of: UUID,
        statement: str,
        *,
        at: datetime | None,
        command: Command,
        party_id: str | None = None,
        through: str | None = None,
    ) -> Receipt:
        """Record a complainant's yes, said by themselves or `through` who acts for them."""
        return self._change(
            of, command, Complaint.accept_decision, statement, at=at, party_id=party_id, through=through
        )

    def reject_decision(
        self,
        of: UUID,
        statement: str,
        *,
        at: datetime | None,
        command: Command,
        party_id: str | None = None,
        through: str | None = None,
    ) -> Receipt:
        """Record a complainant's no, said by themselves or `through` who acts for them."""
        return self._change(
            of, command, Complaint.reject_decision, statement, at=at, party_id=party_id, through=through
        )

    def end_response_window(self, of: UUID, *, command: Command) -> Receipt:
        """State that no answer came in time."""

        def end_response_window(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            zone = self._zone_of(complaint.unit_id)
            complaint.end_response_window(rules=self._documents("case_rules"), zone=zone, by=by, now=now)

        return self._change(of, command, end_response_window)

    # 7 carry out 执行方案

    def execute_remedy(
        self, of: UUID, remedy_id: str, result: ExecutionResult, execution: Execution, *, command: Command
    ) -> Receipt:
        """Record that a remedy was carried out, in whole, in part, or failed."""
        return self._change(of, command, Complaint.execute_remedy, remedy_id, result, execution)

    def waive_remedy(
        self,
        of: UUID,
        remedy_id: str,
        statement: str,
        *,
        at: datetime | None,
        command: Command,
        party_id: str | None = None,
        through: str | None = None,
    ) -> Receipt:
        """Record that the customer renounced a remedy, themselves or `through` who acts for them."""
        return self._change(
            of, command, Complaint.waive_remedy, remedy_id, statement, at=at, party_id=party_id, through=through
        )

    def lapse_remedy(self, of: UUID, remedy_id: str, *, command: Command) -> Receipt:
        """State that an offer lapsed."""
        return self._change(of, command, Complaint.lapse_remedy, remedy_id)

    # 8 follow up 跟踪反馈

    def close(self, of: UUID, *, command: Command) -> Receipt:
        """Close it."""
        return self._change(of, command, Complaint.close)

    def quick_close(
        self, of: UUID, acceptance: str, summary: str, dispatch: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Close it before a decision, with acceptance and summary."""

        def quick_close(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            until = quick_close_until(self._clocks(of, now))
            complaint.quick_close(acceptance, summary, dispatch, at=at, by=by, now=now, until=until)

        return self._change(of, command, quick_close)

    def reopen(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Take it up again in a new cycle."""
        return self._change(of, command, Complaint.reopen, reason, explanation, codes=self._codes())

    # any time

    def withdraw(
        self,
        of: UUID,
        statement: str,
        *,
        at: datetime | None,
        command: Command,
        party_id: str | None = None,
        through: str | None = None,
    ) -> Receipt:
        """Record that a complainant withdrew, themselves or `through` who acts for them."""
        return self._change(of, command, Complaint.withdraw, statement, at=at, party_id=party_id, through=through)

    def add_note(self, of: UUID, text: str, *, command: Command) -> Receipt:
        """Write something down."""
        return self._change(of, command, Complaint.add_note, text)

    def correct(self, of: UUID, changes: Mapping[str, Any], reason: str, *, command: Command) -> Receipt:
        """Correct what was told; whom it is about is corrected in every case that tells its story.

        Raises:
            VersionConflict: Meanwhile it was converted or merged.
        """

        def correct(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            employee = changes.get("employee_id", complaint.facts.employee_id)
            below = working_below(self._directory, employee, complaint.proposed_by, complaint.approved_by)
            complaint.correct(changes, reason, below=below, by=by, now=now, **self._mass_data(complaint.unit_id))

        return self._correct(of, changes, correct, command)

    def _hidden(self, aggregate: Complaint, by: Actor) -> Refusal | None:
        return hidden_by_its_story(self._ledger.event_log, self.rights, aggregate, by)

    def expect(self, complaint: Complaint, by: Actor, command: str) -> None:
        """Refuse what would be refused whatever the command's arguments are.

        Raises:
            Refusal: What the permission table or the complaint says.
        """
        self._seeing(by, command)(complaint)
        refuse_first(complaint.refusal(command, by))

    def _belonging(self, aggregate: Complaint) -> Belonging:
        return aggregate.belonging

    def _permitted(self, aggregate: Complaint, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)
