"""A person or customer for each command that takes it, so that generated requests reach more than a refusal."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx

from domain.actor import Role
from tests.api.fitting_contacts import PERSON
from tests.api.server import Server, give

Make = Callable[[Server], str]


def person(server: Server) -> str:
    """Somebody who is known."""
    answer = server.client().post("/v1/persons", json={})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def customer(client: httpx.Client, **told: Any) -> str:  # noqa: ANN401 - any fields
    """Somebody who does business with the bank; returns their path."""
    answer = client.post("/v1/customers", json={"contact": {"name": "Li Na"}, **told})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def survivor(server: Server) -> None:
    """The customer whom the examples name."""
    customer(server.client(), person_id=PERSON)


def active(server: Server) -> str:
    """A customer."""
    survivor(server)
    return customer(server.client(), person_id=str(uuid4()))


def merged(server: Server) -> str:
    """A customer who is shown as the one of the examples."""
    one = active(server)
    give(server.client("wang.fang", Role.SUPERVISOR), one, "merge", survivor_id=PERSON, reason="One.")
    return one


def parted(server: Server) -> str:
    """A customer from whom the one of the examples was parted, with a fact that is left over."""
    survivor(server)
    client, supervisor = server.client(), server.client("wang.fang", Role.SUPERVISOR)
    one, other = customer(client, person_id=str(uuid4())), f"/v1/customers/{PERSON}"
    give(client, one, "record-fact", kind="likes", value="Tea")
    give(supervisor, other, "merge", survivor_id=one.rpartition("/")[2], reason="One.")
    give(client, one, "record-fact", kind="likes", value="Go")
    give(supervisor, other, "undo-merge", survivor_id=one.rpartition("/")[2], reason="Two.")
    return one


def deceased(server: Server) -> str:
    """Somebody who died."""
    one = person(server)
    give(server.client(), one, "record-death", evidence="Certificate")
    return one


def asking(server: Server) -> str:
    """Somebody who asked for their data."""
    one = person(server)
    give(server.client(), one, "request-access", words="Tell me all.", means="id_card")
    return one


FITTING: dict[str, Make] = {
    "record_death": person,
    "retract_death": deceased,
    "request_access": person,
    "request_correction": person,
    "request_deletion": person,
    "check_identity": asking,
    "read_person": asking,
    "record_customer_fact": active,
    "merge_customer": active,
    "undo_customer_merge": merged,
    "read_customer": active,
}
"""What each operation needs that a supervisor may give; `assign_left_over` names two persons, as no example can."""


def fitting_people(server: Server) -> dict[str, str]:
    """Make somebody for each operation, and return their ids."""
    return {name: make(server).rpartition("/")[2] for name, make in FITTING.items()}
