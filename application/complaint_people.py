"""The use cases of complaints that concern their people: parties, major complaints, vulnerability."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from application.command import Command, Receipt
from application.complaint_work import ComplaintWork
from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.party import NewParty
from domain.complaint.values import Vulnerable


class ComplaintPeople(ComplaintWork):
    """Who complains, who speaks for them, and how many they are; `Complaints` says what they all raise."""

    def add_party(self, of: UUID, party: NewParty, *, command: Command) -> Receipt:
        """Add a person to the case."""

        def add_party(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            complaint.add_party(party, by=by, now=now, **self._mass_data(complaint.unit_id))

        return self._change(of, command, add_party)

    def change_party(
        self, of: UUID, party_id: str, changes: Mapping[str, Any], reason: str, *, command: Command
    ) -> Receipt:
        """Change what a party is to the case or how they are reached."""
        return self._change(of, command, Complaint.change_party, party_id, changes, reason, codes=self._codes())

    def remove_party(self, of: UUID, party_id: str, reason: str, *, command: Command) -> Receipt:
        """Take a person out of the case."""
        return self._change(of, command, Complaint.remove_party, party_id, reason)

    def declare_major(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Declare it a major complaint."""
        return self._change(of, command, Complaint.declare_major, reason, explanation, codes=self._codes())

    def undeclare_major(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """State as a second person that it is none."""
        return self._change(of, command, Complaint.undeclare_major, reason)

    def start_emergency_plan(self, of: UUID, *, command: Command) -> Receipt:
        """Start the emergency plan in force."""
        return self._change(of, command, Complaint.start_emergency_plan, self._documents("emergency_plan"))

    def complete_emergency_step(
        self,
        of: UUID,
        step: str,
        note: str,
        *,
        authority: str | None,
        authority_reference: str | None,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Record that a step of the emergency plan was done."""
        return self._change(
            of,
            command,
            Complaint.complete_emergency_step,
            step,
            note,
            at=at,
            authority=authority,
            authority_reference=authority_reference,
            codes=self._codes(),
        )

    def record_vulnerability(self, of: UUID, vulnerable: Vulnerable, party_id: str, *, command: Command) -> Receipt:
        """Record what makes a party vulnerable."""
        return self._change(
            of, command, Complaint.record_vulnerability, vulnerable, party_id=party_id, codes=self._codes()
        )
