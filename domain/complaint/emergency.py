"""Any time, the emergency plan of a major complaint 预案启动: steps as data, each with an owner and a deadline."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.step import ComplaintStep
from domain.complaint.values import EmergencyStep
from domain.documents import Document, InvalidDocument
from domain.personal import CaseText, Code, Id, PublicText
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One row of the document `emergency_plan`: what is done, by which unit or role, in how many hours from the start.

    `is_report`: it is the report to the authority.
    """

    step: Code
    name_en: PublicText
    owner: Id
    deadline_hours: int
    name_zh: PublicText = ""
    is_report: bool = False

    def __post_init__(self) -> None:
        """Refuse a step that was due before it began."""
        if self.deadline_hours < 0:
            raise InvalidDocument("A step of the emergency plan is due after its start.")


NO_PLAN: Document[PlanStep] = Document("emergency_plan", 0, ())
"""What holds where no plan is in force."""


class EmergencyPlanStarted(ComplaintEvent):
    """The emergency plan began; its steps stand here as they were in force, their hours count from now."""

    topic = "complaint.emergency_plan_started"

    steps: tuple[PlanStep, ...]
    plan_version: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Owe every step."""
        complaint.emergency_plan = self.plan_version
        complaint.emergency_steps = {
            row.step: EmergencyStep(row.owner, self.occurred_at + timedelta(hours=row.deadline_hours), row.is_report)
            for row in self.steps
        }


class EmergencyStepCompleted(ComplaintEvent):
    """A step of the emergency plan was done; the report to the authority says to which and under which reference.

    `authority` is a code of the list `authority`.
    """

    topic = "complaint.emergency_step_completed"

    step: Code
    note: CaseText
    authority: Code | None
    authority_reference: Id | None
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Owe it no more."""
        step = complaint.emergency_steps.get(self.step)
        if step is not None:
            done = replace(step, done_at=self.occurred_at)
            complaint.emergency_steps = {**complaint.emergency_steps, self.step: done}


class NoSuchStep(Refusal):
    """The emergency plan of this complaint has no such step."""

    code = "no_such_step"


class AuthorityNotNamed(Refusal):
    """A report to the authority says to which."""

    code = "authority_not_named"


class HandlingEmergency(ComplaintStep):
    """The commands about the emergency plan."""

    def start_emergency_plan(self, plan: Document[PlanStep], *, by: Actor, now: datetime) -> None:
        """Start the plan in force. One that has been started does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            NotMajor: It is no major complaint.
        """
        self._permit("start_emergency_plan", by)
        self._start(plan, now)

    def complete_emergency_step(
        self,
        step: str,
        note: str,
        *,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
        authority: str | None = None,
        authority_reference: str | None = None,
    ) -> None:
        """Record that a step was done. A step that is done already does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            NoEmergencyPlan: No plan was started.
            NoSuchStep: The plan has no such step.
            AuthorityNotNamed: The step is the report, and it was not said to whom.
            UnknownCode: No such authority today.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit(
            "complete_emergency_step",
            by,
            no_such_step(self, step) or authority_not_named(self, step, authority),
            codes.refusal("authority", authority, now.date()),
            out_of_time(self, at, now),
        )
        if self.emergency_steps[step].done_at is None:
            self.record(
                EmergencyStepCompleted,
                step=step,
                note=note,
                authority=authority,
                authority_reference=authority_reference,
                code_versions=codes.versions("authority"),
                occurred_at=happened(at, now),
            )

    def _start(self, plan: Document[PlanStep], now: datetime) -> None:
        """Let the plan begin, once."""
        if self.emergency_plan is None:
            self.record(EmergencyPlanStarted, steps=plan.rows, plan_version=plan.version, occurred_at=now)


def no_such_step(complaint: ComplaintRecord, step: str) -> Refusal | None:
    """Refuse a step that the plan does not have."""
    if step in complaint.emergency_steps:
        return None
    return NoSuchStep(f"The plan has no such step; it has: {', '.join(complaint.emergency_steps) or 'none'}.")


def authority_not_named(complaint: ComplaintRecord, step: str, authority: str | None) -> Refusal | None:
    """Refuse a report that went to nobody."""
    if authority is not None or not complaint.emergency_steps[step].is_report:
        return None
    return AuthorityNotNamed("Say to which authority it was reported.")
