"""The description of the interface, for programs and for people; no token needed."""

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.docs_page import page

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """Return the OpenAPI document."""
    return Response(msgspec.json.encode(request.app.state.description), media_type="application/json")


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Return a page made of the same document, which needs nothing from elsewhere."""
    return HTMLResponse(page(request.app.state.description))
