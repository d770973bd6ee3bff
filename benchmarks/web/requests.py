"""The requests that are measured, each a function of a case's number."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from benchmarks.cases import SENTENCES, case_id, handled, merchant, reference


@dataclass(frozen=True, slots=True)
class Request:
    """One request: its method and path, and its fields where it is a command."""

    line: str
    fields: dict[str, str] | None = None

    def encoded(self, token: str) -> bytes:
        """Write it with everything that a client sends."""
        head = f"{self.line} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        if self.fields is None:
            return f"{head}\r\n".encode()
        body = json.dumps(self.fields).encode()
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        return f"{head}Idempotency-Key: {uuid4()}\r\n{kind}\r\n".encode() + body


def record_finding(number: int) -> Request:
    """Return a command on a case."""
    fields = {"text": "The second booking was a mistake."}
    return Request(f"POST /v1/complaints/{case_id(number)}/record-finding", fields)


def receive(number: int) -> Request:
    """Return the command that begins a case."""
    fields = {
        "received_at": "2025-01-02T09:30:00+08:00",
        "channel": "phone",
        "narrative": SENTENCES[number % len(SENTENCES)],
        "unit_id": handled(number).unit_id,
    }
    return Request("POST /v1/complaints", fields)


def worklist_of_handler(number: int) -> Request:
    """Return the first page of a handler's list."""
    return Request(f"GET /v1/complaints?handler={handled(number).handler_id}&limit=50")


def worklist_of_unit(number: int) -> Request:
    """Return the first page of a unit's list."""
    return Request(f"GET /v1/complaints?unit={handled(number).unit_id}&limit=50")


def counts_of_handler(number: int) -> Request:
    """Return the numbers over a handler's list."""
    return Request(f"GET /v1/complaints/counts?handler={handled(number).handler_id}")


def counts_of_unit(number: int) -> Request:
    """Return the numbers over a unit's list."""
    return Request(f"GET /v1/complaints/counts?unit={handled(number).unit_id}")


def case_file(number: int) -> Request:
    """Return a case's page."""
    return Request(f"GET /v1/complaints/{case_id(number)}")


def case_by_reference(number: int) -> Request:
    """Return a case's page, by the number that people say."""
    return Request(f"GET /v1/complaints/by-reference/{reference(number)}")


def search_for_rare_word(number: int) -> Request:
    """Return a search that finds 20 cases."""
    return Request(f"GET /v1/search?q={merchant(number)}")


def search_for_common_word(_: int) -> Request:
    """Return a search that finds a good part of all cases."""
    return Request("GET /v1/search?q=terminal")


COMMANDS: dict[str, Callable[[int], Request]] = {"record-finding": record_finding, "receive": receive}
READS: dict[str, Callable[[int], Request]] = {
    "worklist of a handler": worklist_of_handler,
    "worklist of a unit": worklist_of_unit,
    "counts of a handler": counts_of_handler,
    "counts of a unit": counts_of_unit,
    "case file": case_file,
    "case by reference": case_by_reference,
    "search, a rare word": search_for_rare_word,
    "search, a common word": search_for_common_word,
}
REQUESTS = COMMANDS | READS
"""By the name that the table shows; the first is the command that has goals of its own."""
