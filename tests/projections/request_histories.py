"""Histories of service requests as they may come out of the log: seeded, made by the domain's own commands."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from domain.actor import Actor
from domain.case.conversion import Dissatisfaction
from domain.case.values import Contact
from domain.reference import reference_for
from domain.refusals import Refusal
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords
from tests.domain.fixed import CODES, REQUEST_TYPES
from tests.domain.request.values import BY_SMS
from tests.projections.histories import FIRST_DAY, NAMESPACE, PEOPLE, UNITS, somebody

SUBJECTS = ("Card lost", "几点开门", "Well done, Ms Chen", "预约取款")
NARRATIVES = ("I lost my card on the train.", "我想预约明天取款。", "Thank the lady at the counter, please.")
TYPES = ("inquiry", "praise", "loss_report")
DOCUMENTS = ("identity_document", "application_form")

Step = Callable[[ServiceRequest, random.Random, Actor, object], None]


def request_id(number: int) -> UUID:
    """Return the id of a request of this number."""
    return uuid5(NAMESPACE, f"request {number}")


def submitted(number: int, seeded: random.Random) -> ServiceRequest:
    """Submit a request; now and then one that was a complaint."""
    at = FIRST_DAY + timedelta(hours=number % 500)
    facts = RequestFacts(
        at,
        seeded.choice(("phone", "branch", "web")),
        "customer",
        language=seeded.choice(("en", "zh", None)),
        product=seeded.choice(("card", None)),
        employee_id=seeded.choice((None, None, "eve")),
    )
    told = RequestIntake(
        facts,
        RequestWords(seeded.choice(NARRATIVES), f"{seeded.choice(SUBJECTS)} {number}"),
        seeded.choice(TYPES),
        seeded.choice(UNITS),
        requester=Contact("王芳", phone="+86 21 5555 0101"),
    )
    request = ServiceRequest.submit(
        told,
        stream_id=request_id(number),
        reference=reference_for("R", at.date(), number),
        types=REQUEST_TYPES,
        codes=CODES,
        by=somebody(seeded),
        now=at,
    )
    if seeded.random() < 0.1:
        request.begin_from_complaint(uuid5(NAMESPACE, f"complaint {number}"), f"C-2026-{number:06}-1", now=at)
    return request


def correct(request: ServiceRequest, seeded: random.Random, by: Actor, now: object) -> None:
    """Correct one thing."""
    changes = seeded.choice(
        (
            {"channel": "web"},
            {"employee_id": seeded.choice(("eve", "ann", None))},
            {"subject": "Corrected 更正"},
            {"request_type": seeded.choice(TYPES)},
            {"received_at": FIRST_DAY, "language": "zh"},
        )
    )
    request.correct(changes, "It was told otherwise.", types=REQUEST_TYPES, codes=CODES, by=by, now=now)  # type: ignore[arg-type]


def convert(request: ServiceRequest, seeded: random.Random, by: Actor, now: object) -> None:
    """Let it become a complaint."""
    request.convert_to_complaint(
        seeded.choice(list(Dissatisfaction)),
        at=None,
        contact=None,
        employee_id=seeded.choice((None, "eve")),
        case_id=uuid5(NAMESPACE, f"complaint of {request.id}"),
        reference="C-2026-000001-7",
        by=by,
        now=now,  # type: ignore[arg-type]
    )


def step(name: str, *arguments: object, **named: object) -> Step:
    """Return a step that gives a command with these arguments."""

    def give(request: ServiceRequest, _: random.Random, by: Actor, now: object) -> None:
        getattr(request, name)(*arguments, by=by, now=now, **named)

    return give


def one_of(name: str, *choices: Sequence[object], **named: object) -> Step:
    """Return a step that gives a command with arguments that are drawn."""

    def give(request: ServiceRequest, seeded: random.Random, by: Actor, now: object) -> None:
        getattr(request, name)(*(seeded.choice(options) for options in choices), by=by, now=now, **named)

    return give


STEPS: Sequence[Step] = (
    one_of("triage", ("normal", "high"), ("simple", "complex"), codes=CODES),
    step("give_first_feedback", "We are looking into it.", BY_SMS, at=None),
    one_of("assign", PEOPLE, UNITS),
    step("take"),
    one_of("transfer", UNITS, ("See the letter.",)),
    step("release", "On leave."),
    one_of("give_task", UNITS, ("Is it blocked?",), (None,)),
    step("answer_task", "t1", "It is 已挂失.", at=None),
    step("cancel_task", "t1", "Not needed any more."),
    step("start"),
    step("ask_customer", "When did you see it last?"),
    step("record_customer_answer", "On Sunday 星期天", None, at=None),
    one_of("receive_document", DOCUMENTS, already_held=False, at=None, codes=CODES),
    one_of("receive_document", DOCUMENTS, already_held=True, at=None, codes=CODES),
    step("suspend", "third_party", at=None, notice_sent=True, codes=CODES),
    one_of("resume", ("s1", "s2"), at=None),
    step("fulfil", "A new card is posted 新卡已寄出", BY_SMS, at=None),
    step("confirm", "Thank you very much.", at=None),
    step("close"),
    step("reopen", "not_solved", "It has not come.", codes=CODES),
    step("add_note", "Called back at noon. 中午回电"),
    correct,
)
ASTRAY: Sequence[Step] = (
    step("decline", "not_offered", "We do not do this.", BY_SMS, at=None, codes=CODES),
    step("cancel", "Never mind, thanks.", at=None),
    convert,
)


def request_history(number: int, steps: int = 60) -> ServiceRequest:
    """Return a request to which whatever was permitted has happened; always the same one for a number."""
    seeded = random.Random(number)
    request = submitted(number, seeded)
    now = FIRST_DAY + timedelta(days=21)
    for _ in range(seeded.randrange(steps)):
        now += timedelta(minutes=seeded.randrange(1, 600))
        try:
            (steps_to,) = seeded.choices((STEPS, ASTRAY), (97, 3))
            seeded.choice(steps_to)(request, seeded, somebody(seeded), now)
        except Refusal:
            continue
    return request


def request_histories(count: int, steps: int = 60) -> list[ServiceRequest]:
    """Return requests 1 to `count`."""
    return [request_history(number, steps) for number in range(1, count + 1)]
