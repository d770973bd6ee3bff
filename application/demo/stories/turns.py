"""Stories with a turn."""

from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.scenes.further import change_mind, correct, keep_asking, look_again
from application.demo.script import Script
from application.demo.stories.story import Story
from domain.complaint.values import Outcome


def paid_in_parts(s: Script) -> None:
    """A payment fails; after the promised day the money comes, in two parts."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.accept(s)
    ending.let_promise_pass(s)
    ending.pay_part(s)
    ending.pay_rest(s)
    ending.settle(s)


def waived(s: Script) -> None:
    """The customer wants the apology and no money."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.accept(s)
    ending.waive(s)
    ending.settle(s)


def late_yes(s: Script) -> None:
    """A yes that comes after the window is welcome."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.end_window(s)
    decision.accept(s)
    ending.settle(s)


def late_no(s: Script) -> None:
    """A no that comes after the window is recorded, and changes nothing."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.end_window(s)
    decision.reject_late(s)
    ending.drop(s)


def second_round(s: Script) -> None:
    """The customer says no; a second look finds more."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.reject(s)
    look_again(s)
    decision.accept(s)
    ending.settle(s)


def second_offer(s: Script) -> None:
    """The customer says no; a better proposal follows at once."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.reject(s)
    change_mind(s, Outcome.UPHELD)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def sent_back(s: Script) -> None:
    """The supervisor wants to know more before approving."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.propose(s)
    decision.send_back(s)
    inquiry.find(s)
    inquiry.complete(s)
    decision.propose(s)
    decision.approve(s)
    decision.send(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def above_limit(s: Script) -> None:
    """More money than anybody in the unit may grant: the head of complaints approves."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.propose(s)
    inquiry.escalate(s)
    decision.approve(s, s.bank.superior.supervisor)
    decision.send(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def proposed_anew(s: Script) -> None:
    """A proposal is replaced, also after its approval, which lapses."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.propose(s, decision.offer(s))
    decision.propose(s)
    decision.approve(s)
    decision.propose(s, decision.offer(s))
    decision.approve(s)
    decision.send(s)
    decision.accept(s)
    ending.settle(s)


def released(s: Script) -> None:
    """The handler goes on leave; a colleague takes over."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.find(s)
    inquiry.note(s)
    gone = s.handler
    s.do("release", reason="absence")
    s.hand_to(s.unit, but_not=gone)
    s.days(0.1, 1)
    s.do("take")
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def reclassified(s: Script) -> None:
    """It turns out to be about something else."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.note(s)
    intake.classify(s, s.handler, complaint_class="information", reason="wrong_information", severity="normal")
    inquiry.look_into(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def delivery_failed(s: Script) -> None:
    """The letter comes back; the decision is handed over."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s, at_first_try=False)
    decision.accept(s)
    ending.settle(s)


def corrected(s: Script) -> None:
    """What was told on the telephone was wrong."""
    intake.begin(s)
    correct(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def extended(s: Script) -> None:
    """A processor takes its time: extended twice, escalated, late in the end."""
    intake.begin(s)
    inquiry.start(s)
    s.days(9, 13)
    inquiry.extend(s)
    waits = inquiry.suspend(s, "third_party")
    s.days(6, 10)
    inquiry.resume(s, waits)
    inquiry.extend(s, "third_party")
    inquiry.grant_extension(s)
    inquiry.escalate(s)
    inquiry.look_into(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def long_story(s: Script) -> None:
    """A customer who writes every day: more than a hundred entries."""
    s.pace /= 2
    intake.begin(s)
    inquiry.start(s)
    keep_asking(s, 24)
    inquiry.complete(s)
    decision.decide(s)
    decision.deliver(s)
    decision.reject(s)
    look_again(s)
    decision.accept(s)
    ending.settle(s)


PAID_IN_PARTS = Story("paid-in-parts", "remedy paid late and in parts", paid_in_parts, weight=12)

STORIES = (
    Story("waived", "accepted, but the customer waived the money", waived, weight=8),
    Story("late-yes", "accepted after the response window", late_yes, weight=8),
    Story("late-no", "rejected after the response window", late_no, weight=6),
    Story("second-round", "rejected, investigated again, accepted in round 2", second_round, weight=22),
    Story("second-offer", "rejected, proposed again at once, accepted", second_offer, weight=8),
    Story("sent-back", "proposal sent back by the supervisor", sent_back, weight=25),
    Story(
        "above-limit", "remedy above every limit of the unit, approved by the head of complaints", above_limit,
        weight=10, topic="fund", outcome=Outcome.UPHELD,
    ),
    Story("proposed-anew", "proposal replaced after its approval, which lapsed", proposed_anew, weight=6),
    Story("released", "released by a handler on leave, taken by a colleague", released, weight=14),
    Story("reclassified", "classified again during the investigation", reclassified, weight=18),
    Story("delivery-failed", "decision came back undelivered, then handed over", delivery_failed, weight=14),
    Story("corrected", "amount and branch corrected", corrected, weight=14, topic="charged_twice"),
    Story("extended", "extended twice, escalated, decided late", extended, weight=20),
    Story("long-story", "more than a hundred entries", long_story, weight=0),
)  # fmt: skip
