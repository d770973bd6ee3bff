"""Cases for measuring: complaints made by the domain's own commands, seeded, English and Chinese."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from uuid import UUID, uuid5

from domain.actor import Actor, Role
from domain.codes import CodeList, Codes
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Classification, DispatchWay, Facts, Words
from domain.reference import reference_for
from infrastructure.code_lists import shipped_lists

NAMESPACE = UUID("c2a0d1b8-6a52-4f0e-9d55-3c1f7f0c9a11")
"""Case number n has the id uuid5(NAMESPACE, str(n))."""

EVENTS = 10
"""Events of one case."""

FIRST_DAY = datetime(2024, 1, 2, 9, tzinfo=UTC)
HEAD_OFFICE = "head-office"
"""The unit above all others."""
UNITS = ("sh-cards", "sh-loans", "sh-wealth", "ldn-cards", "ldn-payments")
HANDLERS_PER_UNIT = 40
CASES_OF_A_MERCHANT = 20
WORDS = 20_000
"""Words that stories are told with beside the sentences below; a few are frequent and most are rare (Zipf)."""
WORDS_OF_A_STORY = 25
SHARES = list(accumulate(1 / rank for rank in range(3, WORDS + 3)))
SENTENCES = (
    "My card was charged twice at the branch terminal, and nobody could say when the money comes back.",
    "The transfer left my account on Monday and never arrived; the hotline sent me from one desk to the next.",
    "A fee was taken that is not in the price list I was given when I opened the account.",
    "我的银行卡在网点被重复扣款，柜台说要等十五个工作日，一直没有人回电话。",
    "理财经理没有说明产品风险，到期时本金亏损，要求说明并赔偿。",
    "手机银行转账显示成功，对方没有收到，客服热线打不通。",
)


@dataclass(frozen=True, slots=True)
class Handled:
    """Where a case was put: what a list of cases is asked for."""

    unit_id: str
    handler_id: str


def case_id(number: int) -> UUID:
    """Return the id of a case."""
    return uuid5(NAMESPACE, str(number))


def handled(number: int) -> Handled:
    """Return the unit and the handler of a case; both are spread evenly."""
    unit = UNITS[number % len(UNITS)]
    return Handled(unit, f"{unit}-{number // len(UNITS) % HANDLERS_PER_UNIT}")


def handler(number: int) -> Actor:
    """Return the handler of a case, as who acts."""
    place = handled(number)
    return Actor(place.handler_id, Role.HANDLER, place.unit_id)


def received_at(number: int) -> datetime:
    """Return when a case was received."""
    return FIRST_DAY + timedelta(minutes=number % 500_000)


def reference(number: int) -> str:
    """Return the number of a case that people say."""
    return reference_for("C", received_at(number).date(), number)


def merchant(number: int) -> str:
    """Return a name that about 20 cases of the whole share, whatever its size."""
    return letters(number // CASES_OF_A_MERCHANT + 1, length=6)


def letters(number: int, length: int) -> str:
    """Return a word that looks nothing like that of the next number."""
    rest, word = number * 7_368_787 % 26**length, ""
    for _ in range(length):
        rest, letter = divmod(rest, 26)
        word += chr(ord("a") + letter)
    return word


@cache
def vocabulary() -> list[str]:
    """Return the words of stories, the most frequent first."""
    return [letters(number, length=5) for number in range(1, WORDS + 1)]


def narrative(number: int, seeded: random.Random) -> str:
    """Tell a story of about 100 words."""
    told = seeded.choices(vocabulary(), cum_weights=SHARES, k=WORDS_OF_A_STORY)
    return " ".join((*seeded.choices(SENTENCES, k=4), *told, f"The merchant was {merchant(number)}."))


@cache
def codes() -> Codes:
    """Return the code lists that come with the engine."""
    _, lists = shipped_lists()
    return Codes({name: CodeList(name, 1, {entry.code: entry for entry in entries}) for name, entries in lists.items()})


def case(number: int) -> Complaint:
    """Return a case under investigation: 10 events that wait to be saved, always the same ones for a number."""
    seeded = random.Random(number)
    by = handler(number)
    start = received_at(number)
    later = (start + timedelta(minutes=7 * step) for step in range(1, EVENTS))
    words = Words(narrative(number, seeded), subject=seeded.choice(SENTENCES)[:40])
    complaint = Complaint.receive(
        Intake(Facts(start, seeded.choice(("phone", "branch")), "customer"), words, by.unit_id, uuid5(NAMESPACE, "p")),
        stream_id=case_id(number),
        reference=reference(number),
        codes=codes(),
        by=by,
        now=start,
    )
    complaint.acknowledge(DispatchWay.SMS, at=None, by=by, now=next(later))
    complaint.admit(by=by, now=next(later))
    complaint.classify(classification(seeded), codes=codes(), by=by, now=next(later))
    complaint.take(by=by, now=next(later))
    complaint.start_investigation(by=by, now=next(later))
    complaint.record_finding("The terminal's journal shows both bookings.", by=by, now=next(later))
    complaint.ask_customer("Which of the two amounts is right?", by=by, now=next(later))
    complaint.record_customer_answer("The smaller one. 较小的那一笔。", "q1", at=None, by=by, now=next(later))
    complaint.add_note("Waiting for the acquirer.", by=by, now=next(later))
    return complaint


def classification(seeded: random.Random) -> Classification:
    """Draw what a case is about."""
    return Classification(
        complaint_class=seeded.choice(("service", "product", "information")),
        category=seeded.choice(("account", "card", "loan", "payment", "fee")),
        reason=seeded.choice(("attitude", "delay", "double_charge", "wrong_fee")),
        severity=seeded.choices(("critical", "high", "normal", "low"), (1, 9, 70, 20))[0],
    )


def cases(numbers: range) -> Iterator[Complaint]:
    """Make cases one after the other."""
    return map(case, numbers)
