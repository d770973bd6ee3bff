"""The standing rules of what runs beside the steps: they need no argument, so that they say what may be done next."""

from collections.abc import Callable, Mapping

from domain.actor import Actor
from domain.complaint.beside import NewFactsState
from domain.complaint.record import ComplaintRecord
from domain.refusals import Refusal


class NotHeld(Refusal):
    """No hold lasts on the complaint."""

    code = "not_held"


class NoSuchHold(Refusal):
    """No hold with this id was placed."""

    code = "no_such_hold"


class HoldReleasedBefore(Refusal):
    """The hold was released before."""

    code = "hold_released"


class CaseHeld(Refusal):
    """A hold lasts on the complaint that would go on elsewhere; it could not be released there."""

    code = "case_held"


class AuthorityUnanswered(Refusal):
    """An authority waits for an answer that could not be given elsewhere."""

    code = "authority_unanswered"


class CreditStands(Refusal):
    """A provisional credit stands that could not be taken back elsewhere."""

    code = "credit_stands"


class NotReferred(Refusal):
    """The complaint lies with nobody outside."""

    code = "not_referred"


class NoSuchReferral(Refusal):
    """No referral with this id was made."""

    code = "no_such_referral"


class NoAuthorityAsked(Refusal):
    """No authority has asked anything."""

    code = "no_authority_asked"


class NoSuchAuthorityQuestion(Refusal):
    """No authority has asked a question with this id."""

    code = "no_such_authority_question"


class NoNewFacts(Refusal):
    """No new facts wait for a second person."""

    code = "no_new_facts"


class NoSuchNewFacts(Refusal):
    """No new facts with this id were recorded."""

    code = "no_such_new_facts"


class NewFactsOver(Refusal):
    """The new facts were confirmed or refused, or lapsed."""

    code = "new_facts_over"


class NoRecheck(Refusal):
    """Nobody has asked for a re-check."""

    code = "no_recheck"


class NoSuchRecheck(Refusal):
    """Nobody has asked for a re-check with this id."""

    code = "no_such_recheck"


def not_held(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to release where no hold lasts."""
    return None if complaint.is_held else NotHeld("No hold lasts on the complaint.")


def left_behind(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to leave, where a complaint ends since it goes on elsewhere, what only here can be brought to its end."""
    if complaint.is_held:
        return CaseHeld("Release its holds first, or link the two.")
    if any(not question.is_answered for question in complaint.authority_questions.values()):
        return AuthorityUnanswered("Answer the authority first.")
    if any(not credit.is_reversed for credit in complaint.credits.values()):
        return CreditStands("Take the provisional credit back first.")
    return None


def not_referred(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse a result from nobody."""
    return None if complaint.external_referrals else NotReferred("The complaint lies with nobody outside of the bank.")


def no_authority_asked(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to answer what nobody asked."""
    return None if complaint.authority_questions else NoAuthorityAsked("No authority has asked anything.")


def no_new_facts(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to judge where nothing waits."""
    if any(new.state is NewFactsState.WAITING for new in complaint.new_facts.values()):
        return None
    return NoNewFacts("No new facts wait for a second person.")


def no_recheck(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse a result where nothing was checked again."""
    return None if complaint.rechecks else NoRecheck("Nobody has asked for a re-check.")


STANDING_BESIDE: Mapping[str, tuple[Callable[[ComplaintRecord, Actor], Refusal | None], ...]] = {
    "release_hold": (not_held,),
    "record_external_outcome": (not_referred,),
    "answer_authority": (no_authority_asked,),
    "confirm_new_facts": (no_new_facts,),
    "refuse_new_facts": (no_new_facts,),
    "record_recheck_result": (no_recheck,),
}
