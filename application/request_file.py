"""The request file: one service request on one page, and what the asking user may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.case_file import (
    ClocksInFile,
    GivenTask,
    Happened,
    NextCommand,
    happened,
    next_command,
    no_clocks_in_file,
    tasks,
)
from application.clocks.answers import ClockInFile
from application.contacts_of_case import contacts_in, kept_contacts, without
from application.hiding import hidden_by_its_story
from application.history import Who, recorded
from application.ledger import NotFound
from application.ports import HistoryEntry, Log
from application.rights import Rights, role_refusal
from domain.actor import Actor
from domain.case.conversion import TurnedInto
from domain.case.values import Contact, Dispatch
from domain.linked_interaction import LinkedInteraction
from domain.refusals import refuse_first
from domain.request import ServiceRequest
from domain.request.request_type import TypeInForce
from domain.request.state import ALLOWED
from domain.request.values import RequestFacts, RequestWords


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks."""

    person_id: UUID | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class NeededDocument:
    """A document that the type needs or that came in; `received_at` None: it is missing."""

    document: str
    is_needed: bool
    already_held: bool
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedCustomer:
    """What the customer was asked, and what they answered first; None: nothing yet."""

    question_id: str
    text: str
    asked_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer was told, when and how it left the bank."""

    text: str
    dispatch: Dispatch
    at: datetime
    by: Who


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Everything about one service request, as of its `version`."""

    id: UUID
    reference: str
    version: int
    state: str
    cycle: int
    request_type: TypeInForce
    priority: str
    complexity: str | None
    unit_id: str
    handler_id: str | None
    facts: RequestFacts
    words: RequestWords
    requester: Requester
    documents: tuple[NeededDocument, ...]
    documents_missing: tuple[str, ...]
    first_feedback: Told | None
    questions: tuple[AskedCustomer, ...]
    suspensions: dict[str, str]
    tasks: tuple[GivenTask, ...]
    result: Told | None
    interactions: tuple[LinkedInteraction, ...]
    came_from: TurnedInto | None
    turned_into: TurnedInto | None
    clocks: tuple[ClockInFile, ...]
    history: tuple[Happened, ...]
    next: tuple[NextCommand, ...]


class RequestFiles:
    """Reads one service request at a time, out of the log: what it shows is never behind."""

    def __init__(self, log: Log, rights: Rights, clocks: ClocksInFile = no_clocks_in_file) -> None:
        """Read from a log what the permission table lets somebody see; `clocks` says what is due."""
        self._log = log
        self._rights = rights
        self._clocks = clocks

    def show(self, of: UUID, by: Actor) -> RequestFile:
        """Return the file of a request.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such request, for the user.
        """
        refuse_first(role_refusal(by.role, "read_case"))
        history = self._log.history(of)
        request = self._replayed(of, history, by)
        shown = without(history, kept_contacts(self._log, self._rights, history, by))
        return request_file(request, shown, by, self._rights, self._clocks(of, shown))

    def readable(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> Sequence[HistoryEntry]:
        """Return what a user may see of the history of a request.

        Raises:
            RoleForbidden: The user's role does not read cases.
            NotFound: There is no such request, for the user.
        """
        refuse_first(role_refusal(by.role, "read_case"))
        self._replayed(of, history, by)
        return without(history, kept_contacts(self._log, self._rights, history, by))

    def _replayed(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> ServiceRequest:
        """Replay a request that the user may see."""
        if not history or not isinstance(history[0].event, ServiceRequest.Submitted):
            raise NotFound("There is no such case.")
        request = ServiceRequest.blank(of).replay(entry.event for entry in history)
        hidden = self._rights.refusal(by, "read_case", request.belonging)
        refuse_first(hidden, hidden_by_its_story(self._log, self._rights, request, by))
        return request


def request_file(
    request: ServiceRequest,
    history: Sequence[HistoryEntry],
    by: Actor,
    rights: Rights,
    clocks: tuple[ClockInFile, ...],
) -> RequestFile:
    """Put the page together."""
    return RequestFile(
        id=request.id,
        reference=request.reference,
        version=request.version,
        state=request.state,
        cycle=request.cycle,
        request_type=request.request_type,
        priority=request.priority,
        complexity=request.complexity,
        unit_id=request.unit_id,
        handler_id=request.handler_id,
        facts=request.facts,
        words=request.words,
        requester=Requester(request.requester_id, request.requester),
        documents=documents(request, history),
        documents_missing=request.documents_missing,
        first_feedback=first_feedback(request, history),
        questions=questions(history),
        suspensions=request.suspensions,
        tasks=tuple(tasks(request, history)),
        result=result(history),
        interactions=contacts_in(request, history),
        came_from=request.came_from,
        turned_into=request.turned_into,
        clocks=clocks,
        history=tuple(happened(entry) for entry in history),
        next=tuple(next_command(request, name, by, rights) for name in ALLOWED),
    )


def documents(request: ServiceRequest, history: Sequence[HistoryEntry]) -> tuple[NeededDocument, ...]:
    """Return what the type needs, then what came in beside it."""
    needed = request.request_type.documents
    came = {event.document: event for event, _, _ in recorded(history, ServiceRequest.DocumentReceived)}
    return tuple(
        NeededDocument(
            document=one,
            is_needed=one in needed,
            already_held=one in came and came[one].already_held,
            received_at=came[one].occurred_at if one in came else None,
        )
        for one in dict.fromkeys((*needed, *came))
    )


def first_feedback(request: ServiceRequest, history: Sequence[HistoryEntry]) -> Told | None:
    """Return the first feedback of this cycle."""
    if not request.first_feedback_given:
        return None
    *_, (event, _, by) = recorded(history, ServiceRequest.FirstFeedbackGiven)
    return Told(event.text, event.dispatch, event.occurred_at, by)


def result(history: Sequence[HistoryEntry]) -> Told | None:
    """Return what the customer was given last."""
    given = list(recorded(history, ServiceRequest.Fulfilled))
    if not given:
        return None
    event, _, by = given[-1]
    return Told(event.result, event.dispatch, event.occurred_at, by)


def questions(history: Sequence[HistoryEntry]) -> tuple[AskedCustomer, ...]:
    """Return the questions, each with its first answer."""
    answers: dict[str | None, str] = {}
    for event, _, _ in recorded(history, ServiceRequest.CustomerAnswered):
        answers.setdefault(event.question_id, event.text)
    return tuple(
        AskedCustomer(event.question_id, event.text, event.occurred_at, answers.get(event.question_id))
        for event, _, _ in recorded(history, ServiceRequest.CustomerAsked)
    )
