"""Step 4, extend 延期: the deadline moves by stages, the last of them with the word of the superior unit."""

from datetime import datetime

from domain.actor import Actor
from domain.case.deadlines import expired
from domain.codes import Codes
from domain.complaint.case_rules import CaseRules
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import SecondPersonNeeded, happened, out_of_time
from domain.complaint.step import ComplaintStep
from domain.complaint.values import AskedExtension
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class Extended(ComplaintEvent):
    """The deadline moved to its next stage; counts when recorded.

    `granted_at` is when it was granted: one that was granted in time and recorded late is kept, and cures nothing.
    """

    topic = "complaint.extended"
    schema_version = 2

    stage: int
    reason: Code
    explanation: CaseText
    notice_sent: bool
    code_versions: dict[Code, int]
    granted_at: datetime

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the stage."""
        complaint.extension_stage = self.stage
        complaint.asked_extension = None


class ExtensionRequested(ComplaintEvent):
    """Somebody asked for the last stage, which the superior unit grants or refuses."""

    topic = "complaint.extension_requested"

    stage: int
    reason: Code
    explanation: CaseText
    requested_by: Id
    code_versions: dict[Code, int]
    rules_version: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let it wait."""
        complaint.asked_extension = AskedExtension(
            self.stage, self.reason, self.explanation, self.requested_by, self.code_versions
        )


class ExtensionApproved(ComplaintEvent):
    """A second person in the superior unit granted the last stage."""

    topic = "complaint.extension_approved"

    stage: int
    approved_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs: the extension itself follows."""


class ExtensionRefused(ComplaintEvent):
    """The superior unit did not grant the last stage."""

    topic = "complaint.extension_refused"

    stage: int
    comment: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let it wait no longer."""
        complaint.asked_extension = None


class NoFurtherStage(Refusal):
    """The deadline has reached its last stage."""

    code = "no_further_extension"


class GrantedByTheSuperior(Refusal):
    """The last stage is granted by the superior unit, which says when it did."""

    code = "granted_by_superior_unit"


class SuperiorUnitNeeded(Refusal):
    """Somebody of a unit above the one that owns the complaint decides."""

    code = "superior_unit_needed"


class Extending(ComplaintStep):
    """The commands that move the deadline."""

    def extend(
        self,
        reason: str,
        explanation: str,
        *,
        notice_sent: bool,
        granted_at: datetime | None = None,
        rules: Document[CaseRules],
        codes: Codes,
        by: Actor,
        now: datetime,
        ends: datetime | None = None,
    ) -> None:
        """Move the deadline to its next stage for a reason of the list `extension_reason`.

        The last stage is only asked for; asking again with other words replaces what was asked. `ends`: when the last
        stage ends that could be extended; None: nobody knows of one.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such reason today.
            NoFurtherStage: It is at its last stage.
            GrantedByTheSuperior: `granted_at` is told of the last stage, which nobody has granted yet.
            BeforeReceipt, InTheFuture: `granted_at` is out of time.
            ExtensionAfterExpiry: The running stage was over then.
        """
        last = rules.rows[0].extension_stages
        unknown = codes.refusal("extension_reason", reason, now.date())
        untimely = granted_by_superior(self, last, granted_at) or out_of_time(self, granted_at, now, "granted_at")
        over = expired(ends, happened(granted_at, now))
        self._permit("extend", by, unknown, no_further(self, last), untimely, over)
        stage, versions = self.extension_stage + 1, codes.versions("extension_reason")
        if stage < last:
            self.record(
                Extended,
                stage=stage,
                reason=reason,
                explanation=explanation,
                notice_sent=notice_sent,
                code_versions=versions,
                granted_at=happened(granted_at, now),
                occurred_at=now,
            )
        elif self.asked_extension != AskedExtension(stage, reason, explanation, by.user_id, versions):
            self.record(
                ExtensionRequested,
                stage=stage,
                reason=reason,
                explanation=explanation,
                requested_by=by.user_id,
                code_versions=versions,
                rules_version=rules.version,
                occurred_at=now,
            )

    def approve_extension(
        self,
        *,
        notice_sent: bool,
        granted_at: datetime | None = None,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
        ends: datetime | None = None,
    ) -> None:
        """Grant the last stage, or record that it was granted before; `notice_sent`: the complainant was told.

        `ends`: when the last stage ends that could be extended; None: nobody knows of one.

        Raises:
            NotInThisState: The complaint has ended.
            NoExtensionAsked: Nobody asked for it.
            SecondPersonNeeded: Who asked does not grant.
            SuperiorUnitNeeded: The user is of no unit above the owning one, though there is one.
            BeforeReceipt, InTheFuture: `granted_at` is out of time.
            ExtensionAfterExpiry: The running stage was over then.
        """
        wrong = asked_oneself(self, by) or not_above(self, by, organisation)
        over = expired(ends, happened(granted_at, now))
        self._permit("approve_extension", by, wrong, out_of_time(self, granted_at, now, "granted_at"), over)
        asked = self.asked_extension
        assert asked is not None  # noqa: S101 - the standing rule says so
        self.record(ExtensionApproved, stage=asked.stage, approved_by=by.user_id, occurred_at=now)
        self.record(
            Extended,
            stage=asked.stage,
            reason=asked.reason,
            explanation=asked.explanation,
            notice_sent=notice_sent,
            code_versions=asked.code_versions,
            granted_at=happened(granted_at, now),
            occurred_at=now,
        )

    def refuse_extension(
        self, comment: str, *, by: Actor, now: datetime, organisation: Organisation = NO_UNITS
    ) -> None:
        """Do not grant the last stage.

        Raises:
            NotInThisState: The complaint has ended.
            NoExtensionAsked: Nobody asked for it.
            SuperiorUnitNeeded: The user is of no unit above the owning one, though there is one.
        """
        self._permit("refuse_extension", by, not_above(self, by, organisation))
        asked = self.asked_extension
        assert asked is not None  # noqa: S101 - the standing rule says so
        self.record(ExtensionRefused, stage=asked.stage, comment=comment, occurred_at=now)


def no_further(complaint: ComplaintRecord, last: int) -> Refusal | None:
    """Refuse to go beyond the last stage."""
    if complaint.extension_stage < last:
        return None
    return NoFurtherStage(f"The deadline is at its last stage, {last}.")


def granted_by_superior(complaint: ComplaintRecord, last: int, granted_at: datetime | None) -> Refusal | None:
    """Refuse to tell when the last stage was granted: it is only asked for."""
    if granted_at is None or complaint.extension_stage + 1 < last:
        return None
    return GrantedByTheSuperior("The last stage is asked for; the superior unit says when it granted it.")


def asked_oneself(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse to grant what one asked for."""
    asked = complaint.asked_extension
    if asked is None or asked.requested_by != by.user_id:
        return None
    return SecondPersonNeeded("Who asked for the extension does not grant it.")


def not_above(complaint: ComplaintRecord, by: Actor, organisation: Organisation) -> Refusal | None:
    """Refuse who is not above the owning unit; where nothing is above it, any second person decides."""
    above = {unit.unit_id for unit in organisation.line(complaint.unit_id)} - {complaint.unit_id}
    if not above or by.unit_id in above:
        return None
    return SuperiorUnitNeeded("A unit above the one that owns the complaint decides about its last extension.")
