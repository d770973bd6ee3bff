"""What is known of a request and its answer beside their content."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from starlette.types import Scope

SCOPE_KEY = "redress.exchange"
SANE = re.compile(rb"[A-Za-z0-9._:-]{1,64}")

correlation: ContextVar[str] = ContextVar("correlation", default="")
"""The correlation id of the request that is being worked on, for the log."""


@dataclass(slots=True)
class Exchange:
    """One request with its answer. `code` is the problem's, where there was one."""

    correlation_id: str
    status: int = 0
    code: str = ""


def exchange_of(scope: Scope) -> Exchange:
    """Return the exchange of a request that passed the observation."""
    return cast("Exchange", scope[SCOPE_KEY])


def correlation_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the caller's id where it is a sane one, else a new one."""
    given = next((value for name, value in headers if name == b"x-correlation-id"), b"")
    return given.decode() if SANE.fullmatch(given) else uuid4().hex
