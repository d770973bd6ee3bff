"""Who asks, and how: the token and the headers that every command takes."""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import uuid4

from fastapi import Depends
from starlette.requests import Request

from api.errors import MalformedHeader, TokenInvalid, TokenMissing, UnexpectedBody
from api.exchange import exchange_of
from api.services import Services, services_of
from application.command import Command, command_id, fingerprint_of
from domain.actor import Actor
from domain.sight import Sight

KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
ETAG: Final = re.compile(r'"([0-9]{1,9})"')
WAIT: Final = re.compile(r"wait(?:=([0-9]{1,3}))?")
MOST_SECONDS: Final = 10.0
NOTHING: Final = frozenset({b"", b"{}", b"null"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A user's request."""

    by: Actor
    services: Services

    def sight(self, action: str) -> Sight:
        """Return what the user sees when they read lists by an action.

        Raises:
            RoleForbidden: Their role does not include it.
        """
        return self.services.rights.sight(self.by, action)


@dataclass(frozen=True, slots=True)
class Commanded(Asked):
    """A user's command. `wait_seconds`: for how long its answer waits for the views, if at all."""

    command: Command
    wait_seconds: float | None


async def asked(request: Request) -> Asked:
    """Return who asks.

    Raises:
        TokenMissing, TokenInvalid: Nobody whom a token lets in.
    """
    services = services_of(request)
    return Asked(await actor_of(request, services), services)


async def commanded(request: Request) -> Commanded:
    """Return who gives a command, under which key, on which version; a repeat has to say the same, byte by byte.

    Raises:
        TokenMissing, TokenInvalid: Nobody whom a token lets in.
        MalformedHeader: A header does not have its form.
    """
    return await commanded_with(request, await request.body())


async def commanded_with_file(request: Request) -> Commanded:
    """Return who gives a command whose body is a file, not read yet: its use case sees to the fingerprint."""
    return await commanded_with(request, None)


async def commanded_with(request: Request, body: bytes | None) -> Commanded:
    """Return who gives a command with a body; None: it is not known yet."""
    services = services_of(request)
    by = await actor_of(request, services)
    given = request.headers.get("idempotency-key")
    named = command_id(by.user_id, f"{request.method} {request.scope['path']} {idempotency_key(given)}")
    said = None if given is None or body is None else hashlib.sha256(body).hexdigest()
    command = Command(
        id=named,
        by=by,
        client=by.user_id,
        correlation_id=exchange_of(request.scope).correlation_id,
        expected_version=expected_version(request.headers.get("if-match")),
        source=request.client.host if request.client else None,
        fingerprint=fingerprint_of(services.keyed, named, said) if said else None,
    )
    return Commanded(by, services, command, wait_seconds(request.headers.getlist("prefer")))


async def commanded_without_body(request: Request) -> Commanded:
    """Return who gives a command that takes no fields.

    Raises:
        UnexpectedBody: It came with some, which would be lost.
    """
    found = await commanded_with(request, b"")
    if (await request.body()).strip() not in NOTHING:
        raise UnexpectedBody("This command takes no fields.")
    return found


Ask = Annotated[Asked, Depends(asked)]
Order = Annotated[Commanded, Depends(commanded)]
FileOrder = Annotated[Commanded, Depends(commanded_with_file)]
PlainOrder = Annotated[Commanded, Depends(commanded_without_body)]


def bearer(authorization: str) -> str:
    """Return the token in the header Authorization.

    Raises:
        TokenMissing: It holds none.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise TokenMissing("Send the header 'Authorization: Bearer' with a token.")
    return token


async def actor_of(request: Request, services: Services) -> Actor:
    """Return whom the bearer token stands for."""
    token = bearer(request.headers.get("authorization", ""))
    known, actor = services.authenticator.remembered(token)
    if not known:
        actor = await services.workers.run(services.authenticator.authenticate, token)
    if actor is None:
        raise TokenInvalid("This token is unknown, expired or revoked.")
    return actor


def idempotency_key(given: str | None) -> str:
    """Return the key under which a command is carried out once; without one, a key that nobody else has."""
    if given is None:
        return uuid4().hex
    if not KEY.fullmatch(given):
        raise MalformedHeader("Idempotency-Key is 1 to 200 visible ASCII characters.")
    return given


def expected_version(given: str | None) -> int | None:
    """Return the version in If-Match; None where any will do."""
    if given is None or given.strip() == "*":
        return None
    match = ETAG.fullmatch(given.strip())
    if match is None:
        raise MalformedHeader('If-Match is one ETag such as "5", or *.')
    return int(match[1])


def wait_seconds(given: list[str]) -> float | None:
    """Return for how long to wait; a preference that is not understood is none (RFC 7240)."""
    for preference in ",".join(given).split(","):
        match = WAIT.fullmatch(preference.strip().lower())
        if match:
            return min(float(match[1] or MOST_SECONDS), MOST_SECONDS)
    return None
