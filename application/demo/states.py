"""In which states the commands of the demo leave what they are about."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from application.demo.step import Step
from domain.complaint.state import State
from domain.interaction.state import State as ContactState
from domain.request.state import State as RequestState

BEGINS: Mapping[str, StrEnum] = {
    "receive": State.RECEIVED,
    "receive_repeat": State.RECEIVED,
    "request_recheck": State.RECEIVED,
    "open_complaint": State.RECEIVED,
    "convert_to_complaint": State.RECEIVED,
    "submit": RequestState.SUBMITTED,
    "open_request": RequestState.SUBMITTED,
    "convert_to_service_request": RequestState.SUBMITTED,
    "begin": ContactState.OFFERED,
}
"""What begins by a command."""

COMPLAINTS: Mapping[str, StrEnum] = {
    "admit": State.OPEN,
    "decline": State.DECLINED,
    "refer": State.REFERRED,
    "convert_to_service_request": State.CONVERTED,
    "solve_on_the_spot": State.CLOSED,
    "start_investigation": State.INVESTIGATING,
    "propose_resolution": State.PROPOSED,
    "approve_resolution": State.APPROVED,
    "send_back": State.INVESTIGATING,
    "send_decision": State.DECIDED,
    "accept_decision": State.ACCEPTED,
    "end_response_window": State.UNANSWERED,
    "close": State.CLOSED,
    "quick_close": State.CLOSED,
    "close_as_unreachable": State.CLOSED,
    "reopen": State.OPEN,
    "withdraw": State.WITHDRAWN,
    "merge": State.MERGED,
}
"""Where a command leads; the others change no state, but for a rejection within the response window."""

REQUESTS: Mapping[str, StrEnum] = {
    "start": RequestState.IN_PROGRESS,
    "fulfil": RequestState.FULFILLED,
    "confirm": RequestState.CONFIRMED,
    "decline": RequestState.DECLINED,
    "cancel": RequestState.CANCELLED,
    "close": RequestState.CLOSED,
    "reopen": RequestState.SUBMITTED,
    "convert_to_complaint": RequestState.CONVERTED,
}

CONTACTS: Mapping[str, StrEnum] = {"answer": ContactState.ANSWERED, "end": ContactState.ENDED}

LEADS: Mapping[str, Mapping[str, StrEnum]] = {
    "complaints": COMPLAINTS,
    "requests": REQUESTS,
    "interactions": CONTACTS,
}


def states_after(steps: Iterable[Step]) -> dict[UUID, StrEnum]:
    """Return the state of every case and contact that some commands begin, by the id of its stream."""
    found: dict[UUID, StrEnum] = {}
    before_merge: dict[UUID, StrEnum] = {}
    for step in steps:
        if step.of in found:
            if step.command == "merge":
                before_merge[step.of] = found[step.of]
            found[step.of] = before_merge[step.of] if step.command == "unmerge" else _next(found[step.of], step)
        if step.command in BEGINS:
            found[step.begun] = _first(step)
    return found


def _next(state: StrEnum, step: Step) -> StrEnum:
    """Return where a command leads from a state."""
    if step.command == "reject_decision" and state is State.DECIDED:
        return State.REJECTED
    return LEADS[step.use_cases].get(step.command, state)


def _first(step: Step) -> StrEnum:
    """Return the state in which a case begins: what was solved on the spot is closed, and a call may be answered."""
    if step.arguments.get("solution") is not None:
        return State.CLOSED
    if step.command == "begin" and getattr(step.arguments["told"], "answered_at", None) is not None:
        return ContactState.ANSWERED
    return BEGINS[step.command]
