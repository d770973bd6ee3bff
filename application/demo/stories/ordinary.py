"""Stories in which things go as they mostly do."""

from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.script import Script
from application.demo.stories.story import Story
from domain.complaint.values import Outcome


def accepted(s: Script, *, checked: bool = True) -> None:
    """Investigate, decide, carry out."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)
    if checked and s.maybe(0.1):
        ending.check_quality(s)


def solved_quickly(s: Script) -> None:
    """Solve it on the telephone on the same day."""
    intake.receive(s, s.one_of(("phone", "online_chat", "phone", "counter")))
    s.hand_to(s.lies_in)
    intake.classify(s, severity="low", complexity="simple")
    s.minutes(5, 200)
    s.do("take")
    if s.maybe(0.5):
        intake.admit(s)
    ending.quick_close(s, s.handler)


def unanswered(s: Script) -> None:
    """Decide, and hear nothing more."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.end_window(s)
    ending.drop(s)


def not_accepted(s: Script) -> None:
    """Decide, hear a no, and stay with it."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.reject(s)
    inquiry.note(s)
    ending.drop(s)


def offer_rejected(s: Script) -> None:
    """Offer money that the customer refuses; the offer lapses."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.reject(s)
    ending.drop(s)


def declined(s: Script) -> None:
    """Decline it for one of the reasons of the list."""
    intake.enter(s)
    ending.decline(s, s.one_of(("no_relation", "in_court", "decided_before", "no_identity")))


def referred(s: Script) -> None:
    """Refer it to the insurer that it belongs to."""
    intake.enter(s)
    ending.refer(s)


def withdrawn(s: Script) -> None:
    """The customer takes it back while we look."""
    intake.begin(s)
    inquiry.start(s)
    if s.maybe(0.5):
        inquiry.note(s)
    ending.withdraw(s)


def asked(s: Script) -> None:
    """Wait for the customer's papers, then decide."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.wait_for_customer(s)
    inquiry.look_into(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def transferred(s: Script) -> None:
    """Pass it on to the unit that can help, with everything that is known."""
    s.hand_to(s.bank.units["retail"])
    intake.begin(s)
    s.days(0.1, 1)
    inquiry.note(s)
    known = s.handler
    s.hand_to(s.bank.units[s.one_of(("cards", "loans"))])
    s.do("transfer", known, unit_id=s.unit.unit_id, handover=s.noted(s.one_of(s.written.handovers)))
    s.minutes(10, 600)
    s.do("take")
    inquiry.investigate(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


STORIES = (
    Story("accepted", "investigated, decided, accepted and carried out", accepted, weight=330),
    Story("solved-quickly", "solved on the telephone the same day, closed quickly", solved_quickly, weight=230),
    Story("unanswered", "offer not answered: window over, offer lapsed", unanswered, weight=60),
    Story("not-accepted", "no fault found, customer disagrees, closed", not_accepted, 40, outcome=Outcome.NOT_UPHELD),
    Story("offer-rejected", "offer rejected and lapsed", offer_rejected, weight=25),
    Story("declined", "declined with notice", declined, weight=35),
    Story("referred", "referred to the insurer", referred, weight=18, topic="insurance"),
    Story("withdrawn", "withdrawn by the customer", withdrawn, weight=40),
    Story("asked", "suspended until the customer's papers came", asked, weight=70),
    Story("transferred", "transferred to another unit with a handover note", transferred, weight=35),
)
