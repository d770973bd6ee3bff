"""The library's own tests of its interfaces, on the event log and the views' positions."""

import json
from abc import ABC
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from unittest import TestCase
from uuid import UUID

import eventsourcing.tests.persistence as library
import pytest
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase, TrackingRecorderTestCase
from sqlalchemy import Engine

from infrastructure.event_store import EventLog
from infrastructure.polling_subscription import PollingSubscription
from infrastructure.tracking import ViewPositions

pytestmark = pytest.mark.store

EXCLUDED = {
    "NonInterleavingNotificationIDsBaseCase": "presupposes a lock over the append; order is the reader's affair",
    "AggregateRecorderTestCase": "wants a recorder that returns no positions; the log always returns them",
    "ProcessRecorderTestCase": "events and positions of views are never written in one transaction",
    "InfrastructureFactoryTestCase": "recorders are put together by hand, not by environment variables",
    "TranscoderTestCase": "the library's transcoder is not used; the typed mapper has tests of its own",
    "RecorderTestCase": "a base without tests",
}

E = TypeVar("E", bound=StoredEvent)


class JsonStates(ApplicationRecorder):
    """The event log for states that are no JSON, as in the library's tests: they are written as JSON strings."""

    def __init__(self, log: EventLog) -> None:
        self.log = log

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:  # noqa: ANN401
        written = [replace(event, state=json.dumps(event.state.decode()).encode()) for event in stored_events]
        return self.log.insert_events(written, **kwargs)

    def select_events(self, originator_id: UUID | str, **kwargs: Any) -> Sequence[StoredEvent]:  # noqa: ANN401
        return [as_read(event) for event in self.log.select_events(originator_id, **kwargs)]

    def select_notifications(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        return [as_read(event) for event in self.log.select_notifications(*args, **kwargs)]

    def max_notification_id(self) -> int | None:
        return self.log.max_notification_id()

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> PollingSubscription:
        return PollingSubscription(self, gt, topics)


def as_read(event: E) -> E:
    return replace(event, state=json.loads(event.state).encode())


class OnADatabase(TestCase, ABC):
    """Brings pytest's database into the library's unittest classes."""

    engine: Engine

    @pytest.fixture(autouse=True)
    def _bring_engine(self, engine: Engine) -> None:
        self.engine = engine


class TestEventLog(OnADatabase, ApplicationRecorderTestCase[JsonStates]):
    def create_recorder(self) -> JsonStates:
        return JsonStates(EventLog(self.engine))

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestViewPositions(OnADatabase, TrackingRecorderTestCase):
    def create_recorder(self) -> ViewPositions:
        return ViewPositions(self.engine)


def test_every_case_of_the_library_is_run_or_left_out_for_a_reason() -> None:
    cases = {
        name
        for name, value in vars(library).items()
        if isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase
    }
    run = {"ApplicationRecorderTestCase", "TrackingRecorderTestCase"}
    assert cases == run | EXCLUDED.keys()


# What was imported to be inherited is not to be collected.
del ApplicationRecorderTestCase, TrackingRecorderTestCase
