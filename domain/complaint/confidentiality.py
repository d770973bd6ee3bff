"""Any time, confidentiality 保密: who goes on seeing a complaint is its handler, those above them, and compliance."""

from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Confidentiality
from domain.personal import CaseText, Code, Id


class MarkedConfidential(ComplaintEvent):
    """The complaint was closed to all but a few: earlier units, units with a task and colleagues see it no longer."""

    topic = "complaint.marked_confidential"

    reason: Code
    explanation: CaseText
    marked_by: Id
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember who marked it."""
        complaint.confidentiality = Confidentiality(self.reason, self.marked_by)


class UnmarkedConfidential(ComplaintEvent):
    """The complaint is open again to all who had to do with it."""

    topic = "complaint.unmarked_confidential"

    explanation: CaseText
    unmarked_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Open it."""
        complaint.confidentiality = None


class KeepingConfidential(ComplaintStep):
    """The commands about confidentiality."""

    def mark_confidential(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Close the complaint to all but a few, for a reason of the list `confidentiality_reason`.

        Marking what is marked does nothing, whatever the reason.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such reason today.
        """
        self._permit("mark_confidential", by, codes.refusal("confidentiality_reason", reason, now.date()))
        if self.confidentiality is None:
            self.record(
                MarkedConfidential,
                reason=reason,
                explanation=explanation,
                marked_by=by.user_id,
                code_versions=codes.versions("confidentiality_reason"),
                occurred_at=now,
            )

    def unmark_confidential(self, explanation: str, *, by: Actor, now: datetime) -> None:
        """Open it again, as a second person.

        Raises:
            NotInThisState: The complaint has ended.
            NotConfidential: It is not marked.
            SecondPersonNeeded: The same person marked it.
        """
        self._permit("unmark_confidential", by)
        self.record(UnmarkedConfidential, explanation=explanation, unmarked_by=by.user_id, occurred_at=now)
