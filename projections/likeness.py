"""Likeness: which cases may be the same grievance told twice, and which are of the same customer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Engine, Index, MetaData, Row, Table, Text, select
from sqlalchemy.dialects.postgresql import ARRAY, JSON

from domain.aggregate import DomainEvent
from domain.complaint import any_time, parties, receiving, rechecking
from domain.complaint.party import COMPLAINANT_ID
from domain.request import any_time as requests_any_time
from domain.request import submitting
from domain.sight import Sight
from projections import lifecycle, request_lifecycle
from projections.keyset import Keyset, Page, limited
from projections.like_keys import GRIEVED, fact_keys, person_keys, reason_of, word_keys
from projections.sharing import Shared, begun, share_complaints, share_requests, shared_columns
from projections.view import Fold, Part, Recorded, View
from projections.visible import permitted, seen_by, seers, texts


@dataclass(slots=True)
class Alike(Shared):
    """One case with its keys, by where they were told: what is not personal, words, people."""

    kind: str
    reference: str
    subject: str
    state: str
    received_at: datetime
    by_facts: list[str]
    by_words: list[str]
    by_party: dict[str, list[str]]
    by_people: list[str]

    def know(self, party_id: str, keys: list[str] | None) -> None:
        """Take over the keys of a party; None: it is no party any more, or never was one whose grievance it is."""
        others = {key: known for key, known in self.by_party.items() if key != party_id}
        self.by_party = others if keys is None else {**others, party_id: keys}
        self.by_people = sorted({one for known in self.by_party.values() for one in known})


TABLE = Table(
    "likeness",
    MetaData(),
    *shared_columns(),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("by_facts", ARRAY(Text), nullable=False),
    Column("by_words", ARRAY(Text), nullable=False),
    Column("by_party", JSON, nullable=False),
    Column("by_people", ARRAY(Text), nullable=False),
    schema="view",
)
ROW = TABLE.columns
KEYS = ROW.by_facts.op("||")(ROW.by_words).op("||")(ROW.by_people)
NEWEST = Keyset((ROW.received_at, ROW.case_id), descending=True)

Index("likeness_keys", KEYS, seers(ROW), postgresql_using="gin")

FOLD: Fold[Alike] = Fold()
share_complaints(FOLD)
share_requests(FOLD)


@FOLD.begins(receiving.Received)
def received(seen: Recorded[receiving.Received]) -> Alike:
    """Begin with what is told of a complaint."""
    event = seen.event
    people = person_keys(event.complainant_id, event.complainant)
    return Alike(
        **begun(seen),
        kind="complaint",
        reference=event.reference,
        subject=event.words.subject,
        state="received",
        received_at=event.facts.received_at,
        by_facts=fact_keys(event.facts),
        by_words=word_keys(event.words),
        by_party={COMPLAINANT_ID: people},
        by_people=sorted(people),
    )


@FOLD.begins(submitting.Submitted)
def submitted(seen: Recorded[submitting.Submitted]) -> Alike:
    """Begin with what is told of a service request."""
    event = seen.event
    people = person_keys(event.requester_id, event.requester)
    return Alike(
        **begun(seen),
        kind="service_request",
        reference=event.reference,
        subject=event.words.subject,
        state="submitted",
        received_at=event.facts.received_at,
        by_facts=[],
        by_words=word_keys(event.words),
        by_party={COMPLAINANT_ID: people},
        by_people=sorted(people),
    )


@FOLD.changes(rechecking.RecheckOpened)
def checks_again(row: Alike, _: Recorded[rechecking.RecheckOpened]) -> None:
    """Say that it looks at another one again."""
    row.kind = "recheck"


@FOLD.changes(*lifecycle.MOVES)
def moved(row: Alike, seen: Recorded[DomainEvent]) -> None:
    """Follow the state of a complaint."""
    row.state = lifecycle.state_after(row.state, seen.event)


@FOLD.changes(*request_lifecycle.MOVES)
def request_moved(row: Alike, seen: Recorded[DomainEvent]) -> None:
    """Follow the state of a service request."""
    row.state = request_lifecycle.state_after(seen.event)


@FOLD.changes(any_time.Corrected)
def corrected(row: Alike, seen: Recorded[any_time.Corrected]) -> None:
    """Be like what is right."""
    event = seen.event
    if event.facts_after:
        row.by_facts, row.received_at = fact_keys(event.facts_after), event.facts_after.received_at
    if event.words_after:
        row.by_words, row.subject = word_keys(event.words_after), event.words_after.subject
    if "complainant" in event.changed:
        row.know(COMPLAINANT_ID, person_keys(event.complainant_id, event.complainant_after))


@FOLD.changes(requests_any_time.Corrected)
def request_corrected(row: Alike, seen: Recorded[requests_any_time.Corrected]) -> None:
    """Be like what is right."""
    event = seen.event
    if event.facts_after:
        row.received_at = event.facts_after.received_at
    if event.words_after:
        row.by_words, row.subject = word_keys(event.words_after), event.words_after.subject
    if "requester" in event.changed:
        row.know(COMPLAINANT_ID, person_keys(event.requester_id, event.requester_after))


@FOLD.changes(parties.PartyAdded)
def joined(row: Alike, seen: Recorded[parties.PartyAdded]) -> None:
    """Be like the other cases of whoever complains as well."""
    event = seen.event
    if event.terms.role in GRIEVED:
        row.know(event.party_id, person_keys(event.person_id, event.told.contact if event.told else None))


@FOLD.changes(parties.PartyChanged)
def changed(row: Alike, seen: Recorded[parties.PartyChanged]) -> None:
    """Follow how they are reached."""
    event = seen.event
    if event.party_id in row.by_party and event.told_after:
        row.know(event.party_id, person_keys(event.person_id, event.told_after.contact))


@FOLD.changes(parties.PartyRemoved)
def left(row: Alike, seen: Recorded[parties.PartyRemoved]) -> None:
    """Be like the cases of those who are left."""
    row.know(seen.event.party_id, None)


VIEW = View(name="likeness", version=3, parts=(Part(table=TABLE, row=Alike, fold=FOLD),))


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A case that has something in common with another.

    `reasons`: person, account, authority_reference, phone, email; employee_amount_day and branch_amount_day: the same
    sum by the same employee, or at the same branch, on the same day.
    """

    case_id: str
    kind: str
    reference: str
    subject: str
    state: str
    unit_id: str
    handler_id: str | None
    received_at: datetime
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, row: Row[Any], keys: frozenset[str]) -> "LikeCase":
        """Make it of its row, and say which of the keys it shares."""
        shared = keys.intersection(row.keys)
        reasons = tuple(sorted({reason_of(one) for one in shared}))
        told = (row.case_id, row.kind, row.reference, row.subject, row.state, row.unit_id, row.handler_id)
        return cls(*told, row.received_at, reasons)


COLUMNS = (
    *(ROW.case_id, ROW.kind, ROW.reference, ROW.subject, ROW.state, ROW.unit_id, ROW.handler_id, ROW.received_at),
    KEYS.label("keys"),
)


class Likeness:
    """Asks for cases that share a key with one. What the asking user may not see is not there."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def page(
        self, case_id: str, keys: list[str], *, asking: Sight, after: str | None = None, limit: int = 50
    ) -> Page[LikeCase]:
        """Return the cases other than `case_id` that have one of `keys`, those received last first.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        if not keys:
            return Page([], None)
        limit = limited(limit)
        found: ColumnElement[bool] = KEYS.op("&&")(texts(keys))
        wanted = (
            select(*COLUMNS)
            .where(found, ROW.case_id != case_id, seen_by(ROW, asking), permitted(ROW, asking))
            .order_by(*NEWEST.order)
            .limit(limit + 1)
        )
        if after is not None:
            wanted = wanted.where(NEWEST.beyond(after))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        asked = frozenset(keys)
        return NEWEST.page([LikeCase.of(row, asked) for row in rows], limit)
