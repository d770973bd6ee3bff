"""A bank with a story that some people must never meet, and those people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from domain.actor import Role
from tests.api.fitting_contacts import begin
from tests.api.fitting_requests import submit
from tests.api.server import Server, give, propose, receive, remedy

WORDS = {"recused": "zyzzyva", "cut off": "axolotl"}
"""What stands in every text of a story."""
TEXT_FILE = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="a.txt"'}
PHONE = "+86 21 5555 0199"
"""Everybody calls from here: every story is like every other case."""
UNITS = {"crown": None, "mid": "crown", "low": "mid", "desk": "crown", "lab": "crown", "far": None}


@dataclass
class Secret:
    """A complaint, a contact and perhaps a request of one story, with all by which they could be recognised."""

    word: str
    complaint: str
    request: str | None
    contact: str
    texts: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    """By the name that they have in paths."""

    def learn(self, client: httpx.Client) -> None:
        """Learn ids and references from somebody who sees them."""
        case, contact = client.get(self.complaint).json(), client.get(self.contact).json()
        digest = case["attachments"][0]["attachment"]["digest"]
        request = client.get(self.request).json() if self.request else {"id": str(uuid4()), "reference": "R-0"}
        self.parameters = {
            "complaint_id": case["id"],
            "case_id": case["id"],
            "request_id": request["id"],
            "interaction_id": contact["id"],
            "digest": digest,
            "name": "pack_selection",
            "list_name": "channel",
            "person_id": case["parties"][0]["person_id"],
            "unit_id": "crown",
            "user_id": "ian",
        }
        self.texts = [case["id"], case["reference"], request["id"], request["reference"], digest, self.word]


@dataclass(frozen=True)
class Outsider:
    """Somebody who must not meet the story; `own` is a complaint that they see, `contact` one that they had."""

    name: str
    client: httpx.Client
    role: Role
    own: str
    contact: str
    meets_contacts: bool = False
    """A contact is the whole bank's: its words are shown to other units, the case is not."""


def found_bank(server: Server) -> None:
    """Found the units, and let Mona head one of them."""
    admin = server.client("root", Role.ADMIN, "system")
    for unit, superior in UNITS.items():
        answer = admin.post("/v1/units", json={"unit_id": unit, "name": unit, "superior_id": superior})
        assert answer.is_success, answer.text
    server.token("mona", Role.HANDLER, "mid")
    # What the examples of the description name.
    server.token("li.wei")
    server.token("wang.fang", Role.SUPERVISOR)
    server.token("card.clerk", unit="cards")
    assert admin.post("/v1/units/mid/appoint-head", json={"head_id": "mona"}).is_success
    server.forget()


def outsider(
    server: Server, name: str, role: Role, unit: str, *, entered_by: str | None = None, meets_contacts: bool = False
) -> Outsider:
    """Let somebody work in a unit, with a complaint and a contact of an ordinary customer."""
    clerk = server.client(entered_by or f"clerk.{unit}", unit=unit)
    own = receive(clerk, narrative="An ordinary fee.", complainant={"name": "Mr. Plain", "phone": PHONE})
    give(clerk, own, "take")
    return Outsider(f"{name} as {role}", server.client(name, role, unit), role, own, begin(clerk), meets_contacts)


def recused(server: Server) -> Iterator[Outsider]:
    """Yield the head whom the story is about in every role that reads, and who works below her."""
    for role in (Role.HANDLER, Role.SUPERVISOR, Role.RELATIONSHIP_MANAGER, Role.QUALITY, Role.COMPLIANCE):
        yield outsider(server, "mona", role, "mid", entered_by="clerk.mid")
        yield outsider(server, "lou", role, "low", entered_by="clerk.low")


def foreign(server: Server) -> Iterator[Outsider]:
    """Yield who works in a unit that has nothing to do with it."""
    for role in (Role.HANDLER, Role.SUPERVISOR, Role.RELATIONSHIP_MANAGER):
        yield outsider(server, "fay", role, "far", meets_contacts=True)


def cut_off(server: Server) -> Iterator[Outsider]:
    """Yield who had to do with it until it became confidential."""
    for name, role, unit in (
        ("carl", Role.HANDLER, "crown"),
        ("mara", Role.RELATIONSHIP_MANAGER, "crown"),
        ("quin", Role.QUALITY, "crown"),
        ("emma", Role.HANDLER, "desk"),
        ("hans", Role.SUPERVISOR, "desk"),
        ("tom", Role.HANDLER, "lab"),
    ):
        yield outsider(server, name, role, unit)


def named(word: str) -> dict[str, str]:
    """Return the customer of a story."""
    return {"name": f"Ms. {word}", "phone": PHONE}


def tell(server: Server, word: str, receiver: httpx.Client, agent: httpx.Client) -> Secret:
    """Let a customer tell the story to a unit; it comes to the crown, is worked on, and waits for approval."""
    complaint = receive(receiver, narrative=f"The {word} is gone.", complainant=named(word), subject=word)
    contact = begin(agent)
    give(agent, contact, "add-entry", author="customer", text=f"I want my {word}.")
    give(receiver, complaint, "link-interaction", interaction_id=contact.rpartition("/")[2])
    boss = server.client("ines", Role.SUPERVISOR, "crown")
    give(boss, complaint, "transfer", unit_id="crown", handover=f"The {word}.")
    work_on(server.client("ian", unit="crown"), word, complaint)
    return Secret(word, complaint, None, contact)


