"""Histories of complaints as they may come out of the log: seeded, made by the domain's own commands."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from domain.actor import Actor, Role
from domain.aggregate import Aggregate, DomainEvent
from domain.complaint import Complaint
from domain.complaint.letters import Letter, receivers
from domain.complaint.party import NewParty, PartyRole, PartyTerms
from domain.complaint.receiving import Intake
from domain.complaint.representation import answering
from domain.complaint.routing import RoutingRule
from domain.complaint.values import (
    Attachment,
    Classification,
    Contact,
    DispatchWay,
    Execution,
    ExecutionResult,
    Facts,
    Outcome,
    Precision,
    ProductIssue,
    Remedy,
    RemedyKind,
    Resolution,
    SourceRecord,
    Words,
)
from domain.documents import Document
from domain.money import Money
from domain.organisation.structure import KnownUnit, Organisation
from domain.reference import reference_for
from domain.refusals import Refusal
from tests.domain.complaint import values
from tests.domain.complaint.values import BY_POST, solution
from tests.domain.fixed import CASE_RULES, CODES, REQUEST_TYPES
from tests.projections.histories_beside import OUTSIDE
from tests.projections.histories_of_relations import AWAY, BETWEEN

NAMESPACE = UUID("8a7d1b8e-95b1-4c1e-9f0a-70e4f1f5a001")
FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
UNITS = ("shanghai", "london", "cards")
PEOPLE = ("ann", "ben", "cheng", "dora")
LIMIT = {"CNY": Decimal(100_000), "GBP": Decimal(100_000)}
SUBJECTS = ("Charged twice", "柜台服务态度", "Nobody calls back", "手机银行转账失败")
NARRATIVES = (
    "My card was charged twice at the branch terminal.",
    "我的银行卡在网点被重复扣款，一直没有人回电话。",
    "The adviser did not explain the risk. 理财经理没有说明产品风险。",
)

ROUTING = Document("routing", 1, (RoutingRule("loans", "cards", queue="loans", category="loan"),))
BANK = Organisation({"cards": KnownUnit("cards")})

JOINING = (PartyRole.CO_COMPLAINANT, PartyRole.AGENT)

SHORT_WINDOWS = replace(CASE_RULES, rows=(replace(CASE_RULES.rows[0], postal_days=0, response_window_days=1),))
"""Silence is an answer after a day."""

Step = Callable[[Complaint, random.Random, Actor, datetime], None]


def case_id(number: int) -> UUID:
    """Return the id of a case of this number."""
    return uuid5(NAMESPACE, str(number))


def somebody(seeded: random.Random) -> Actor:
    """Draw who acts."""
    return Actor(seeded.choice(PEOPLE), Role.SUPERVISOR, seeded.choice(UNITS), LIMIT)


def money(seeded: random.Random) -> Money:
    """Draw an amount; now and then in another currency."""
    return Money(seeded.choice(("CNY", "CNY", "CNY", "GBP")), Decimal(seeded.randrange(1, 500)))


def facts(seeded: random.Random, received_at: datetime) -> Facts:
    """Draw what is told."""
    return Facts(
        received_at,
        seeded.choice(("phone", "branch", "web")),
        seeded.choice(("customer", "authority")),
        received_precision=seeded.choice((Precision.SECOND, Precision.DAY)),
        language=seeded.choice(("en", "zh", None)),
        about=(ProductIssue("card", "debit card", seeded.choice(("fee", "charged twice"))),) * seeded.randrange(2),
        employee_id=seeded.choice((None, None, "eve")),
        amount_claimed=seeded.choice((None, money(seeded))),
    )


def received(number: int, seeded: random.Random) -> Complaint:
    """Receive a complaint; now and then one that is taken over from elsewhere."""
    at = FIRST_DAY + timedelta(hours=number % 500)
    record = SourceRecord("cfpb", str(number), "cfpb", "cfpb-2025", {"Company": "Bank"})
    told = Intake(
        facts(seeded, at),
        Words(seeded.choice(NARRATIVES), f"{seeded.choice(SUBJECTS)} {number}"),
        seeded.choice(UNITS),
        complainant=Contact("李娜", phone="+86 21 5555 0100"),
        source_record=seeded.choice((None, None, record)),
    )
    reference = reference_for("C", at.date(), number)
    return Complaint.receive(
        told, stream_id=case_id(number), reference=reference, codes=CODES, by=somebody(seeded), now=at
    )


def one_of(complaint: Complaint, seeded: random.Random) -> str:
    """Draw one of those who complain."""
    return seeded.choice(answering(complaint))


def send_decision(complaint: Complaint, _: random.Random, by: Actor, now: datetime) -> None:
    """Write to everybody who gets letters."""
    letters = tuple(Letter(key, BY_POST) for key in receivers(complaint, now))
    complaint.send_decision("Dear ...", "Ombudsman", BY_POST, at=None, by=by, now=now, letters=letters)


def resolution(seeded: random.Random) -> Resolution:
    """Draw a resolution with up to three remedies."""
    paying = ((RemedyKind.REFUND, money(seeded)), (RemedyKind.APOLOGY, None))
    drawn = [(seeded.random() < 0.5, *seeded.choice(paying)) for _ in range(seeded.randrange(4))]
    remedies = tuple(Remedy("", kind, "Refund", is_offer, amount) for is_offer, kind, amount in drawn)
    return Resolution(seeded.choice(list(Outcome)), "The terminal sent it twice.", "system", remedies)


def execute(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Pay a remedy, whole or in part."""
    progress = seeded.choice(list(complaint.remedies.values()))
    amount = progress.remedy.amount
    part = amount and replace(amount, amount=amount.amount / 2)
    result, paid = seeded.choice(((ExecutionResult.WHOLE, amount), (ExecutionResult.PART, part)))
    execution = Execution(date(2026, 2, 1), "PAY-1", paid)
    complaint.execute_remedy(progress.remedy.remedy_id, result, execution, by=by, now=now)


