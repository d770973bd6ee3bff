"""Search: cases by what is said in them, in English and Chinese."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Engine, Index, MetaData, Table, cast, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from domain.complaint import (
    any_time,
    authorities,
    contacting,
    correcting,
    importing,
    investigating,
    new_facts,
    outside,
    receiving,
    repeating,
    tasks,
)
from domain.complaint.values import Facts, SourceRecord, Words
from domain.sight import Sight
from projections import worklist
from projections.keyset import Keyset, Page, limited
from projections.search_requests import follow_requests
from projections.sharing import Shared, begun, share_complaints, shared_columns
from projections.tokens import query, tokens, tokens_of, vector
from projections.view import INDEX_STATISTICS, Fold, Part, Recorded, View
from projections.visible import permitted, seen_by, seers
from projections.worklist import Entry


@dataclass(slots=True)
class Findable(Shared):
    """One case as it is found: by what was told, by what it is about and its references, by what was noted later."""

    received_at: datetime
    told: str
    about: str
    noted: str


TABLE = Table(
    "search",
    MetaData(),
    *shared_columns(),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("told", TSVECTOR, nullable=False),
    Column("about", TSVECTOR, nullable=False),
    Column("noted", TSVECTOR, nullable=False),
    schema="view",
    # PostgreSQL counts a word that it has no figures of as half as frequent as the rarest that it has. With its
    # usual 100 that is one case in 250: in half a million cases it would rather go through all of them in order
    # than look up the twenty that hold the word.
    info={INDEX_STATISTICS: {"search_words": 400}},
)
ROW = TABLE.columns
WORDS = ROW.told.op("||")(ROW.about).op("||")(ROW.noted)
NEWEST = Keyset((ROW.received_at, ROW.case_id), descending=True)

Index("search_words", WORDS, seers(ROW), postgresql_using="gin")
Index("search_newest", ROW.received_at, ROW.case_id)

FOLD: Fold[Findable] = Fold()
share_complaints(FOLD)
follow_requests(FOLD, Findable)


@FOLD.begins(receiving.Received)
def received(seen: Recorded[receiving.Received]) -> Findable:
    """Make the case findable."""
    event = seen.event
    return Findable(
        **begun(seen),
        received_at=event.facts.received_at,
        told=vector(told(event.words)),
        about=vector(tokens(event.reference) | about(event.facts) | published(event.source_record)),
        noted="",
    )


@FOLD.changes(any_time.Corrected)
def corrected(row: Findable, seen: Recorded[any_time.Corrected]) -> None:
    """Find it by what is right; by its references also as they were."""
    words, facts = seen.event.words_after, seen.event.facts_after
    if words:
        row.told = vector(told(words))
    if facts:
        row.about = vector(tokens_of(row.about) | about(facts))
        row.received_at = facts.received_at


@FOLD.changes(
    any_time.NoteAdded,
    investigating.FindingRecorded,
    investigating.CustomerAsked,
    investigating.CustomerAnswered,
    contacting.ProgressSent,
    contacting.HoldingResponseSent,
    new_facts.NewFactsRecorded,
    repeating.LinkedAsRepeat,
    outside.ExternalOutcomeRecorded,
    authorities.AuthorityAnswered,
)
def noted(row: Findable, seen: Recorded[Any]) -> None:
    """Find it by what was written down later, too; all of these events have a `text`."""
    row.noted = vector(tokens_of(row.noted) | tokens(seen.event.text))


@FOLD.changes(outside.ReferredToExternal)
def taken_elsewhere(row: Findable, seen: Recorded[outside.ReferredToExternal]) -> None:
    """Find it by its number with the other body, too."""
    row.noted = vector(tokens_of(row.noted) | tokens(seen.event.text, seen.event.external_reference))


@FOLD.changes(authorities.AuthorityAsked)
def inquired(row: Findable, seen: Recorded[authorities.AuthorityAsked]) -> None:
    """Find it by the number of the authority's letter, too."""
    row.noted = vector(tokens_of(row.noted) | tokens(seen.event.text, seen.event.authority_reference))


@FOLD.changes(tasks.TaskGiven)
def asked_for(row: Findable, seen: Recorded[tasks.TaskGiven]) -> None:
    """Find it by what another unit was asked for."""
    row.noted = vector(tokens_of(row.noted) | tokens(seen.event.what))


@FOLD.changes(tasks.TaskAnswered)
def contributed(row: Findable, seen: Recorded[tasks.TaskAnswered]) -> None:
    """Find it by what the unit contributed."""
    row.noted = vector(tokens_of(row.noted) | tokens(seen.event.answer))


@FOLD.changes(correcting.ReportCorrected)
def reported_otherwise(row: Findable, seen: Recorded[correcting.ReportCorrected]) -> None:
    """Find it by the right words, and still by the wrong ones: somebody may have read them."""
    row.noted = vector(tokens_of(row.noted) | tokens(*seen.event.after.values()))


@FOLD.changes(importing.SourceRecordRevised)
def revised(row: Findable, seen: Recorded[importing.SourceRecordRevised]) -> None:
    """Find it by what its source says now, too."""
    row.noted = vector(tokens_of(row.noted) | tokens(*seen.event.record.fields.values()))


def told(words: Words) -> set[str]:
    """Return the tokens of what the complainant said."""
    return tokens(words.subject, words.narrative, words.desired_outcome, words.account_reference)


def about(facts: Facts) -> set[str]:
    """Return the tokens of what the case is about, and of an authority's reference."""
    pairs = ((a.product, a.sub_product, a.issue, a.sub_issue) for a in facts.about)
    return tokens(facts.authority_reference, facts.branch, *(text for pair in pairs for text in pair))


def published(record: SourceRecord | None) -> set[str]:
    """Return the tokens of a record that the case was made from."""
    return tokens(record.record_id, *record.fields.values()) if record else set()


VIEW = View(name="search", version=6, parts=(Part(table=TABLE, row=Findable, fold=FOLD),))


class Search:
    """Asks for cases by words, open or not."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def page(self, text: str, *, asking: Sight, after: str | None = None, limit: int = 50) -> Page[Entry]:
        """Return the cases that hold every word of `text`, those received last first.

        What the asking user may not see is not there.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        found = matching(text)
        if found is None:
            return Page([], None)
        limit = limited(limit)
        wanted = (
            select(*worklist.SHOWN)
            .join_from(TABLE, worklist.TABLE, worklist.ROW.case_id == ROW.case_id)
            .where(found, seen_by(ROW, asking), permitted(ROW, asking))
            .order_by(*NEWEST.order)
            .limit(limit + 1)
        )
        if after is not None:
            wanted = wanted.where(NEWEST.beyond(after))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return NEWEST.page([Entry(*row) for row in rows], limit)


def matching(text: str) -> ColumnElement[bool] | None:
    """Return the condition on `TABLE` for what a text asks; None where it has nothing to look for."""
    asked = query(text)
    return WORDS.op("@@")(cast(asked, TSQUERY)) if asked else None
