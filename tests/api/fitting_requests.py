"""A service request for each command that takes it, so that generated requests reach more than a refusal."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.api.fitting_contacts import make_examples
from tests.api.server import Server, give

INQUIRY: dict[str, Any] = {
    "received_at": "2026-01-05T09:00:00+08:00",
    "request_type": "inquiry",
    "channel": "phone",
    "narrative": "When does the branch open?",
    "requester": {"name": "Wang Fang", "phone": "+86 21 5555 0101"},
}
BY_SMS = {"way": "sms", "proof": "SMS 1"}

Make = Callable[[Server], str]


def submit(client: httpx.Client, **differently: Any) -> str:  # noqa: ANN401 - any fields
    """Submit a request and return its path."""
    answer = client.post("/v1/requests", json={**INQUIRY, **differently})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def submitted(server: Server) -> str:
    """A request that was just received."""
    return submit(server.client())


def under_way(server: Server) -> str:
    """A request that is handled, waits, asked something and gave a task."""
    client = server.client()
    request = submit(client)
    give(client, request, "take")
    give(client, request, "suspend", reason="third_party")
    give(client, request, "ask-customer", text="Which branch?")
    give(client, request, "give-task", unit_id="shanghai", what="Look.")
    return request


def fulfilled(server: Server) -> str:
    """A request that was answered."""
    client = server.client()
    request = submit(client)
    give(client, request, "fulfil", result="At nine.", dispatch=BY_SMS)
    return request


def linked(server: Server) -> str:
    """A request to which the contact of the examples is linked."""
    client = server.client()
    request, (contact, _) = submit(client), make_examples(client)
    give(client, request, "link-interaction", interaction_id=contact.rpartition("/")[2])
    return request


FITTING: dict[str, Make] = {
    **dict.fromkeys(
        ("triage", "give_first_feedback", "assign", "take", "transfer", "give_task", "start", "ask_customer"),
        submitted,
    ),
    **dict.fromkeys(("receive_document", "suspend", "fulfil", "decline", "cancel", "add_note", "correct"), submitted),
    "convert_to_complaint": submitted,
    **dict.fromkeys(("release", "answer_task", "cancel_task", "record_customer_answer", "resume"), under_way),
    **dict.fromkeys(("confirm", "close", "reopen"), fulfilled),
    "link_interaction": submitted,
    "unlink_interaction": linked,
}
"""What each command on a request needs."""


def fitting_requests(server: Server) -> dict[str, str]:
    """Make a request for each operation, and return their ids."""
    made = {f"service_request_{command}": make(server).rpartition("/")[2] for command, make in FITTING.items()}
    return {**made, "read_request": under_way(server).rpartition("/")[2]}
