"""Scenes of the longer stories."""

from dataclasses import replace
from decimal import Decimal

from application.demo.brief import Brief
from application.demo.scenes import decision, inquiry
from application.demo.script import Script
from domain.complaint.values import Outcome
from domain.money import Money


def change_mind(s: Script, outcome: Outcome) -> None:
    """See the matter differently from now on."""
    s.brief = replace(s.brief, outcome=outcome)


def look_again(s: Script) -> None:
    """Investigate a second time, find more, decide anew."""
    inquiry.start(s)
    change_mind(s, Outcome.UPHELD)
    inquiry.look_into(s)
    decision.decide(s)
    decision.deliver(s)


def correct(s: Script) -> None:
    """Correct the amount and the branch that were told."""
    s.days(0.1, 1)
    s.brief = other_amount(s)
    s.do(
        "correct",
        changes={"amount_claimed": s.brief.amount, "branch": s.brief.branch[0]},
        reason=s.written.corrections["amount_claimed"],
    )


def other_amount(s: Script) -> Brief:
    """Return the case with another amount and another branch."""
    branches = [branch for branch in s.bank.branches if branch != s.brief.branch]
    told = s.brief.amount or Money(s.bank.currency, Decimal(100))
    return replace(s.brief, amount=Money(told.currency, told.amount + 10), branch=s.one_of(branches))


def keep_asking(s: Script, times: int) -> None:
    """Let the customer write again and again."""
    for _ in range(times):
        inquiry.ask(s)
        inquiry.answer(s)
        inquiry.note(s)
        inquiry.find(s)


def name_employee(s: Script) -> None:
    """Find out that the customer means the handler, who is released by that."""
    s.days(0.1, 1)
    s.do(
        "correct",
        s.supervisor,
        changes={"employee_id": s.handler.user_id},
        reason=s.written.corrections["employee_id"],
    )
