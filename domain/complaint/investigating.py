"""Step 4, investigate 调查核实: findings, evidence, questions, and the time that they take."""

from datetime import datetime

from domain.actor import Actor
from domain.case.deadlines import pauses_nothing
from domain.case.waiting import not_running, unknown_question
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Attachment, CaseAttachment
from domain.personal import CaseText, Code, Id


class InvestigationStarted(ComplaintEvent):
    """The investigation began; after a rejected decision it is a new round."""

    topic = "complaint.investigation_started"

    round: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Begin the round."""
        complaint.state = State.INVESTIGATING
        complaint.round = self.round
        complaint.investigation_completed = False


class FindingRecorded(ComplaintEvent):
    """The investigation established something."""

    topic = "complaint.finding_recorded"

    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Count it."""
        complaint.findings += 1


class EvidenceAttached(ComplaintEvent):
    """A file was attached; the log holds its hash, the store its bytes."""

    topic = "complaint.evidence_attached"

    attachment: CaseAttachment
    description: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the file by its hash."""
        complaint.attachments[self.attachment.digest] = self.attachment


class CustomerAsked(ComplaintEvent):
    """The bank asked the complainant something."""

    topic = "complaint.customer_asked"

    question_id: Id
    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Count it."""
        complaint.questions += 1


class CustomerAnswered(ComplaintEvent):
    """The complainant answered, to a question or unasked."""

    topic = "complaint.customer_answered"

    question_id: Id | None
    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """The complainant is in touch."""
        complaint.count_attempts_from(self.occurred_at)


class Suspended(ComplaintEvent):
    """Work waits for something outside of the bank; several suspensions may run side by side.

    `pauses`: the milestones that may stand for it, as `pack/milestone`; null: nobody looked at the clocks.
    """

    topic = "complaint.suspended"
    schema_version = 2

    suspension_id: Id
    reason: Code
    notice_sent: bool
    pauses: tuple[Id, ...] | None
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the suspension."""
        complaint.suspensions[self.suspension_id] = self.reason
        complaint.suspensions_ever += 1


class Resumed(ComplaintEvent):
    """A suspension ended."""

    topic = "complaint.resumed"

    suspension_id: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remove the suspension."""
        complaint.suspensions.pop(self.suspension_id, None)


class Escalated(ComplaintEvent):
    """Somebody higher was called in."""

    topic = "complaint.escalated"

    to: Id
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class InvestigationCompleted(ComplaintEvent):
    """The facts are established."""

    topic = "complaint.investigation_completed"

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember it."""
        complaint.investigation_completed = True


class Investigating(ComplaintStep):
    """The commands of step 4."""

    def start_investigation(self, *, by: Actor, now: datetime) -> None:
        """Begin the investigation, or the next round after a rejected decision.

        Raises:
            NotInThisState: Neither open nor rejected.
        """
        self._permit("start_investigation", by)
        self.record(InvestigationStarted, round=next_round(self), occurred_at=now)

    def record_finding(self, text: str, *, by: Actor, now: datetime) -> None:
        """Record something that was established. Each finding counts.

        Raises:
            NotInThisState: The complaint has ended.
        """
        self._permit("record_finding", by)
        self.record(FindingRecorded, text=text, occurred_at=now)

    def attach_evidence(self, attachment: Attachment, description: str, *, by: Actor, now: datetime) -> None:
        """Attach a stored file. The same bytes again do nothing.

        Raises:
            NotInThisState: The complaint went elsewhere.
        """
        self._permit("attach_evidence", by)
        if attachment.digest not in self.attachments:
            self.record(EvidenceAttached, attachment=attachment, description=description, occurred_at=now)

    def ask_customer(self, text: str, *, by: Actor, now: datetime) -> None:
        """Ask the complainant something; the question gets the next id `q1`, `q2`, ...

        Raises:
            NotInThisState: The complaint has ended.
        """
        self._permit("ask_customer", by)
        self.record(CustomerAsked, question_id=f"q{self.questions + 1}", text=text, occurred_at=now)

    def record_customer_answer(
        self, text: str, question_id: str | None, *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Record what the complainant answered at `at`, to a question or (None) unasked.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownQuestion: No such question.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("record_customer_answer", by, unknown_question(self, question_id), out_of_time(self, at, now))
        self.record(CustomerAnswered, question_id=question_id, text=text, occurred_at=happened(at, now))

    def suspend(
        self,
        reason: str,
        *,
        at: datetime | None,
        notice_sent: bool,
        codes: Codes,
        by: Actor,
        now: datetime,
        pauses: tuple[str, ...] | None = None,
    ) -> None:
        """Suspend for a reason of the list `suspension_reason`, from `at`; the suspension gets the next id `s1`, ...

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such reason today.
            PausesNoClock: None of the milestones stands for it (`pauses` names those that do).
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unknown = codes.refusal("suspension_reason", reason, now.date())
        self._permit("suspend", by, unknown, out_of_time(self, at, now), pauses_nothing(pauses))
        self.record(
            Suspended,
            suspension_id=f"s{self.suspensions_ever + 1}",
            reason=reason,
            notice_sent=notice_sent,
            pauses=pauses,
            code_versions=codes.versions("suspension_reason"),
            occurred_at=happened(at, now),
        )

    def resume(self, suspension_id: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """End a suspension at `at`.

        Raises:
            NotInThisState: The complaint has ended.
            NotSuspended: This suspension is not running.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("resume", by, not_running(self, suspension_id), out_of_time(self, at, now))
        self.record(Resumed, suspension_id=suspension_id, occurred_at=happened(at, now))

    def escalate(self, to: str, reason: str, *, by: Actor, now: datetime) -> None:
        """Call in a unit or person `to`. Each escalation counts.

        Raises:
            NotInThisState: The complaint has ended.
        """
        self._permit("escalate", by)
        self.record(Escalated, to=to, reason=reason, occurred_at=now)

    def complete_investigation(self, *, by: Actor, now: datetime) -> None:
        """State that the facts are established. Repeating it does nothing.

        Raises:
            NotInThisState: Not under investigation.
            FindingMissing: Nothing was found yet.
        """
        self._permit("complete_investigation", by)
        if not self.investigation_completed:
            self.record(InvestigationCompleted, occurred_at=now)


def next_round(complaint: ComplaintRecord) -> int:
    """Return the round that work is in from now on: a rejected decision opens the next one."""
    return complaint.round + (complaint.state is State.REJECTED)
