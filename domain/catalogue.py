"""The registry of event types: stored topics to classes, and how old schema versions are read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from domain import upcasting
from domain.aggregate import Aggregate, DomainEvent
from domain.clock import CaseClock
from domain.complaint import Complaint
from domain.customer import Customer
from domain.interaction import Interaction
from domain.organisation.unit import Unit
from domain.organisation.user import User
from domain.person import Person
from domain.reference_data import ReferenceData
from domain.request import ServiceRequest

AGGREGATES: tuple[type[Aggregate], ...] = (
    *(Complaint, ServiceRequest, Interaction),
    *(Person, Customer),
    *(Unit, User, ReferenceData),
    CaseClock,
)
"""Every aggregate of the product."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("complaint.received", 1): upcasting.receipt_of_one_person,
    ("complaint.received", 2): upcasting.receipt_by_nobody_known,
    ("interaction.begun", 1): upcasting.contact_begun_by_nobody_known,
    ("service_request.submitted", 1): upcasting.receipt_by_nobody_known,
    ("complaint.classified", 1): upcasting.classification_without_regimes,
    ("complaint.extended", 1): upcasting.extension_when_recorded,
    ("complaint.corrected", 1): upcasting.correction_of_one_person,
    ("complaint.resolution_proposed", 1): upcasting.resolution_without_pairs,
    ("complaint.resolution_proposed", 2): upcasting.resolution_for_one_person,
    ("complaint.resolution_proposed", 3): upcasting.resolution_that_replaces_nothing,
    ("complaint.decision_sent", 1): upcasting.decision_without_pairs,
    ("complaint.decision_sent", 2): upcasting.decision_to_one_person,
    ("complaint.dispatched_again", 1): upcasting.of_one_person,
    ("complaint.delivery_recorded", 1): upcasting.of_one_person,
    ("complaint.decision_accepted", 1): upcasting.accepted_by_one_person,
    ("complaint.decision_rejected", 1): upcasting.rejected_by_one_person,
    ("complaint.response_window_ended", 1): upcasting.window_of_one_person,
    ("complaint.remedy_waived", 1): upcasting.waived_by_one_person,
    ("reference_data.document_published", 1): upcasting.document_for_new_cases,
    ("complaint.suspended", 1): upcasting.suspension_before_clocks,
    ("service_request.suspended", 1): upcasting.suspension_before_clocks,
    ("complaint.recheck_requested", 1): upcasting.recheck_for_everybody,
    ("complaint.recheck_opened", 1): upcasting.recheck_of_no_known_unit,
    ("complaint.withdrawn", 1): upcasting.withdrawn_by_one_person,
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
