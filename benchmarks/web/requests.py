"""The requests that are measured, each a function of a case's number."""

from collections.abc import Callable
from uuid import uuid4

from benchmarks.cases import case_id, handled, merchant

FINDING = b'{"text": "The second booking was a mistake."}'


def record_finding(number: int) -> str:
    """Return the line of a command."""
    return f"POST /v1/complaints/{case_id(number)}/record-finding"


def list_of_handler(number: int) -> str:
    """Return the line of a handler's worklist, its first page."""
    return f"GET /v1/complaints?handler={handled(number).handler_id}&limit=50"


def case_file(number: int) -> str:
    """Return the line of a case's page."""
    return f"GET /v1/complaints/{case_id(number)}"


def search_for_rare_word(number: int) -> str:
    """Return the line of a search that finds 20 cases."""
    return f"GET /v1/search?q={merchant(number)}"


def search_for_common_word(_: int) -> str:
    """Return the line of a search that finds a part of all cases."""
    return "GET /v1/search?q=terminal"


REQUESTS: dict[str, Callable[[int], str]] = {
    "record-finding": record_finding,
    "worklist of a handler": list_of_handler,
    "case file": case_file,
    "search, a rare word": search_for_rare_word,
    "search, a common word": search_for_common_word,
}
"""The first one is the command; the others read."""

COMMAND = next(iter(REQUESTS))
READS = tuple(REQUESTS)[1:]


def encoded(line: str, token: str) -> bytes:
    """Write a request with everything that a client sends."""
    head = f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    if line.startswith("GET"):
        return f"{head}\r\n".encode()
    fields = f"Idempotency-Key: {uuid4()}\r\nContent-Type: application/json\r\nContent-Length: {len(FINDING)}\r\n\r\n"
    return (head + fields).encode() + FINDING
