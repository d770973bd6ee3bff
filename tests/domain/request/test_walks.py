"""Arbitrary walks through a request's life, against a second opinion."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from tests.domain.fixed import CODES, IMPORTER, RECEIVED_AT, REQUEST_TYPES
from tests.domain.language import STREAM
from tests.domain.request.model import COMMANDS, LASTING, OVER, USUAL, Model
from tests.domain.request.moves import Moves
from tests.domain.request.values import REFERENCE, facts, intake
from tests.domain.walking import Walk

RECEIPTS = [
    intake(),
    intake(request_type="loss_report"),
    intake(facts=facts(employee_id="eve"), request_type="praise"),
    intake(requester_id=None, requester=None),
]


class RequestWalk(Walk[ServiceRequest]):
    """The walk of a request."""

    model: Model
    moves = Moves
    commands = COMMANDS

    def __init__(self) -> None:
        """Begin before receipt."""
        super().__init__(RECEIVED_AT + timedelta(hours=1))

    @initialize(told=st.sampled_from(RECEIPTS))
    def submit(self, told: RequestIntake) -> None:
        """Submit the request."""
        priority = "high" if told.request_type == "loss_report" else "normal"
        self.model = Model(told.request_type, priority, told.unit_id, employee=told.facts.employee_id)
        self.aggregate = ServiceRequest.submit(
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
        self.choose(data, lambda who: self.model.permitted(who) & USUAL)

    @rule(data=st.data())
    def work(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what they may do and does not end the walk."""
        self.choose(data, lambda who: self.model.permitted(who) - OVER)

    @rule(data=st.data())
    def let_something_wait(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what later commands have to end."""
        self.choose(data, lambda who: self.model.permitted(who) & LASTING)

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        request, model = self.aggregate, self.model
        assert (request.state, request.cycle) == (model.state, model.cycle)
        assert (request.handler_id, request.unit_id) == (model.handler, model.unit)
        assert (request.request_type.code, request.facts.employee_id) == (model.of_type, model.employee)
        assert (request.priority, request.complexity) == (model.priority, model.complexity)
        assert (request.first_feedback_given, set(request.documents)) == (model.feedback, model.documents)
        assert {int(UUID(key)) for key in request.interactions} == model.contacts
        assert request.suspensions.keys() == model.suspensions
        assert {key: task.state.value for key, task in request.tasks.items()} == model.tasks


TestWalks = RequestWalk.TestCase
