"""Reading the clocks of a case: with the rights with which the case itself is read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from application.case_file import CaseFiles
from application.clocks.answers import CaseClocks
from application.clocks.questions import ClockQuestions
from application.interaction_file import InteractionFiles
from application.ledger import NotFound
from application.ports import HistoryEntry, Log
from application.request_file import RequestFiles
from application.rights import role_refusal
from domain.actor import Actor
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.refusals import refuse_first
from domain.request import ServiceRequest

Readable = Callable[[UUID, Sequence[HistoryEntry], Actor], Sequence[HistoryEntry]]
"""Returns what a user may see of a history, or refuses."""


class CaseClockFiles:
    """Shows clocks to people. Who may not read a case is told that there is none."""

    def __init__(
        self,
        log: Log,
        questions: ClockQuestions,
        complaints: CaseFiles,
        requests: RequestFiles,
        interactions: InteractionFiles,
    ) -> None:
        """Ask the files of each kind what may be seen."""
        self._log = log
        self._questions = questions
        self._readable: Mapping[type[object], Readable] = {
            Complaint.Received: complaints.readable,
            ServiceRequest.Submitted: requests.readable,
            Interaction.Begun: interactions.readable,
        }

    def show(self, of: UUID, by: Actor, *, at: datetime | None = None, known_at: datetime | None = None) -> CaseClocks:
        """Return the clocks of a complaint, a re-check, a service request or a contact.

        Raises:
            RoleForbidden: The user's role does not read such cases.
            NotFound: There is no such case for the user.
            InTheFuture: One of the instants has not come.
        """
        history = self._log.history(of)
        readable = self._readable.get(type(history[0].event)) if history else None
        if readable is None:
            refuse_first(role_refusal(by.role, "read_case"))
            raise NotFound("There is no such case.")
        return self._questions.answer(of, readable(of, history, by), at=at, known_at=known_at)
