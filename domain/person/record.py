"""What is remembered of a person: what decisions about their data need, and nothing more."""

from uuid import UUID

from domain.aggregate import DomainEvent, Step
from domain.person.state import State
from domain.person.values import Death, Hold, RightsRequest, SystemReference


class PersonEvent(DomainEvent):
    """Something that happened to a person, or to what is known of them."""

    person_id: UUID


class PersonRecord(Step):
    """The state of a person, written by its events only."""

    state: State
    source: SystemReference | None
    death: Death | None
    holds: dict[str, Hold]
    requests: dict[str, RightsRequest]

    @property
    def is_held(self) -> bool:
        """Whether a hold lasts."""
        return any(not hold.is_released for hold in self.holds.values())
