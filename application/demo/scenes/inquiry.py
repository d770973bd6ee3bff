"""How a complaint is investigated."""

import hashlib

from application.demo.script import Script
from application.demo.working_hours import AWAKE
from domain.complaint.values import Attachment, Outcome


def start(s: Script) -> None:
    """Begin, or begin the next round."""
    s.days(0.1, 1.2)
    s.do("start_investigation")


def find(s: Script) -> None:
    """Record what was established; the last finding is what the decision stands on."""
    s.days(0.2, 2)
    wording = s.brief.ours
    found = s.noted(wording.no_fault if s.brief.outcome is Outcome.NOT_UPHELD else wording.fault)
    text = s.noted(s.one_of(s.written.further_findings), finding=found) if found == s.finding else found
    s.finding = found
    s.do("record_finding", text=text)


def note(s: Script) -> None:
    """Write something down."""
    s.days(0.05, 0.8)
    s.do("add_note", text=s.noted(s.one_of(s.written.notes)))


def attach(s: Script) -> str:
    """Attach a file as evidence and return its digest."""
    s.days(0.05, 1)
    s.evidence += 1
    description = s.noted(s.brief.ours.evidence)
    content = f"{description}\n\n{s.now:%Y-%m-%d %H:%M} UTC\nCase {s.key}, sheet {s.evidence}\n".encode()
    attachment = Attachment(
        digest=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        media_type="text/plain",
        file_name=f"{s.brief.topic.name}-{s.evidence}.txt",
    )
    s.do("attach_evidence", content=content, attachment=attachment, description=description)
    return attachment.digest


def ask(s: Script) -> None:
    """Ask the customer something."""
    s.days(0.05, 0.8)
    s.questions += 1
    text = s.brief.theirs.question if s.questions == 1 else s.one_of(s.heard.further_questions)
    s.do("ask_customer", text=s.told(text))


def answer(s: Script) -> None:
    """Record the customer's answer to the last question, some time after it came."""
    s.days(0.3, 3, AWAKE)
    said_at = s.now
    s.minutes(5, 200)
    text = s.brief.theirs.answer if s.questions == 1 else s.one_of(s.heard.further_answers)
    s.do(
        "record_customer_answer",
        text=s.told(text),
        question_id=f"q{s.questions}" if s.questions else None,
        at=said_at,
    )


CHINESE_REASONS = frozenset({"mediation", "external_assessment"})
"""What only the Chinese rules let a clock stand for; the second one with a notice."""


def suspend(s: Script, reason: str) -> str:
    """Wait for somebody outside; return the suspension's id."""
    s.minutes(2, 30)
    s.suspensions += 1
    is_told = s.maybe(0.9) or reason in CHINESE_REASONS
    if reason in CHINESE_REASONS and not s.bank.jurisdiction.startswith("CN"):
        reason = "third_party"
    s.do("suspend", reason=reason, at=None, notice_sent=is_told)
    return f"s{s.suspensions}"


def resume(s: Script, suspension_id: str) -> None:
    """Go on."""
    s.minutes(2, 90)
    s.do("resume", suspension_id=suspension_id, at=None)


def extend(s: Script, reason: str = "complex") -> None:
    """Move the deadline and tell the customer."""
    s.minutes(10, 200)
    explanation = s.noted(s.one_of(s.written.extensions))
    s.do("extend", reason=reason, explanation=explanation, notice_sent=s.maybe(0.95))


def grant_extension(s: Script) -> None:
    """Let the superior unit grant the last stage, which was only asked for."""
    s.days(0.1, 1)
    s.do("approve_extension", s.bank.superior.supervisor, notice_sent=True)


def escalate(s: Script) -> None:
    """Call in the superior unit."""
    s.minutes(10, 200)
    s.do("escalate", to=s.bank.superior.unit_id, reason=s.noted(s.one_of(s.written.escalations)))


def complete(s: Script) -> None:
    """State that the facts are established."""
    s.minutes(5, 240)
    s.do("complete_investigation")


def wait_for_customer(s: Script) -> None:
    """Ask, suspend until the answer is there, go on."""
    ask(s)
    suspension_id = suspend(s, "waiting_customer")
    answer(s)
    resume(s, suspension_id)


def look_into(s: Script) -> None:
    """Establish the facts in the ordinary way."""
    if s.maybe(0.45):
        note(s)
    if s.maybe(0.35):
        ask(s)
        answer(s)
    find(s)
    if s.maybe(0.5):
        attach(s)
    if s.maybe(0.7):
        complete(s)


def investigate(s: Script) -> None:
    """Begin and establish the facts."""
    start(s)
    look_into(s)
