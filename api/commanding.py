"""Routes of commands: a plain function that returns a receipt becomes an endpoint."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar

import msgspec
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from starlette.responses import Response

from api.asking import Commanded
from api.services import WrittenPositions
from application.command import Receipt
from application.ports import OutcomeUnknownError, UnavailableError
from application.status_secrets import SecretReceipt

PREFIX: Final = "/v1/complaints"

F = TypeVar("F", bound=Callable[..., Receipt])

EXAMPLE: Final[dict[str, JsonValue]] = {
    "id": "0b9ba0f2-7a47-5bd6-9c3f-1ef1d2a4c1d0",
    "reference": "C-2026-000123-4",
    "version": 3,
    "events": 1,
    "position": "1-4711",
}


class ReceiptAnswer(BaseModel):
    """What a command did. A repeat under the same key gets the same answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str = Field(description="The case.")
    reference: str = Field(description="Its number that people can say.")
    version: int = Field(description="The case's version after the command, which is its ETag.")
    events: int = Field(description="How many events it added; 0: what it asked for already held.")
    position: str = Field(description="The place of the last of them in the log, as epoch-position.")


REPLAYED: Final = "Idempotent-Replayed"
"""The header that marks the answer to a repeat."""

LINKS: Final = ("possible-duplicates", "other-cases")
"""What is worth a look when a complaint was received."""


def links_of(case_id: str) -> dict[str, str]:
    """Return where to look; the same for every repeat of a command."""
    return {name: f"{PREFIX}/{case_id}/{name}" for name in LINKS}


def begins_complaint(status: HTTPStatus, prefix: str) -> bool:
    """Tell whether what a command makes is a complaint."""
    return status is HTTPStatus.CREATED and prefix == PREFIX


LINKS_EXAMPLE: Final[dict[str, JsonValue]] = {"links": {**links_of(str(EXAMPLE["id"]))}}


class NewComplaintAnswer(ReceiptAnswer):
    """What a command did that began a complaint, and where to look before anybody works on it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE, **LINKS_EXAMPLE}]})

    links: dict[str, str] = Field(description="`possible-duplicates` and the customer's `other-cases`, as paths.")


class SecretAnswer(ReceiptAnswer):
    """What a command did, and what the customer sees the status page with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE, "status_secret": "7QKM-X2HT-9RFA-C4WD"}]})

    status_secret: str | None = Field(
        description="To be printed for the customer and kept nowhere; null: nothing was recorded, so nothing goes out."
    )


class CommandRouter(APIRouter):
    """The commands of one step."""

    def __init__(self, step: str, prefix: str = PREFIX) -> None:
        """Take the name under which the documentation groups them, and where their paths begin."""
        super().__init__(prefix=prefix, tags=[step])

    def command(
        self,
        path: str,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        makes: str | None = None,
        model: type[ReceiptAnswer] | None = None,
    ) -> Callable[[F], F]:
        """Register a function as `POST path`. Its parameter `order` is who asks; it runs in a thread.

        `makes`: where what it makes lies, if not among its own kind. `model` describes the answer.
        """
        made = makes or self.prefix
        usual = NewComplaintAnswer if begins_complaint(status, made) else ReceiptAnswer

        def register(function: F) -> F:
            self.add_api_route(
                path,
                endpoint(function, status, made),
                methods=["POST"],
                name=function.__name__,
                status_code=status,
                response_model=None,
                responses={int(status): {"model": model or usual}},
                operation_id=function.__name__,
            )
            return function

        return register


def endpoint(function: Callable[..., Receipt], status: HTTPStatus, prefix: str) -> Callable[..., Any]:
    """Return the endpoint of a command: work in a thread, wait for the views where that was asked, answer."""

    @functools.wraps(function)
    async def call(*, order: Commanded, **fields: Any) -> Response:  # noqa: ANN401 - the function's own
        give = functools.partial(function, order=order, **fields)
        receipt, response = await order.services.workers.run(carry_out, give, order.services.positions, status, prefix)
        return await waited(receipt, response, order)

    return call


def carry_out(
    give: Callable[[], Receipt],
    positions: WrittenPositions,
    status: HTTPStatus = HTTPStatus.OK,
    prefix: str = PREFIX,
) -> tuple[Receipt, Response]:
    """Give a command, and write its answer; both may need the database."""
    receipt = give()
    links = links_of(str(receipt.id)) if begins_complaint(status, prefix) else None
    return receipt, answer(receipt, written(receipt, positions), status, prefix, links)


def written(receipt: Receipt, positions: WrittenPositions) -> str:
    """Return the text of the position of a command that was carried out.

    Raises:
        OutcomeUnknownError: The database has gone meanwhile. Nobody may be told that nothing was stored.
    """
    try:
        return positions.written(receipt.position)
    except UnavailableError as error:
        raise OutcomeUnknownError(str(error)) from error


async def waited(receipt: Receipt, response: Response, order: Commanded) -> Response:
    """Hold the answer back until the views show the command, where that was asked, and say that they do."""
    if order.wait_seconds is not None and await order.services.views.reach(receipt.position, order.wait_seconds):
        response.headers["Preference-Applied"] = "wait"
    return response


def answer(
    receipt: Receipt,
    position: str,
    status: HTTPStatus = HTTPStatus.OK,
    prefix: str = PREFIX,
    links: dict[str, str] | None = None,
) -> Response:
    """Write the answer to a command; what it made lies under `prefix`, `links` lead on from there."""
    case = str(receipt.id)
    told: dict[str, Any] = {
        "id": case,
        "reference": receipt.reference,
        "version": receipt.version,
        "events": receipt.events,
        "position": position,
    }
    if isinstance(receipt, SecretReceipt):
        told["status_secret"] = receipt.status_secret
    if links is not None:
        told["links"] = links
    headers = {"ETag": f'"{receipt.version}"'}
    if receipt.repeated:
        headers[REPLAYED] = "true"
    if status is HTTPStatus.CREATED:
        headers["Location"] = f"{prefix}/{case}"
    return Response(msgspec.json.encode(told), int(status), headers, "application/json")
