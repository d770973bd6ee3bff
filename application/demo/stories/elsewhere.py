"""Stories in which somebody outside of the unit, or of the bank, has a word."""

from application.demo.bank import SHANGHAI
from application.demo.scenes import beside, decision, ending, inquiry, intake
from application.demo.scenes.further import change_mind
from application.demo.scenes.intake import Circumstances
from application.demo.script import Script
from application.demo.stories.story import Story
from domain.complaint.related import RecheckResult
from domain.complaint.values import Outcome


def regulator(s: Script) -> None:
    """The regulator forwards it; it goes to mediation, where both sides settle."""
    s.hand_to(s.bank.superior)
    intake.enter(s, "regulator_forward")
    intake.assign(s)
    intake.admit(s)
    inquiry.start(s)
    s.do("place_hold", s.bank.compliance, reason="authority", explanation=s.noted(s.written.story["held"]))
    inquiry.find(s)
    beside.asked_by_authority(s, "nfra")
    beside.answer_authority(s)
    beside.refer_to(s, "mediation")
    waits = inquiry.suspend(s, "mediation")
    beside.hear_from(s, "settled")
    inquiry.resume(s, waits)
    inquiry.complete(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)
    s.days(1, 3)
    s.do("release_hold", s.bank.compliance, hold_id="h1", explanation=s.noted(s.written.story["held_no_more"]))


def recheck(s: Script) -> None:
    """Rejected; the superior unit changes the result; the customer still goes to the ombudsman."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.reject(s)
    ending.drop(s)
    first, _ = beside.recheck(s, "letter")
    beside.start_over(s)
    change_mind(s, Outcome.PARTLY_UPHELD)
    inquiry.find(s)
    decision.decide(s)
    beside.record_recheck(s, first, RecheckResult.CHANGED)
    decision.deliver(s)
    decision.reject(s)
    ending.drop(s)
    beside.refer_to(s, "ombudsman")
    beside.hear_from(s, "for_bank")


def branch_manager(s: Script) -> None:
    """It is about who heads the branches: told there, it belongs to the superior unit."""
    head = s.bank.units["retail"].supervisor
    s.hand_to(s.bank.superior)
    intake.receive(s, "phone", Circumstances(about=head, told_to=s.bank.units["retail"]))
    s.lies_in = s.bank.superior
    intake.acknowledge(s)
    intake.classify(s)
    intake.assign(s)
    inquired = s.noted(s.written.story["inquired"])
    s.do("mark_confidential", s.supervisor, reason="staff_conduct", explanation=inquired)
    intake.admit(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.carry_out(s)
    s.do("unmark_confidential", s.bank.compliance, explanation=s.noted(s.written.story["inquired_no_more"]))
    ending.close(s)


REGULATOR = Story(
    "regulator", "regulator forward with mediation", regulator, weight=4, city=SHANGHAI.city, outcome=Outcome.SETTLED
)
RECHECK = Story(
    "recheck", "decision rejected, re-check in the superior unit, ombudsman", recheck, weight=3,
    outcome=Outcome.NOT_UPHELD,
)  # fmt: skip
BRANCH_MANAGER = Story("branch-manager", "about the branch manager", branch_manager, weight=3, topic="attitude")
