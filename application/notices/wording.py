"""The words of a message: reference, milestone, due date and unit, and nothing about a person."""

from collections import Counter
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from application.notices.message import Message
from domain.notices.notice import Kind, Notice

SAID: Final = {
    Kind.BREACH: "Deadline missed 已超时",
    Kind.ESCALATION: "Escalated 已升级",
    Kind.RESCINDED: "Deadline was kept after all 更正：未超时",
    Kind.WARNING: "Deadline near 即将到期",
}
"""The most urgent first."""


def subject_of(message: Message) -> str:
    """Return the subject: the case where there is one, else how many notices of which kind there are."""
    if len(message.notices) == 1:
        (notice,) = message.notices
        return f"{SAID[notice.fact.kind]}: {notice.reference}, {notice.fact.milestone}"
    numbers = Counter(notice.fact.kind for notice in message.notices)
    return "; ".join(f"{words}: {numbers[kind]}" for kind, words in SAID.items() if numbers[kind])


def text_of(message: Message) -> str:
    """Return the text: one paragraph for each notice, the most urgent first."""
    paragraphs = [paragraph(notice, message.zone) for notice in in_order(message)]
    return "\n\n".join(paragraphs) + "\n"


def in_order(message: Message) -> list[Notice]:
    """Return the notices as they are read: the most urgent kind first, then by due date."""
    kinds = list(SAID)
    return sorted(
        message.notices,
        key=lambda one: (kinds.index(one.fact.kind), one.fact.due_at or message.written_at, one.reference),
    )


def paragraph(notice: Notice, zone: str) -> str:
    """Return what is said about one notice."""
    fact = notice.fact
    step = f" ({fact.step})" if fact.step else ""
    cycle = f", cycle {fact.cycle}" if fact.cycle > 1 else ""
    lines = [
        f"{SAID[fact.kind]}{step}",
        f"  case 案件: {notice.reference}, unit {notice.unit_id}",
        f"  deadline 时限: {fact.milestone} ({fact.pack}), stage {fact.stage}{cycle}",
    ]
    if fact.due_at is not None:
        lines.append(f"  due 到期: {local(fact.due_at, zone)}")
    return "\n".join(lines)


def local(instant: datetime, zone: str) -> str:
    """Return an instant as clocks in a zone show it, with the zone's name."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S} {zone}"


def data_of(message: Message) -> dict[str, Any]:
    """Return the message as a machine reads it; instants in UTC."""
    recipient = message.recipient
    return {
        "id": str(message.id),
        "written_at": message.written_at.isoformat(),
        "recipient": {"user_id": recipient.user_id, "unit_id": recipient.unit_id, "role": recipient.role},
        "subject": subject_of(message),
        "notices": [notice_data(notice) for notice in in_order(message)],
    }


def notice_data(notice: Notice) -> dict[str, Any]:
    """Return one notice as a machine reads it."""
    fact = notice.fact
    return {
        "id": str(notice.id),
        "kind": fact.kind,
        "case_id": str(notice.case_id),
        "reference": notice.reference,
        "unit_id": notice.unit_id,
        "pack": fact.pack,
        "milestone": fact.milestone,
        "cycle": fact.cycle,
        "stage": fact.stage,
        "step": fact.step or None,
        "due_at": fact.due_at.isoformat() if fact.due_at else None,
    }
