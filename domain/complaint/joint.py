"""Joint complaints 共同投诉: one case, one clock; each complainant answers, and the case follows when all are done."""

from collections.abc import Mapping

from domain.actor import Actor
from domain.complaint.party import COMPLAINANT_ID, Answer, Party, PartyAnswer
from domain.complaint.record import ComplaintRecord
from domain.complaint.representation import answering, heirs_of, principals, unknown_party
from domain.complaint.state import BEFORE_DECISION, State
from domain.complaint.values import Remedy, RemedyState, Resolution
from domain.refusals import Refusal

SETTLED = frozenset({Answer.ACCEPTED, Answer.WITHDRAWN})
"""With whom nothing is in dispute any more."""


class JointComplaint(Refusal):
    """Several people complain: what ends it for all of them at once needs an answer of each to a decision."""

    code = "joint_complaint"


class PartyAnswered(Refusal):
    """This complainant has answered the decision."""

    code = "party_answered"


class OwnerGone(Refusal):
    """A remedy is for somebody who does not complain, or not any more: propose again."""

    code = "remedy_owner_gone"


class NotTheirRemedy(Refusal):
    """The remedy belongs to another complainant: only they waive it."""

    code = "not_their_remedy"


def one_answer(complaint: ComplaintRecord, party_id: str, answer: Answer) -> dict[str, PartyAnswer]:
    """Return the answers with one more, given in this round."""
    return {**complaint.answers, party_id: PartyAnswer(answer, complaint.round)}


def said_by(complaint: ComplaintRecord, party_id: str) -> str | None:
    """Return how events name who said something: None is the only complainant."""
    return None if principals(complaint.parties) == (COMPLAINANT_ID,) and party_id == COMPLAINANT_ID else party_id


def concluded(
    complaint: ComplaintRecord, answers: Mapping[str, PartyAnswer], parties: Mapping[str, Party] | None = None
) -> State | None:
    """Return the state to which answers lead the complaint; None: it stays where it is.

    A rejection of one outweighs what the others accepted. After the response window only everybody's yes counts.
    `parties`: those who will be left.
    """
    left = principals(complaint.parties if parties is None else parties)
    given = [answers[party].answer if party in answers else None for party in left]
    if complaint.state in BEFORE_DECISION:
        is_over = SETTLED.issuperset(given) and Answer.WITHDRAWN in given
        return State.WITHDRAWN if is_over else None
    if complaint.state is State.DECIDED and None not in given:
        return State.REJECTED if Answer.REJECTED in given else State.ACCEPTED
    if complaint.state is State.UNANSWERED and SETTLED.issuperset(given):
        return State.ACCEPTED
    return None


def after_the_window(complaint: ComplaintRecord) -> State:
    """Return the state of a complaint when time is up: what somebody rejected in time goes on."""
    asked = principals(complaint.parties)
    given = {complaint.answers[party].answer for party in asked if party in complaint.answers}
    return State.REJECTED if Answer.REJECTED in given else State.UNANSWERED


def answered_before(complaint: ComplaintRecord) -> tuple[str, ...]:
    """Name who has answered the present decision, so that it is settled; late, a no may still become a yes."""
    return tuple(
        party
        for party, given in complaint.answers.items()
        if given.answer is not Answer.WITHDRAWN
        and given.round == complaint.round
        and (given.answer is Answer.ACCEPTED or complaint.state is State.DECIDED)
    )


def party_answered(complaint: ComplaintRecord, party_ids: tuple[str, ...]) -> Refusal | None:
    """Refuse a second answer to the same decision."""
    known = set(party_ids) & set(answered_before(complaint))
    if party_ids and not known:
        return None
    return PartyAnswered(f"They have answered this decision: {', '.join(answered_before(complaint))}.")


def take_over(answers: Mapping[str, PartyAnswer]) -> dict[str, PartyAnswer]:
    """Return the answers that a later decision leaves as they are: with these nothing was in dispute."""
    return {party: given for party, given in answers.items() if given.answer in SETTLED}


def owners_of(complaint: ComplaintRecord, remedy: Remedy) -> tuple[str, ...]:
    """Name whose remedy it is: of one complainant, of those who inherit from them, or of everybody."""
    if remedy.party_id is None:
        return answering(complaint)
    return heirs_of(complaint.parties, remedy.party_id) or (remedy.party_id,)


def accept_remedies(complaint: ComplaintRecord) -> None:
    """Accept every open remedy whose owners have all accepted the present decision."""
    said_yes = {
        party
        for party, given in complaint.answers.items()
        if given.answer is Answer.ACCEPTED and given.round == complaint.round
    }
    for progress in complaint.remedies.values():
        if progress.state is RemedyState.OPEN and said_yes.issuperset(owners_of(complaint, progress.remedy)):
            progress.accepted = True


def supersede_remedies(complaint: ComplaintRecord) -> None:
    """Let a later decision take the place of offers that nobody accepted, and of what it says that it replaces.

    What the customer has accepted stays theirs, and what is owed anyway is owed until it is carried out.
    """
    replaced = complaint.resolution.replaces if complaint.resolution else ()
    for key, progress in complaint.remedies.items():
        is_kept = progress.accepted or (not progress.remedy.is_offer and key not in replaced)
        if progress.state is RemedyState.OPEN and not is_kept:
            progress.state = RemedyState.SUPERSEDED


def joint_complaint(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to end in one what several people complain about."""
    if len(answering(complaint)) == 1:
        return None
    return JointComplaint(f"Each of {', '.join(answering(complaint))} answers a decision first.")


def proposed_for_who_is_gone(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to decide about a remedy for somebody who has left since it was proposed."""
    return owner_gone(complaint, complaint.resolution)


def owner_gone(complaint: ComplaintRecord, resolution: Resolution | None) -> Refusal | None:
    """Refuse a resolution with a remedy for nobody, or for somebody who does not complain."""
    known = {None, *answering(complaint)}
    gone = [remedy.party_id for remedy in (resolution.remedies if resolution else ()) if remedy.party_id not in known]
    if not gone:
        return None
    return OwnerGone(
        f"No remedy is for {', '.join(map(str, gone))}; these complain: {', '.join(answering(complaint))}."
    )


def for_nobody(complaint: ComplaintRecord, resolution: Resolution) -> Refusal | None:
    """Refuse a resolution with a remedy for somebody who is no party."""
    return unknown_party(complaint, *(remedy.party_id for remedy in resolution.remedies))


def not_theirs(complaint: ComplaintRecord, remedy_id: str, party_ids: tuple[str, ...]) -> Refusal | None:
    """Refuse to let somebody waive what is another's; who speaks for several speaks for those whose it is."""
    progress = complaint.remedies.get(remedy_id)
    if progress is None or set(party_ids) & set(owners_of(complaint, progress.remedy)):
        return None
    return NotTheirRemedy(f"This remedy belongs to: {', '.join(owners_of(complaint, progress.remedy))}.")
