"""What a request may say: the bank's lists of codes and request types, and who asks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

import msgspec
from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from api.asking import Ask, bearer
from api.reading import ReadRouter
from application.ledger import NotFound
from application.rights import role_refusal
from domain.codes import CodeEntry
from domain.refusals import refuse_first
from domain.request.request_type import RequestType

ACTION = "reference_data.consult"

reading = ReadRouter(prefix="/v1", tags=["vocabulary"])
me = APIRouter(prefix="/v1", tags=["vocabulary"])

ListName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_.-]{0,63}$", description="The list's name.")]


@dataclass(frozen=True, slots=True)
class CodeInForce:
    """A code that may be used today, and its names. `parent`: the code above it in the list."""

    code: str
    name_en: str
    name_zh: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class ListInForce:
    """A list of codes as it is in force today."""

    name: str
    list_version: int
    entries: list[CodeInForce]


@dataclass(frozen=True, slots=True)
class ListedLists:
    """Every list with its codes."""

    items: list[ListInForce]


@dataclass(frozen=True, slots=True)
class TypeOfRequest:
    """A request type. `documents`: codes of the list `document_kind` without which it is not fulfilled.

    `owning_unit`: who handles it, null is the unit that receives it. The targets are in calendar hours from receipt.
    """

    code: str
    kind: str
    name_en: str
    name_zh: str
    documents: list[str]
    owning_unit: str | None
    response_hours: Decimal
    completion_hours: Decimal


@dataclass(frozen=True, slots=True)
class RequestTypes:
    """The request types in force."""

    document_version: int
    items: list[TypeOfRequest]


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks. `limit`: up to which total they grant redress alone, by currency; one not named is nothing."""

    user_id: str
    role: str
    unit_id: str
    limit: dict[str, Decimal]
    token_expires_at: datetime | None


@reading.read("/code-lists", ListedLists)
def read_code_lists(ask: Ask) -> ListedLists:
    """Show every list of codes that commands take, with the codes that may be used today."""
    refuse_first(role_refusal(ask.by.role, ACTION))
    names = ask.services.codes().names()
    return ListedLists([list_in_force(ask, name) for name in names])


@reading.read("/code-lists/{list_name}", ListInForce)
def read_code_list(list_name: ListName, ask: Ask) -> ListInForce:
    """Show a list of codes, with the codes that may be used today in English and Chinese."""
    refuse_first(role_refusal(ask.by.role, ACTION))
    return list_in_force(ask, list_name)


@reading.read("/request-types", RequestTypes)
def read_request_types(ask: Ask) -> RequestTypes:
    """Show the types that a service request may have: what each needs, who handles it, and by when."""
    refuse_first(role_refusal(ask.by.role, ACTION))
    types = ask.services.documents("request_type")
    return RequestTypes(types.version, [type_of_request(row) for row in types.rows])


@me.get(
    "/me",
    name="read_me",
    operation_id="read_me",
    response_model=None,
    responses={200: {"model": Me}},
)
async def read_me(request: Request, ask: Ask) -> Response:
    """Show who the token stands for: user, role, unit, limits, and until when it lets in."""
    token = bearer(request.headers.get("authorization", ""))
    until = await ask.services.workers.run(ask.services.authenticator.expires_at, token)
    found = Me(ask.by.user_id, ask.by.role.value, ask.by.unit_id, dict(ask.by.limit), until)
    return Response(msgspec.json.Encoder(decimal_format="string").encode(found), media_type="application/json")


def list_in_force(ask: Ask, name: str) -> ListInForce:
    """Return a list as it is today.

    Raises:
        NotFound: There is none of this name.
    """
    found = ask.services.codes().list_of(name)
    if found is None:
        raise NotFound("There is no such list; /v1/code-lists names them.")
    today = datetime.now(UTC).date()
    return ListInForce(name, found.version, [code_in_force(entry) for entry in found.in_force(today)])


def code_in_force(entry: CodeEntry) -> CodeInForce:
    """Return a code with its names."""
    return CodeInForce(entry.code, entry.name_en, entry.name_zh, entry.parent)


def type_of_request(row: RequestType) -> TypeOfRequest:
    """Return a request type as callers need it."""
    return TypeOfRequest(
        code=row.code,
        kind=row.kind.value,
        name_en=row.name_en,
        name_zh=row.name_zh,
        documents=list(row.documents),
        owning_unit=row.owning_unit,
        response_hours=row.response_hours,
        completion_hours=row.completion_hours,
    )