def settle(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Waive a remedy or let it lapse."""
    remedy_id = seeded.choice(list(complaint.remedies))
    if seeded.random() < 0.5:
        complaint.waive_remedy(remedy_id, "I do not want it.", at=None, by=by, now=now)
    else:
        complaint.lapse_remedy(remedy_id, by=by, now=now)


def correct(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Correct one thing."""
    changes = seeded.choice(
        (
            {"channel": "web"},
            {"employee_id": seeded.choice(("eve", "ann", None))},
            {"subject": "Corrected 更正"},
            {"received_at": FIRST_DAY, "language": "zh"},
        )
    )
    complaint.correct(changes, "It was told otherwise.", codes=CODES, by=by, now=now)


def classify(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Classify, with or without a pair."""
    about = (ProductIssue("loan", issue="interest"),) * seeded.randrange(2)
    flags = tuple(seeded.sample(("legal", "media"), seeded.randrange(3)))
    classification = Classification(
        seeded.choice(("service", "product")),
        category=seeded.choice(("card", "loan", None)),
        severity=seeded.choice(("normal", "high")),
        about=about,
        risk_flags=flags,
    )
    complaint.classify(classification, codes=CODES, by=by, now=now)


def correct_execution(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Correct what was paid: it was less, or nothing."""
    key = seeded.choice([key for key, progress in complaint.remedies.items() if progress.reports])
    before = complaint.remedies[key].reports[0].execution
    result = seeded.choice((ExecutionResult.PART, ExecutionResult.FAILED))
    less = Money(before.amount.currency, before.amount.amount / 2) if before.amount else None
    after = replace(before, amount=less)
    complaint.correct_execution(key, 1, result, after, reason="Ledger.", by=by, now=now)


def state_by_source(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Record what a source says."""
    closes = seeded.random() < 0.5
    complaint.state_source_outcome(
        "Closed" if closes else "In progress", timely_claim=True, disputed_claim=None, closes=closes, by=by, now=now
    )


def convert(complaint: Complaint, seeded: random.Random, by: Actor, now: datetime) -> None:
    """Let two people make it a service request."""
    told: dict[str, Any] = {"types": REQUEST_TYPES, "codes": CODES, "now": now}
    complaint.request_conversion("inquiry", "inquiry", "She only asks how it is counted.", by=by, **told)
    other = somebody(seeded)
    request_id = uuid5(NAMESPACE, f"request of {complaint.id}")
    complaint.convert_to_service_request(
        BY_POST, at=None, case_id=request_id, reference="R-2026-000001-7", by=other, now=now
    )


ON_THE_WAY: Sequence[Step] = (
    lambda c, _, by, now: c.admit(by=by, now=now),
    lambda c, _, by, now: c.start_investigation(by=by, now=now),
    lambda c, _, by, now: c.record_finding("The journal shows it twice. 日志显示两次", by=by, now=now),
    lambda c, r, by, now: c.propose_resolution(resolution(r), codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.approve_resolution(by=by, now=now),
    send_decision,
    lambda c, r, by, now: c.accept_decision("Fine.", at=None, by=by, now=now, party_id=one_of(c, r)),
    lambda c, r, by, now: c.reject_decision("No.", at=None, by=by, now=now, party_id=one_of(c, r)),
    lambda c, _, by, now: c.end_response_window(rules=SHORT_WINDOWS, zone="Asia/Shanghai", by=by, now=now),
    execute,
    settle,
    lambda c, _, by, now: c.close(by=by, now=now),
)
"""What leads from receipt to closure."""

BESIDE: Sequence[Step] = (
    lambda c, r, by, now: c.acknowledge(r.choice(list(DispatchWay)), at=None, by=by, now=now),
    classify,
    lambda c, r, by, now: c.assign(r.choice(PEOPLE), r.choice(UNITS), by=by, now=now),
    lambda c, _, by, now: c.take(by=by, now=now),
    lambda c, r, by, now: c.transfer(r.choice(UNITS), "See the letter.", by=by, now=now),
    lambda c, _, by, now: c.release("On leave.", by=by, now=now),
    lambda c, r, by, now: c.attach_evidence(
        Attachment(f"{r.randrange(9)}" * 64, 12, "text/plain", "a.txt"), "", by=by, now=now
    ),
    lambda c, _, by, now: c.ask_customer("When was it?", by=by, now=now),
    lambda c, _, by, now: c.record_customer_answer("Yesterday 昨天", None, at=None, by=by, now=now),
    lambda c, _, by, now: c.suspend("third_party", at=None, notice_sent=True, codes=CODES, by=by, now=now),
    lambda c, r, by, now: c.resume(r.choice(["s1", "s2"]), at=None, by=by, now=now),
    lambda c, _, by, now: c.extend(
        "complex_case", "More to do.", notice_sent=True, rules=CASE_RULES, codes=CODES, by=by, now=now
    ),
    lambda c, _, by, now: c.escalate("head office", "Large.", by=by, now=now),
    lambda c, _, by, now: c.complete_investigation(by=by, now=now),
    lambda c, _, by, now: c.send_back("Why?", by=by, now=now),
    lambda c, r, by, now: (c.record_delivery if r.random() < 0.7 else c.record_failed_delivery)(
        "RR1", at=None, by=by, now=now
    ),
    lambda c, _, by, now: c.reopen("error_found", "We erred.", codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.add_note("Called back at noon. 中午回电", by=by, now=now),
    correct,
    lambda c, _, __, now: c.route(ROUTING, BANK, now=now),
    lambda c, _, by, now: c.mark_confidential("staff", "Why.", codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.unmark_confidential("So.", by=by, now=now),
    lambda c, r, by, now: c.give_task(
        r.choice(UNITS), "Look.", r.choice((None, (now + timedelta(days=r.randrange(40))).date())), by=by, now=now
    ),
    lambda c, r, by, now: c.agree_deadline(
        (now + timedelta(days=r.randrange(40))).date(), "I am away.", at=None, by=by, now=now
    ),
    lambda c, r, by, now: c.cancel_task(r.choice(["t1", "t2"]), "Not needed.", by=by, now=now),
    lambda c, r, by, now: c.record_contact_attempt(
        "phone", reached=r.random() < 0.1, zone="Asia/Shanghai", at=None, codes=CODES, by=by, now=now
    ),
    correct_execution,
    *OUTSIDE,
    *BETWEEN,
    lambda c, r, by, now: c.add_party(NewParty(PartyTerms(r.choice(JOINING))), codes=CODES, by=by, now=now),
    lambda c, r, by, now: c.remove_party(r.choice(list(c.parties)), "A slip.", by=by, now=now),
    lambda c, _, by, now: c.declare_major("media", "A newspaper.", codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.undeclare_major("Another bank.", by=by, now=now),
)
"""What happens on the way."""

ASTRAY: Sequence[Step] = (
    lambda c, _, by, now: c.declare_interest("relative", codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.close_as_unreachable(rules=CASE_RULES, by=by, now=now),
    lambda c, _, by, now: c.solve_on_the_spot(
        solution(values.resolution()), rules=CASE_RULES, codes=CODES, by=by, now=now
    ),
    convert,
    lambda c, _, by, now: c.decline("not_a_complaint", "No.", BY_POST, at=None, codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.refer("Another body", "Not ours.", BY_POST, at=None, by=by, now=now),
    lambda c, _, by, now: c.quick_close("Thanks!", "Refunded.", BY_POST, at=None, by=by, now=now),
    lambda c, r, by, now: c.withdraw("Never mind.", at=None, by=by, now=now, party_id=one_of(c, r)),
    lambda c, _, by, now: c.revise_source_record(
        SourceRecord("cfpb", "1", "cfpb", "cfpb-2025", {"Company": "Another bank"}), by=by, now=now
    ),
    state_by_source,
    *AWAY,
)
"""What leads elsewhere."""


def history(number: int, steps: int = 150) -> Complaint:
    """Return a complaint to which whatever was permitted has happened; always the same one for a number."""
    seeded = random.Random(number)
    complaint = received(number, seeded)
    now = FIRST_DAY + timedelta(days=21)
    for _ in range(seeded.randrange(steps)):
        now += timedelta(minutes=seeded.randrange(1, 600))
        try:
            steps_to = seeded.choices((ON_THE_WAY, BESIDE, ASTRAY), (60, 37, 3))[0]
            seeded.choice(steps_to)(complaint, seeded, somebody(seeded), now)
        except (Refusal, IndexError):
            continue
    return complaint


def histories(count: int, steps: int = 150) -> list[Complaint]:
    """Return complaints 1 to `count`."""
    return [history(number, steps) for number in range(1, count + 1)]


def interleaved(complaints: Sequence[Aggregate], seed: int = 0) -> list[DomainEvent]:
    """Return the events of complaints as they may come into the log: those of each in their order."""
    seeded = random.Random(seed)
    waiting = [list(reversed(complaint.pending_events)) for complaint in complaints]
    merged: list[DomainEvent] = []
    while waiting:
        chosen = seeded.choice(waiting)
        merged.append(chosen.pop())  # type: ignore[arg-type]
        if not chosen:
            waiting.remove(chosen)
    return merged
