"""The contact itself: offered, answered, talked in, ended."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.interaction.values import Author, Beginning
from domain.sight import Belonging
from tests.domain.fixed import ANN, CODES, EARLIER, NOW, TOMORROW
from tests.domain.interaction.examples import (
    ANSWERED,
    ANSWERED_AT,
    BEGINNING,
    BY_ANN,
    DIGEST,
    ENDED,
    LINKED,
    OFFERED_AT,
    REFERENCE,
    WAITING,
    begun,
    given,
    happened,
    now,
)
from tests.domain.language import STREAM, Happening


def begin(told: Beginning) -> Interaction:
    return Interaction.begin(told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=ANN, now=NOW)


def begins(**told: Any) -> Any:  # noqa: ANN401 (fields of Beginning)
    return given().when(lambda _: begin(replace(BEGINNING, **told)))


def at(cls: type[Any], instant: Any, **told: Any) -> Happening:  # noqa: ANN401
    return Happening(cls, instant, happened(cls, **told).fields)


def test_a_contact_begins_when_it_was_offered() -> None:
    begins().then(begun())
    begins(answered_at=None, agent_id=None, recording=None).then(WAITING)


def test_who_answered_is_the_agent_where_no_other_is_named() -> None:
    begins(agent_id=None).then(begun())
    begins(agent_id="eve").then(begun(agent_id="eve"))
    begins(answered_at=None, agent_id="eve").then(begun(answered_at=None, agent_id="eve"))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"offered_at": TOMORROW, "answered_at": None}, "in_the_future"),
        ({"answered_at": TOMORROW}, "in_the_future"),
        ({"answered_at": OFFERED_AT - timedelta(seconds=1)}, "instants_out_of_order"),
        ({"channel": "retired"}, "unknown_code"),
        ({"recording": DIGEST.upper()}, "not_a_digest"),
        ({"recording": DIGEST + "\n"}, "not_a_digest"),
    ],
)
def test_a_contact_that_cannot_have_been_does_not_begin(told: dict[str, Any], code: str) -> None:
    begins(**told).refuses(code)


def test_a_clock_that_runs_ahead_a_little_is_set_back() -> None:
    ahead = NOW + timedelta(seconds=3)
    begins(offered_at=ahead, answered_at=ahead).then(begun(NOW, answered_at=NOW))


def test_somebody_takes_a_contact_that_waits() -> None:
    given(WAITING).when(lambda c: c.answer(None, at=ANSWERED_AT, **BY_ANN)).then(at(Interaction.Answered, ANSWERED_AT))
    given(WAITING).when(lambda c: c.answer("eve", at=None, **BY_ANN)).then(now(Interaction.Answered, agent_id="eve"))
    answered = given(WAITING, happened(Interaction.Answered)).replayed()
    assert (answered.state, answered.agent_id) == ("answered", "ann")


def test_an_answer_lies_between_the_offer_and_now_and_happens_once() -> None:
    early = OFFERED_AT - timedelta(seconds=1)
    given(WAITING).when(lambda c: c.answer(None, at=early, **BY_ANN)).refuses("instants_out_of_order")
    given(WAITING).when(lambda c: c.answer(None, at=TOMORROW, **BY_ANN)).refuses("in_the_future")
    given(ANSWERED).when(lambda c: c.answer(None, at=None, **BY_ANN)).refuses("interaction_is_answered")
    given(*ENDED).when(lambda c: c.answer(None, at=None, **BY_ANN)).refuses("interaction_is_ended")


@pytest.mark.parametrize("past", [(WAITING,), (ANSWERED,), ENDED])
def test_every_word_is_written_down_whenever_it_comes(past: tuple[Happening, ...]) -> None:
    said = given(*past).when(lambda c: c.add_entry(Author.CUSTOMER, "我的卡被扣了两次。", at=None, **BY_ANN))
    said.then(now(Interaction.EntryAdded))
    entry = happened(Interaction.EntryAdded)
    again = given(*past, entry).when(lambda c: c.add_entry(Author.CUSTOMER, "我的卡被扣了两次。", at=EARLIER, **BY_ANN))
    again.then(at(Interaction.EntryAdded, EARLIER))


def test_nothing_is_said_before_the_contact_or_in_the_future() -> None:
    early = OFFERED_AT - timedelta(seconds=1)
    given(ANSWERED).when(lambda c: c.add_entry(Author.AGENT, "Hello.", at=early, **BY_ANN)).refuses("before_contact")
    given(ANSWERED).when(lambda c: c.add_entry(Author.AGENT, "Hello.", at=TOMORROW, **BY_ANN)).refuses("in_the_future")


def test_a_contact_ends_with_an_outcome_and_the_agents_claim() -> None:
    end = given(ANSWERED).when(lambda c: c.end(Ending("solved", solved_claim=True), at=EARLIER, codes=CODES, **BY_ANN))
    ended = end.then(at(Interaction.Ended, EARLIER))
    assert (ended.state, ended.ended_at, ended.solved_claim, ended.recording) == ("ended", EARLIER, True, DIGEST)


def test_a_contact_that_nobody_took_is_abandoned_and_solved_nothing() -> None:
    gone = given(WAITING).when(lambda c: c.end(Ending("abandoned"), at=None, codes=CODES, **BY_ANN))
    ended = gone.then(now(Interaction.Ended, outcome="abandoned", solved_claim=None))
    assert ended.answered_at is None
    solved = Ending("solved", solved_claim=True)
    given(WAITING).when(lambda c: c.end(solved, at=None, codes=CODES, **BY_ANN)).refuses("never_answered")


def test_the_hash_of_a_recording_may_be_known_only_at_the_end() -> None:
    other = "cd" * 32
    told = Ending("solved", solved_claim=True, recording=other)
    ended = given(WAITING, happened(Interaction.Answered)).when(lambda c: c.end(told, at=None, codes=CODES, **BY_ANN))
    assert ended.then(now(Interaction.Ended, recording=other)).recording == other


@pytest.mark.parametrize(
    ("told", "when", "code"),
    [
        (Ending("retired"), None, "unknown_code"),
        (Ending("solved", recording="short"), None, "not_a_digest"),
        (Ending("solved"), ANSWERED_AT - timedelta(seconds=1), "instants_out_of_order"),
        (Ending("solved"), TOMORROW, "in_the_future"),
    ],
)
def test_an_end_that_cannot_have_been_is_refused(told: Ending, when: Any, code: str) -> None:  # noqa: ANN401
    given(ANSWERED).when(lambda c: c.end(told, at=when, codes=CODES, **BY_ANN)).refuses(code)


def test_a_contact_ends_once() -> None:
    given(*ENDED).when(lambda c: c.end(Ending("solved"), at=None, codes=CODES, **BY_ANN)).refuses(
        "interaction_is_ended"
    )


def test_a_case_remembers_of_a_contact_what_people_call_it_by() -> None:
    assert given(ANSWERED).replayed().as_linked() == LINKED


def test_a_contact_belongs_to_its_unit_to_its_agent_and_to_the_system_that_began_it() -> None:
    by_system = given(begun(begun_by="ivr", agent_id="ann")).replayed()
    assert by_system.belonging == Belonging("shanghai", handler_id="ann", received_by="ivr")
