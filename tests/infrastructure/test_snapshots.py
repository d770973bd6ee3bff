"""Snapshots: the state of an aggregate, written and read back."""

import json
from typing import get_type_hints

import msgspec
import pytest

from domain.aggregate import Aggregate
from domain.complaint import Complaint
from domain.complaint.record import ComplaintRecord
from domain.complaint.state import State
from domain.complaint.values import RemedyProgress
from domain.reference_data import ReferenceData
from infrastructure.snapshots import SnapshotCodec, fingerprint, snapshot_codec, without_words
from tests.domain.complaint.happenings import APPROVED, STORIES, happened, happens
from tests.domain.complaint.values import SERVICE, SOURCE_RECORD
from tests.domain.fixed import ANN, CODES, NOW
from tests.domain.language import STREAM, Happening, given, given_list
from tests.golden import LIVES, PUBLISHED, golden_state, state_path

COMPLAINTS = snapshot_codec(Complaint)
FULL = (
    *STORIES[State.CLOSED],
    happened(Complaint.Reopened),
    happened(Complaint.Classified),
    happened(Complaint.Suspended),
    happened(Complaint.EvidenceAttached),
    happened(Complaint.SourceOutcomeStated, closes=False),
    happened(Complaint.SourceRecordRevised, record=SOURCE_RECORD),
)


@pytest.mark.parametrize("past", [*STORIES.values(), FULL])
def test_a_complaint_comes_back_as_it_was(past: tuple[Happening, ...]) -> None:
    complaint = given(*past).replayed()
    back = COMPLAINTS.decode(STREAM, complaint.version, COMPLAINTS.encode(complaint))
    assert type(back) is Complaint
    assert back == complaint


def test_a_list_comes_back_with_all_its_versions() -> None:
    lists = given_list(PUBLISHED).replayed()
    codec = snapshot_codec(ReferenceData)
    assert codec.decode(STREAM, 1, codec.encode(lists)) == lists


def test_life_goes_on_after_a_snapshot() -> None:
    before = given(*APPROVED).replayed()
    complaint = COMPLAINTS.decode(STREAM, before.version, COMPLAINTS.encode(before))
    complaint.classify(SERVICE, codes=CODES, by=ANN, now=NOW)
    assert complaint.pending_events == [happens(Complaint.Classified).placed(len(APPROVED) + 1)]


def test_what_follows_a_snapshot_is_replayed_on_top() -> None:
    before = given(*APPROVED).replayed()
    after = given(*APPROVED, happens(Complaint.Classified))
    kept = COMPLAINTS.decode(STREAM, before.version, COMPLAINTS.encode(before))
    assert kept.replay(after.past[-1:]) == after.replayed()


def test_a_snapshot_shares_nothing_with_what_it_was_made_of() -> None:
    complaint = given(*STORIES[State.DECIDED]).replayed()
    back = COMPLAINTS.decode(STREAM, complaint.version, COMPLAINTS.encode(complaint))
    assert isinstance(back.remedies["r1"], RemedyProgress)
    assert back.remedies["r1"] is not complaint.remedies["r1"]


def test_waiting_events_are_not_part_of_the_state() -> None:
    complaint = given(*APPROVED).replayed()
    complaint.add_note("Called back.", by=ANN, now=NOW)
    assert "pending" not in COMPLAINTS.encode(complaint).decode()


def test_kinds_of_aggregates_are_named_as_in_their_topics() -> None:
    assert (COMPLAINTS.topic, snapshot_codec(ReferenceData).topic) == ("complaint", "reference_data")


def test_the_schema_changes_with_the_types_of_the_state() -> None:
    class Before(msgspec.Struct):
        progress: RemedyProgress

    class After(msgspec.Struct):
        progress: RemedyProgress | None

    assert fingerprint(Before) == fingerprint(Before)
    assert fingerprint(Before) != fingerprint(After)
    assert COMPLAINTS.state_schema == SnapshotCodec(Complaint).state_schema
    assert COMPLAINTS.state_schema != snapshot_codec(ReferenceData).state_schema


def test_the_schema_changes_when_somebody_says_that_the_meaning_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Complaint, "state_schema", 1_000)
    assert SnapshotCodec(Complaint).state_schema.startswith("1000-")
    assert SnapshotCodec(Complaint).state_schema != COMPLAINTS.state_schema


def test_the_schema_does_not_listen_to_docstrings() -> None:
    schema = {"description": "Words.", "properties": {"description": {"type": "string", "description": "More."}}}
    assert without_words([schema]) == [{"properties": {"description": {"type": "string"}}}]


@pytest.mark.parametrize("kind", LIVES)
def test_what_a_history_adds_up_to_changes_only_with_the_key_of_its_snapshots(kind: type[Aggregate]) -> None:
    """A snapshot of the old meaning under a key that is still read would decide commands wrongly."""
    golden = json.loads(state_path(kind).read_bytes())
    now = golden_state(kind)
    assert golden["state_schema"] == now["state_schema"], (
        "The types changed: `python -m tests.golden` writes the state."
    )
    assert golden["state"] == now["state"], "`apply` changed its meaning: raise `state_schema` of the aggregate."


@pytest.mark.parametrize("state", ["", "null", "{}", '{"state": "open"}', '{"mood": "good"}'])
def test_a_state_that_does_not_fit_is_refused(state: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        COMPLAINTS.decode(STREAM, 3, state)


@pytest.mark.parametrize("name", get_type_hints(ComplaintRecord))
def test_a_state_in_which_something_is_missing_is_refused(name: str) -> None:
    state = json.loads(COMPLAINTS.encode(given(*FULL).replayed()))
    del state[name]
    with pytest.raises(msgspec.MsgspecError):
        COMPLAINTS.decode(STREAM, len(FULL), json.dumps(state))
