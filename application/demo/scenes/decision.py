"""How a complaint is decided, and what the customer says to it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from application.demo.brief import CENT, spoken
from application.demo.script import Script
from application.demo.working_hours import AWAKE
from domain.actor import Actor
from domain.complaint.letters import Letter
from domain.complaint.values import Dispatch, DispatchWay, Outcome, Remedy, RemedyKind, Resolution
from domain.money import Money

OFFERS = frozenset({RemedyKind.COMPENSATION, RemedyKind.OTHER})
"""What the bank need not give; the rest is owed once the complaint is upheld."""

RISKS_FOR_APPROVAL = frozenset({"legal", "regulatory"})
SHARES = {Outcome.UPHELD: Decimal(1), Outcome.PARTLY_UPHELD: Decimal("0.5"), Outcome.SETTLED: Decimal("0.4")}


def resolution(s: Script, share: Decimal | None = None) -> Resolution:
    """Work out what to propose; `share` of the claim is paid, else what fits the outcome."""
    outcome = s.brief.outcome
    remedies = [remedy(s, RemedyKind.EXPLANATION)]
    if outcome is not Outcome.NOT_UPHELD:
        remedies = [remedy(s, s.brief.topic.remedy, share or SHARES[outcome])]
        if s.brief.topic.remedy is not RemedyKind.APOLOGY and s.maybe(0.4):
            remedies.append(remedy(s, RemedyKind.APOLOGY))
    cause = "none_found" if outcome is Outcome.NOT_UPHELD else s.one_of(s.brief.topic.causes)
    basis = s.noted(s.written.bases[outcome.value], finding=s.finding)
    return Resolution(outcome, basis, cause, tuple(remedies))


def remedy(s: Script, kind: RemedyKind, share: Decimal = Decimal(1)) -> Remedy:
    """Describe a remedy; only the topic's own kind costs money."""
    claimed = s.brief.amount if kind is s.brief.topic.remedy and kind is not RemedyKind.APOLOGY else None
    amount = Money(claimed.currency, max(CENT, (claimed.amount * share).quantize(CENT))) if claimed else None
    paid = spoken(amount, s.brief.person.language) if amount else ""
    promised_on = (s.now + timedelta(days=s.rng.randrange(7, 25))).date()
    is_offer = kind in OFFERS or s.brief.outcome is Outcome.SETTLED
    return Remedy("", kind, s.heard.remedies[kind.value].format(paid=paid), is_offer, amount, promised_on)


def offer(s: Script) -> Resolution:
    """Work out a settlement by a payment that the customer is free to refuse."""
    share = Decimal("0.3")
    claimed = s.brief.amount or Money(s.bank.currency, Decimal(1000) / s.bank.scale)
    amount = Money(claimed.currency, max(CENT, (claimed.amount * share).quantize(CENT)))
    described = s.heard.remedies["compensation"].format(paid=spoken(amount, s.brief.person.language))
    promised_on = (s.now + timedelta(days=s.rng.randrange(7, 25))).date()
    payment = Remedy("", RemedyKind.COMPENSATION, described, is_offer=True, amount=amount, promised_on=promised_on)
    basis = s.noted(s.written.bases["settled"], finding=s.finding)
    return Resolution(Outcome.SETTLED, basis, s.one_of(s.brief.topic.causes), (payment, remedy(s, RemedyKind.APOLOGY)))


def propose(s: Script, what: Resolution | None = None) -> None:
    """Propose a resolution, in the place of what an earlier decision owes still."""
    s.days(0.1, 1.5)
    owed = tuple(key for key, one in s.owed.items() if not one.is_offer)
    s.proposal = replace(what or resolution(s), replaces=owed)
    s.do("propose_resolution", resolution=s.proposal)


def needs_approval(s: Script) -> bool:
    """Tell whether the proposal needs a second person."""
    amounts = [remedy.amount for remedy in s.proposal.remedies if remedy.amount] if s.proposal else []
    return not RISKS_FOR_APPROVAL.isdisjoint(s.risks) or not s.handler.may_grant(*s.paid, *amounts)


