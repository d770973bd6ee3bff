"""How this process and the engine are; no token needed."""

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.error_handlers import answer
from api.errors import RETRY_AFTER
from api.problem import Problem
from api.services import services_of

router = APIRouter(tags=["health"])


class Status(BaseModel):
    """It is."""

    status: Literal["ok"]


OK = {"status": "ok"}


@router.get("/healthz", operation_id="healthz", response_model=None, responses={200: {"model": Status}})
async def healthz() -> Response:
    """Say that the process lives."""
    return JSONResponse(OK)


@router.get("/readyz", operation_id="readyz", response_model=None, responses={200: {"model": Status}})
async def readyz(request: Request) -> Response:
    """Say that requests can be served: the database answers, has its version, and no view is far behind."""
    services = services_of(request)
    in_the_way = await services.workers.run(services.health.ready)
    if not in_the_way:
        return JSONResponse(OK)
    detail = " ".join(f"{name}: {reason}" for name, reason in in_the_way.items())
    return answer(request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready", detail, headers=RETRY_AFTER))


@router.get(
    "/metrics",
    operation_id="metrics",
    response_model=None,
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request) -> Response:
    """Return the figures for Prometheus."""
    text = await services_of(request).workers.run(request.app.state.metrics.text)
    return Response(text, media_type=CONTENT_TYPE_LATEST)
