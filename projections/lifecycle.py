"""The state of a complaint, as every read model derives it from the events."""

from collections.abc import Mapping

from domain.aggregate import DomainEvent
from domain.complaint import (
    answering,
    any_time,
    converting,
    following_up,
    importing,
    investigating,
    merging,
    parties,
    receiving,
    replying,
    resolving,
    reviewing,
)
from domain.complaint.state import ENDS, State

STATE_AFTER: Mapping[type[DomainEvent], State] = {
    receiving.Received: State.RECEIVED,
    reviewing.Admitted: State.OPEN,
    reviewing.Declined: State.DECLINED,
    reviewing.Referred: State.REFERRED,
    converting.ConvertedToServiceRequest: State.CONVERTED,
    investigating.InvestigationStarted: State.INVESTIGATING,
    resolving.ResolutionProposed: State.PROPOSED,
    resolving.ResolutionApproved: State.APPROVED,
    resolving.SentBack: State.INVESTIGATING,
    resolving.ApprovalLapsed: State.PROPOSED,
    replying.DecisionSent: State.DECIDED,
    following_up.Closed: State.CLOSED,
    following_up.QuickClosed: State.CLOSED,
    following_up.Reopened: State.OPEN,
    merging.Merged: State.MERGED,
}
"""Events that lead to one state, wherever the complaint stands."""

CONCLUDING = (answering.DecisionAccepted, answering.ResponseWindowEnded, any_time.Withdrawn, parties.PartyRemoved)
"""Events that say to which state they lead, if they lead to one: who else complains decides, too."""

MOVES: tuple[type[DomainEvent], ...] = (
    *STATE_AFTER,
    *CONCLUDING,
    merging.Unmerged,
    answering.DecisionRejected,
    importing.SourceOutcomeStated,
)
"""Every event that may change the state."""


def state_after(state: str, event: DomainEvent) -> str:
    """Return the state after one of `MOVES`."""
    if isinstance(event, answering.DecisionRejected):
        # After the response window it is recorded, and a re-check is offered.
        return event.concludes or state if state == State.DECIDED else state
    if isinstance(event, CONCLUDING):
        return event.concludes or state
    if isinstance(event, merging.Unmerged):
        return event.state
    if isinstance(event, importing.SourceOutcomeStated):
        return State.CLOSED if event.closes else state
    return STATE_AFTER[type(event)]


def is_open(state: str) -> bool:
    """Tell whether something is still owed."""
    return state not in ENDS
