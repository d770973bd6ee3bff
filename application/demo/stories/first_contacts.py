"""Stories that begin while the customer is there: on the telephone, or at the counter."""

from dataclasses import replace

from application.demo.scenes import contact, decision, ending, inquiry, intake
from application.demo.script import Script
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE
from domain.complaint.on_the_spot import Solution
from domain.complaint.values import Classification, Dispatch, DispatchWay, Outcome, Resolution
from domain.interaction.values import Author


def vip(s: Script) -> None:
    """A customer of the highest tier calls about a double charge; the call becomes the complaint."""
    s.minutes(0, 1, HOTLINE)
    agent = contact.someone(s)
    call = contact.begin(s, agent)
    contact.identify(s, call, agent)
    s.on("interactions", call, "record_fact", agent, kind="value", value=s.noted(s.written.story["vip"]), at=None)
    contact.say(s, call, agent, Author.CUSTOMER, s.told(s.one_of(s.brief.theirs.narratives)))
    s.complaint = s.on(
        "interactions",
        call,
        "open_complaint",
        agent,
        told={
            "subject": s.told(s.brief.theirs.subject),
            "desired_outcome": s.told(s.brief.theirs.wish),
            "language": s.brief.person.language,
            "about": s.brief.about,
            "amount_claimed": s.brief.amount,
            "incident_on": s.brief.incident_on,
            "account_reference": f"****{s.brief.tail}",
            "legal_entity": s.bank.entity,
            "brand": s.bank.brand,
            "region": s.bank.region,
        },
        complainant=s.brief.person.contact,
        unit_id=s.unit.unit_id,
    )
    s.channel = "phone"
    s.minutes(2, 5, HOTLINE)
    contact.end(s, call, agent, "case_opened")
    intake.acknowledge(s)
    intake.classify(s, severity="high")
    intake.assign(s)
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def solution(s: Script) -> Solution:
    """Say sorry and put it right at once."""
    s.finding = s.noted(s.brief.ours.fault)
    s.brief = replace(s.brief, outcome=Outcome.UPHELD)
    found = decision.resolution(s)
    free = tuple(one for one in found.remedies if one.amount is None)
    topic = s.brief.topic
    return Solution(
        Classification(
            complaint_class=topic.complaint_class,
            category=topic.category,
            reason=topic.reason,
            severity="low",
            complexity="simple",
            about=s.brief.about,
        ),
        s.finding,
        Resolution(found.outcome, found.basis, found.root_cause, free),
        s.told(s.heard.notices["upheld"], subject=s.told(s.brief.theirs.subject), basis=s.told(s.brief.theirs.fault)),
        s.heard.appeals[s.bank.city],
        Dispatch(DispatchWay.HANDED_OVER, s.proof(DispatchWay.HANDED_OVER)),
        s.told(s.one_of(s.heard.acceptances)),
        s.now.astimezone(s.bank.zone).date(),
    )


def on_the_spot(s: Script) -> None:
    """Received, decided, carried out and closed while the customer stands at the counter."""
    s.minutes(0, 1)
    teller = s.one_of(s.bank.units["retail"].handlers)
    s.channel = "counter"
    s.do("receive", teller, intake=intake.told_at(s, "retail", 10), solution=solution(s))


def at_the_desk(s: Script) -> None:
    """Received by one, solved by another who has time."""
    intake.receive(s, "counter")
    s.hand_to(s.lies_in)
    s.minutes(5, 60)
    s.do("solve_on_the_spot", solution=solution(s))


VIP = Story(
    "vip", "VIP phones about a double charge", vip, weight=6, city="sh", topic="charged_twice",
    outcome=Outcome.UPHELD, registered=True, begins=5,
)  # fmt: skip
ON_THE_SPOT = Story("on-the-spot", "solved on the spot", on_the_spot, weight=30, topic="waiting")
STORIES = (Story("at-the-desk", "solved at once by a second colleague", at_the_desk, weight=20, topic="attitude"),)
