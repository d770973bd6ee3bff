"""What may happen to a service request: an example of every event, and the past that leads to every state."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.case.conversion import Dissatisfaction
from domain.request import ServiceRequest
from domain.request.state import State
from domain.request.values import CloseReason
from tests.domain.fixed import NOW, RECEIVED_AT, YESTERDAY, versions
from tests.domain.language import Given, Happening
from tests.domain.request.values import (
    BY_SMS,
    CALL,
    FACTS,
    INQUIRY,
    LOSS_REPORT,
    REFERENCE,
    REQUESTER,
    WANG_FANG,
    WORDS,
    facts,
)

COMPLAINT = UUID("00000000-0000-4000-8000-0000000000d2")
COMPLAINT_REFERENCE = "C-2026-000045-3"

EXAMPLES: dict[type[DomainEvent], dict[str, Any]] = {
    ServiceRequest.Submitted: {
        "reference": REFERENCE,
        "unit_id": "shanghai",
        "received_by": "ann",
        "received_in": "shanghai",
        "facts": FACTS,
        "words": WORDS,
        "request_type": INQUIRY,
        "priority": "normal",
        "requester_id": WANG_FANG,
        "requester": REQUESTER,
        "code_versions": versions("channel", "source"),
    },
    ServiceRequest.Triaged: {
        "priority": "high",
        "complexity": "complex",
        "code_versions": versions("priority", "complexity"),
    },
    ServiceRequest.FirstFeedbackGiven: {"text": "We are looking into it.", "dispatch": BY_SMS},
    ServiceRequest.Assigned: {"handler_id": "ann", "unit_id": "shanghai"},
    ServiceRequest.Taken: {"handler_id": "ann"},
    ServiceRequest.Transferred: {"from_unit_id": "shanghai", "unit_id": "london", "handover": "She calls at noon."},
    ServiceRequest.Released: {"handler_id": "ann", "reason": "On leave from tomorrow."},
    ServiceRequest.TaskGiven: {
        "task_id": "t1",
        "unit_id": "cards",
        "what": "Is the card blocked?",
        "due_on": date(2026, 1, 9),
    },
    ServiceRequest.TaskAnswered: {"task_id": "t1", "answer": "It is."},
    ServiceRequest.TaskCancelled: {"task_id": "t1", "reason": "She found the card."},
    ServiceRequest.Started: {},
    ServiceRequest.CustomerAsked: {"question_id": "q1", "text": "When did you last use it?"},
    ServiceRequest.CustomerAnswered: {"question_id": "q1", "text": "On Sunday."},
    ServiceRequest.DocumentReceived: {
        "document": "identity_document",
        "already_held": False,
        "code_versions": versions("document_kind"),
    },
    ServiceRequest.Suspended: {
        "suspension_id": "s1",
        "reason": "waiting_for_customer",
        "notice_sent": True,
        "pauses": None,
        "code_versions": versions("suspension_reason"),
    },
    ServiceRequest.Resumed: {"suspension_id": "s1"},
    ServiceRequest.Fulfilled: {"result": "The card is blocked, a new one is on its way.", "dispatch": BY_SMS},
    ServiceRequest.Confirmed: {"statement": "Thank you, that was quick."},
    ServiceRequest.Declined: {
        "reason": "not_offered",
        "explanation": "We do not exchange this currency.",
        "notice": BY_SMS,
        "code_versions": versions("request_decline_reason"),
    },
    ServiceRequest.Cancelled: {"statement": "I found it."},
    ServiceRequest.Closed: {"reason": CloseReason.CONFIRMED},
    ServiceRequest.Reopened: {
        "reason": "not_solved",
        "explanation": "The new card has not come.",
        "cycle": 2,
        "code_versions": versions("request_reopen_reason"),
    },
    ServiceRequest.ConvertedToComplaint: {
        "complaint_id": COMPLAINT,
        "complaint_reference": COMPLAINT_REFERENCE,
        "since": Dissatisfaction.CONTACT,
        "dissatisfied_at": NOW,
        "contact_id": None,
        "employee_id": None,
        "chosen_by": "ann",
    },
    ServiceRequest.BegunFromComplaint: {"complaint_id": COMPLAINT, "complaint_reference": COMPLAINT_REFERENCE},
    ServiceRequest.NoteAdded: {"text": "She called again."},
    ServiceRequest.InteractionLinked: {"interaction": CALL},
    ServiceRequest.InteractionUnlinked: {"interaction_id": CALL.interaction_id},
    ServiceRequest.Corrected: {
        "changed": ("branch", "request_type"),
        "reason": "It is about a lost card.",
        "facts_before": FACTS,
        "facts_after": facts(branch="shanghai-02"),
        "words_before": None,
        "words_after": None,
        "type_before": INQUIRY,
        "type_after": LOSS_REPORT,
        "requester_id": WANG_FANG,
        "requester_before": None,
        "requester_after": None,
    },
}
"""What is usual in each event; a test tells only what it is about."""


def happened(cls: type[DomainEvent], at: datetime = YESTERDAY, **told: object) -> Happening:
    """Return an event of the past."""
    return Happening(cls, at, {**EXAMPLES[cls], **told})


def happens(cls: type[DomainEvent], at: datetime = NOW, **told: object) -> Happening:
    """Return an event of now."""
    return happened(cls, at, **told)


def submitted(**told: object) -> Happening:
    """Return the receipt that begins every request."""
    return happened(ServiceRequest.Submitted, RECEIVED_AT, **told)


def given(*past: Happening) -> Given[ServiceRequest]:
    """Begin with a request to which this happened."""
    return Given(ServiceRequest, *past)


SUBMITTED = (submitted(),)
LOST = (submitted(request_type=LOSS_REPORT, unit_id="cards", priority="high"),)
STARTED = (*SUBMITTED, happened(ServiceRequest.Started))
FULFILLED = (*STARTED, happened(ServiceRequest.Fulfilled))
CONFIRMED = (*FULFILLED, happened(ServiceRequest.Confirmed))
CLOSED = (*CONFIRMED, happened(ServiceRequest.Closed))
DECLINED = (*SUBMITTED, happened(ServiceRequest.Declined))
CANCELLED = (*STARTED, happened(ServiceRequest.Cancelled))
CONVERTED = (*STARTED, happened(ServiceRequest.ConvertedToComplaint))

STORIES: dict[State, tuple[Happening, ...]] = {
    State.SUBMITTED: SUBMITTED,
    State.IN_PROGRESS: STARTED,
    State.FULFILLED: FULFILLED,
    State.CONFIRMED: CONFIRMED,
    State.CLOSED: CLOSED,
    State.DECLINED: DECLINED,
    State.CANCELLED: CANCELLED,
    State.CONVERTED: CONVERTED,
}
"""How a request comes into each state."""
