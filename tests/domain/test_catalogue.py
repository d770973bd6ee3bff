"""The catalogue: stored names are for ever."""

import re
from datetime import datetime

import pytest

from domain.aggregate import Aggregate, DomainEvent
from domain.catalogue import AGGREGATES, TOPICS, UPCASTERS, UnknownTopicError, event_class, events_of
from domain.complaint import Complaint
from domain.complaint.record import ComplaintEvent


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def test_a_topic_is_the_aggregate_and_the_event_in_small_letters() -> None:
    for aggregate in AGGREGATES:
        for event in events_of(aggregate):
            assert event.topic == f"{snake(aggregate.__name__)}.{snake(event.__name__)}"


def test_the_class_of_a_topic_is_the_one_that_its_aggregate_records() -> None:
    assert event_class("complaint.received") is Complaint.Received
    assert all(TOPICS[event.topic] is event for event in events_of(Complaint))


def test_every_event_of_the_complaint_is_on_its_contents_page() -> None:
    written = {event for event in ComplaintEvent.__subclasses__() if hasattr(event, "topic")}
    assert written == set(events_of(Complaint))


def test_an_unknown_topic_is_named() -> None:
    with pytest.raises(UnknownTopicError, match=r"'complaint\.vanished'"):
        event_class("complaint.vanished")


def test_the_base_of_all_events_is_no_event() -> None:
    assert DomainEvent not in TOPICS.values()
    assert list(events_of(Aggregate)) == []


@pytest.mark.parametrize("event", TOPICS.values(), ids=TOPICS.keys())
def test_an_older_schema_version_can_still_be_read(event: type[DomainEvent]) -> None:
    assert all((event.topic, version) in UPCASTERS for version in range(1, event.schema_version))


@pytest.mark.parametrize("event", TOPICS.values(), ids=TOPICS.keys())
def test_every_event_tells_when_it_happened(event: type[DomainEvent]) -> None:
    assert event.__dataclass_fields__["occurred_at"].type in {datetime, "datetime"}
    assert event.__doc__
