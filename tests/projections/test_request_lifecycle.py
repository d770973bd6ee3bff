"""Tests: read models follow the state that commands on service requests are decided by."""

from domain.request.state import ENDS, State
from projections.request_lifecycle import MOVES, is_open, state_after
from tests.projections.request_histories import request_histories


def test_the_state_is_that_of_the_aggregate_after_every_history() -> None:
    for request in request_histories(300):
        state = ""
        for event in request.pending_events:
            if type(event) in MOVES:
                state = state_after(event)  # type: ignore[arg-type]
        assert state == request.state


def test_the_histories_lead_to_every_state() -> None:
    assert {request.state for request in request_histories(300)} == set(State)


def test_every_state_is_open_or_an_end() -> None:
    assert {state for state in State if not is_open(state)} == ENDS
