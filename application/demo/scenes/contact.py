"""How customers and the bank talk: calls, messages, and what is done about them."""

from datetime import timedelta
from uuid import UUID

from application.demo.script import Script
from application.demo.working_hours import HOTLINE
from domain.actor import Actor
from domain.interaction.ending import Ending
from domain.interaction.values import Author, Beginning, CaseKind, Direction

MEANS = {"phone": "security_questions", "counter": "id_card", "email": "written_evidence"}
"""How the customer is known, by the channel; elsewhere they are logged in."""
WRITTEN = frozenset({"email", "wechat", "mobile_bank_message"})
"""Channels on which a message waits until somebody reads it."""


def someone(s: Script, team: str = "hotline") -> Actor:
    """Choose who talks with the customer."""
    return s.one_of(s.bank.units[team].handlers)


def begin(
    s: Script,
    by: Actor,
    channel: str = "phone",
    *,
    direction: Direction = Direction.INBOUND,
    answered: bool = True,
) -> UUID:
    """Begin a contact, which somebody answers within a minute or not yet; return its id."""
    offered_at = s.earlier(1, 4)
    told = Beginning(
        direction,
        channel,
        offered_at,
        by.unit_id,
        answered_at=offered_at + timedelta(seconds=s.rng.randrange(3, 55)) if answered else None,
        agent_id=by.user_id if answered else None,
    )
    return s.on("interactions", None, "begin", by, told=told)


def identify(s: Script, contact: UUID, by: Actor, channel: str = "phone", person_id: UUID | None = None) -> None:
    """Find out who the customer is."""
    means = MEANS.get(channel, "logged_in")
    who = person_id or s.brief.person.person_id
    s.on("interactions", contact, "identify_customer", by, person_id=who, means=means)


def say(s: Script, contact: UUID, by: Actor, author: Author, text: str) -> None:
    """Write down what was said."""
    s.on("interactions", contact, "add_entry", by, author=author, text=text, at=None)


def end(s: Script, contact: UUID, by: Actor, outcome: str, *, solved: bool | None = None) -> None:
    """Part."""
    s.on("interactions", contact, "end", by, told=Ending(outcome, solved_claim=solved), at=None)


def talk(s: Script, by: Actor, channel: str, said: str, answer: str) -> UUID:
    """Begin a contact and hear what the customer has to say; return its id."""
    contact = begin(s, by, channel)
    identify(s, contact, by, channel)
    say(s, contact, by, Author.CUSTOMER, said)
    s.minutes(1, 4, HOTLINE)
    say(s, contact, by, Author.AGENT, answer)
    return contact


def link(s: Script, contact: UUID, by: Actor) -> None:
    """Say that it is about the complaint."""
    kind = CaseKind.COMPLAINT
    s.on("interactions", contact, "link_case", by, case_id=s.complaint, kind=kind)


def check(s: Script, contact: UUID, agent: Actor) -> None:
    """Let quality control listen to it, and the agent say something to that."""
    s.days(1, 4)
    auditor = s.bank.auditor
    s.on("interactions", contact, "sample_for_check", auditor, reason="random")
    points = {"greeting": 9, "identification": 20, "listening": 14, "answer": 27, "record": s.rng.randrange(10, 20)}
    s.minutes(5, 30)
    s.on("interactions", contact, "score_check", auditor, form="call", points=points)
    s.on("interactions", contact, "record_check_finding", auditor, finding=s.noted(s.written.story["check_finding"]))
    s.days(0.2, 1)
    s.on("interactions", contact, "answer_check", agent, answer=s.noted(s.written.story["check_answer"]))
    s.days(0.2, 1)
    s.on("interactions", contact, "close_check", auditor)
