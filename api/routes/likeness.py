"""Reading which cases a complaint has something in common with."""

from typing import Annotated

from fastapi import Query

from api.asking import Ask
from api.commanding import PREFIX
from api.reading import ReadRouter
from api.routes.parameters import ComplaintId
from api.routes.queries import PageQuery
from domain.complaint.same_people import complaining_persons
from projections.contact_log import one_with
from projections.keyset import Page
from projections.like_keys import keys_of, person_keys
from projections.likeness import LikeCase, Likeness

router = ReadRouter(prefix=PREFIX, tags=["reading"])


@router.read("/{complaint_id}/possible-duplicates", Page[LikeCase])
def read_possible_duplicates(
    complaint_id: ComplaintId, query: Annotated[PageQuery, Query()], ask: Ask
) -> Page[LikeCase]:
    """List cases that may be the same grievance told twice, each with what it has in common with this one.

    Who it is about decides nothing here: look, then merge or link.
    """
    complaint = ask.services.case_files.complaint(complaint_id, ask.by)
    return like(ask, complaint_id, keys_of(complaint), query, "possible-duplicates")


@router.read("/{complaint_id}/other-cases", Page[LikeCase])
def read_other_cases(complaint_id: ComplaintId, query: Annotated[PageQuery, Query()], ask: Ask) -> Page[LikeCase]:
    """List the other cases of who complains, complaints and service requests, also as whom they are one with them."""
    complaint = ask.services.case_files.complaint(complaint_id, ask.by)
    engine, persons = ask.services.engine, complaining_persons(complaint) - {None}
    everybody = {one for person in persons for one in one_with(engine, str(person))}
    keys = [key for one in sorted(everybody) for key in person_keys(one, None)]
    return like(ask, complaint_id, keys, query, "other-cases")


def like(ask: Ask, case_id: ComplaintId, keys: list[str], query: PageQuery, what: str) -> Page[LikeCase]:
    """Return a page of the cases that share one of some keys."""
    cursors, question = ask.services.cursors, f"{what} {ask.by.user_id} {case_id}"
    page = Likeness(ask.services.engine).page(
        str(case_id),
        keys,
        asking=ask.sight("read_case"),
        after=cursors.opened(query.cursor, question),
        limit=query.limit,
    )
    return Page(page.items, cursors.sealed(page.next, question))
