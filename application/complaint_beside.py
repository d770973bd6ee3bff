"""The use cases of complaints that concern what runs beside the steps: new facts, other bodies, authorities, holds."""

from datetime import date, datetime
from uuid import UUID

from application.command import Command, Receipt
from application.complaint_work import ComplaintWork
from domain.complaint import Complaint
from domain.complaint.values import Dispatch


class ComplaintBeside(ComplaintWork):
    """New facts, other bodies, authorities, holds; `Complaints` says what they all raise."""

    def record_new_facts(
        self, of: UUID, text: str, evidence: tuple[str, ...], *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that the complainant came again with something new."""
        return self._change(of, command, Complaint.record_new_facts, text, evidence, at=at)

    def confirm_new_facts(self, of: UUID, new_facts_id: str, *, command: Command) -> Receipt:
        """Confirm that it is new."""
        return self._change(of, command, Complaint.confirm_new_facts, new_facts_id)

    def refuse_new_facts(self, of: UUID, new_facts_id: str, reason: str, *, command: Command) -> Receipt:
        """State that nothing in it is new."""
        return self._change(of, command, Complaint.refuse_new_facts, new_facts_id, reason)

    def refer_to_external(
        self,
        of: UUID,
        body: str,
        external_reference: str | None,
        text: str,
        *,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Record that it came before somebody outside."""
        refer = Complaint.refer_to_external
        return self._change(of, command, refer, body, external_reference, text, at=at, codes=self._codes())

    def record_external_outcome(
        self, of: UUID, referral_id: str, outcome: str, text: str, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record what came of it there."""
        record = Complaint.record_external_outcome
        return self._change(of, command, record, referral_id, outcome, text, at=at, codes=self._codes())

    def record_authority_question(
        self,
        of: UUID,
        authority: str,
        authority_reference: str | None,
        text: str,
        due_on: date | None,
        *,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Record what an authority asked."""
        return self._change(
            of,
            command,
            Complaint.record_authority_question,
            authority,
            authority_reference,
            text,
            due_on,
            at=at,
            codes=self._codes(),
        )

    def answer_authority(
        self, of: UUID, question_id: str, text: str, dispatch: Dispatch, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Answer an authority."""
        return self._change(of, command, Complaint.answer_authority, question_id, text, dispatch, at=at)

    def place_hold(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Forbid to erase anything of it."""
        return self._change(of, command, Complaint.place_hold, reason, explanation, codes=self._codes())

    def release_hold(self, of: UUID, hold_id: str, explanation: str, *, command: Command) -> Receipt:
        """End a hold."""
        return self._change(of, command, Complaint.release_hold, hold_id, explanation)

    def mark_confidential(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Close it to all but a few."""
        return self._change(of, command, Complaint.mark_confidential, reason, explanation, codes=self._codes())

    def unmark_confidential(self, of: UUID, explanation: str, *, command: Command) -> Receipt:
        """Open it again."""
        return self._change(of, command, Complaint.unmark_confidential, explanation)
