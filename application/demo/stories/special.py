"""Stories in which who complains, or about whom, matters."""

from dataclasses import replace

from application.demo.bank import SHANGHAI, TOKEN_HANDLER
from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.scenes.further import name_employee
from application.demo.scenes.intake import Circumstances
from application.demo.script import Script
from application.demo.stories.story import Story
from domain.complaint.values import DispatchWay


def letter(s: Script) -> None:
    """A letter is entered days after it arrived."""
    intake.begin(s, "letter")
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def by_authority(s: Script) -> None:
    """An authority passes it on; the superior unit handles it."""
    s.hand_to(s.bank.superior)
    intake.begin(s, "hotline_12378" if s.bank is SHANGHAI else "ombudsman")
    inquiry.investigate(s)
    inquiry.attach(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def about_employee(s: Script) -> None:
    """It is about a handler: the superior unit has it, and the handler does not see it."""
    s.hand_to(s.bank.superior)
    intake.enter(s, "phone", Circumstances(about=TOKEN_HANDLER))
    intake.assign(s)
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def about_own_handler(s: Script) -> None:
    """It turns out to be about who handles it: released at once, handled in the superior unit."""
    intake.begin(s)
    inquiry.start(s)
    name_employee(s)
    supervisor = s.supervisor
    s.hand_to(s.bank.superior)
    s.minutes(5, 100)
    s.do("transfer", supervisor, unit_id=s.unit.unit_id, handover=s.noted(s.one_of(s.written.handovers)))
    intake.assign(s)
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def anonymous(s: Script) -> None:
    """Nobody says who complains; the answer can be read in the channel."""
    nobody = replace(s.brief.person.contact, name="客户" if s.brief.person.language == "zh" else "customer")
    s.brief = replace(s.brief, person=replace(s.brief.person, contact=nobody))
    intake.receive(s, "website", Circumstances(anonymous=True))
    intake.classify(s)
    intake.assign(s)
    intake.admit(s)
    inquiry.investigate(s)
    decision.propose(s)
    if decision.needs_approval(s):
        decision.approve(s)
    decision.send(s, by_way=DispatchWay.PUBLISHED)
    decision.end_window(s)
    ending.drop(s)


ANONYMOUS = Story("anonymous", "anonymous", anonymous, weight=6, topic="waiting", anonymous=True)

STORIES = (
    Story("letter", "letter entered days after it arrived", letter, weight=10),
    Story("by-authority", "passed on by an authority, handled in the superior unit", by_authority, weight=18),
    Story(
        "about-employee", f"about {TOKEN_HANDLER.user_id}, who cannot see it", about_employee,
        weight=3, city="sh", topic="attitude",
    ),
    Story(
        "about-own-handler", "found to be about its own handler, who was released", about_own_handler,
        weight=3, topic="attitude",
    ),
)  # fmt: skip
