"""Questions about the clocks of a case: each answer is worked out of the case's history, at whatever instant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from application.clocks.answering import Answering, in_file, of_case
from application.clocks.answers import CaseClocks, ClockInFile, Record
from application.clocks.moments import Moment
from application.clocks.records import on_record
from application.clocks.working_out import entries_of
from application.ledger import NotFound
from application.ports import HistoryEntry, Log
from domain.clock import CaseClock
from domain.clock.case_clock import clock_of
from domain.clock.clocks import ClockPolicies, clocks_of, story_of
from domain.clock.happening import Entry, Happening
from domain.clock.story import Story
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.request import ServiceRequest


class ClockQuestions:
    """Works answers out. What is on record of a clock is shown beside, and never asked for a state."""

    def __init__(self, log: Log, policies: Callable[[], ClockPolicies], time_zone_data: str) -> None:
        """Read from a log; `policies` are asked each time."""
        self._log = log
        self._policies = policies
        self._time_zone_data = time_zone_data

    def explain(self, of: UUID, *, at: datetime | None = None, known_at: datetime | None = None) -> CaseClocks:
        """Return the clocks of a case to the operator of the engine, who has the whole log.

        Raises:
            NotFound: There is no such case.
            InTheFuture: One of the instants has not come.
        """
        history = self._log.history(of)
        if not history or not isinstance(history[0].event, BEGINNINGS):
            raise NotFound("There is no such case.")
        return self.answer(of, history, at=at, known_at=known_at)

    def in_file(self, of: UUID, history: Sequence[HistoryEntry]) -> tuple[ClockInFile, ...]:
        """Return what the file of a case says of its clocks."""
        story = story_of(entries_of(history))
        return tuple(in_file(of, clocks_of(story, self._policies(), self._now(of))))

    def answer(
        self, of: UUID, history: Sequence[HistoryEntry], *, at: datetime | None, known_at: datetime | None
    ) -> CaseClocks:
        """Return the clocks of a case with a history, as far as whoever asks may see it.

        Raises:
            InTheFuture: One of the instants has not come.
        """
        moment = Moment.asked(at, known_at, self._now(of))
        records = on_record(self._log.history(clock_of(of)), moment.at, moment.known_at)
        told = Told(of, reference_of(history), entries_of(history), records)
        return answer(told, moment, self._policies(), self._time_zone_data)

    def _now(self, of: UUID) -> datetime:
        """Return the database's instant."""
        return self._log.load(CaseClock, clock_of(of)).now


@dataclass(frozen=True, slots=True)
class Told:
    """A case as an answer is made of it: its events, and what is on record of its clock by cycle."""

    case_id: UUID
    reference: str
    entries: Sequence[Entry]
    records: Mapping[str, Record]


def answer(told: Told, moment: Moment, policies: ClockPolicies, time_zone_data: str) -> CaseClocks:
    """Work an answer out."""
    entries = list(moment.entries(told.entries))
    story = story_of(entries)
    clocks = clocks_of(story, replace(policies, library=moment.library(policies.library)), moment.at)
    answering = Answering(story, told.records, moment.at)
    return CaseClocks(
        case_id=told.case_id,
        reference=told.reference,
        kind=story.kind,
        at=moment.at,
        known_at=moment.known_at,
        view=moment.view,
        case_version=max((entry.event.originator_version for entry in entries), default=0),
        entered_later=tuple(of_case(each) for each in later(story, moment.at)),
        time_zone_data=time_zone_data,
        clocks=tuple(answering.clock(clock) for clock in clocks),
    )


BEGINNINGS = (Complaint.Received, ServiceRequest.Submitted, Interaction.Begun)
"""What a case begins with that may have clocks."""


def reference_of(history: Sequence[HistoryEntry]) -> str:
    """Return what people call a case."""
    first = history[0].event
    assert isinstance(first, BEGINNINGS)  # noqa: S101 - nothing else has clocks
    return first.reference


def later(story: Story, at: datetime) -> list[Happening]:
    """Return what is in a story and was entered after an instant."""
    return [each for each in story.happenings.values() if each.recorded_at > at]
