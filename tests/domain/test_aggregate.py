"""Aggregates: what happened makes what is."""

from uuid import uuid4

import pytest

from domain.aggregate import EPOCH, DomainEvent, Step
from domain.complaint import Complaint
from domain.refusals import Refusal, refuse_first
from tests.domain.complaint.happenings import APPROVED, STORIES, happens
from tests.domain.complaint.values import SERVICE
from tests.domain.fixed import ANN, CODES, NOW
from tests.domain.language import STREAM, given


def test_an_aggregate_before_its_first_event_is_blank() -> None:
    blank = Complaint.blank(STREAM)
    assert (blank.id, blank.version, blank.pending_events) == (STREAM, 0, [])


def test_the_time_of_the_library_is_a_constant() -> None:
    assert DomainEvent.create_timestamp() == EPOCH


def test_replay_equals_what_was_lived() -> None:
    next_event = happens(Complaint.Classified)
    lived = given(*APPROVED).when(lambda c: c.classify(SERVICE, codes=CODES, by=ANN, now=NOW)).then(next_event)
    lived.collect_events()
    assert given(*APPROVED, next_event).replayed() == lived


def test_folding_twice_equals_folding_once() -> None:
    for story in STORIES.values():
        past = given(*story).past
        assert Complaint.blank(STREAM).replay(past) == Complaint.blank(STREAM).replay(past)


def test_replaying_in_two_pieces_equals_replaying_at_once() -> None:
    past = given(*APPROVED).past
    assert Complaint.blank(STREAM).replay(past[:2]).replay(past[2:]) == Complaint.blank(STREAM).replay(past)


def test_our_replay_equals_the_library_s() -> None:
    past = given(*APPROVED).past
    theirs = Complaint.blank(STREAM)
    for event in past:
        event.mutate(theirs)
    assert Complaint.blank(STREAM).replay(past) == theirs


def test_streams_with_different_ids_differ() -> None:
    assert Complaint.blank(uuid4()) != Complaint.blank(uuid4())


def test_a_step_alone_is_no_aggregate() -> None:
    step = Step()
    with pytest.raises(NotImplementedError):
        step.record(Complaint.Admitted, occurred_at=NOW)
    with pytest.raises(NotImplementedError):
        Step.blank(STREAM)
    with pytest.raises(NotImplementedError):
        _ = step.id


def test_the_first_refusal_that_was_found_speaks() -> None:
    first, second = Refusal("First."), Refusal("Second.")
    with pytest.raises(Refusal, match=r"First\."):
        refuse_first(None, first, second)
    refuse_first(None, None)


def test_a_refusal_has_a_code_of_its_own_or_of_its_kind() -> None:
    assert Refusal("No.").code == "refused"
    assert Refusal("No.", code="other", allowed=["admit"]).code == "other"
    assert Refusal("No.", allowed=iter(["admit"])).allowed == ("admit",)
