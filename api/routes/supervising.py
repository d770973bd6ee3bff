"""What supervisors look at: approvals that wait, how the work is spread; and moving work in bulk."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from api.asking import Ask, Order
from api.bodies.supervising import Reassign
from api.reading import ReadRouter
from api.routes.queries import LoadQuery, UnitPageQuery
from application.reassigning import Reassigned, reassign
from projections.approvals import Approvals, Waiting
from projections.keyset import Page
from projections.load import Load, LoadOfUnits

router = ReadRouter(tags=["supervising"])
commands = APIRouter(prefix="/v1/load", tags=["supervising"])


@router.read("/v1/approvals", Page[Waiting])
def read_approvals(query: Annotated[UnitPageQuery, Query()], ask: Ask) -> Page[Waiting]:
    """List the proposals that wait for another person's approval, those that wait longest first."""
    sight = ask.sight("read_approvals")
    cursors, question = ask.services.cursors, f"approvals {ask.by.user_id} {query.unit}"
    after = cursors.opened(query.cursor, question)
    page = Approvals(ask.services.engine).page(asking=sight, unit_id=query.unit, after=after, limit=query.limit)
    return Page(page.items, cursors.sealed(page.next, question))


@router.read("/v1/load", LoadOfUnits)
def read_load(query: Annotated[LoadQuery, Query()], ask: Ask) -> LoadOfUnits:
    """Show the open cases of each handler and unit, what is due, what waits, and who has been in each state longest.

    What authorities want, what the bank has promised itself and what was agreed with complainants count apart; tasks
    count by the unit that they were given to.
    """
    load = Load(ask.services.engine, ask.services.zone_of)
    return load.of(asking=ask.sight("read_load"), now=datetime.now(UTC), unit_id=query.unit)


@commands.post(
    "/reassign",
    name="reassign",
    operation_id="reassign",
    response_model=None,
    responses={200: {"model": list[Reassigned]}},
)
async def reassign_cases(body: Reassign, order: Order) -> Response:
    """Give up to 200 cases to one handler. Every case has its own answer: one that refuses does not keep the others."""
    results = await order.services.workers.run(
        lambda: list(
            reassign(
                order.services.complaints,
                order.services.requests,
                body.cases,
                body.handler_id,
                body.unit_id,
                command=order.command,
            )
        )
    )
    return Response(msgspec.json.encode(results), media_type="application/json")
