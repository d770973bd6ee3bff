"""Arbitrary walks through the life of an aggregate, against a second opinion."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.personal import Personal, personal_fields
from domain.refusals import Refusal
from domain.request import ServiceRequest
from infrastructure.mapper import read_event, write_event
from infrastructure.snapshots import snapshot_codec
from tests.domain.fixed import ANN, BEN, EVE
from tests.domain.language import STREAM

A = TypeVar("A", Complaint, Interaction, ServiceRequest)

ACTORS = (ANN, BEN, EVE)
NAMED = {actor.user_id: actor for actor in ACTORS}

Effect = Callable[[], list[str]]
"""Changes the model and names the events that should have happened."""


@dataclass(frozen=True)
class Move(Generic[A]):
    """One command. `flaw` is the code with which its arguments are refused, or None."""

    give: Callable[[A], object]
    flaw: str | None
    effect: Effect


class Moves(Protocol[A]):
    """Every command of an aggregate: one method each."""

    def of(self, command: str) -> Move[A]:
        """Draw a move of a command."""


class Model(Protocol):
    """An aggregate as a careful clerk would keep it on paper."""

    def permitted(self, who: str) -> set[str]:
        """Name the commands that somebody could give now."""

    def standing(self, command: str, who: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""


class Walk(RuleBasedStateMachine, Generic[A]):
    """An aggregate, its model, and the log. A walk of each kind begins one, and says what moves there are."""

    aggregate: A
    model: Model
    moves: ClassVar[Callable[..., Moves[Any]]]
    commands: ClassVar[list[str]]
    pace = timedelta(hours=1)
    """From one command to the next."""

    def __init__(self, now: datetime) -> None:
        """Begin with nothing."""
        super().__init__()
        self.now = now
        self.log: list[DomainEvent] = []

    @rule(data=st.data())
    def work(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what they may do."""
        self.choose(data, self.model.permitted)

    @rule(data=st.data())
    def try_anything(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do anything."""
        self.choose(data, lambda _: self.commands)

    def choose(self, data: Any, among: Callable[[str], Collection[str]]) -> None:  # noqa: ANN401 (drawn)
        """Draw one of several commands by several people, if there is one."""
        options = sorted((command, who) for who in NAMED for command in among(who))
        if options:
            command, who = data.draw(st.sampled_from(options), label="command")
            self.give(command, self.moves(self.model, data.draw, NAMED[who], self.now).of(command), who)

    def give(self, command: str, move: Move[A], who: str) -> None:
        """Let the engine decide, and compare with the model."""
        expected = self.model.standing(command, who) or move.flaw
        try:
            move.give(self.aggregate)
        except Refusal as refusal:
            assert refusal.code == expected, f"{command}: {refusal.code}, the model says {expected}"  # noqa: PT017
            assert self.aggregate.pending_events == []
        else:
            assert expected is None, f"{command} was taken, the model says {expected}"
            assert [type(event).__name__ for event in self.aggregate.pending_events] == move.effect()
        self.save()
        self.now += self.pace

    def save(self) -> None:
        """Write what happened, and read it back."""
        for event in self.aggregate.collect_events():
            assert isinstance(event, DomainEvent)
            assert all(has_owner(event, name, mark) for name, mark in personal_fields(type(event)).items())
            state = write_event(event)
            self.log.append(read_event(event.topic, event.schema_version, state, STREAM, event.originator_version))

    @invariant()
    def what_is_permitted_is_what_the_model_permits(self) -> None:
        """Ask for everybody."""
        for actor in ACTORS:
            assert set(self.aggregate.permitted(actor)) == self.model.permitted(actor.user_id)

    @invariant()
    def replay_equals_live(self) -> None:
        """Fold the log anew, twice: the first fold leaves no trace in the events."""
        assert self.folded(self.log) == self.aggregate
        assert self.folded(self.log) == self.aggregate

    @invariant()
    def a_snapshot_equals_live(self) -> None:
        """Write the state and read it back."""
        codec = snapshot_codec(type(self.aggregate))
        back = codec.decode(STREAM, self.aggregate.version, codec.encode(self.aggregate))
        assert back == self.aggregate
        assert back.permitted(ANN) == self.aggregate.permitted(ANN)

    @invariant()
    def the_state_at_any_instant_can_be_folded(self) -> None:
        """Fold what had happened by each instant, though it was recorded in another order."""
        for instant in {event.occurred_at for event in self.log[-3:]}:
            self.folded([e for e in self.log if e.originator_version == 1 or e.occurred_at <= instant])

    def folded(self, events: list[DomainEvent]) -> A:
        """Fold events anew."""
        return type(self.aggregate).blank(STREAM).replay(events)


def has_owner(event: DomainEvent, name: str, mark: Personal) -> bool:
    """Tell whether a personal value says whose it is."""
    return mark.of == "case" or getattr(event, name) is None or getattr(event, mark.of) is not None
