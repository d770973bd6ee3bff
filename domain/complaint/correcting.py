"""Any time, correct 更正: what was reported and what was paid, each with the value before and the right one."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.case.changing import UnknownFact
from domain.complaint import (
    answering,
    any_time,
    authorities,
    contacting,
    following_up,
    investigating,
    new_facts,
    outside,
    receiving,
    rechecking,
    replying,
    reviewing,
    tasks,
)
from domain.complaint.carrying_out import RemedyWaived, unfit_payment
from domain.complaint.emergency import EmergencyStepCompleted
from domain.complaint.extending import Extended
from domain.complaint.letters import wrong_way
from domain.complaint.recheck_window import before_dispatch
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import (
    NoSuchExecution,
    NoSuchReport,
    before_the_day_of_receipt,
    happened,
    on_a_future_day,
    out_of_time,
)
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CorrectedReport, Dispatch, Execution, ExecutionReport, ExecutionResult
from domain.personal import CaseText, Code, Id, Personal
from domain.refusals import Refusal

REPORTS: Mapping[type[DomainEvent], frozenset[str]] = {
    receiving.Acknowledged: frozenset({"at", "way"}),
    reviewing.Declined: frozenset({"at", "explanation", "notice"}),
    reviewing.Referred: frozenset({"at", "explanation", "notice"}),
    tasks.TaskAnswered: frozenset({"at", "answer"}),
    investigating.FindingRecorded: frozenset({"text"}),
    investigating.EvidenceAttached: frozenset({"description"}),
    investigating.CustomerAsked: frozenset({"text"}),
    investigating.CustomerAnswered: frozenset({"at", "text"}),
    investigating.Suspended: frozenset({"at", "notice_sent"}),
    investigating.Resumed: frozenset({"at"}),
    contacting.ProgressSent: frozenset({"at", "text", "dispatch"}),
    contacting.HoldingResponseSent: frozenset({"at", "text", "dispatch"}),
    contacting.DeadlineAgreed: frozenset({"at", "statement"}),
    contacting.MannerAgreed: frozenset({"at"}),
    Extended: frozenset({"notice_sent"}),
    replying.DecisionSent: frozenset({"at", "dispatch"}),
    replying.DispatchedAgain: frozenset({"at", "dispatch"}),
    replying.DeliveryRecorded: frozenset({"at", "delivered", "proof"}),
    answering.DecisionAccepted: frozenset({"at", "statement"}),
    answering.DecisionRejected: frozenset({"at", "statement"}),
    RemedyWaived: frozenset({"at", "statement"}),
    following_up.QuickClosed: frozenset({"at", "acceptance", "dispatch"}),
    any_time.Withdrawn: frozenset({"at", "statement"}),
    EmergencyStepCompleted: frozenset({"at", "note"}),
    any_time.NoteAdded: frozenset({"text"}),
    rechecking.RecheckRequested: frozenset({"at", "text"}),
    rechecking.RecheckResultRecorded: frozenset({"result", "text"}),
    new_facts.NewFactsRecorded: frozenset({"at", "text"}),
    outside.ReferredToExternal: frozenset({"at", "text"}),
    outside.ExternalOutcomeRecorded: frozenset({"at", "text"}),
    authorities.AuthorityAsked: frozenset({"at", "text"}),
    authorities.AuthorityAnswered: frozenset({"at", "text", "dispatch"}),
}
"""What may turn out to have been recorded wrongly: by kind of event its fields, `at` being when it happened.

What was told at receipt is corrected by `correct`, what it is about by `classify`, a payment by `correct_execution`.
What a person did in the product (assigned, proposed, approved) happened as recorded.
"""


class ReportCorrected(ComplaintEvent):
    """What was recorded about something that happened turned out to be wrong; both values are kept, as text.

    `reported_at` and `happened_at`: when it happened, as it was recorded and as it is right.
    """

    topic = "complaint.report_corrected"

    of_version: int
    of_topic: Code
    changed: tuple[Code, ...]
    reported_at: datetime
    happened_at: datetime
    before: Annotated[dict[str, str], Personal("case")]
    after: Annotated[dict[str, str], Personal("case")]
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember what is right."""
        key = str(self.of_version)
        known = complaint.corrected_reports.get(key)
        values = {**(known.values if known else {}), **self.after}
        complaint.corrected_reports = {
            **complaint.corrected_reports,
            key: CorrectedReport(self.happened_at, values),
        }
        complaint.correct_recheck(self.of_version, self.after)


