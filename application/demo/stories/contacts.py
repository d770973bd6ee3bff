"""Stories of contacts that stay contacts."""

from collections.abc import Callable

from application.demo.people import make_other
from application.demo.scenes import contact, request
from application.demo.script import Script
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE
from domain.interaction.values import Author, Direction, Identification


def answered_at_once(s: Script) -> None:
    """A question and its answer."""
    s.minutes(0, 1, HOTLINE)
    channel, agent = s.one_of(("phone", "phone", "online_chat", "counter")), contact.someone(s)
    said = request.theirs(s, request.wish(s, "inquiry", "progress"))
    talked = contact.talk(s, agent, channel, s.told(said.narrative), s.told(said.result))
    if s.brief.person.is_customer and s.maybe(0.3):
        kind = s.one_of(("occupation", "needs", "likes"))
        s.on("interactions", talked, "record_fact", agent, kind=kind, value=s.told(s.heard.facts[kind]), at=None)
    s.minutes(1, 3, HOTLINE)
    contact.end(s, talked, agent, "answered", solved=True)


def checked(s: Script) -> None:
    """A call that quality control listens to."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    said = request.theirs(s, request.wish(s, "inquiry"))
    talked = contact.talk(s, agent, "phone", s.told(said.narrative), s.told(said.result))
    contact.end(s, talked, agent, "solved", solved=True)
    contact.check(s, talked, agent)


def abandoned(s: Script) -> None:
    """Nobody takes it in time."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    talked = contact.begin(s, agent, answered=False)
    s.minutes(1, 2, HOTLINE)
    contact.end(s, talked, agent, "abandoned")


def not_reached(s: Script) -> None:
    """The bank calls, and nobody is there."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    talked = contact.begin(s, agent, direction=Direction.OUTBOUND, answered=False)
    contact.end(s, talked, agent, "not_reached")


def by_message(s: Script) -> None:
    """A message that is answered an hour later."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    said = request.theirs(s, request.wish(s, "inquiry", "praise", "suggestion"))
    talked = contact.begin(s, agent, "email", answered=False)
    s.minutes(10, 90, HOTLINE)
    s.on("interactions", talked, "answer", agent, agent_id=None, at=None)
    contact.identify(s, talked, agent, "email")
    contact.say(s, talked, agent, Author.CUSTOMER, s.told(said.narrative))
    contact.say(s, talked, agent, Author.AGENT, s.told(said.result))
    contact.end(s, talked, agent, "answered", solved=True)


def mistaken(s: Script) -> None:
    """It was another one: the sister, who has the same telephone."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    said = request.theirs(s, request.wish(s, "inquiry"))
    talked = contact.talk(s, agent, "phone", s.told(said.narrative), s.told(said.result))
    right = Identification(make_other(s.brief.person, "sister", s.rng).person_id, "security_questions")
    reason = s.noted(s.written.story["sister"])
    s.on("interactions", talked, "correct_identification", agent, right=right, reason=reason)
    contact.end(s, talked, agent, "answered", solved=True)


def offered(s: Script) -> None:
    """A message that nobody has read yet."""
    s.minutes(0, 1, HOTLINE)
    contact.begin(s, contact.someone(s), "email", answered=False)


def going_on(s: Script) -> None:
    """A message that somebody is answering."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    said = request.theirs(s, request.wish(s, "inquiry"))
    talked = contact.begin(s, agent, "email", answered=False)
    s.minutes(5, 40, HOTLINE)
    s.on("interactions", talked, "answer", agent, agent_id=None, at=None)
    contact.identify(s, talked, agent, "email")
    contact.say(s, talked, agent, Author.CUSTOMER, s.told(said.narrative))


def _story(name: str, title: str, tell: Callable[[Script], None], weight: int, *, waits: bool = False) -> Story:
    return Story(name, title, tell, weight, waits=waits, kind="interactions")


STORIES = (
    _story("contact-answered", "contact: a question that was answered at once", answered_at_once, 84),
    _story("contact-checked", "contact: a call that quality control listened to", checked, 10),
    _story("contact-abandoned", "contact: nobody took the call in time", abandoned, 34),
    _story("contact-not-reached", "contact: the bank called, nobody was there", not_reached, 26),
    _story("contact-by-message", "contact: an e-mail and its answer", by_message, 24),
    _story("contact-mistaken", "contact: the customer was somebody else", mistaken, 4),
    _story("contact-offered", "contact: an e-mail that nobody has read yet", offered, 8, waits=True),
    _story("contact-going-on", "contact: an e-mail that somebody is answering", going_on, 6, waits=True),
)
