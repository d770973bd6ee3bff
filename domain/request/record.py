"""What a service request remembers of its events: the state that its decisions need, and nothing more."""

from uuid import UUID

from domain.aggregate import DomainEvent
from domain.case.conversion import TurnedInto
from domain.case.record import CaseRecord
from domain.case.values import Contact
from domain.request.request_type import TypeInForce
from domain.request.state import State
from domain.request.values import RequestFacts, RequestWords


class RequestEvent(DomainEvent):
    """Something that happened to a service request."""


class RequestRecord(CaseRecord):
    """The state of a service request, written by its events only."""

    state: State
    facts: RequestFacts
    words: RequestWords
    requester_id: UUID | None
    requester: Contact | None
    request_type: TypeInForce
    priority: str
    complexity: str | None
    first_feedback_given: bool
    """In this cycle."""
    documents: tuple[str, ...]
    """What was received, or is held already, in any cycle."""
    cycle: int
    came_from: TurnedInto | None
    """The complaint that it was."""
    turned_into: TurnedInto | None
    """The complaint that it became."""

    @property
    def documents_missing(self) -> tuple[str, ...]:
        """What its type needs and nobody has brought yet."""
        return tuple(one for one in self.request_type.documents if one not in self.documents)

    def end(self, state: State) -> None:
        """Go to an end: whatever waited waits no longer."""
        self.state = state
        self.stop_waiting()
