"""Arbitrary walks through a contact's life, against a second opinion."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.interaction import Interaction
from domain.interaction.state import ALLOWED
from domain.interaction.values import Beginning, Direction
from domain.personal import personal_fields
from domain.refusals import Refusal
from infrastructure.mapper import read_event, write_event
from infrastructure.snapshots import snapshot_codec
from tests.domain.fixed import ANN, BEN, CODES, EVE
from tests.domain.interaction.examples import OFFERED_AT, REFERENCE
from tests.domain.interaction.model import COMMANDS, RARE, Model
from tests.domain.interaction.moves import Moves
from tests.domain.language import STREAM

ACTORS = (ANN, BEN, EVE)


class Walk(RuleBasedStateMachine):
    """A contact, its model, and the log."""

    def __init__(self) -> None:
        """Begin before the contact."""
        super().__init__()
        self.now: datetime = OFFERED_AT + timedelta(minutes=5)
        self.log: list[DomainEvent] = []

    @initialize(direction=st.sampled_from(Direction), is_taken=st.booleans(), agent=st.sampled_from([None, "eve"]))
    def begin(self, direction: Direction, is_taken: bool, agent: str | None) -> None:  # noqa: FBT001 - drawn
        """Begin the contact, answered or not."""
        answered_at = OFFERED_AT + timedelta(seconds=12) if is_taken else None
        told = Beginning(direction, "phone", OFFERED_AT, "shanghai", answered_at, agent)
        self.contact = Interaction.begin(told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=ANN, now=self.now)
        self.model = Model(OFFERED_AT, answered_at, agent or ("ann" if is_taken else None))
        self.save()

    @rule(data=st.data())
    def work(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what they may do."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id)])

    @rule(data=st.data())
    def do_what_is_rare(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what is possible seldom."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) & RARE])

    @rule(data=st.data())
    def try_anything(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do anything."""
        self.choose(data, [(who, c) for who in ACTORS for c in COMMANDS])

    def choose(self, data: Any, options: list[tuple[Actor, str]]) -> None:  # noqa: ANN401 (drawn)
        """Draw one of several commands by several people."""
        if options:
            ordered = sorted(options, key=lambda option: (option[1], option[0].user_id))
            who, command = data.draw(st.sampled_from(ordered), label="command")
            self.give(command, who, data)

    def give(self, command: str, who: Actor, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let the engine decide, and compare with the model."""
        move = Moves(self.model, data.draw, who, self.now).of(command)
        expected = self.model.standing(command, who.user_id) or move.flaw
        try:
            move.give(self.contact)
        except Refusal as refusal:
            assert refusal.code == expected, f"{command}: {refusal.code}, the model says {expected}"  # noqa: PT017
            assert self.contact.pending_events == []
        else:
            assert expected is None, f"{command} was taken, the model says {expected}"
            assert [type(event).__name__ for event in self.contact.pending_events] == move.effect()
        self.save()
        self.now += timedelta(minutes=5)

    def save(self) -> None:
        """Write what happened, and read it back."""
        for event in self.contact.collect_events():
            assert isinstance(event, DomainEvent)
            marks = personal_fields(type(event)).values()
            assert all(mark.of == "case" or getattr(event, mark.of) is not None for mark in marks)
            state = write_event(event)
            self.log.append(read_event(event.topic, event.schema_version, state, STREAM, event.originator_version))

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        contact, model = self.contact, self.model
        assert (contact.state, contact.agent_id) == (model.state, model.agent)
        assert (contact.offered_at, contact.answered_at, contact.ended_at) == (
            model.offered_at,
            model.answered_at,
            model.ended_at,
        )
        whom = contact.customer
        assert (whom and (whom.person_id, whom.means)) == model.customer
        assert contact.told == "\n".join(model.words)
        assert [fact.fact_id for fact in contact.facts] == model.facts
        assert [link.case_id for link in contact.links] == model.about
        assert [(c.score and c.score.total, c.findings, c.state == "closed") for c in contact.checks] == [
            (c.points, c.findings, c.is_over) for c in model.checks
        ]

    @invariant()
    def what_is_permitted_is_what_the_model_permits(self) -> None:
        """Ask for everybody."""
        for actor in ACTORS:
            assert set(self.contact.permitted(actor)) == self.model.permitted(actor.user_id)

    @invariant()
    def replay_equals_live(self) -> None:
        """Fold the log anew, twice: the first fold leaves no trace in the events."""
        assert Interaction.blank(STREAM).replay(self.log) == self.contact
        assert Interaction.blank(STREAM).replay(self.log) == self.contact

    @invariant()
    def a_snapshot_equals_live(self) -> None:
        """Write the state and read it back."""
        codec = snapshot_codec(Interaction)
        back = codec.decode(STREAM, self.contact.version, codec.encode(self.contact))
        assert back == self.contact
        assert back.permitted(BEN) == self.contact.permitted(BEN)

    @invariant()
    def the_state_at_any_instant_can_be_folded(self) -> None:
        """Fold what had happened by each instant, though it was recorded in another order."""
        for instant in {event.occurred_at for event in self.log[-3:]}:
            known = [event for event in self.log if event.originator_version == 1 or event.occurred_at <= instant]
            Interaction.blank(STREAM).replay(known)


TestWalks = Walk.TestCase


def test_the_commands_are_those_that_were_written_down() -> None:
    assert sorted(ALLOWED) == COMMANDS
