"""How a complaint ends: remedies, closing, other ends, and beginnings anew."""

from decimal import Decimal

from application.demo.brief import CENT
from application.demo.script import Script
from application.demo.working_hours import AWAKE, HOTLINE
from domain.actor import Actor
from domain.complaint.values import Dispatch, DispatchWay, Execution, ExecutionResult, Remedy
from domain.money import Money


def execute(s: Script, remedy: Remedy, result: ExecutionResult, amount: Money | None) -> None:
    """Record one payment or act."""
    executed_on = s.now.astimezone(s.bank.zone).date()
    reference = s.payment() if amount else None
    execution = Execution(executed_on, reference, amount)
    s.do("execute_remedy", remedy_id=remedy.remedy_id, result=result, execution=execution)
    if amount:
        s.paid.append(amount)


def carry_out(s: Script, *, offers: bool = True) -> None:
    """Execute what is owed, and what was offered where the customer accepted it."""
    for remedy in tuple(s.owed.values()):
        if offers or not remedy.is_offer:
            s.days(0.2, 3)
            execute(s, remedy, ExecutionResult.WHOLE, remedy.amount)
            del s.owed[remedy.remedy_id]


def let_promise_pass(s: Script) -> None:
    """Wait until the day has gone on which the first remedy was promised."""
    promised = s.owed["r1"].promised_on
    today = s.now.astimezone(s.bank.zone).date()
    left = max(0, (promised - today).days) if promised else 0
    s.minutes((left + 1) * 24 * 60, (left + 3) * 24 * 60)


def pay_part(s: Script) -> None:
    """Try to pay, fail, and pay about half."""
    remedy = s.owed["r1"]
    s.days(0.3, 2)
    execute(s, remedy, ExecutionResult.FAILED, None)
    s.days(0.3, 2)
    execute(s, remedy, ExecutionResult.PART, half(remedy.amount)[0])


def pay_rest(s: Script) -> None:
    """Pay what is left."""
    remedy = s.owed.pop("r1")
    s.days(1, 5)
    execute(s, remedy, ExecutionResult.WHOLE, half(remedy.amount)[1])


def half(amount: Money | None) -> tuple[Money | None, Money | None]:
    """Split an amount in two."""
    if amount is None:
        return None, None
    first = (amount.amount / 2).quantize(CENT)
    return Money(amount.currency, first), Money(amount.currency, Decimal(amount.amount - first))


def waive(s: Script) -> None:
    """Let the customer renounce the first remedy that is left."""
    remedy_id = next(iter(s.owed))
    s.days(0.3, 2)
    s.do("waive_remedy", remedy_id=remedy_id, statement=s.told(s.one_of(s.heard.waivers)), at=s.earlier(5, 100))
    del s.owed[remedy_id]


def lapse(s: Script) -> None:
    """Let the offers lapse that were rejected or not answered."""
    for remedy in tuple(s.owed.values()):
        if remedy.is_offer:
            s.minutes(2, 30)
            s.do("lapse_remedy", remedy_id=remedy.remedy_id)
            del s.owed[remedy.remedy_id]


def close(s: Script) -> None:
    """Close it."""
    s.days(0.1, 2)
    s.do("close")


def settle(s: Script) -> None:
    """Execute everything and close."""
    carry_out(s)
    close(s)


def drop(s: Script) -> None:
    """Execute what is owed anyway, let the offers lapse, and close."""
    carry_out(s, offers=False)
    lapse(s)
    close(s)


def quick_close(s: Script, by: Actor) -> None:
    """Close on the same day, to the customer's satisfaction."""
    s.minutes(10, 300, HOTLINE)
    dispatch = Dispatch(DispatchWay.SMS, s.proof(DispatchWay.SMS))
    acceptance = s.noted(s.one_of(s.written.quick_acceptances))
    s.do("quick_close", by, acceptance=acceptance, summary=_summary(s), dispatch=dispatch, at=None)


def _summary(s: Script) -> str:
    return s.told(s.one_of(s.heard.quick_summaries))


def decline(s: Script, reason: str) -> None:
    """Decline it and tell why."""
    s.days(0.3, 2)
    s.do("decline", s.owner, reason=reason, explanation=s.told(s.heard.declines[reason]), notice=s.dispatch(), at=None)


def refer(s: Script) -> None:
    """Pass it on to the body that it belongs to."""
    s.days(0.3, 2)
    to = s.heard.insurer
    s.do("refer", s.owner, to=to, explanation=s.told(s.heard.referral, to=to), notice=s.dispatch(), at=None)


def withdraw(s: Script) -> None:
    """Let the customer take it back."""
    s.days(0.5, 4, AWAKE)
    said_at = s.now
    s.minutes(5, 300)
    s.do("withdraw", statement=s.told(s.one_of(s.heard.withdrawals)), at=said_at)


def reopen(s: Script, reason: str, by: Actor | None = None) -> None:
    """Take it up again; a new cycle."""
    s.days(2, 9)
    s.do("reopen", by or s.owner, reason=reason, explanation=s.noted(s.written.reopenings[reason]))


def check_quality(s: Script) -> None:
    """Let quality control leave a note on the closed case."""
    s.days(1, 6)
    s.do("add_note", s.bank.auditor, text=s.noted(s.one_of(s.written.checks)))
