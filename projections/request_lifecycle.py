"""The state of a service request, as every read model derives it from the events."""

from collections.abc import Mapping

from domain.aggregate import DomainEvent
from domain.request import ServiceRequest
from domain.request.state import ENDS, State

STATE_AFTER: Mapping[type[DomainEvent], State] = {
    ServiceRequest.Submitted: State.SUBMITTED,
    ServiceRequest.Started: State.IN_PROGRESS,
    ServiceRequest.Fulfilled: State.FULFILLED,
    ServiceRequest.Confirmed: State.CONFIRMED,
    ServiceRequest.Declined: State.DECLINED,
    ServiceRequest.Cancelled: State.CANCELLED,
    ServiceRequest.Closed: State.CLOSED,
    ServiceRequest.Reopened: State.SUBMITTED,
    ServiceRequest.ConvertedToComplaint: State.CONVERTED,
}
"""Events that lead to one state, wherever the request stands."""

MOVES: tuple[type[DomainEvent], ...] = tuple(STATE_AFTER)
"""Every event that changes the state."""


def state_after(event: DomainEvent) -> State:
    """Return the state after one of `MOVES`."""
    return STATE_AFTER[type(event)]


def is_open(state: str) -> bool:
    """Tell whether something is still to be done."""
    return state not in ENDS
