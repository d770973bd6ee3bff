"""The values that a complaint's commands and events carry."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from domain.case.values import CaseDispatch, Contact, Dispatch, DispatchWay, Task, TaskState
from domain.money import Money
from domain.personal import Code, Id, Personal, PublicText

__all__ = ["CaseDispatch", "Contact", "Dispatch", "DispatchWay", "Task", "TaskState"]
"""The values of every case that a complaint's steps carry, too."""


class Precision(StrEnum):
    """How exactly an instant is known. `day`: it is the start of a local day and is shown as a date."""

    SECOND = "second"
    DAY = "day"


class Outcome(StrEnum):
    """What the bank decided about the grievance."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    SETTLED = "settled"


class RemedyKind(StrEnum):
    """What is given to put things right."""

    APOLOGY = "apology"
    EXPLANATION = "explanation"
    CORRECTION = "correction"
    REFUND = "refund"
    FEE_WAIVER = "fee_waiver"
    COMPENSATION = "compensation"
    INTEREST = "interest"
    OTHER = "other"


PAYING = frozenset({RemedyKind.REFUND, RemedyKind.FEE_WAIVER, RemedyKind.COMPENSATION, RemedyKind.INTEREST})
"""What costs money: without an amount nobody could tell whether it needs approval, nor when it was paid."""


class CloseReason(StrEnum):
    """Why a complaint is over."""

    ACCEPTED = "accepted"
    UNANSWERED = "unanswered"
    NOT_ACCEPTED = "not_accepted"
    QUICK_CLOSE = "quick_close"
    SOLVED_ON_THE_SPOT = "solved_on_the_spot"
    UNREACHABLE = "unreachable"
    BY_SOURCE = "by_source"


class ExecutionResult(StrEnum):
    """How far an execution carried."""

    WHOLE = "whole"
    PART = "part"
    FAILED = "failed"


class RemedyState(StrEnum):
    """What became of a remedy."""

    OPEN = "open"
    EXECUTED = "executed"
    WAIVED = "waived"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Major:
    """Who made it a major complaint; `by_rule`: the number of people did when they were recorded."""

    declared_by: str
    by_rule: bool


@dataclass(frozen=True, slots=True)
class EmergencyStep:
    """A step of the emergency plan: who owes it until when. `is_report`: it is the report to the authority."""

    owner: str
    due_at: datetime
    is_report: bool
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """What makes somebody vulnerable, in codes; `is_cause`: the complaint is about the bank not considering it."""

    kinds: tuple[Code, ...] = ()
    is_cause: bool = False


@dataclass(frozen=True, slots=True)
class Vulnerable:
    """A vulnerability with the words about it."""

    vulnerability: Vulnerability
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AskedExtension:
    """The last stage of the deadline, asked for and not yet granted."""

    stage: int
    reason: Code
    explanation: str
    requested_by: Id
    code_versions: dict[Code, int]


@dataclass(frozen=True, slots=True)
class AskedConversion:
    """That it becomes a service request of a type, asked for and not yet decided."""

    request_type: Code
    reason: Code
    explanation: str
    requested_by: Id


@dataclass(frozen=True, slots=True)
class FromRequest:
    """The service request that a complaint was before."""

    request_id: UUID
    reference: Id
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that the customer was given before the facts were established."""

    amount: Money
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class ProductIssue:
    """What the complaint is about: one (product, issue) pair with its refinements, codes or the source's own words."""

    product: PublicText
    sub_product: PublicText | None = None
    issue: PublicText | None = None
    sub_issue: PublicText | None = None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record of another system that this case was made from, field by field as published."""

    system: str
    record_id: str
    mapping: str
    taxonomy: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told about a grievance and is not personal; it may later turn out to be wrong.

    Instants are aware UTC; `incident_on`, `authority_received_on` and `billing_cycle_ends` are local dates.
    `joint_count`: how many people complain together, `face_to_face`: whether they came in person. `is_anonymous`: they
    did not say who they are, `is_unreachable`: they cannot be written to. `partner`: the intermediary or platform that
    had a part in it. `is_eligible`: whether the regime protects this complainant; None: not established.
    """

    received_at: datetime
    channel: Code
    source: Code
    received_precision: Precision = Precision.SECOND
    language: Code | None = None
    complainant_type: Code | None = None
    authority_reference: Id | None = None
    authority_received_on: date | None = None
    incident_on: date | None = None
    about: tuple[ProductIssue, ...] = ()
    branch: Id | None = None
    employee_id: Id | None = None
    legal_entity: PublicText | None = None
    brand: PublicText | None = None
    region: Code | None = None
    amount_claimed: Money | None = None
    tags: tuple[Code, ...] = ()
    joint_count: int | None = None
    face_to_face: bool = False
    is_anonymous: bool = False
    is_unreachable: bool = False
    partner_type: Code | None = None
    partner: PublicText | None = None
    is_eligible: bool | None = None
    billing_cycle_ends: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What the complainant said, free text about a case, and what else could point at them."""

    narrative: str
    subject: str = ""
    desired_outcome: str | None = None
    account_reference: str | None = None
    postcode: str | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """Why only a few see a complaint, and who closed it to the others."""

    reason: Code
    marked_by: Id


@dataclass(frozen=True, slots=True)
class Classification:
    """Several axes side by side, none derived from another; codes of the bank's lists.

    `regimes` say which rules reach the complaint beside where its unit lies: the selection of packs asks for them.
    """

    complaint_class: Code
    category: Code | None = None
    reason: Code | None = None
    severity: Code = "normal"
    complexity: Code | None = None
    main_cause: Code | None = None
    about: tuple[ProductIssue, ...] = ()
    risk_flags: tuple[Code, ...] = ()
    regimes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that the bank gives or does.

    An offer is carried out only after the customer accepted it; one that is owed anyway, at once after the decision.
    `payee` is who gets the money where it is not the complainant. `party_id` is whose remedy it is; None: everybody's.
    """

    remedy_id: str
    kind: RemedyKind
    description: str
    is_offer: bool
    amount: Money | None = None
    promised_on: date | None = None
    payee: str | None = None
    party_id: Id | None = None


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What is decided about one (product, issue) pair of the complaint."""

    about: ProductIssue
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is proposed to the customer and why.

    `outcomes`: per pair where they differ from the outcome of the whole. `response_category`: the authority's own word
    for the answer, where there is an authority. `replaces`: remedies of earlier decisions that are owed anyway, and in
    whose place those of this one come.
    """

    outcome: Outcome
    basis: str
    root_cause: str
    remedies: tuple[Remedy, ...] = ()
    outcomes: tuple[PairOutcome, ...] = ()
    response_category: Code | None = None
    replaces: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Execution:
    """One payment or act that carries out a remedy, whole or in part."""

    executed_on: date
    payment_reference: Id | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file: SHA-256 of the stored bytes in hexadecimal, size in bytes, media type."""

    digest: str
    size_bytes: int
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """That somebody tried to reach the complainant at an instant, on a local day."""

    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class ExecutionReport:
    """One execution of a remedy, and how far it carried."""

    result: ExecutionResult
    execution: Execution


@dataclass(frozen=True, slots=True)
class CorrectedReport:
    """What is right about an event that was recorded wrongly: when it happened, and its fields as text."""

    at: datetime
    values: dict[str, str]


@dataclass(slots=True)
class RemedyProgress:
    """A remedy after the decision: what was promised and how far it came. `accepted`: the customer said yes.

    `waived_by`: which parties renounced it; it is theirs to do so together.
    """

    remedy: Remedy
    state: RemedyState = RemedyState.OPEN
    accepted: bool = False
    reports: tuple[ExecutionReport, ...] = ()
    waived_by: tuple[str, ...] = ()

    @property
    def paid(self) -> tuple[Money, ...]:
        """What was paid, each payment for itself."""
        done = (report for report in self.reports if report.result is not ExecutionResult.FAILED)
        return tuple(report.execution.amount for report in done if report.execution.amount)

    def add_report(self, report: ExecutionReport) -> None:
        """Add an execution; a whole one settles the remedy."""
        self.reports = (*self.reports, report)
        if report.result is ExecutionResult.WHOLE:
            self.state = RemedyState.EXECUTED

    def without_report(self, number: int) -> "RemedyProgress":
        """Return it as if a report, counted from 1, had not been made."""
        others = (*self.reports[: number - 1], *self.reports[number:])
        return RemedyProgress(self.remedy, self.state, self.accepted, others)

    def replace_report(self, number: int, report: ExecutionReport) -> None:
        """Put the right report in the place of another: the remedy is executed or owed as the reports now say."""
        self.reports = (*self.reports[: number - 1], report, *self.reports[number:])
        if self.state in {RemedyState.OPEN, RemedyState.EXECUTED}:
            self.state = RemedyState.EXECUTED if self.is_carried_out else RemedyState.OPEN

    @property
    def is_carried_out(self) -> bool:
        """Whether the reports say that it was carried out whole, and nothing is left to pay."""
        owed = self.remedy.amount
        is_whole = any(one.result is ExecutionResult.WHOLE for one in self.reports)
        return is_whole and (owed is None or sum(paid.amount for paid in self.paid) == owed.amount)


# How these values stand in events: whose key protects them.
PersonalContact = Annotated[Contact | None, Personal("complainant_id")]
CaseWords = Annotated[Words, Personal("case")]
CaseSourceRecord = Annotated[SourceRecord | None, Personal("case")]
CaseAttachment = Annotated[Attachment, Personal("case")]
CaseResolution = Annotated[Resolution, Personal("case")]
