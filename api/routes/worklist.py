"""Lists of open cases."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query

from api.asking import Ask, Asked
from api.commanding import PREFIX
from api.reading import ReadRouter
from api.routes.queries import Filters, PageQuery, WorklistQuery
from projections.keyset import Page
from projections.worklist import Entry
from projections.worklist_questions import Counts, Wanted, Worklist

router = ReadRouter(prefix=PREFIX, tags=["reading"])


@router.read("", Page[Entry])
def read_worklist(query: Annotated[WorklistQuery, Query()], ask: Ask) -> Page[Entry]:
    """List open cases, the most urgent first.

    Undecided cases with a breached clock of a regime come first, the oldest breach before others; then those with a
    running clock of a regime, by when it is due; then those with one of the bank's own. Within these, and where no
    clock runs: by severity, major ones first, then who waits longest.

    Complaints and service requests stand side by side; `kind` asks for one of them.
    """
    return listed(query.wanted(), query, ask)


@router.read("/counts", Counts)
def read_worklist_counts(query: Annotated[Filters, Query()], ask: Ask) -> Counts:
    """Count open cases, also by state, severity and unit."""
    sight = ask.sight("read_worklist")
    return Worklist(ask.services.engine).counts(query.wanted(), asking=sight, now=datetime.now(UTC))


def listed(wanted: Wanted, query: PageQuery, ask: Asked) -> Page[Entry]:
    """Return a page of what is wanted."""
    sight = ask.sight("read_worklist")
    cursors, question = ask.services.cursors, f"worklist {ask.by.user_id} {wanted}"
    page = Worklist(ask.services.engine).page(
        wanted,
        asking=sight,
        now=datetime.now(UTC),
        after=cursors.opened(query.cursor, question),
        limit=query.limit,
    )
    return Page(page.items, cursors.sealed(page.next, question))
