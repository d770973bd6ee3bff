"""Routes of reads: a plain function that returns a value becomes an endpoint."""

import functools
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from api.asking import Asked

F = TypeVar("F", bound=Callable[..., Any])

encode: Final = msgspec.json.Encoder(decimal_format="string").encode


class ReadRouter(APIRouter):
    """Reads of one kind."""

    def read(
        self,
        path: str,
        shape: Any,  # noqa: ANN401 - any type that an answer may have
        *,
        example: Any = None,  # noqa: ANN401 - the same
        method: str = "GET",
    ) -> Callable[[F], F]:
        """Register a function as `GET path`. Its parameter `ask` is who asks; it runs in a thread.

        `shape` is the type of what it returns, `example` one of it, for the documentation. What is asked with a body is
        a POST.
        """
        shown = {"content": {"application/json": {"example": example}}} if example is not None else {}

        def register(function: F) -> F:
            self.add_api_route(
                path,
                endpoint(function),
                methods=[method],
                name=function.__name__,
                response_model=None,
                responses={200: {"model": shape, **shown}},
                operation_id=function.__name__,
            )
            return function

        return register


def endpoint(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the endpoint of a read."""

    @functools.wraps(function)
    async def call(*, ask: Asked, **fields: Any) -> Response:  # noqa: ANN401 - the function's own
        return await ask.services.workers.run(answer, functools.partial(function, ask=ask, **fields))

    return call


def answer(read: Callable[[], Any]) -> Response:
    """Read, and write the answer; what has a version has it as its ETag."""
    found = read()
    version = getattr(found, "version", None)
    headers = {"ETag": f'"{version}"'} if version is not None else None
    return Response(encode(found), headers=headers, media_type="application/json")
