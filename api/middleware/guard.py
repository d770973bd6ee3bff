"""The limits of bodies: how large, and of which kind."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import status_page
from api.errors import BodyTooLarge, MediaTypeNotSupported, problem_of
from api.exchange import exchange_of
from domain.refusals import Refusal

FILES: Final = "/attachments"
"""The end of the path that takes files; their use case has limits of its own."""


class BodyGuard:
    """Lets no body in that is above the limit or not JSON."""

    def __init__(self, app: ASGIApp, body_bytes: int, file_bytes: int) -> None:
        """Stand before an application."""
        self._app = app
        self._body_bytes = body_bytes
        self._file_bytes = file_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        is_file = scope["path"].endswith(FILES)
        limit = self._limit(scope["path"], is_file=is_file)
        refusal = refused(scope["headers"], limit, is_file=is_file)
        if refusal:
            exchange = exchange_of(scope)
            exchange.code = refusal.code
            await problem_of(refusal).response(exchange.correlation_id)(scope, receive, send)
            return
        await self._app(scope, limited(receive, limit), send)

    def _limit(self, path: str, *, is_file: bool) -> int:
        if path == status_page.PATH:
            return min(status_page.MOST_BYTES, self._body_bytes)
        return self._file_bytes if is_file else self._body_bytes


def limited(receive: Receive, limit: int) -> Receive:
    """Return a way to receive that ends with a refusal above the limit, whatever the header said."""
    received = 0

    async def receive_some() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            # The framework lets no other exception through while it reads a body.
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Connection": "close"})
        return message

    return receive_some


def refused(headers: Iterable[tuple[bytes, bytes]], limit: int, *, is_file: bool) -> Refusal | None:
    """Return why a body is refused before it is read, or None."""
    length, media_type, has_body = 0, b"", False
    for name, value in headers:
        if name == b"content-length" and value.isdigit():
            length = int(value[:18])
            has_body = length > 0
        elif name == b"transfer-encoding":
            has_body = True
        elif name == b"content-type":
            media_type = value.partition(b";")[0].strip().lower()
    if length > limit:
        return too_large(limit)
    if has_body and not is_file and not is_json(media_type):
        return MediaTypeNotSupported("Send JSON, with the header 'Content-Type: application/json'.")
    return None


def too_large(limit: int) -> Refusal:
    """Return the refusal of a body above a limit in bytes."""
    return BodyTooLarge(f"A body has at most {limit} bytes here.")


def is_json(media_type: bytes) -> bool:
    """Tell whether a media type is JSON's."""
    return media_type == b"application/json" or (
        media_type.startswith(b"application/") and media_type.endswith(b"+json")
    )
