"""The table `reporting.contacts`: one row per contact with a customer, without a word that anybody said."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Boolean, Column, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from domain.aggregate import DomainEvent
from domain.interaction import beginning, checking, ending, identifying, learning, linking, opening, talking
from domain.interaction.state import State
from domain.interaction.values import Direction
from projections.reporting_cases import moment
from projections.view import Fold, Part, Recorded
from projections.zones import Zones, local_time

CONTACTS = Table(
    "contacts",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True, comment="Id of the contact, in the API as well."),
    Column("reference", Text, nullable=False, comment="Number that people say, such as I-2026-000123-4."),
    Column("state", Text, nullable=False, comment="How far it came: offered, answered, ended."),
    Column("direction", Text, nullable=False, comment="inbound: the customer sought it; outbound: the bank did."),
    Column("channel", Text, nullable=False, comment="Channel, a code of the list channel, on whatever level."),
    Column("channel_level_1", Text, nullable=False, comment="Highest level of the channel, as the list had it then."),
    Column("channel_level_2", Text, comment="Second level; null where the channel is on the first."),
    Column("channel_level_3", Text, comment="Third level; null where the channel is above it."),
    Column("unit_id", Text, nullable=False, comment="Unit where it came in, or that sought it."),
    Column("time_zone", Text, nullable=False, comment="Zone of that unit; of all local columns."),
    Column("agent_id", Text, comment="User who talked for the bank; null where nobody did or a robot did."),
    *moment("offered", "the customer called, wrote or came, or the bank dialled"),
    *moment("answered", "somebody took it; null: nobody has"),
    *moment("ended", "it ended"),
    *moment("recorded", "it was recorded"),
    Column("is_abandoned", Boolean, nullable=False, comment="Inbound, ended, and nobody took it."),
    Column("wait_seconds", Integer, comment="Whole seconds from offered to answered; null where nobody took it."),
    Column("duration_seconds", Integer, comment="Whole seconds from answered to ended; null before the end."),
    Column("outcome", Text, comment="How it ended, a code of the list interaction_outcome."),
    Column(
        "solved_claim",
        Boolean,
        comment="The agent's claim that it was solved; first contact resolution is computed, not claimed.",
    ),
    Column("verification_means", Text, comment="How the customer was identified last; null: nobody knows who it was."),
    Column("entries", Integer, nullable=False, comment="How many things were said or written."),
    Column("facts", Integer, nullable=False, comment="How many facts about the customer came up."),
    Column("linked_cases", Integer, nullable=False, comment="How many cases it is about, opened out of it or before."),
    Column("opened_cases", Integer, nullable=False, comment="How many cases were opened out of it."),
    Column("checks", Integer, nullable=False, comment="How many quality checks were begun."),
    Column("open_checks", Integer, nullable=False, comment="How many of them are not closed yet."),
    Column("check_form", Text, comment="Form on which it was scored last, of the document quality_form."),
    Column("check_score", Integer, comment="Points of that score."),
    Column("check_maximum", Integer, comment="Points that there were to be had on that form."),
    schema="reporting",
    comment="One row per contact with a customer, in either direction.",
)


@dataclass(slots=True)
class Contact:
    """One row; what the columns mean is said with them."""

    case_id: str
    reference: str
    state: str
    direction: str
    channel: str
    channel_level_1: str
    channel_level_2: str | None
    channel_level_3: str | None
    unit_id: str
    time_zone: str
    agent_id: str | None
    offered_at: datetime | None = None
    offered_local: datetime | None = None
    offered_on: date | None = None
    answered_at: datetime | None = None
    answered_local: datetime | None = None
    answered_on: date | None = None
    ended_at: datetime | None = None
    ended_local: datetime | None = None
    ended_on: date | None = None
    recorded_at: datetime | None = None
    recorded_local: datetime | None = None
    recorded_on: date | None = None
    is_abandoned: bool = False
    wait_seconds: int | None = None
    duration_seconds: int | None = None
    outcome: str | None = None
    solved_claim: bool | None = None
    verification_means: str | None = None
    entries: int = 0
    facts: int = 0
    linked_cases: int = 0
    opened_cases: int = 0
    checks: int = 0
    open_checks: int = 0
    check_form: str | None = None
    check_score: int | None = None
    check_maximum: int | None = None

    def stamp(self, name: str, instant: datetime) -> None:
        """Fill the three columns of a moment."""
        local = local_time(instant, self.time_zone)
        setattr(self, f"{name}_at", instant)
        setattr(self, f"{name}_local", local)
        setattr(self, f"{name}_on", local.date())

    def take(self, answered_at: datetime) -> None:
        """Note when somebody took it, and how long that was waited for."""
        self.stamp("answered", answered_at)
        self.wait_seconds = seconds(self.offered_at, answered_at)


def seconds(start: datetime | None, end: datetime) -> int | None:
    """Return whole seconds between two instants, where the first is known."""
    return None if start is None else int((end - start).total_seconds())


CHANGES: Fold[Contact] = Fold()
"""What changes a row; how it begins depends on the zones."""


def contacts(zones: Zones) -> Part[Contact]:
    """Return the contacts, with local times by the units' zones."""
    return Part(table=CONTACTS, row=Contact, fold=CHANGES.beginning(beginning.Begun, partial(begun, zones)))