class ExecutionCorrected(ComplaintEvent):
    """A payment or act was recorded wrongly; both values are kept. `number`: which report about the remedy, from 1."""

    topic = "complaint.execution_corrected"

    remedy_id: Id
    number: int
    before: ExecutionReport
    after: ExecutionReport
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the right report in place; a remedy that is not whole any more is owed again."""
        if self.remedy_id in complaint.remedies:
            complaint.remedies[self.remedy_id].replace_report(self.number, self.after)


class Correcting(ComplaintStep):
    """The commands that correct what happened later than the receipt."""

    def correct_report(
        self,
        of_version: int,
        changes: Mapping[str, Any],
        reason: str,
        *,
        reported: DomainEvent | None,
        by: Actor,
        now: datetime,
    ) -> None:
        """Correct fields of the event at a version of this complaint (see `REPORTS`). What already holds does nothing.

        `reported` is that event, None where there is none.

        Raises:
            NotInThisState: The complaint was merged into another.
            NoSuchReport: There is no such event, or it is none that can be recorded wrongly.
            UnknownFact: A field that such an event does not have or that stands for itself.
            NobodyToWriteTo, CanBeWrittenTo: The right way does not fit who complains.
            BeforeReceipt, BeforeDispatch, InTheFuture: `at` is out of time.
        """
        at = changes.get("at")
        wrong = not_correctable(reported, changes) or wrong_ways(self, changes, now)
        self._permit("correct_report", by, wrong, out_of_time(self, at, now), too_early(self, reported, at, now))
        assert reported is not None  # noqa: S101 - refused before
        known = self.corrected_reports.get(str(of_version), CorrectedReport(reported.occurred_at, {}))
        before = {name: known.values.get(name, told(getattr(reported, name))) for name in changes if name != "at"}
        after = {name: told(changes[name]) for name in before}
        changed = sorted(name for name in before if before[name] != after[name])
        right = known.at if at is None else happened(at, now)
        if changed or right != known.at:
            self.record(
                ReportCorrected,
                of_version=of_version,
                of_topic=reported.topic,
                changed=(*(("at",) if right != known.at else ()), *changed),
                reported_at=known.at,
                happened_at=right,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
                reason=reason,
                occurred_at=now,
            )

    def correct_execution(
        self,
        remedy_id: str,
        number: int,
        result: ExecutionResult,
        execution: Execution,
        *,
        reason: str,
        by: Actor,
        now: datetime,
    ) -> None:
        """Correct the report about a remedy with a number, counting from 1. What already holds does nothing.

        Raises:
            NotInThisState: The complaint was merged into another.
            NoSuchExecution: No such report about such a remedy.
            WrongAmount: It does not fit what the other reports leave of the remedy.
            BeforeReceipt, InTheFuture: The date is out of time.
        """
        after = ExecutionReport(result, execution)
        self._permit(
            "correct_execution",
            by,
            no_such_execution(self, remedy_id, number) or unfit(self, remedy_id, number, after),
            before_the_day_of_receipt(self, execution.executed_on, "executed_on"),
            on_a_future_day(execution.executed_on, now, "executed_on"),
        )
        before = self.remedies[remedy_id].reports[number - 1]
        if before != after:
            self.record(
                ExecutionCorrected,
                remedy_id=remedy_id,
                number=number,
                before=before,
                after=after,
                reason=reason,
                occurred_at=now,
            )


def not_correctable(reported: DomainEvent | None, changes: Mapping[str, Any]) -> Refusal | None:
    """Refuse to correct what did not happen or happened as recorded, and fields that such an event does not have."""
    known = REPORTS.get(type(reported)) if reported is not None else None
    if known is None:
        return NoSuchReport("Nothing that can be corrected has this version.")
    unknown = sorted(changes.keys() - known)
    return UnknownFact(f"Cannot be corrected here: {', '.join(unknown)}.") if unknown else None


def wrong_ways(complaint: ComplaintRecord, changes: Mapping[str, Any], now: datetime) -> Refusal | None:
    """Refuse ways by which nobody could have been told so."""
    ways = (value.way for value in changes.values() if isinstance(value, Dispatch))
    return next((found for way in ways if (found := wrong_way(complaint, way, now))), None)


def too_early(
    complaint: ComplaintRecord, reported: DomainEvent | None, at: datetime | None, now: datetime
) -> Refusal | None:
    """Refuse that something arrived before it was sent."""
    if at is None or not isinstance(reported, replying.DeliveryRecorded):
        return None
    return before_dispatch(complaint, happened(at, now))


def told(value: object) -> str:
    """Return a value as people read it."""
    if isinstance(value, Dispatch):
        return f"{value.way}: {value.proof}"
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, str) else str(value).lower()


def no_such_execution(complaint: ComplaintRecord, remedy_id: str, number: int) -> Refusal | None:
    """Refuse to correct a report that was never made."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None or not 1 <= number <= len(progress.reports):
        return NoSuchExecution("The remedy has no execution with this number.")
    return None


def unfit(complaint: ComplaintRecord, remedy_id: str, number: int, after: ExecutionReport) -> Refusal | None:
    """Refuse a report that does not fit what the others leave."""
    others = complaint.remedies[remedy_id].without_report(number)
    return unfit_payment(others, after.result, after.execution.amount)
