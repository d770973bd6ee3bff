"""The rules that refuse a person's commands: named pure functions, the same for asking and for acting."""

from collections.abc import Callable

from domain.actor import Actor
from domain.lifecycle import not_in_this_state
from domain.person.record import PersonRecord
from domain.person.state import ALLOWED
from domain.person.values import RequestState
from domain.refusals import Refusal

Rule = Callable[[PersonRecord, Actor], Refusal | None]


class PersonExists(Refusal):
    """A person with this id was registered before, out of another record."""

    code = "person_exists"


class NotDeceased(Refusal):
    """No death was recorded."""

    code = "not_deceased"


class NotHeld(Refusal):
    """No hold lasts on the person."""

    code = "not_held"


class NoSuchHold(Refusal):
    """No hold with this id was placed."""

    code = "no_such_hold"


class HoldReleasedBefore(Refusal):
    """The hold was released before."""

    code = "hold_released"


class NoOpenRequest(Refusal):
    """The person asked for nothing that is still to be answered."""

    code = "no_open_request"


class NoSuchRequest(Refusal):
    """No request with this id was made."""

    code = "no_such_request"


class RequestOver(Refusal):
    """The request was refused or completed before."""

    code = "request_over"


class ReasonsMissing(Refusal):
    """Whoever is refused something hears why."""

    code = "reasons_missing"


class IdentityNotChecked(Refusal):
    """Nobody gets data, or has it changed, before it is known that it is theirs."""

    code = "identity_not_checked"


class NotErased(Refusal):
    """A request to delete is completed by erasing."""

    code = "not_erased"


def not_deceased(person: PersonRecord, _: Actor) -> Refusal | None:
    """Refuse to take back a death that nobody recorded."""
    return None if person.death else NotDeceased("No death was recorded.")


def nothing_held(person: PersonRecord, _: Actor) -> Refusal | None:
    """Refuse to release where no hold lasts."""
    return None if person.is_held else NotHeld("No hold lasts on this person.")


def no_open_request(person: PersonRecord, _: Actor) -> Refusal | None:
    """Refuse to answer where nothing was asked for."""
    if any(request.state is RequestState.OPEN for request in person.requests.values()):
        return None
    return NoOpenRequest("No request of this person waits for an answer.")


def not_lasting(person: PersonRecord, hold_id: str) -> Refusal | None:
    """Refuse a hold that was never placed or is released."""
    hold = person.holds.get(hold_id)
    if hold is None:
        return NoSuchHold("There is no hold with this id.")
    return HoldReleasedBefore("This hold was released before.") if hold.is_released else None


def not_waiting(person: PersonRecord, request_id: str) -> Refusal | None:
    """Refuse a request that was never made or is over."""
    request = person.requests.get(request_id)
    if request is None:
        return NoSuchRequest("There is no request with this id.")
    return None if request.state is RequestState.OPEN else RequestOver(f"This request is {request.state}.")


STANDING: dict[str, tuple[Rule, ...]] = {
    "retract_death": (not_deceased,),
    "release_hold": (nothing_held,),
    "check_identity": (no_open_request,),
    "refuse_request": (no_open_request,),
    "complete_request": (no_open_request,),
}
"""Rules of a command that need no argument, so that they can answer "what may be done next"."""


def standing_refusal(person: PersonRecord, command: str, by: Actor) -> Refusal | None:
    """Return the first refusal that is known without arguments: state, then the command's own rules."""
    return not_in_this_state("person", person.state, command, ALLOWED) or next(
        (found for rule in STANDING.get(command, ()) if (found := rule(person, by))), None
    )