def tell_about_mona(server: Server) -> Secret:
    """Let it turn out that it is about Mona, and a request of the same customer, too."""
    clerk, boss = server.client("lena", unit="low"), server.client("ines", Role.SUPERVISOR, "crown")
    secret = tell(server, WORDS["recused"], clerk, clerk)
    secret.request = submit(clerk, narrative=f"Where is the {secret.word}?", requester=named(secret.word))
    give(clerk, secret.request, "add-note", text=secret.word)
    for case in (secret.complaint, secret.request):
        give(boss, case, "correct", changes={"employee_id": "mona"}, reason=f"She named the {secret.word}.")
        assert boss.get(case).json()["unit_id"] == "crown"
    return secret


def tell_in_confidence(server: Server) -> Secret:
    """Let it be confidential, after everybody has seen it."""
    secret = tell(server, WORDS["cut off"], server.client("emma", unit="desk"), server.client("dora", unit="desk"))
    marked = {"reason": "staff", "explanation": f"The {secret.word} works here."}
    give(server.client("cora", Role.COMPLIANCE, "crown"), secret.complaint, "mark-confidential", **marked)
    return secret


def tell_at_length(server: Server, word: str, clerk: httpx.Client, agent: httpx.Client) -> list[Secret]:
    """Let a complaint become a request, the request a complaint, and another complaint go on in that one.

    All belong to the clerk's unit, but for the last one, which comes to the crown. Nobody must know of it yet.
    """
    boss, customer = server.client("ines", Role.SUPERVISOR, "crown"), str(uuid4())

    def complaint() -> str:
        case = receive(clerk, narrative=f"A {word}!", complainant={**named(word), "person_id": customer}, subject=word)
        assert clerk.post(f"{case}/attachments", content=word.encode(), headers=TEXT_FILE).is_success
        return case

    first, repeated, contact = complaint(), complaint(), begin(agent)
    give(agent, contact, "add-entry", author="customer", text=f"Where is my {word}?")
    give(clerk, first, "request-conversion", request_type="inquiry", reason="inquiry", explanation=f"A {word}?")
    notice = {"way": "sms", "proof": "SMS 1"}
    request = boss.post(f"{first}/convert-to-service-request", json={"notice": notice}).headers["location"]
    give(clerk, request, "link-interaction", interaction_id=contact.rpartition("/")[2])
    told = {"narrative": f"Still no {word}."}
    last = clerk.post(f"{request}/convert-to-complaint", json={"told": told}).headers["location"]
    assert clerk.post(f"{last}/attachments", content=word.encode(), headers=TEXT_FILE).is_success
    give(boss, last, "transfer", unit_id="crown", handover=f"The {word}.")
    give(boss, repeated, "merge", into=last.rpartition("/")[2], reason=f"The same {word}.")
    return [
        Secret(word, first, request, contact),
        Secret(word, repeated, None, contact),
        Secret(word, last, request, contact),
    ]


def tell_at_length_about_mona(server: Server) -> list[Secret]:
    """Let the end of a long story be about Mona."""
    clerk = server.client("lena", unit="low")
    told = tell_at_length(server, WORDS["recused"], clerk, clerk)
    boss = server.client("ines", Role.SUPERVISOR, "crown")
    give(boss, told[-1].complaint, "correct", changes={"employee_id": "mona"}, reason="She was named.")
    return told


def tell_at_length_and_name_mona_first(server: Server) -> list[Secret]:
    """Let the beginning of a story be about Mona, when it has gone on as a request that is open."""
    word, clerk = WORDS["recused"], server.client("lena", unit="low")
    boss, contact = server.client("ines", Role.SUPERVISOR, "crown"), begin(clerk)
    first = receive(clerk, narrative=f"A {word}!", complainant=named(word), subject=word)
    assert clerk.post(f"{first}/attachments", content=word.encode(), headers=TEXT_FILE).is_success
    give(clerk, contact, "add-entry", author="customer", text=f"Where is my {word}?")
    give(clerk, first, "request-conversion", request_type="inquiry", reason="inquiry", explanation=f"A {word}?")
    notice = {"way": "sms", "proof": "SMS 1"}
    request = boss.post(f"{first}/convert-to-service-request", json={"notice": notice}).headers["location"]
    give(clerk, request, "link-interaction", interaction_id=contact.rpartition("/")[2])
    give(boss, first, "correct", changes={"employee_id": "mona"}, reason="She was named.")
    assert boss.get(request).json()["unit_id"] == "crown"
    return [Secret(word, first, request, contact)]


def tell_at_length_in_confidence(server: Server) -> list[Secret]:
    """Let the end of a long story be confidential."""
    clerk, agent = server.client("emma", unit="desk"), server.client("dora", unit="desk")
    told = tell_at_length(server, WORDS["cut off"], clerk, agent)
    marked = {"reason": "staff", "explanation": f"The {told[-1].word} works here."}
    give(server.client("cora", Role.COMPLIANCE, "crown"), told[-1].complaint, "mark-confidential", **marked)
    return told


def work_on(handler: httpx.Client, word: str, complaint: str) -> None:
    """Leave traces of all kinds."""
    for command in ("admit", "take", "start-investigation"):
        give(handler, complaint, command)
    give(handler, complaint, "classify", complaint_class="violation", severity="critical", risk_flags=["legal"])
    give(handler, complaint, "record-finding", text=f"A {word} was seen.")
    give(handler, complaint, "add-note", text=f"The {word} again.")
    give(handler, complaint, "ask-customer", text=f"Which {word}?")
    give(handler, complaint, "give-task", unit_id="lab", what=f"Look for the {word}.")
    give(handler, complaint, "suspend", reason="third_party")
    assert handler.post(f"{complaint}/attachments", content=word.encode(), headers=TEXT_FILE).is_success
    propose(handler, complaint, remedy("900"))


Outsiders = Callable[[Server], Iterator[Outsider]]
STORIES: Mapping[str, Outsiders] = {"recused": recused, "foreign": foreign, "cut off": cut_off}
