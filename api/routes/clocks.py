"""The clocks of one case, with the account of every second or date; the clocks of all cases that are open."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from api.asking import Ask
from api.bodies.fields import Code, Identifier
from api.reading import ReadRouter
from api.routes.examples_of_clocks import CASE_CLOCKS
from api.routes.parameters import CaseId
from api.routes.queries import PageQuery
from application.clocks.answers import CaseClocks
from domain.sla.durations import read_duration
from projections.clock_questions import ClockCounts, ClockLists, ListedClock, WantedClocks
from projections.keyset import Page

OpenState = Literal["running", "paused", "breached"]
TIME = "[0-9]{1,5}H([0-9]{1,5}M)?([0-9]{1,5}S)?|[0-9]{1,5}M([0-9]{1,5}S)?|[0-9]{1,5}S"
Span = Annotated[str, StringConstraints(pattern=f"^P([0-9]{{1,4}}D|([0-9]{{1,4}}D)?T({TIME}))$")]

router = ReadRouter(prefix="/v1", tags=["clocks"])


class MomentQuery(BaseModel):
    """As of when, by what was known when."""

    model_config = ConfigDict(extra="forbid")

    at: Annotated[
        AwareDatetime | None,
        Field(
            description="As of this instant; without it, as of `known_at`, or now.", examples=["2026-10-11T00:00:00Z"]
        ),
    ] = None
    known_at: Annotated[
        AwareDatetime | None,
        Field(
            description="By what had been entered until then (`as_known`); without it, by everything (`as_corrected`).",
            examples=["2026-10-11T00:00:00Z"],
        ),
    ] = None


@router.read("/cases/{case_id}/clocks", CaseClocks, example=CASE_CLOCKS)
def read_case_clocks(case_id: CaseId, query: Annotated[MomentQuery, Query()], ask: Ask) -> CaseClocks:
    """Show every deadline of a case with its state, and the ledger that explains each second or date of it.

    It is worked out of the case's history when it is asked for, so that it is never behind. What was entered late has
    two views: the state as corrected, and with `known_at` the state as it was known then; `view` says which this is.
    """
    at, known_at = utc(query.at), utc(query.known_at)
    return ask.services.clock_files.show(case_id, ask.by, at=at, known_at=known_at)


class ClockFilters(BaseModel):
    """Which clocks of open cases are wanted, of those that nothing has stopped."""

    model_config = ConfigDict(extra="forbid")

    due_within: Annotated[
        Span | None,
        Field(description="ISO 8601. Due until so long from now; what has passed is in it.", examples=["P2D"]),
    ] = None
    breached: Annotated[bool | None, Field(description="true: the due instant has passed; false: it has not.")] = None
    unit: Identifier | None = None
    handler: Identifier | None = None
    milestone: Annotated[Code | None, Field(examples=["decide_and_notify"])] = None
    pack: Annotated[Code | None, Field(examples=["cn-nfra-2020-3"])] = None
    regulatory: Annotated[bool | None, Field(description="true: of authorities; false: the bank's own promises.")] = (
        None
    )
    state: Annotated[OpenState | None, Field(description="A paused clock is not due: only this asks for it.")] = None

    def wanted(self) -> WantedClocks:
        """Return it as the read model's question."""
        return WantedClocks(
            due_within=read_duration(self.due_within) if self.due_within else None,
            is_breached=self.breached,
            unit_id=self.unit,
            handler_id=self.handler,
            milestone=self.milestone,
            pack=self.pack,
            is_regulatory=self.regulatory,
            state=self.state,
        )


class ClocksQuery(ClockFilters, PageQuery):
    """Which clocks, and which page of them."""


@router.read("/clocks", Page[ListedClock])
def read_clocks(query: Annotated[ClocksQuery, Query()], ask: Ask) -> Page[ListedClock]:
    """List the clocks of open cases by when they are due, breached ones by when that was, paused ones by their start.

    What has ended is in `reporting.clocks`, and with its case.
    """
    wanted, sight = query.wanted(), ask.sight("read_worklist")
    cursors, question = ask.services.cursors, f"clocks {ask.by.user_id} {wanted}"
    page = ClockLists(ask.services.engine).page(
        wanted,
        asking=sight,
        now=datetime.now(UTC),
        after=cursors.opened(query.cursor, question),
        limit=query.limit,
    )
    return Page(page.items, cursors.sealed(page.next, question))


@router.read("/clocks/counts", ClockCounts)
def read_clock_counts(query: Annotated[ClockFilters, Query()], ask: Ask) -> ClockCounts:
    """Count the same clocks, also by unit, handler and milestone."""
    sight = ask.sight("read_worklist")
    return ClockLists(ask.services.engine).counts(query.wanted(), asking=sight, now=datetime.now(UTC))


def utc(instant: datetime | None) -> datetime | None:
    """Return an instant in UTC."""
    return instant.astimezone(UTC) if instant else None
