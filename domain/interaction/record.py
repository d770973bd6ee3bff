"""What an interaction remembers of its events: the state that its decisions need, and nothing more."""

from datetime import datetime

from domain.aggregate import DomainEvent, Step
from domain.interaction.state import State
from domain.interaction.values import Author, Check, CheckState, Direction, Identification, LearntFact, Link
from domain.linked_interaction import LinkedInteraction
from domain.sight import Belonging


class InteractionEvent(DomainEvent):
    """Something that happened to an interaction."""


class InteractionRecord(Step):
    """The state of an interaction, written by its events only."""

    state: State
    reference: str
    direction: Direction
    channel: str
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    unit_id: str
    begun_by: str | None
    agent_id: str | None
    recording: str | None
    entries: tuple[tuple[Author, str], ...]
    customer: Identification | None
    facts: tuple[LearntFact, ...]
    links: tuple[Link, ...]
    outcome: str | None
    solved_claim: bool | None
    checks: tuple[Check, ...]

    @property
    def open_check(self) -> Check | None:
        """The quality check that is under way."""
        return next((check for check in self.checks if check.state is not CheckState.CLOSED), None)

    @property
    def belonging(self) -> Belonging:
        """Whose it is: contacts are the whole bank's, but for a system, which knows those that it began."""
        return Belonging(self.unit_id, handler_id=self.agent_id, received_by=self.begun_by)

    @property
    def told(self) -> str:
        """What the customer said, in their own words."""
        return "\n".join(text for author, text in self.entries if author is Author.CUSTOMER)

    def as_linked(self) -> LinkedInteraction:
        """Return what a case that is linked to it remembers of it."""
        return LinkedInteraction(self.id, self.reference, self.direction, self.channel, self.offered_at)

    def add_link(self, link: Link) -> None:
        """Be about a case."""
        self.links = (*(one for one in self.links if one.case_id != link.case_id), link)

    def put_check(self, check: Check) -> None:
        """Put a check in the place of what it was before."""
        if any(one.check_id == check.check_id for one in self.checks):
            self.checks = tuple(check if one.check_id == check.check_id else one for one in self.checks)
        else:
            self.checks = (*self.checks, check)
