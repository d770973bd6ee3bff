"""The registry of event types: stored topics to classes, and how old schema versions are read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from domain.aggregate import Aggregate, DomainEvent
from domain.complaint import Complaint
from domain.customer import Customer
from domain.interaction import Interaction
from domain.organisation.unit import Unit
from domain.organisation.user import User
from domain.person import Person
from domain.reference_data import ReferenceData
from domain.request import ServiceRequest
from domain.upcasting import (
    contact_begun_by_nobody_known,
    correction_of_one_person,
    decision_without_pairs,
    receipt_by_nobody_known,
    receipt_of_one_person,
    resolution_without_pairs,
)

AGGREGATES: tuple[type[Aggregate], ...] = (
    *(Complaint, ServiceRequest, Interaction),
    *(Person, Customer),
    *(Unit, User, ReferenceData),
)
"""Every aggregate of the product."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("complaint.received", 1): receipt_of_one_person,
    ("complaint.received", 2): receipt_by_nobody_known,
    ("interaction.begun", 1): contact_begun_by_nobody_known,
    ("service_request.submitted", 1): receipt_by_nobody_known,
    ("complaint.corrected", 1): correction_of_one_person,
    ("complaint.decision_sent", 1): decision_without_pairs,
    ("complaint.resolution_proposed", 1): resolution_without_pairs,
}
"""(topic, schema version) → the function that turns stored state of that version into state of the next one."""


class UnknownTopicError(LookupError):
    """The log holds a topic that this code does not know: it is older than the data, or the row is not ours."""

    def __init__(self, topic: str) -> None:
        """Name the topic."""
        super().__init__(f"The topic '{topic}' is not in the event catalogue of this version.")


def events_of(aggregate: type[Aggregate]) -> Iterator[type[DomainEvent]]:
    """Yield the event classes of an aggregate, read after its class statement: the library may redefine them."""
    for candidate in vars(aggregate).values():
        if isinstance(candidate, type) and issubclass(candidate, DomainEvent) and hasattr(candidate, "topic"):
            yield candidate


TOPICS: Mapping[str, type[DomainEvent]] = {event.topic: event for a in AGGREGATES for event in events_of(a)}
"""Stored names are for ever: a topic is never renamed and never reused."""


def event_class(topic: str) -> type[DomainEvent]:
    """Return the class of a stored topic.

    Raises:
        UnknownTopicError: It is not in the catalogue.
    """
    try:
        return TOPICS[topic]
    except KeyError:
        raise UnknownTopicError(topic) from None
