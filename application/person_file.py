"""The file of a person: what became of their data, and what the asking user may do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.case_file import Happened, NextCommand, happened
from application.history import recorded
from application.ledger import NotFound
from application.ports import HistoryEntry, Log
from application.rights import role_refusal
from domain.actor import Actor
from domain.person import Person
from domain.person.asking import Requested
from domain.person.state import ALLOWED
from domain.person.values import Death, Hold, RightsRequest, SystemReference
from domain.refusals import refuse_first


@dataclass(frozen=True, slots=True)
class MadeRequest:
    """What a person asked for, in which words, when the bank received it, and what became of it."""

    request_id: str
    request: RightsRequest
    words: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything about what is held of one person, as of its `version`."""

    id: UUID
    version: int
    state: str
    source: SystemReference | None
    death: Death | None
    holds: dict[str, Hold]
    requests: tuple[MadeRequest, ...]
    history: tuple[Happened, ...]
    next: tuple[NextCommand, ...]


class PersonFiles:
    """Reads one person at a time, out of the log."""

    def __init__(self, log: Log) -> None:
        """Read from a log."""
        self._log = log

    def show(self, of: UUID, by: Actor) -> PersonFile:
        """Return the file of a person.

        Raises:
            RoleForbidden: The user's role does not read persons.
            NotFound: Nobody with this id is registered.
        """
        refuse_first(role_refusal(by.role, "person.read"))
        history = self._log.history(of)
        if not history or not isinstance(history[0].event, Person.Registered):
            raise NotFound("There is no such person.")
        person = Person.blank(of).replay(entry.event for entry in history)
        return PersonFile(
            id=of,
            version=person.version,
            state=person.state,
            source=person.source,
            death=person.death,
            holds=person.holds,
            requests=tuple(requests(person, history)),
            history=tuple(happened(entry) for entry in history),
            next=tuple(next_command(person, command, by) for command in ALLOWED),
        )


def requests(person: Person, history: Sequence[HistoryEntry]) -> Iterator[MadeRequest]:
    """Yield the requests in the order in which they were recorded."""
    for event, _, _ in recorded(history, Requested):
        yield MadeRequest(event.request_id, person.requests[event.request_id], event.words, event.occurred_at)


def next_command(person: Person, command: str, by: Actor) -> NextCommand:
    """Ask the same rules that refuse."""
    refusal = role_refusal(by.role, f"person.{command}") or person.refusal(command, by)
    return NextCommand(command, refusal is None, refusal.code if refusal else None, str(refusal) if refusal else None)
