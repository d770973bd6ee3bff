"""Problem details (RFC 9457): what every answer says that is not the one asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One field of a request that cannot be taken: where it is and why, never what was in it."""

    at: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong. `code` is stable and public; `allowed` names the commands that would be taken instead."""

    status: HTTPStatus
    code: str
    detail: str
    allowed: Sequence[str] = ()
    errors: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, correlation_id: str) -> dict[str, Any]:
        """Return the members of the document."""
        return {
            "type": f"urn:redress:problem:{self.code}",
            "title": self.code.replace("_", " ").capitalize(),
            "status": int(self.status),
            "detail": self.detail,
            "code": self.code,
            "allowed": self.allowed,
            "errors": self.errors,
            "instance": f"urn:redress:request:{correlation_id}",
            "correlation_id": correlation_id,
        }

    def response(self, correlation_id: str) -> Response:
        """Return it as an answer."""
        content = msgspec.json.encode(self.document(correlation_id))
        return Response(content, int(self.status), dict(self.headers), MEDIA_TYPE)
