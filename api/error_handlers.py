"""How exceptions become answers: refusals, faults, and the framework's own."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from api.errors import FAULTS, INTERNAL, BodyTooLarge, problem_of, problem_of_fault
from api.exchange import exchange_of
from api.problem import Fault, Problem
from domain.refusals import Refusal

logger = logging.getLogger(__name__)

NO_ID = "This is no id (a UUID); a reference such as C-2026-000123-4 is looked up under .../by-reference/."
WORDS: Mapping[str, str] = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field here.",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
}
"""What the validation says in words of the program."""
ENUM_MEMBER = re.compile(r"<\w+\.\w+: ('[^']*')>")
PREFIX = re.compile(r"^Input should be ")
FIELD_NAME = re.compile(r"[a-z_]{1,40}")
MOST_FAULTS = 50
FRAMEWORK: Mapping[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: ("unreadable_body", "The body is not JSON in UTF-8."),
    HTTPStatus.NOT_FOUND: ("no_such_path", "Nothing is here; /openapi.json lists what is."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (BodyTooLarge.code, "The body is above the limit."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This path does not take this method."),
}
"""Codes for what the framework refuses by itself."""


def install(app: FastAPI) -> None:
    """Let every exception become a problem."""
    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_framework_refusal)
    app.add_exception_handler(ClientDisconnect, on_disconnect)
    for kind in FAULTS:
        app.add_exception_handler(kind, on_fault)


def answer(request: Request, problem: Problem) -> Response:
    """Answer with a problem, and remember its code for the metrics."""
    exchange = exchange_of(request.scope)
    exchange.code = problem.code
    return problem.response(exchange.correlation_id)


async def on_refusal(request: Request, error: Exception) -> Response:
    """Answer with what a rule said; one without a row in the table is a fault of ours."""
    try:
        return answer(request, problem_of(cast("Refusal", error)))
    except KeyError:
        logger.exception("A refusal has no status.", extra={"code": cast("Refusal", error).code})
        return answer(request, INTERNAL)


async def on_fault(request: Request, error: Exception) -> Response:
    """Answer that it may pass."""
    logger.warning("The database failed.", extra={"error": type(error).__name__})
    return answer(request, problem_of_fault(error))


async def on_framework_refusal(request: Request, error: Exception) -> Response:
    """Answer in our form for the framework."""
    refused = cast("HTTPException", error)
    code, detail = FRAMEWORK.get(refused.status_code, ("refused", "The request cannot be taken."))
    headers = dict(refused.headers or {})
    if refused.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(methods_of(request))
    return answer(request, Problem(HTTPStatus(refused.status_code), code, detail, headers=headers))


def methods_of(request: Request) -> list[str]:
    """Return every method that the path takes: each has a route of its own, and the framework names the first's."""
    path = request.scope["path"]
    routes = (route for route in request.app.routes if isinstance(route, Route) and route.path_regex.match(path))
    return sorted({method for route in routes for method in route.methods or ()})


async def on_disconnect(request: Request, _: Exception) -> Response:
    """Answer nobody: the caller has gone in the middle of the body."""
    return answer(request, Problem(HTTPStatus.BAD_REQUEST, "unreadable_body", "The body ended too early."))


async def on_invalid_request(request: Request, error: Exception) -> Response:
    """Say which fields cannot be taken and why, without what was in them."""
    found = cast("RequestValidationError", error).errors()
    if any(one["type"] == "json_invalid" for one in found):
        code, detail = FRAMEWORK[HTTPStatus.BAD_REQUEST]
        return answer(request, Problem(HTTPStatus.BAD_REQUEST, code, detail))
    faults = [fault(one) for one in found[:MOST_FAULTS]]
    detail = f"{len(found)} of the fields cannot be taken." if len(found) > 1 else "A field cannot be taken."
    return answer(request, Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail, errors=faults))


def fault(found: Mapping[str, Any]) -> Fault:
    """Return one error of the validation without its input."""
    kind = str(found["type"])
    return Fault(place(found["loc"]), kind, plain(kind, found))


def plain(kind: str, found: Mapping[str, Any]) -> str:
    """Return the words of the validation as a person would say them, who knows nothing of the program."""
    if kind == "uuid_parsing" and tuple(found["loc"][:1]) == ("path",):
        return NO_ID
    if kind.endswith("_parsing"):
        # What cannot be read is quoted in the message.
        return "This cannot be read."
    if kind in WORDS:
        return WORDS[kind]
    words = ENUM_MEMBER.sub(r"\1", str(found["msg"]))
    return PREFIX.sub("must be ", words.removeprefix("Value error, "))


def place(path: Sequence[str | int]) -> str:
    """Return where a field is as `body.notice.way`; names that are no field of ours are left out."""
    return ".".join(str(part) if isinstance(part, int) or FIELD_NAME.fullmatch(part) else "?" for part in path)
