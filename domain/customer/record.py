"""What is remembered of a customer: what decisions need, and nothing more."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from domain.aggregate import DomainEvent, Step
from domain.complaint.values import Contact
from domain.customer.state import State
from domain.customer.values import Duplicate, Fact, LeftOver
from domain.person.values import SystemReference


class CustomerEvent(DomainEvent):
    """Something that happened to a customer, or to what is known of them."""


class CustomerRecord(Step):
    """The state of a customer, written by its events only."""

    state: State
    person_id: UUID
    sources: tuple[SystemReference, ...]
    language: str | None
    contact: Contact | None
    facts: dict[str, Fact]
    facts_ever: int
    facts_by_merge: dict[str, int]
    """By a duplicate's id: how many facts there had ever been when it was merged."""
    left_over: dict[str, tuple[str, ...]]
    """By a duplicate's id: the facts that were recorded while it was merged into this one."""
    duplicates: tuple[Duplicate, ...]
    merged_into: UUID | None
    assigned: tuple[LeftOver, ...]
    """What somebody has said of whose it is."""

    def duplicate(self, person_id: UUID) -> Duplicate | None:
        """Return the last time that a customer was merged into this one."""
        return next((one for one in reversed(self.duplicates) if one.person_id == person_id), None)

    def part_from(self, person_id: UUID, at: datetime) -> None:
        """Be another than a duplicate again."""
        self.duplicates = tuple(
            replace(one, parted_at=at) if one.person_id == person_id and one.parted_at is None else one
            for one in self.duplicates
        )
