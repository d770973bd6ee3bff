"""Stories that take care: of the customer on the way, of who may have a part in it, of what was written down."""

from application.demo.scenes import beside, contact, decision, ending, inquiry, intake
from application.demo.script import Script
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE
from domain.complaint.values import Execution, ExecutionResult, Outcome
from domain.money import Money


def informed(s: Script) -> None:
    """The customer hears how far it is, calls about it, and other units help."""
    intake.begin(s, "phone")
    inquiry.start(s)
    beside.give_tasks(s, "hotline", "complaints")
    beside.keep_informed(s)
    s.minutes(30, 600, HOTLINE)
    agent = contact.someone(s)
    said, answer = s.told(s.heard.story["asks_again"]), s.told(s.heard.story["feedback"])
    call = contact.talk(s, agent, "phone", said, answer)
    contact.link(s, call, agent)
    s.do("unlink_interaction", interaction_id=call)
    s.do("link_interaction", interaction=call)
    contact.end(s, call, agent, "answered")
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def wrongly_linked(s: Script) -> None:
    """A call is linked to a complaint that it was not about."""
    intake.begin(s, "phone")
    agent = contact.someone(s)
    call = contact.begin(s, agent)
    contact.identify(s, call, agent)
    contact.link(s, call, agent)
    s.on("interactions", call, "unlink_case", s.handler, case_id=s.complaint, kind="complaint")
    contact.end(s, call, agent, "answered")


def unreachable(s: Script) -> None:
    """Decided; nobody answers letters, calls or messages any more."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    s.days(2, 4)
    s.do("record_failed_delivery", proof=s.proof(s.way), at=None)
    s.do("dispatch_again", dispatch=s.dispatch(), at=None)
    ending.carry_out(s, offers=False)
    for way in ("phone", "sms", "email"):
        s.minutes(24 * 60, 30 * 60)
        s.do("record_contact_attempt", way=way, reached=False, at=None)
    s.days(1, 3)
    s.do("close_as_unreachable")


def acquainted(s: Script) -> None:
    """The handler knows the customer and says so."""
    intake.begin(s)
    inquiry.start(s)
    known = s.handler
    s.do("declare_interest", reason="acquaintance")
    s.hand_to(s.unit, but_not=known)
    s.minutes(20, 200)
    s.do("take")
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def credited(s: Script) -> None:
    """The customer has the money while the bank looks; it was theirs after all, and is taken back."""
    intake.begin(s)
    inquiry.start(s)
    claimed = s.brief.amount
    assert claimed is not None  # noqa: S101 - the topic of this story is about money
    s.days(0.2, 1)
    credit = Money(claimed.currency, min(claimed.amount, s.supervisor.limit[claimed.currency]))
    today = s.now.astimezone(s.bank.zone).date()
    s.do("give_provisional_credit", s.supervisor, amount=credit, credited_on=today, payment_reference=s.payment())
    inquiry.look_into(s)
    s.days(0.2, 1)
    s.do(
        "reverse_provisional_credit",
        credit_id="c1",
        reversed_on=s.now.astimezone(s.bank.zone).date(),
        payment_reference=s.payment(),
        reason=s.noted(s.written.story["credit_reversed"]),
        notice=s.dispatch(),
        at=None,
    )
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def pressed(s: Script) -> None:
    """The customer comes with something new, then with nothing new; more time is not granted."""
    intake.begin(s)
    inquiry.start(s)
    beside.bring_new_facts(s, are_new=True)
    inquiry.extend(s)
    beside.bring_new_facts(s, are_new=False)
    inquiry.extend(s, "special")
    s.days(0.1, 1)
    s.do("refuse_extension", s.bank.superior.supervisor, comment=s.noted(s.written.story["no_more_time"]))
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def put_right(s: Script) -> None:
    """What was written down about the acknowledgement and a payment was wrong."""
    intake.receive(s, "phone")
    intake.acknowledge(s)
    s.do("correct_report", s.owner, of_version=2, changes={"way": "sms"}, reason=s.noted(s.written.story["wrong_way"]))
    intake.classify(s)
    intake.take(s, s.lies_in)
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.accept(s)
    ending.carry_out(s)
    paid = Execution(s.now.astimezone(s.bank.zone).date(), s.payment(), s.paid[0])
    s.do(
        "correct_execution",
        remedy_id="r1",
        number=1,
        result=ExecutionResult.WHOLE,
        execution=paid,
        reason=s.noted(s.written.story["wrong_payment"]),
    )
    ending.close(s)


STORIES = (
    Story("informed", "kept informed, with tasks to other units and a call linked", informed, weight=5),
    Story("wrongly-linked", "a call linked to it by mistake", wrongly_linked, weight=3, waits=True),
    Story("unreachable", "closed since the customer cannot be reached", unreachable, 8, outcome=Outcome.NOT_UPHELD),
    Story("acquainted", "handler declared an interest, a colleague took over", acquainted, weight=3),
    Story(
        "credited", "provisional credit, taken back", credited, weight=3, topic="charged_twice",
        outcome=Outcome.NOT_UPHELD,
    ),
    Story("pressed", "new facts confirmed and refused, last extension refused", pressed, weight=3),
    Story(
        "put-right", "an acknowledgement and a payment that were recorded wrongly", put_right, weight=3,
        topic="card_fees", outcome=Outcome.UPHELD,
    ),
)  # fmt: skip
