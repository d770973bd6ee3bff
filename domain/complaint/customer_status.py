"""What a customer is told about how far the complaint is: coarse stages, in the bank's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.complaint.state import State
from domain.complaint.values import DispatchWay
from domain.documents import InvalidDocument


class Stage(StrEnum):
    """How far a complaint is as far as its customer is concerned: nothing of how the bank works shows."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    CLOSED = "closed"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    BECAME_REQUEST = "became_request"


STAGES: Mapping[State, Stage] = {
    State.RECEIVED: Stage.RECEIVED,
    State.OPEN: Stage.IN_PROGRESS,
    State.INVESTIGATING: Stage.IN_PROGRESS,
    State.PROPOSED: Stage.IN_PROGRESS,
    State.APPROVED: Stage.IN_PROGRESS,
    State.DECIDED: Stage.ANSWERED,
    State.UNANSWERED: Stage.ANSWERED,
    State.ACCEPTED: Stage.ACCEPTED,
    State.REJECTED: Stage.NOT_ACCEPTED,
    State.CLOSED: Stage.CLOSED,
    State.DECLINED: Stage.DECLINED,
    State.REFERRED: Stage.REFERRED,
    State.WITHDRAWN: Stage.WITHDRAWN,
    State.MERGED: Stage.JOINED,
    State.CONVERTED: Stage.BECAME_REQUEST,
}
"""The stage of every state."""


WAYS: Mapping[DispatchWay, tuple[str, str]] = {
    DispatchWay.HANDED_OVER: ("handed over to you", "当面交付"),
    DispatchWay.POSTED: ("by post", "邮寄"),
    DispatchWay.SMS: ("by text message", "短信"),
    DispatchWay.EMAIL: ("by e-mail", "电子邮件"),
    DispatchWay.PHONE: ("by telephone", "电话"),
    DispatchWay.PUBLISHED: ("by public notice", "公告"),
    DispatchWay.KEPT_ON_FILE: ("kept for you at the bank", "留存备取"),
}
"""How a letter left the bank, in English and Chinese."""


@dataclass(frozen=True, slots=True)
class StageWords:
    """One row of the document `customer_status`: how a stage is called, and what happens next."""

    stage: Stage
    name_en: str
    name_zh: str
    next_en: str
    next_zh: str


def check_words(rows: Iterable[StageWords]) -> None:
    """See that every stage has its words once.

    Raises:
        InvalidDocument: One has none, or two rows.
    """
    named = [row.stage for row in rows]
    if sorted(named) != sorted(Stage):
        raise InvalidDocument(f"Each of these stages has one row: {', '.join(Stage)}.")