def begun(zones: Zones, seen: Recorded[beginning.Begun]) -> Contact:
    """Begin a row; the zone is that of the unit for good."""
    event = seen.event
    levels = (*event.channel_line, None, None, None)
    row = Contact(
        case_id=seen.stream_id,
        reference=event.reference,
        state=State.OFFERED if event.answered_at is None else State.ANSWERED,
        direction=event.direction,
        channel=event.channel,
        channel_level_1=levels[0] or event.channel,
        channel_level_2=levels[1],
        channel_level_3=levels[2],
        unit_id=event.unit_id,
        time_zone=zones.of(event.unit_id),
        agent_id=event.agent_id,
    )
    row.stamp("offered", seen.occurred_at)
    row.stamp("recorded", seen.recorded_at)
    if event.answered_at is not None:
        row.take(event.answered_at)
    return row


@CHANGES.changes(beginning.Answered)
def answered(row: Contact, seen: Recorded[beginning.Answered]) -> None:
    """Note who took it, and when."""
    row.state = State.ANSWERED
    row.agent_id = seen.event.agent_id or row.agent_id
    row.take(seen.occurred_at)


@CHANGES.changes(ending.Ended)
def ended(row: Contact, seen: Recorded[ending.Ended]) -> None:
    """Note how it ended."""
    row.state = State.ENDED
    row.outcome, row.solved_claim = seen.event.outcome, seen.event.solved_claim
    row.is_abandoned = row.direction == Direction.INBOUND and row.answered_at is None
    row.duration_seconds = seconds(row.answered_at, seen.occurred_at)
    row.stamp("ended", seen.occurred_at)


@CHANGES.changes(identifying.CustomerIdentified)
def identified(row: Contact, seen: Recorded[identifying.CustomerIdentified]) -> None:
    """Note how the customer was identified."""
    row.verification_means = seen.event.means


@CHANGES.changes(identifying.IdentificationCorrected)
def identification_corrected(row: Contact, seen: Recorded[identifying.IdentificationCorrected]) -> None:
    """Note how the right one was identified, if anybody was."""
    row.verification_means = seen.event.after.means if seen.event.after else None


@CHANGES.changes(talking.EntryAdded)
def entry_added(row: Contact, seen: Recorded[talking.EntryAdded]) -> None:  # noqa: ARG001 - what happened is enough
    """Count what was said."""
    row.entries += 1


@CHANGES.changes(learning.FactLearnt)
def fact_learnt(row: Contact, seen: Recorded[learning.FactLearnt]) -> None:  # noqa: ARG001 - what happened is enough
    """Count what came up."""
    row.facts += 1


@CHANGES.changes(linking.CaseLinked)
def linked(row: Contact, seen: Recorded[linking.CaseLinked]) -> None:  # noqa: ARG001 - what happened is enough
    """Count the case."""
    row.linked_cases += 1


@CHANGES.changes(linking.CaseUnlinked)
def unlinked(row: Contact, seen: Recorded[linking.CaseUnlinked]) -> None:  # noqa: ARG001 - what happened is enough
    """Do not count it after all."""
    row.linked_cases -= 1


@CHANGES.changes(opening.ComplaintOpened, opening.RequestOpened)
def opened(row: Contact, seen: Recorded[DomainEvent]) -> None:  # noqa: ARG001 - what happened is enough
    """Count the case as linked and as opened out of it."""
    row.linked_cases += 1
    row.opened_cases += 1


@CHANGES.changes(checking.SampledForCheck)
def sampled(row: Contact, seen: Recorded[checking.SampledForCheck]) -> None:  # noqa: ARG001 - what happened is enough
    """Count the check."""
    row.checks += 1
    row.open_checks += 1


@CHANGES.changes(checking.CheckScored)
def scored(row: Contact, seen: Recorded[checking.CheckScored]) -> None:
    """Note the score that holds."""
    score = seen.event.score
    row.check_form, row.check_score, row.check_maximum = score.form, score.total, score.maximum


@CHANGES.changes(checking.CheckClosed)
def closed(row: Contact, seen: Recorded[checking.CheckClosed]) -> None:  # noqa: ARG001 - what happened is enough
    """Count the check as over."""
    row.open_checks -= 1
