"""Confidentiality 保密 over HTTP: a few see the case, for the others it does not exist."""

import httpx
import pytest

from domain.actor import Role
from tests.api.server import Server, give, receive

WAIT = {"Prefer": "wait"}
MARK = {"reason": "staff", "explanation": "The customer works in the branch."}


@pytest.fixture(scope="module")
def people(followed: Server) -> dict[str, httpx.Client]:
    """Everybody who has to do with a case of the unit vault, below the unit bank."""
    admin = followed.client("root", Role.ADMIN, "system")
    for unit, superior in (("bank", None), ("vault", "bank"), ("desk", "bank"), ("lab", "bank")):
        assert admin.post("/v1/units", json={"unit_id": unit, "name": unit, "superior_id": superior}).is_success
    named = {
        "handler": ("vera", Role.HANDLER, "vault"),
        "supervisor": ("sam", Role.SUPERVISOR, "vault"),
        "above": ("abel", Role.SUPERVISOR, "bank"),
        "compliance": ("cora", Role.COMPLIANCE, "bank"),
        "colleague": ("carl", Role.HANDLER, "vault"),
        "earlier": ("emma", Role.HANDLER, "desk"),
        "head of earlier": ("hans", Role.SUPERVISOR, "desk"),
        "task": ("tom", Role.HANDLER, "lab"),
        "manager": ("mara", Role.RELATIONSHIP_MANAGER, "vault"),
        "quality": ("quin", Role.QUALITY, "bank"),
    }
    return {name: followed.client(*who) for name, who in named.items()}


FEW = ("handler", "supervisor", "above", "compliance")
OTHERS = ("colleague", "earlier", "head of earlier", "task", "manager", "quality")


@pytest.fixture(scope="module")
def case(people: dict[str, httpx.Client]) -> str:
    """A case that everybody has seen."""
    received = receive(people["earlier"], narrative="The zircon is gone.")
    give(people["earlier"], received, "transfer", unit_id="vault", handover="Yours.")
    give(people["handler"], received, "take")
    give(people["handler"], received, "give-task", unit_id="lab", what="Look.")
    assert people["handler"].post(f"{received}/add-note", json={"text": "So."}, headers=WAIT).is_success
    return received


def shows(client: httpx.Client, case: str) -> set[str]:
    """Return on which paths somebody meets the case."""
    case_id = case.rpartition("/")[2]
    answers = {
        "file": client.get(case),
        "list": client.get("/v1/complaints", params={"limit": 200}),
        "search": client.get("/v1/search", params={"q": "zircon"}),
    }
    return {path for path, answer in answers.items() if answer.is_success and case_id in answer.text}


def counted(client: httpx.Client) -> int:
    """Return how many cases of the unit somebody counts."""
    return int(client.get("/v1/complaints/counts", params={"unit": "vault"}).json()["total"])


def test_it_is_seen_by_a_few_until_a_second_person_opens_it(people: dict[str, httpx.Client], case: str) -> None:
    everywhere = {"file", "list", "search"}
    assert {name: shows(client, case) for name, client in people.items()} == dict.fromkeys(people, everywhere)
    assert {name: counted(client) for name, client in people.items()} == dict.fromkeys(people, 1)

    assert people["handler"].post(f"{case}/mark-confidential", json=MARK, headers=WAIT).is_success

    seen = {name: shows(client, case) for name, client in people.items()}
    assert seen == dict.fromkeys(FEW, everywhere) | {name: set() for name in OTHERS}
    assert {n: counted(c) for n, c in people.items()} == dict.fromkeys(FEW, 1) | dict.fromkeys(OTHERS, 0)
    shown = people["compliance"].get(case).json()["confidentiality"]
    assert shown == {"reason": "staff", "marked_by": "vera"}
    for name in ("colleague", "earlier", "task"):
        answer = people[name].post(f"{case}/add-note", json={"text": "Mine."})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    asked = people["handler"].post(f"{case}/give-task", json={"unit_id": "lab", "what": "Again."})
    assert (asked.status_code, asked.json()["code"]) == (409, "kept_confidential")
    give(people["handler"], case, "answer-task", task_id="t1", answer="They told me.")
    opened = people["handler"].post(f"{case}/unmark-confidential", json={"explanation": "So."})
    assert (opened.status_code, opened.json()["code"]) == (403, "role_forbidden")

    unmarked = people["above"].post(f"{case}/unmark-confidential", json={"explanation": "She agreed."}, headers=WAIT)
    assert unmarked.is_success
    assert {name: shows(client, case) for name, client in people.items()} == dict.fromkeys(people, everywhere)


def test_who_closed_it_does_not_open_it(people: dict[str, httpx.Client]) -> None:
    received = receive(people["supervisor"])
    give(people["supervisor"], received, "mark-confidential", **MARK)
    refused = people["supervisor"].post(f"{received}/unmark-confidential", json={"explanation": "So."})
    assert (refused.status_code, refused.json()["code"]) == (403, "second_person_needed")
    give(people["compliance"], received, "unmark-confidential", explanation="So.")


def test_a_handler_sees_it_from_the_assignment_to_the_release(people: dict[str, httpx.Client]) -> None:
    received = receive(people["handler"])
    give(people["supervisor"], received, "mark-confidential", **MARK)
    assert people["handler"].get(received).status_code == 404
    assert people["handler"].post(f"{received}/take").status_code == 404
    give(people["supervisor"], received, "assign", handler_id="vera", unit_id="vault")
    assert people["handler"].get(received).status_code == 200
    give(people["handler"], received, "release", reason="leave")
    assert people["handler"].get(received).status_code == 404
