"""Search for cases by words."""

from typing import Annotated

from fastapi import Query

from api.asking import Ask
from api.reading import ReadRouter
from api.routes.queries import SearchQuery
from projections.keyset import Page
from projections.search import Search
from projections.worklist import Entry

router = ReadRouter(tags=["reading"])


@router.read("/v1/search", Page[Entry])
def search(query: Annotated[SearchQuery, Query()], ask: Ask) -> Page[Entry]:
    """List the cases, open or not, that hold every word, those received last first."""
    sight = ask.sight("search")
    cursors, question = ask.services.cursors, f"search {ask.by.user_id} {query.q}"
    after = cursors.opened(query.cursor, question)
    page = Search(ask.services.engine).page(query.q, asking=sight, after=after, limit=query.limit)
    return Page(page.items, cursors.sealed(page.next, question))
