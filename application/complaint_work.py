"""The use cases of complaints that concern how units and customer work together on one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.acknowledging import Acknowledging
from application.clocks.working_out import ClocksOf, no_clocks
from application.command import Command, Receipt
from application.hiding import keeps_secret
from application.ledger import Ledger
from application.organisation import unknown_unit
from application.ports import CodesInForce, Directory, DocumentInForce, Keyed, ZoneOf
from application.rights import Rights
from domain.actor import Actor
from domain.clock.guards import extendable_until
from domain.complaint import Complaint
from domain.complaint.on_the_spot import Solution
from domain.complaint.recusal import interested
from domain.complaint.values import Dispatch, Execution, ExecutionResult
from domain.money import Money
from domain.reference import reference_for
from domain.refusals import refuse_first

COMPLAINT = "C"
"""The kind letter of a complaint's reference."""


class ComplaintWork(Acknowledging):
    """Interests, tasks, contacts, credits; `Complaints` says what they all raise."""

    def __init__(
        self,
        ledger: Ledger,
        codes: CodesInForce,
        directory: Directory,
        documents: DocumentInForce,
        zone_of: ZoneOf,
        *,
        keyed: Keyed,
        clocks: ClocksOf = no_clocks,
    ) -> None:
        """Work on a ledger with the lists and documents in force, the bank's units, users and zones, and its key.

        `clocks` work out the deadlines that commands are held against.
        """
        super().__init__(ledger, Rights(directory), keyed)
        self._codes = codes
        self._directory = directory
        self._documents = documents
        self._zone_of = zone_of
        self._clocks = clocks

    def declare_interest(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Declare one's own interest and let go of it."""
        return self._change(of, command, Complaint.declare_interest, reason, codes=self._codes())

    def give_task(self, of: UUID, unit_id: str, what: str, due_on: date | None, *, command: Command) -> Receipt:
        """Ask another unit to contribute something.

        Raises:
            UnknownUnit: The directory does not know the unit, or it is closed.
        """
        self._check_role(command.by, "give_task", of)
        refuse_first(unknown_unit(self._directory, unit_id))
        organisation = self._directory.organisation(unit_id)
        return self._change(of, command, Complaint.give_task, unit_id, what, due_on, organisation=organisation)

    def answer_task(self, of: UUID, task_id: str, answer: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record what the unit contributed.

        Raises:
            TaskOfAnotherUnit: The task is neither the user's unit's, nor does that unit own the complaint.
        """

        def answer_task(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            refuse_first(self._foreign_task(complaint, complaint.tasks.get(task_id), by))
            complaint.answer_task(task_id, answer, at=at, by=by, now=now)

        return self._change(of, command, answer_task)

    def cancel_task(self, of: UUID, task_id: str, reason: str, *, command: Command) -> Receipt:
        """Take a task back."""
        return self._change(of, command, Complaint.cancel_task, task_id, reason)

    def record_contact_attempt(
        self, of: UUID, way: str, *, reached: bool, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that somebody tried to reach the complainant."""

        def record_contact_attempt(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            zone = self._zone_of(complaint.unit_id)
            complaint.record_contact_attempt(
                way, reached=reached, zone=zone, at=at, codes=self._codes(), by=by, now=now
            )

        return self._change(of, command, record_contact_attempt)

    def send_progress(
        self, of: UUID, text: str, dispatch: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Tell the complainant how far it is."""
        return self._change(of, command, Complaint.send_progress, text, dispatch, at=at)

    def send_holding_response(
        self,
        of: UUID,
        text: str,
        expected_on: date | None,
        dispatch: Dispatch,
        *,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Tell the complainant why there is no decision yet."""
        return self._change(of, command, Complaint.send_holding_response, text, expected_on, dispatch, at=at)

    def agree_deadline(
        self, of: UUID, until: date, statement: str, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that the complainant agreed to wait."""
        return self._change(of, command, Complaint.agree_deadline, until, statement, at=at)

    def agree_manner(self, of: UUID, manner: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record that the complainant agreed to how it is handled."""
        return self._change(of, command, Complaint.agree_manner, manner, at=at)

    def give_provisional_credit(
        self, of: UUID, amount: Money, credited_on: date, payment_reference: str | None, *, command: Command
    ) -> Receipt:
        """Record money that the customer has while the bank investigates."""
        return self._change(of, command, Complaint.give_provisional_credit, amount, credited_on, payment_reference)

    def reverse_provisional_credit(
        self,
        of: UUID,
        credit_id: str,
        reversed_on: date,
        payment_reference: str | None,
        *,
        reason: str,
        notice: Dispatch,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Record that a credit was taken back, and that the customer was told."""
        return self._change(
            of,
            command,
            Complaint.reverse_provisional_credit,
            credit_id,
            reversed_on,
            payment_reference,
            reason=reason,
            notice=notice,
            at=at,
        )

    def extend(
        self,
        of: UUID,
        reason: str,
        explanation: str,
        *,
        command: Command,
        notice_sent: bool,
        granted_at: datetime | None = None,
    ) -> Receipt:
        """Move the deadline to its next stage, or ask for the last one."""

        def extend(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            complaint.extend(
                reason,
                explanation,
                notice_sent=notice_sent,
                granted_at=granted_at,
                rules=self._documents("case_rules"),
                codes=self._codes(),
                by=by,
                now=now,
                ends=extendable_until(self._clocks(of, now)),
            )

        return self._change(of, command, extend)

    def approve_extension(
        self, of: UUID, *, command: Command, notice_sent: bool, granted_at: datetime | None = None
    ) -> Receipt:
        """Grant the last stage of the deadline."""

        def approve_extension(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            above = self._directory.organisation(complaint.unit_id)
            complaint.approve_extension(
                notice_sent=notice_sent,
                granted_at=granted_at,
                by=by,
                now=now,
                organisation=above,
                ends=extendable_until(self._clocks(of, now)),
            )

        return self._change(of, command, approve_extension)

    def refuse_extension(self, of: UUID, comment: str, *, command: Command) -> Receipt:
        """Do not grant the last stage of the deadline."""

        def refuse_extension(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            above = self._directory.organisation(complaint.unit_id)
            complaint.refuse_extension(comment, by=by, now=now, organisation=above)

        return self._change(of, command, refuse_extension)

    def close_as_unreachable(self, of: UUID, *, command: Command) -> Receipt:
        """Close it since the complainant cannot be reached."""
        return self._change(of, command, Complaint.close_as_unreachable, rules=self._documents("case_rules"))

    def solve_on_the_spot(self, of: UUID, solution: Solution, *, command: Command) -> Receipt:
        """Solve it while the customer is there."""
        return self._change(of, command, Complaint.solve_on_the_spot, solution, **self._spot_data())

    def correct_report(
        self, of: UUID, of_version: int, changes: Mapping[str, Any], reason: str, *, command: Command
    ) -> Receipt:
        """Correct what was recorded about something that happened; of a re-check, who may record its result does so.

        Raises:
            RecheckOfAnotherUnit, HandledTheFirst, HasAnInterest: A re-check's result, which is not theirs to tell.
        """

        def correct_report(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            history = self._ledger.event_log.history(of)
            found = next((entry.event for entry in history if entry.event.originator_version == of_version), None)
            if isinstance(found, Complaint.RecheckResultRecorded):
                recheck = self._recheck(complaint, found.recheck_id, by)
                refuse_first(interested(recheck, by.user_id) if recheck else None)
                found = found if recheck else None
            complaint.correct_report(of_version, changes, reason, reported=found, by=by, now=now)

        return self._change(of, command, correct_report)

    def _recheck(self, first: Complaint, recheck_id: str, by: Actor) -> Complaint | None:
        """Return a re-check whose result the user may tell, None where to them there is none.

        Raises:
            RecheckOfAnotherUnit: Another unit makes it.
        """
        known = first.rechecks.get(recheck_id)
        if known is None:
            return None
        recheck = self._ledger.event_log.load(Complaint, known.case_id).aggregate
        if keeps_secret(self._ledger.event_log, self.rights, recheck, by):
            return None
        refuse_first(self.rights.foreign_recheck(by, recheck.belonging))
        return recheck

    def correct_execution(
        self,
        of: UUID,
        remedy_id: str,
        number: int,
        result: ExecutionResult,
        execution: Execution,
        *,
        reason: str,
        command: Command,
    ) -> Receipt:
        """Correct what was recorded about the execution of a remedy."""
        return self._change(
            of, command, Complaint.correct_execution, remedy_id, number, result, execution, reason=reason
        )

    def next_reference(self, received_at: datetime) -> str:
        """Draw the reference of a new complaint."""
        return reference_for(COMPLAINT, received_at.date(), self._ledger.event_log.next_number())

    def _spot_data(self) -> dict[str, Any]:
        """Return what solving on the spot is decided by."""
        return {
            "rules": self._documents("case_rules"),
            "layout": self._documents("notice_block"),
            "codes": self._codes(),
        }

    def _mass_data(self, unit_id: str) -> dict[str, Any]:
        """Return what a number of people is judged by."""
        return {
            "codes": self._codes(),
            "organisation": self._directory.organisation(unit_id),
            "plan": self._documents("emergency_plan"),
        }

    def _route(self, complaint: Complaint, now: datetime, *, is_lost: bool = False) -> None:
        """Put a complaint where the bank's rules say; one that `is_lost` waits to be placed where none does."""
        routing = self._documents("routing")
        if routing.rows or is_lost:
            units = {rule.unit_id for rule in routing.rows}
            complaint.route(routing, self._directory.organisation(*units), now=now, is_lost=is_lost)
