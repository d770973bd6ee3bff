"""Status: what a customer is shown of a complaint by its reference and a secret."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Column, Date, Engine, Index, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from domain.aggregate import DomainEvent
from domain.complaint import (
    any_time,
    contacting,
    following_up,
    investigating,
    receiving,
    replying,
    reviewing,
    status_secret,
)
from domain.complaint.customer_status import STAGES, Stage
from domain.complaint.state import State
from domain.complaint.values import DispatchWay, Facts, Precision
from projections.lifecycle import MOVES, is_open, state_after
from projections.view import Fold, Part, Recorded, View
from projections.zones import Zones, day_of, local_time

NAME = "status"
VERSION = 2

ANSWERED = frozenset({State.DECIDED, State.ACCEPTED, State.UNANSWERED})
"""States in which nothing that was asked or agreed before matters any more."""


@dataclass(slots=True)
class Standing:
    """How one complaint stands. Dates are local dates of the unit that received it; nothing personal is here.

    `answered_on` and `answered_by`: the last letter that answered it, whatever it said. `questions`: those that the
    customer has not answered yet.
    """

    case_id: str
    reference: str
    secret_hash: str | None
    time_zone: str
    state: str
    received_on: date
    answered_on: date | None
    answered_by: str | None
    questions: list[str]
    agreed_until: date | None


TABLE = Table(
    "status",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True),
    Column("reference", Text, nullable=False),
    Column("secret_hash", Text),
    Column("time_zone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("answered_on", Date),
    Column("answered_by", Text),
    Column("questions", ARRAY(Text), nullable=False),
    Column("agreed_until", Date),
    schema="view",
)
ROW = TABLE.columns

Index("status_reference", ROW.reference)

CHANGES: Fold[Standing] = Fold()
"""What changes a row; how it begins depends on the zones."""


def received(zones: Zones, seen: Recorded[receiving.Received]) -> Standing:
    """Begin a row, which nobody can open yet."""
    zone = zones.of(seen.event.unit_id)
    return Standing(
        case_id=seen.stream_id,
        reference=seen.event.reference,
        secret_hash=None,
        time_zone=zone,
        state=State.RECEIVED,
        received_on=day_of_receipt(seen.event.facts, zone),
        answered_on=None,
        answered_by=None,
        questions=[],
        agreed_until=None,
    )


def day_of_receipt(facts: Facts, zone: str) -> date:
    """Return the local date of receipt."""
    if facts.received_precision == Precision.DAY:
        return day_of(facts.received_at)
    return local_time(facts.received_at, zone).date()


@CHANGES.changes(any_time.Corrected)
def corrected(standing: Standing, seen: Recorded[any_time.Corrected]) -> None:
    """Take over when it really came."""
    if seen.event.facts_after:
        standing.received_on = day_of_receipt(seen.event.facts_after, standing.time_zone)


@CHANGES.changes(status_secret.StatusSecretIssued)
def issued(standing: Standing, seen: Recorded[status_secret.StatusSecretIssued]) -> None:
    """Let the new secret open it, and no other."""
    standing.secret_hash = seen.event.secret_hash


@CHANGES.changes(investigating.CustomerAsked)
def asked(standing: Standing, seen: Recorded[investigating.CustomerAsked]) -> None:
    """Wait for the customer."""
    standing.questions = [*standing.questions, seen.event.question_id]


@CHANGES.changes(investigating.CustomerAnswered)
def answered(standing: Standing, seen: Recorded[investigating.CustomerAnswered]) -> None:
    """Wait for one answer less; one to no question in particular answers none."""
    standing.questions = [each for each in standing.questions if each != seen.event.question_id]


@CHANGES.changes(contacting.DeadlineAgreed)
def agreed(standing: Standing, seen: Recorded[contacting.DeadlineAgreed]) -> None:
    """Remember the day that the customer agreed to."""
    standing.agreed_until = seen.event.until


@CHANGES.changes(following_up.Reopened)
def reopened(standing: Standing, _: Recorded[following_up.Reopened]) -> None:
    """Begin anew: what an earlier cycle asked, agreed and answered is over."""
    standing.answered_on = standing.answered_by = standing.agreed_until = None
    standing.questions = []


@CHANGES.changes(replying.DecisionSent, following_up.QuickClosed)
def sent(standing: Standing, seen: Recorded[Any]) -> None:
    """Note when and how the answer left the bank; what was asked and agreed before does not matter any more."""
    standing.questions, standing.agreed_until = [], None
    note_answer(standing, seen, seen.event.dispatch.way)


@CHANGES.changes(reviewing.Declined, reviewing.Referred)
def turned_away(standing: Standing, seen: Recorded[Any]) -> None:
    """Note when and how the customer was told so."""
    note_answer(standing, seen, seen.event.notice.way)


def note_answer(standing: Standing, seen: Recorded[DomainEvent], way: DispatchWay) -> None:
    """Fill the columns of the answer."""
    standing.answered_on = local_time(seen.occurred_at, standing.time_zone).date()
    standing.answered_by = way


@CHANGES.changes(*MOVES)
def moved(standing: Standing, seen: Recorded[DomainEvent]) -> None:
    """Follow the state."""
    standing.state = state_after(standing.state, seen.event)


def status_view(zones: Zones) -> View:
    """Return the view with the local dates of the units' zones; other zones make its rows anew."""
    return View(
        name=NAME,
        version=VERSION,
        parts=(Part(table=TABLE, row=Standing, fold=CHANGES.beginning(receiving.Received, partial(received, zones))),),
        depends_on=hashlib.sha256(str(zones).encode()).hexdigest()[:8] if zones.rules else "",
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the customer may see."""

    reference: str
    stage: Stage
    received_on: date
    answered_on: date | None
    answered_by: str | None
    open_questions: int
    agreed_until: date | None


class Status:
    """Asks how complaints stand, for whoever has the secret."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def of(self, reference: str) -> tuple[str | None, Shown | None]:
        """Return the hash of the secret that opens a complaint, and what it opens; the caller compares."""
        with self._engine.connect() as connection:
            row = connection.execute(select(TABLE).where(ROW.reference == reference)).one_or_none()
        return (None, None) if row is None else (row.secret_hash, shown(Standing(*row)))


def shown(standing: Standing) -> Shown:
    """Leave out what is the bank's own, and what nobody waits for while it is answered or over."""
    is_awaited = is_open(standing.state) and standing.state not in ANSWERED
    return Shown(
        reference=standing.reference,
        stage=STAGES[State(standing.state)],
        received_on=standing.received_on,
        answered_on=standing.answered_on,
        answered_by=standing.answered_by,
        open_questions=len(standing.questions) if is_awaited else 0,
        agreed_until=standing.agreed_until if is_awaited else None,
    )
