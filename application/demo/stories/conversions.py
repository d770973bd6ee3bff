"""Stories of what turns out to be something else."""

from application.demo.scenes import contact, decision, ending, inquiry, intake, request
from application.demo.script import Script
from application.demo.stories.ordinary import accepted
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE
from domain.case.conversion import Dissatisfaction
from domain.complaint.values import Outcome

SUBMITTED, TRIAGED, TAKEN, STARTED, CALLED, IDENTIFIED, SAID, ANSWERED, CONVERTED = range(1, 10)
"""The steps of a request until it becomes a complaint."""


def inquiry_after_all(s: Script) -> None:
    """Entered as a complaint; the customer only wants to know something."""
    intake.begin(s, "phone")
    _ask_for_conversion(s)
    s.days(0.1, 0.5)
    s.request = s.on(
        "complaints", s.complaint, "convert_to_service_request", s.supervisor, notice=s.dispatch(), at=None
    )
    s.minutes(10, 100)
    s.ask("take")
    s.ask("start")
    request.fulfil(s, request.wish(s, "inquiry"))
    request.confirm(s)
    request.close(s)


def _ask_for_conversion(s: Script) -> None:
    s.minutes(10, 100)
    s.do(
        "request_conversion",
        request_type="inquiry",
        reason="no_dissatisfaction",
        explanation=s.noted(s.written.story["only_asks"]),
    )


def stays_a_complaint(s: Script) -> None:
    """The handler would rather have a request; the supervisor does not."""
    intake.begin(s, "phone")
    _ask_for_conversion(s)
    s.days(0.1, 0.5)
    s.do("refuse_conversion", s.supervisor, comment=s.noted(s.written.story["is_dissatisfied"]))
    inquiry.investigate(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def request_converted(s: Script) -> None:
    """A request takes too long; the customer calls, dissatisfied."""
    what = request.begin(s, "certificate")
    s.days(2, 4, HOTLINE)
    said, answer = s.told(s.heard.story["too_long"]), s.told(s.heard.story["passed_on"])
    agent = contact.someone(s)
    call = contact.talk(s, agent, "phone", said, answer)
    s.complaint = s.on(
        "requests",
        s.request,
        "convert_to_complaint",
        s.handler,
        told={"narrative": said, "subject": s.told(request.theirs(s, what).subject)},
        since=Dissatisfaction.CONTACT,
        at=None,
        contact=call,
    )
    s.channel = "phone"
    contact.end(s, call, agent, "passed_on")
    intake.acknowledge(s)
    intake.classify(s, reason="delay", complaint_class="service")
    s.minutes(5, 60)
    s.do("take")
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def repeat(s: Script) -> None:
    """Closed without fault; the customer comes back with something new, and is right."""
    accepted_once(s)
    first = s.complaint
    s.days(3, 8)
    s.channel = "phone"
    again = intake.told_at(s, "hotline", 12)
    s.hand_to(s.bank.units[s.brief.topic.team])
    by = contact.someone(s)
    s.complaint = s.on(
        "complaints", first, "receive_repeat", by, intake=again, new_facts=s.told(s.heard.story["new_facts"])
    )
    s.lies_in = s.bank.units["hotline"]
    s.begin_anew(Outcome.UPHELD)
    intake.acknowledge(s)
    intake.classify(s)
    intake.assign(s)
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def accepted_once(s: Script) -> None:
    """Go the ordinary way, without a check of its quality."""
    accepted(s, checked=False)


INQUIRY = Story("inquiry", "turns out to be an inquiry", inquiry_after_all, weight=4, topic="card_fees")
REQUEST_CONVERTED = Story(
    "request-converted", "request converted", request_converted, weight=4, topic="frozen", begins=CONVERTED
)
REPEAT = Story("repeat", "repeat with new facts after closing", repeat, weight=4, outcome=Outcome.NOT_UPHELD)
STORIES = (Story("conversion-refused", "was to become a request, stays a complaint", stays_a_complaint, weight=5),)
