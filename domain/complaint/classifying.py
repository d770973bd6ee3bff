"""Step 3, classify and route 分类处理: what it is about and who handles it."""

from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.recusal import goes_back, interested
from domain.complaint.rules import handler_in_conflict
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Classification
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal

AXES = {
    "complaint_class": "complaint_class",
    "category": "category",
    "reason": "reason",
    "severity": "severity",
    "complexity": "complexity",
    "main_cause": "root_cause",
}
"""The axes of a classification, with the list that holds their codes."""

FLAGS = {"risk_flags": "risk_flag", "regimes": "regime"}
"""The axes that have several codes."""


class Classified(ComplaintEvent):
    """Somebody said what the complaint is about, for the first time or again."""

    topic = "complaint.classified"
    schema_version = 2

    classification: Classification
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Replace the classification."""
        complaint.classification = self.classification
        complaint.risks_seen = tuple(dict.fromkeys((*complaint.risks_seen, *self.classification.risk_flags)))


class Assigned(ComplaintEvent):
    """A handler was made responsible by somebody."""

    topic = "complaint.assigned"

    handler_id: Id
    unit_id: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Set the handler and the owning unit."""
        complaint.place(self.unit_id, self.handler_id)


class Taken(ComplaintEvent):
    """A handler took responsibility."""

    topic = "complaint.taken"

    handler_id: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Set the handler."""
        complaint.place(complaint.unit_id, self.handler_id)


class Transferred(ComplaintEvent):
    """The complaint went to another unit with the whole context; the earlier unit still sees it."""

    topic = "complaint.transferred"

    from_unit_id: Id
    unit_id: Id
    handover: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Move it to the unit's queue."""
        complaint.place(self.unit_id, None)


class Released(ComplaintEvent):
    """The handler gave the complaint back to the unit's queue."""

    topic = "complaint.released"

    handler_id: Id
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Clear the handler."""
        complaint.handler_id = None


class Classifying(ComplaintStep):
    """The commands of step 3."""

    def classify(self, classification: Classification, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Classify the complaint (again). The same classification does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: An axis names a code that is not in force today.
        """
        self._permit("classify", by, *unknown_axes(classification, codes, now))
        if classification != self.classification:
            versions = codes.versions(*AXES.values(), *FLAGS.values())
            self.record(Classified, classification=classification, code_versions=versions, occurred_at=now)

    def assign(
        self, handler_id: str, unit_id: str, *, by: Actor, now: datetime, organisation: Organisation = NO_UNITS
    ) -> None:
        """Make a handler of a unit responsible. Repeating it does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            ConflictOfInterest: The complaint is about this handler, or about who heads a unit above.
            HasAnInterest: This handler declared an interest.
            HandledTheFirst: It is a re-check, and this handler had a part in the first complaint.
            UnitOfTheFirst: It is a re-check of the unit above, and this unit or one above it decided the first.
        """
        conflict = handler_in_conflict(self, handler_id, unit_id, organisation)
        self._permit("assign", by, conflict, interested(self, handler_id), goes_back(self, unit_id, organisation))
        if (handler_id, unit_id) != (self.handler_id, self.unit_id):
            self.record(Assigned, handler_id=handler_id, unit_id=unit_id, occurred_at=now)

    def take(self, *, by: Actor, now: datetime) -> None:
        """Make the asking user responsible. Repeating it does nothing.

        Raises:
            NotInThisState: The complaint has ended.
        """
        self._permit("take", by)
        if by.user_id != self.handler_id:
            self.record(Taken, handler_id=by.user_id, occurred_at=now)

    def transfer(
        self, unit_id: str, handover: str, *, by: Actor, now: datetime, organisation: Organisation = NO_UNITS
    ) -> None:
        """Move the complaint to the queue of another unit. To the unit that owns it, it does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            ConflictOfInterest: The complaint is about who heads that unit or one above it.
            UnitOfTheFirst: It is a re-check of the unit above, and that unit or one above it decided the first.
        """
        conflict = handler_in_conflict(self, None, unit_id, organisation)
        self._permit("transfer", by, conflict, goes_back(self, unit_id, organisation))
        if unit_id != self.unit_id:
            self.record(Transferred, from_unit_id=self.unit_id, unit_id=unit_id, handover=handover, occurred_at=now)

    def release(self, reason: str, *, by: Actor, now: datetime) -> None:
        """Give the complaint back to the unit's queue.

        Raises:
            NotInThisState: The complaint has ended.
            NothingToRelease: Nobody handles it.
        """
        self._permit("release", by)
        self.record(Released, handler_id=self.handler_id, reason=reason, occurred_at=now)


def unknown_axes(classification: Classification, codes: Codes, now: datetime) -> list[Refusal | None]:
    """Check every axis against its list today."""
    on = now.date()
    axes = [codes.refusal(name, getattr(classification, axis), on) for axis, name in AXES.items()]
    flags = ((name, flag) for axis, name in FLAGS.items() for flag in getattr(classification, axis))
    return axes + [codes.refusal(name, flag, on) for name, flag in flags]
