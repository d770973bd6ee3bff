"""The status of a complaint for its customer; no token needed, but a secret."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.bodies.fields import Body, Code, example
from api.reading import answer
from api.services import services_of
from api.status_page import PATH, CustomerStatus

router = APIRouter(tags=["for customers"])


class AskStatus(Body):
    """What the acknowledgement says; case, blanks and dashes do not matter."""

    model_config = example({"reference": "C-2026-000123-4", "secret": "7QKM-X2HT-9RFA-C4WD"})

    reference: Annotated[Code, Field(description="Of the complaint.")]
    secret: Annotated[Code, Field(description="Printed beside it.")]


@router.post(
    PATH,
    name="read_status",
    operation_id="read_status",
    response_model=None,
    responses={200: {"model": CustomerStatus}},
)
async def read_status(body: AskStatus, request: Request) -> Response:
    """Show a customer how far the complaint is, in plain words, Chinese and English.

    Reference and secret that open nothing together have one answer, whatever is wrong with them. How often one
    reference and one address may ask is limited; 429 says when to come again.
    """
    services = services_of(request)
    address = services.caller(request.client.host if request.client else None)
    show = partial(services.status_page.show, body.reference, body.secret, address)
    return await services.workers.run(answer, show)
