"""A case for each command between cases that takes it, so that generated requests reach more than a refusal."""

from collections.abc import Callable

import httpx

from domain.actor import Role
from tests.api.fitting_cases import decided
from tests.api.fitting_contacts import make_examples
from tests.api.server import INTAKE, Server, give, propose, receive, send_decision

Make = Callable[[Server], str]


def same_person(client: httpx.Client) -> str:
    """A case of the complainant of the examples' case."""
    _, example = make_examples(client)
    (party, *_) = client.get(example).json()["parties"]
    return receive(client, complainant={**INTAKE["complainant"], "person_id": party["person_id"]})


def linked(server: Server) -> str:
    """A case that has to do with the one of the examples."""
    client = server.client()
    case, (_, example) = receive(client), make_examples(client)
    give(client, case, "link", other=example.rpartition("/")[2], kind="same_incident")
    return case


def merged(server: Server) -> str:
    """A case that goes on in another."""
    client = server.client()
    case, into = same_person(client), same_person(client)
    give(client, case, "merge", into=into.rpartition("/")[2], reason="Told twice.")
    return case


def request_recheck(client: httpx.Client, case: str) -> str:
    """Ask for a re-check and return its path."""
    answer = client.post(f"{case}/request-recheck", json={"text": "Nobody asked the shop.", "channel": "phone"})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def decide(client: httpx.Client, case: str) -> None:
    """Bring a case to its decision."""
    for command in ("admit", "take", "start-investigation"):
        give(client, case, command)
    give(client, case, "record-finding", text="The shop confirms it.")
    propose(client, case)
    send_decision(client, case)


def checked_again(server: Server) -> str:
    """A case whose re-check was decided by somebody who had no part in it."""
    client = server.client()
    case = decided(client)
    decide(server.client("sun.li", Role.SUPERVISOR), request_recheck(client, case))
    return case


def held(server: Server) -> str:
    """A case of which nothing may be erased."""
    case = receive(server.client())
    compliance = server.client("he.ping", Role.COMPLIANCE)
    give(compliance, case, "place-hold", reason="litigation", explanation="A lawyer wrote.")
    return case


FITTING: dict[str, Make] = {
    "link": lambda server: receive(server.client()),
    "unlink": linked,
    "merge": lambda server: same_person(server.client()),
    "unmerge": merged,
    "request_recheck": lambda server: decided(server.client()),
    "record_recheck_result": checked_again,
    "release_hold": held,
}
"""What each command needs; who asks is the supervisor wang.fang."""


def fitting_relations(server: Server) -> dict[str, str]:
    """Make a case for each command, and return their ids."""
    return {name: make(server).rpartition("/")[2] for name, make in FITTING.items()}
