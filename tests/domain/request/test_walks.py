"""Arbitrary walks through a request's life, against a second opinion."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.personal import personal_fields
from domain.refusals import Refusal
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from infrastructure.mapper import read_event, write_event
from infrastructure.snapshots import snapshot_codec
from tests.domain.complaint.test_walks import has_owner
from tests.domain.fixed import ANN, BEN, CODES, EVE, IMPORTER, RECEIVED_AT, REQUEST_TYPES
from tests.domain.language import STREAM
from tests.domain.request.model import COMMANDS, LASTING, OVER, USUAL, Model
from tests.domain.request.moves import Move, Moves
from tests.domain.request.values import REFERENCE, facts, intake

ACTORS = (ANN, BEN, EVE)
RECEIPTS = [
    intake(),
    intake(request_type="loss_report"),
    intake(facts=facts(employee_id="eve"), request_type="praise"),
    intake(requester_id=None, requester=None),
]


class Walk(RuleBasedStateMachine):
    """A request, its model, and the log."""

    def __init__(self) -> None:
        """Begin at receipt."""
        super().__init__()
        self.now: datetime = RECEIVED_AT + timedelta(hours=1)
        self.log: list[DomainEvent] = []

    @initialize(told=st.sampled_from(RECEIPTS))
    def submit(self, told: RequestIntake) -> None:
        """Submit the request."""
        priority = "high" if told.request_type == "loss_report" else "normal"
        self.model = Model(told.request_type, priority, told.unit_id, employee=told.facts.employee_id)
        self.request = ServiceRequest.submit(
            told,
            stream_id=STREAM,
            reference=REFERENCE,
            types=REQUEST_TYPES,
            codes=CODES,
            by=IMPORTER,
            now=self.now,
        )
        self.save()

    @rule(data=st.data())
    def go_forward(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what leads on."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) & USUAL])

    @rule(data=st.data())
    def work(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what they may do."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) - OVER])

    @rule(data=st.data())
    def let_something_wait(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what later commands have to end."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) & LASTING])

    @rule(data=st.data())
    def try_anything(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do anything."""
        self.choose(data, [(who, c) for who in ACTORS for c in COMMANDS])

    def choose(self, data: Any, options: list[tuple[Actor, str]]) -> None:  # noqa: ANN401 (drawn)
        """Draw one of several commands by several people."""
        if options:
            ordered = sorted(options, key=lambda option: (option[1], option[0].user_id))
            who, command = data.draw(st.sampled_from(ordered), label="command")
            self.give(command, Moves(self.model, data.draw, who, self.now).of(command), who.user_id)

    def give(self, command: str, move: Move, who: str) -> None:
        """Let the engine decide, and compare with the model."""
        expected = self.model.standing(command, who) or move.flaw
        try:
            move.give(self.request)
        except Refusal as refusal:
            assert refusal.code == expected, f"{command}: {refusal.code}, the model says {expected}"  # noqa: PT017
            assert self.request.pending_events == []
        else:
            assert expected is None, f"{command} was taken, the model says {expected}"
            assert [type(event).__name__ for event in self.request.pending_events] == move.effect()
        self.save()
        self.now += timedelta(hours=1)

    def save(self) -> None:
        """Write what happened, and read it back."""
        for event in self.request.collect_events():
            assert isinstance(event, DomainEvent)
            assert all(has_owner(event, name, mark) for name, mark in personal_fields(type(event)).items())
            state = write_event(event)
            self.log.append(read_event(event.topic, event.schema_version, state, STREAM, event.originator_version))

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        request, model = self.request, self.model
        assert (request.state, request.cycle) == (model.state, model.cycle)
        assert (request.handler_id, request.unit_id) == (model.handler, model.unit)
        assert (request.request_type.code, request.facts.employee_id) == (model.of_type, model.employee)
        assert (request.priority, request.complexity) == (model.priority, model.complexity)
        assert (request.first_feedback_given, set(request.documents)) == (model.feedback, model.documents)
        assert {int(UUID(key)) for key in request.interactions} == model.contacts
        assert request.suspensions.keys() == model.suspensions
        assert {key: task.state.value for key, task in request.tasks.items()} == model.tasks

    @invariant()
    def what_is_permitted_is_what_the_model_permits(self) -> None:
        """Ask for everybody."""
        for actor in ACTORS:
            assert set(self.request.permitted(actor)) == self.model.permitted(actor.user_id)

    @invariant()
    def replay_equals_live(self) -> None:
        """Fold the log anew, twice: the first fold leaves no trace in the events."""
        assert ServiceRequest.blank(STREAM).replay(self.log) == self.request
        assert ServiceRequest.blank(STREAM).replay(self.log) == self.request

    @invariant()
    def a_snapshot_equals_live(self) -> None:
        """Write the state and read it back."""
        codec = snapshot_codec(ServiceRequest)
        back = codec.decode(STREAM, self.request.version, codec.encode(self.request))
        assert back == self.request
        assert back.permitted(ANN) == self.request.permitted(ANN)

    @invariant()
    def the_state_at_any_instant_can_be_folded(self) -> None:
        """Fold what had happened by each instant, though it was recorded in another order."""
        for instant in {event.occurred_at for event in self.log[-3:]}:
            known = [event for event in self.log if event.originator_version == 1 or event.occurred_at <= instant]
            ServiceRequest.blank(STREAM).replay(known)


TestWalks = Walk.TestCase