def approve(s: Script, by: Actor | None = None) -> None:
    """Let the supervisor, or somebody else, approve."""
    s.days(0.1, 1.5)
    s.do("approve_resolution", by or s.supervisor)


def send_back(s: Script) -> None:
    """Let the supervisor send the proposal back."""
    s.days(0.1, 1)
    s.do("send_back", s.supervisor, comment=s.noted(s.one_of(s.written.send_backs)))


def send(s: Script, *, by_way: DispatchWay | None = None, letters: tuple[Letter, ...] = ()) -> None:
    """Send the decision; from now on its remedies are owed or offered.

    `by_way`: by no other way than this. `letters`: to each who gets one.
    """
    s.days(0.05, 0.8)
    assert s.proposal is not None  # noqa: S101 - a story proposes before it decides
    subject = s.told(s.brief.theirs.subject)
    basis = s.told(s.heard.bases[s.proposal.outcome.value], finding=_finding(s))
    notice = s.told(s.heard.notices[s.proposal.outcome.value], subject=subject, basis=basis)
    remedies = ("；" if s.brief.person.language == "zh" else "; ").join(one.description for one in s.proposal.remedies)
    s.do(
        "send_decision",
        notice=s.heard.promise.format(notice=notice, remedies=remedies),
        ways_of_appeal=s.heard.appeals[s.bank.city],
        dispatch=Dispatch(by_way, s.proof(by_way)) if by_way else s.dispatch(),
        at=s.earlier(0, 20),
        letters=letters,
    )
    first = s.decided_remedies + 1
    numbered = [replace(one, remedy_id=f"r{n}") for n, one in enumerate(s.proposal.remedies, first)]
    s.owed = {one.remedy_id: one for one in numbered}
    s.decided_remedies += len(numbered)


def _finding(s: Script) -> str:
    wording = s.brief.theirs
    return s.told(wording.no_fault if s.brief.outcome is Outcome.NOT_UPHELD else wording.fault)


def decide(s: Script, what: Resolution | None = None) -> None:
    """Propose, have it approved where that is needed, send it."""
    propose(s, what)
    if needs_approval(s):
        approve(s)
    send(s)


def deliver(s: Script, *, at_first_try: bool = True) -> None:
    """Record that the decision arrived, maybe after it came back once."""
    if not at_first_try:
        s.days(1, 4)
        s.do("record_failed_delivery", proof=s.proof(DispatchWay.POSTED), at=None)
        s.days(0.5, 2)
        s.do("record_delivery", proof=s.proof(DispatchWay.HANDED_OVER), at=s.earlier(10, 200))
    elif s.maybe(0.75):
        s.days(0.2, 2)
        s.do("record_delivery", proof=s.proof(s.way), at=s.earlier(10, 100))


def accept(s: Script) -> None:
    """Record the customer's yes."""
    said_at = _customer_says(s)
    ready = s.heard.payees if any(one.amount for one in s.owed.values()) else s.heard.acceptances
    s.do("accept_decision", statement=s.told(s.one_of(ready)), at=said_at)


def reject(s: Script) -> None:
    """Record the customer's no."""
    said_at = _customer_says(s)
    s.do("reject_decision", statement=s.told(s.one_of(s.heard.rejections)), at=said_at)


def _customer_says(s: Script) -> object:
    s.days(0.3, 4, AWAKE)
    said_at = s.now
    s.minutes(5, 400)
    return said_at


def end_window(s: Script) -> None:
    """Let the time for an answer pass."""
    s.minutes(23 * 24 * 60, 27 * 24 * 60)
    s.do("end_response_window")


def reject_late(s: Script) -> None:
    """Record a no that came after the window."""
    said_at = _customer_says(s)
    s.do("reject_decision", statement=s.told(s.one_of(s.heard.late_rejections)), at=said_at)
