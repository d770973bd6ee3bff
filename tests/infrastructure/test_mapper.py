"""The mapper: what goes in comes back as it was, or does not go in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import HealthCheck, settings
from hypothesis import given as hypothesis_given

from domain import catalogue
from domain.aggregate import DomainEvent
from domain.catalogue import TOPICS, UnknownTopicError
from domain.clock import CaseClock
from domain.clock.ladder import Rung
from domain.complaint import Complaint
from domain.complaint.any_time import NoteAdded
from domain.complaint.values import Contact, Execution, ExecutionResult, ProductIssue
from domain.money import Money
from domain.personal import personal_fields
from infrastructure import event_codec
from infrastructure.event_codec import nested_instants
from infrastructure.mapper import EventMapper, UnreadableEventError, read_event, write_event
from infrastructure.recorded_event import RecordedEvent
from tests.amounts import many
from tests.domain.clock import test_case_clock
from tests.domain.complaint.happenings import happened, received
from tests.domain.complaint.values import facts
from tests.domain.fixed import NOW, RECEIVED_AT, YESTERDAY
from tests.domain.language import STREAM, Happening
from tests.domain.strategies import events
from tests.golden import golden_events, path_of, readable

pytestmark = pytest.mark.long

GOLDEN = {event.topic: event for event in golden_events()}
topics = pytest.mark.parametrize("topic", TOPICS)


def written_and_read(event: DomainEvent) -> DomainEvent:
    """Take an event to the log and back."""
    state = write_event(event)
    return read_event(event.topic, type(event).schema_version, state, event.originator_id, event.originator_version)


def stored(event: DomainEvent) -> dict[str, Any]:
    """Return the stored state as plain values."""
    values: dict[str, Any] = json.loads(write_event(event))
    return values


def read_changed(event: DomainEvent, **changes: Any) -> DomainEvent:  # noqa: ANN401 (what stands in the log)
    """Read an event whose stored state was changed."""
    state = json.dumps({**stored(event), **changes})
    return read_event(event.topic, 1, state, STREAM, 2)


# what comes back


@topics
def test_whatever_the_types_allow_comes_back_as_it_was(topic: str) -> None:
    @settings(max_examples=many(10, of_the_walks=100), suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @hypothesis_given(events(TOPICS[topic]))
    def law(event: DomainEvent) -> None:
        back = written_and_read(event)
        assert type(back) is type(event)
        assert back == event

    law()


def test_values_come_back_as_their_types() -> None:
    amount = Money("CNY", Decimal("128.50"))
    event = happened(Complaint.RemedyExecuted, execution=Execution(date(2026, 1, 7), None, amount)).placed(3)
    back = written_and_read(event)
    assert isinstance(back, Complaint.RemedyExecuted)
    assert type(back.execution.amount) is Money
    assert type(back.execution.amount.amount) is Decimal
    assert str(back.execution.amount) == "CNY 128.50"
    assert type(back.execution.executed_on) is date
    assert back.result is ExecutionResult.WHOLE
    assert back.occurred_at.tzinfo is UTC
    told = written_and_read(received().placed(1))
    assert isinstance(told, Complaint.Received)
    assert type(told.complainant) is Contact
    assert type(told.facts.about) is tuple
    assert type(told.facts.about[0]) is ProductIssue
    assert type(told.complainant_id) is UUID


def test_the_order_of_what_is_decimal_is_kept_to_the_last_zero() -> None:
    event = received(facts=facts(amount_claimed=Money("CNY", Decimal("100.00")))).placed(1)
    assert stored(event)["facts"]["amount_claimed"] == {"currency": "CNY", "amount": "100.00"}


def test_text_is_stored_as_people_wrote_it() -> None:
    assert "我的卡被扣了两次。" in write_event(received().placed(1)).decode()


# golden files


@topics
def test_the_stored_form_of_an_event_never_changes(topic: str) -> None:
    path = path_of(topic, TOPICS[topic].schema_version)
    assert path.exists(), f"No golden file for {path.name}: `python -m tests.golden` writes it."
    assert readable(write_event(GOLDEN[topic])) == path.read_text(encoding="utf-8")


@topics
def test_what_was_stored_once_can_always_be_read(topic: str) -> None:
    newest = TOPICS[topic].schema_version
    for version in range(1, newest + 1):
        state = path_of(topic, version).read_bytes()
        event = read_event(topic, version, state, STREAM, GOLDEN[topic].originator_version)
        assert version < newest or event == GOLDEN[topic]


def test_every_golden_file_has_a_topic() -> None:
    folder = path_of("any", 1).parent
    known = {path_of(topic, v) for topic, cls in TOPICS.items() for v in range(1, cls.schema_version + 1)}
    assert set(folder.glob("*.json")) == known


# personal data


@topics
def test_every_personal_field_and_no_other_is_stored_in_an_envelope(topic: str) -> None:
    personal = personal_fields(TOPICS[topic])
    for name, value in stored(GOLDEN[topic]).items():
        is_envelope = isinstance(value, dict) and value.keys() == {"k", "v"}
        assert is_envelope is (name in personal)
        assert not is_envelope or value["k"] is None


def test_an_envelope_is_there_also_where_nothing_is_in_it() -> None:
    assert stored(received(complainant=None).placed(1))["complainant"] == {"k": None, "v": None}


# what does not go in


@dataclass(frozen=True)
class Wrong:
    """A value of no type that an event has."""


@pytest.mark.parametrize(
    ("cls", "field", "value"),
    [
        (Complaint.NoteAdded, "text", 7),
        (Complaint.NoteAdded, "text", None),
        (Complaint.NoteAdded, "text", Wrong()),
        (Complaint.NoteAdded, "text", object()),
        (Complaint.NoteAdded, "text", "a lone surrogate \ud800"),
        (Complaint.NoteAdded, "occurred_at", "yesterday"),
        (Complaint.NoteAdded, "occurred_at", YESTERDAY.replace(tzinfo=None)),
        (Complaint.NoteAdded, "occurred_at", YESTERDAY.date()),
        (Complaint.InvestigationStarted, "round", "1"),
        (Complaint.InvestigationStarted, "round", 1.5),
        (Complaint.InvestigationStarted, "round", True),
        (Complaint.InvestigationStarted, "round", 1.0),
        (Complaint.Suspended, "notice_sent", 1),
        (Complaint.Acknowledged, "way", "pigeon"),
        (Complaint.Classified, "code_versions", {"severity": "1"}),
        (Complaint.Classified, "code_versions", [("severity", 1)]),
        (Complaint.Corrected, "changed", ["incident_on"]),
        (Complaint.Received, "complainant_id", "00000000-0000-4000-8000-0000000000aa"),
        (Complaint.Received, "facts", {"channel": "phone"}),
        (Complaint.Received, "facts", facts(received_at=RECEIVED_AT.replace(tzinfo=None))),
        (Complaint.Received, "facts", facts(incident_on=RECEIVED_AT)),
        (Complaint.Received, "facts", facts(tags=["senior"])),
        (Complaint.Received, "facts", facts(amount_claimed=12.5)),
        (Complaint.RemedyExecuted, "execution", None),
    ],
)
def test_a_wrong_type_never_enters_the_log(cls: type[DomainEvent], field: str, value: object) -> None:
    event = happened(cls).placed(2)
    vars(event)[field] = value
    with pytest.raises(UnreadableEventError):
        write_event(event)


def test_a_field_that_is_missing_never_enters_the_log() -> None:
    event = happened(Complaint.NoteAdded).placed(2)
    del vars(event)["text"]
    with pytest.raises(UnreadableEventError):
        write_event(event)


def test_a_field_that_the_type_does_not_have_never_enters_the_log() -> None:
    event = happened(Complaint.NoteAdded).placed(2)
    vars(event)["mood"] = "good"
    with pytest.raises(UnreadableEventError):
        write_event(event)


def test_a_nested_instant_that_may_be_missing_is_checked_where_it_is_there() -> None:
    zoneless = facts(received_at=datetime(2026, 1, 5, 9, 0))  # noqa: DTZ001 (that is the point)
    event = happened(Complaint.Corrected, facts_before=None, facts_after=zoneless).placed(2)
    with pytest.raises(UnreadableEventError):
        write_event(event)


def test_an_instant_in_a_list_is_checked() -> None:
    zoneless = (Rung("80%", datetime(2026, 1, 5, 9, 0), NOW),)  # noqa: DTZ001 (that is the point)
    with pytest.raises(UnreadableEventError):
        write_event(test_case_clock.happened(CaseClock.DueSet, ladder=zoneless).placed(2))


def test_every_nested_instant_is_known() -> None:
    assert list(nested_instants(Complaint.Corrected)) == ["facts_before.received_at", "facts_after.received_at"]
    assert {path for cls in TOPICS.values() for path in nested_instants(cls)} == {
        "facts.received_at",
        "facts_before.received_at",
        "facts_after.received_at",
        "interaction.offered_at",
        "ladder.at",
        "ladder.due_at",
    }


def test_an_event_of_a_class_that_only_has_the_topic_never_enters_the_log() -> None:
    class Impostor(NoteAdded):
        """Looks like a note."""

    impostor = Impostor(**vars(happened(Complaint.NoteAdded).placed(2)))
    with pytest.raises(UnreadableEventError):
        write_event(impostor)


def test_an_event_that_is_not_in_the_catalogue_never_enters_the_log() -> None:
    class Unheard(DomainEvent):
        """Not in the catalogue."""

        topic = "complaint.unheard"

    event = Unheard(**vars(happened(Complaint.Admitted).placed(2)))
    with pytest.raises(UnknownTopicError, match=r"complaint\.unheard"):
        write_event(event)


# what does not come out


def test_an_unknown_topic_is_named() -> None:
    with pytest.raises(UnknownTopicError, match=r"complaint\.vanished"):
        read_event("complaint.vanished", 1, b"{}", STREAM, 2)


def test_a_topic_that_is_a_path_to_a_class_imports_nothing() -> None:
    with pytest.raises(UnknownTopicError):
        read_event("os:system", 1, b"{}", STREAM, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"mood": "good"},
        {"text": "plain"},
        {"text": {"v": "without a key"}},
        {"text": {"k": None, "v": "x", "w": 1}},
        {"text": {"k": None, "v": 7}},
        {"occurred_at": "2026-01-05T09:00:00"},
        {"occurred_at": 1},
    ],
)
def test_state_that_does_not_fit_names_the_place_and_not_the_content(changes: dict[str, Any]) -> None:
    with pytest.raises(UnreadableEventError) as caught:
        read_changed(happened(Complaint.NoteAdded).placed(2), **changes)
    assert (
        str(caught.value) == f"The state of event 'complaint.note_added' ({STREAM}, version 2) does not fit its type."
    )


def test_what_a_value_refuses_is_unreadable() -> None:
    event = happened(Complaint.RemedyExecuted).placed(2)
    execution = {**stored(event)["execution"], "amount": {"currency": "CNY", "amount": "-1"}}
    with pytest.raises(UnreadableEventError):
        read_changed(event, execution=execution)


@pytest.mark.parametrize("state", [b"", b"null", b"[]", b"{", b"\xff", '"text"'])
def test_what_is_no_state_is_unreadable(state: bytes | str) -> None:
    with pytest.raises(UnreadableEventError):
        read_event("complaint.note_added", 1, state, STREAM, 2)


# schema versions


class Moved(DomainEvent):
    """An event that was changed twice: it told a street, then an address, then an address and a country."""

    topic = "test.moved"
    schema_version = 3

    address: str
    country: str


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register the example and its upcasters for one test."""

    def street_becomes_address(state: dict[str, Any]) -> dict[str, Any]:
        state["address"] = state.pop("street")
        return state

    def country_was_always_china(state: dict[str, Any]) -> dict[str, Any]:
        return {**state, "country": "CN"}

    monkeypatch.setitem(catalogue.TOPICS, Moved.topic, Moved)
    monkeypatch.setitem(catalogue.UPCASTERS, (Moved.topic, 1), street_becomes_address)
    monkeypatch.setitem(catalogue.UPCASTERS, (Moved.topic, 2), country_was_always_china)
    yield
    event_codec.codec.cache_clear()


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("schema_version", "told"),
    [
        (1, {"street": "Nanjing Road"}),
        (2, {"address": "Nanjing Road"}),
        (3, {"address": "Nanjing Road", "country": "CN"}),
    ],
)
def test_older_state_is_lifted_step_by_step(schema_version: int, told: dict[str, str]) -> None:
    state = json.dumps({"occurred_at": "2026-01-05T09:00:00Z", **told})
    event = read_event(Moved.topic, schema_version, state, STREAM, 2)
    assert isinstance(event, Moved)
    assert (event.address, event.country, event.occurred_at) == ("Nanjing Road", "CN", RECEIVED_AT)


