"""The rules that refuse an interaction's commands: named pure functions, the same for asking and for acting."""

import re
from collections.abc import Callable
from datetime import datetime

from domain.actor import Actor
from domain.case.instants import in_the_future
from domain.interaction.record import InteractionRecord
from domain.interaction.state import ALLOWED
from domain.interaction.values import CheckState
from domain.lifecycle import not_in_this_state
from domain.refusals import Refusal

Rule = Callable[[InteractionRecord, Actor], Refusal | None]

_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotADigest(Refusal):
    """A recording is named by its SHA-256 in 64 small hexadecimal digits."""

    code = "not_a_digest"


class InstantsOutOfOrder(Refusal):
    """A contact is offered, then answered, then ended."""

    code = "instants_out_of_order"


class BeforeContact(Refusal):
    """Business time lies before the contact was offered."""

    code = "before_contact"


class NotIdentified(Refusal):
    """Nobody has found out who the customer is."""

    code = "not_identified"


class IdentifiedOtherwise(Refusal):
    """The customer was found to be somebody else; that is corrected with a reason."""

    code = "identified_otherwise"


class NotLinked(Refusal):
    """The contact is linked to no case, or not to the one that was named."""

    code = "case_not_linked"


class NothingTold(Refusal):
    """A complaint has words: the customer's in the contact, or those that come with the command."""

    code = "nothing_told"


class NeverAnswered(Refusal):
    """Nobody took the contact, so that nothing can have been solved in it."""

    code = "never_answered"


class OwnContact(Refusal):
    """Nobody judges a contact of their own."""

    code = "own_contact"


class NotOwnContact(Refusal):
    """Only the agent whose contact it is answers what was found."""

    code = "not_own_contact"


class NoOpenCheck(Refusal):
    """No quality check is under way."""

    code = "no_open_check"


class CheckNotScored(Refusal):
    """There is nothing to answer or to close before the contact was scored."""

    code = "check_not_scored"


def not_a_digest(recording: str | None) -> Refusal | None:
    """Refuse a recording that is not named by its hash."""
    if recording is None or _DIGEST.fullmatch(recording):
        return None
    return NotADigest("A recording is named by its SHA-256 in 64 small hexadecimal digits.")


def out_of_order(offered_at: datetime, answered_at: datetime | None, ended_at: datetime | None) -> Refusal | None:
    """Refuse instants that cannot have followed each other."""
    known = [at for at in (offered_at, answered_at, ended_at) if at is not None]
    return None if known == sorted(known) else InstantsOutOfOrder("A contact is offered, then answered, then ended.")


def out_of_contact(interaction: InteractionRecord, at: datetime | None, now: datetime) -> Refusal | None:
    """Refuse business time outside of [offered, now]; None stands for now."""
    if at is None:
        return None
    if at < interaction.offered_at:
        return BeforeContact("This instant lies before the contact was offered.")
    return in_the_future(at, now)


def nobody_identified(interaction: InteractionRecord, _: Actor) -> Refusal | None:
    """Refuse what needs to know who the customer is."""
    return None if interaction.customer else NotIdentified("Identify the customer first.")


def nothing_linked(interaction: InteractionRecord, _: Actor) -> Refusal | None:
    """Refuse to unlink where nothing is linked."""
    return None if interaction.links else NotLinked("The contact is linked to no case.")


def own_contact(interaction: InteractionRecord, by: Actor) -> Refusal | None:
    """Refuse the agent as the judge of their contact."""
    return OwnContact("Somebody else checks this contact of yours.") if interaction.agent_id == by.user_id else None


def not_own_contact(interaction: InteractionRecord, by: Actor) -> Refusal | None:
    """Refuse everybody but the agent."""
    if interaction.agent_id == by.user_id:
        return None
    return NotOwnContact("The agent whose contact it is answers what was found.")


def no_open_check(interaction: InteractionRecord, _: Actor) -> Refusal | None:
    """Refuse to go on with a check that nobody began."""
    return None if interaction.open_check else NoOpenCheck("No quality check of this contact is under way.")


def not_scored(interaction: InteractionRecord, _: Actor) -> Refusal | None:
    """Refuse to answer or close a check that found nothing yet."""
    check = interaction.open_check
    return None if check and check.state is CheckState.SCORED else CheckNotScored("The contact was not scored yet.")


STANDING: dict[str, tuple[Rule, ...]] = {
    "correct_identification": (nobody_identified,),
    "record_fact": (nobody_identified,),
    "unlink_case": (nothing_linked,),
    "sample_for_check": (own_contact,),
    "score_check": (own_contact, no_open_check),
    "record_check_finding": (own_contact, no_open_check),
    "answer_check": (not_own_contact, no_open_check, not_scored),
    "close_check": (own_contact, no_open_check, not_scored),
}
"""Rules of a command that need no argument, so that they can answer "what may be done next"."""


def standing_refusal(interaction: InteractionRecord, command: str, by: Actor) -> Refusal | None:
    """Return the first refusal that is known without arguments: state, then the command's own rules."""
    return not_in_this_state("interaction", interaction.state, command, ALLOWED) or next(
        (found for rule in STANDING.get(command, ()) if (found := rule(interaction, by))), None
    )
