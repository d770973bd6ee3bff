"""A contact for each command that takes it, so that generated requests reach more than a refusal."""

from collections.abc import Callable
from typing import Any

import httpx

from domain.actor import Role
from tests.api.server import INTAKE, Server, give

CALL: dict[str, Any] = {
    "direction": "inbound",
    "channel": "hotline",
    "offered_at": "2026-01-05T08:59:48+08:00",
    "answered_at": "2026-01-05T09:00:00+08:00",
}
PERSON = "7d0d5c0e-6f4b-4c7e-9d7b-1b6a6a0c8f10"
POINTS = {"speed": 20, "answer": 45, "wording": 25}
EXAMPLE = {"Idempotency-Key": "example"}
"""Under this key, what the examples of the description name has the ids that they name."""

Make = Callable[[Server], str]


def begin(client: httpx.Client, **differently: Any) -> str:  # noqa: ANN401 - any fields
    """Begin a contact and return its path."""
    answer = client.post("/v1/interactions", json={**CALL, **differently})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def make_examples(client: httpx.Client) -> tuple[str, str]:
    """Make the contact and the complaint that the description's examples name; the client is li.wei's."""
    contact = client.post("/v1/interactions", json=CALL, headers=EXAMPLE)
    case = client.post("/v1/complaints", json=INTAKE, headers=EXAMPLE)
    return str(contact.headers["location"]), str(case.headers["location"])


def answered(server: Server) -> str:
    """A contact that is under way."""
    return begin(server.client())


def waiting(server: Server) -> str:
    """A contact that nobody has taken."""
    return begin(server.client(), answered_at=None)


def told(server: Server) -> str:
    """A contact in which the customer said who they are and what is wrong."""
    client = server.client()
    contact = begin(client)
    give(client, contact, "add-entry", author="customer", text="I was charged twice.")
    give(client, contact, "identify-customer", person_id=PERSON, means="id_card")
    return contact


def linked(server: Server) -> str:
    """A contact that is about the complaint of the examples."""
    client = server.client()
    contact, (_, case) = begin(client), make_examples(client)
    give(client, contact, "link-case", case_id=case.rpartition("/")[2])
    return contact


def ended(server: Server) -> str:
    """A contact that is over."""
    client = server.client()
    contact = begin(client)
    give(client, contact, "end", outcome="solved", solved_at_first_contact=True)
    return contact


def sampled(server: Server) -> str:
    """A contact that is being checked."""
    contact = ended(server)
    give(server.client("quin", Role.QUALITY), contact, "sample-for-check", reason="random")
    return contact


def scored(server: Server, agent: str = "li.wei", role: Role = Role.HANDLER) -> str:
    """A contact that was judged."""
    client, quality = server.client(agent, role), server.client("quin", Role.QUALITY)
    contact = begin(client)
    give(client, contact, "end", outcome="solved")
    give(quality, contact, "sample-for-check", reason="random")
    give(quality, contact, "score-check", form="message", points=POINTS)
    return contact


FITTING: dict[str, Make] = {
    "answer_interaction": waiting,
    "add_entry": answered,
    "identify_customer": answered,
    "correct_identification": told,
    "record_fact": told,
    "link_case": answered,
    "unlink_case": linked,
    "open_complaint": told,
    "open_request": told,
    "end_interaction": answered,
    "sample_for_check": ended,
    "score_check": sampled,
    "record_check_finding": sampled,
    "answer_check": lambda server: scored(server, "wang.fang", Role.SUPERVISOR),
    "close_check": scored,
    "read_interaction": told,
}
"""What each operation on a contact needs; who asks is the supervisor wang.fang."""


def fitting_contacts(server: Server) -> dict[str, str]:
    """Make a contact for each operation, and return their ids."""
    return {name: make(server).rpartition("/")[2] for name, make in FITTING.items()}