@pytest.mark.usefixtures("moved")
def test_an_event_is_written_in_its_newest_form() -> None:
    event = Happening(Moved, NOW, {"address": "Nanjing Road", "country": "CN"}).placed(2)
    recorded = EventMapper().to_stored_event(event)
    assert isinstance(recorded, RecordedEvent)
    assert recorded.schema_version == 3
    assert EventMapper().to_domain_event(recorded) == event


def test_state_of_newer_code_is_not_guessed_at() -> None:
    state = write_event(happened(Complaint.NoteAdded).placed(2))
    with pytest.raises(UnreadableEventError) as caught:
        read_event("complaint.note_added", 2, state, STREAM, 2)
    assert "newer than this code" in str(caught.value.__cause__)


def test_a_missing_upcaster_is_an_unreadable_event() -> None:
    state = write_event(happened(Complaint.NoteAdded).placed(2))
    with pytest.raises(UnreadableEventError):
        read_event("complaint.note_added", 0, state, STREAM, 2)


# the library's side


def test_an_event_becomes_a_row_with_its_business_time() -> None:
    event = happened(Complaint.NoteAdded).placed(2)
    recorded = EventMapper().to_stored_event(event)
    assert isinstance(recorded, RecordedEvent)
    assert (recorded.topic, recorded.schema_version, recorded.occurred_at) == ("complaint.note_added", 1, YESTERDAY)
    assert (recorded.originator_id, recorded.originator_version) == (STREAM, 2)


def test_a_row_of_the_library_is_read_as_the_first_schema_version() -> None:
    event = happened(Complaint.NoteAdded).placed(2)
    row = StoredEvent(str(STREAM), 2, event.topic, write_event(event))
    assert EventMapper().to_domain_event(row) == event


def test_the_ids_of_an_event_come_from_its_row_and_not_from_its_state() -> None:
    event = happened(Complaint.NoteAdded).placed(2)
    elsewhere = uuid4()
    back = read_event(event.topic, event.schema_version, write_event(event), elsewhere, 9)
    assert (back.originator_id, back.originator_version) == (elsewhere, 9)
