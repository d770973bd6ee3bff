"""Letters 送达: who of the parties is written to, by which ways, and that nobody is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from domain.case.values import TO_NOBODY
from domain.complaint.party import ACTING, COMPLAINANT_ID
from domain.complaint.record import ComplaintRecord
from domain.complaint.representation import (
    PartyMissing,
    acts_for,
    answering,
    first,
    is_entitled,
    not_proven,
    unknown_party,
    without_authority,
)
from domain.complaint.values import Dispatch, DispatchWay
from domain.personal import Personal
from domain.refusals import Refusal

ADDRESSED = frozenset({DispatchWay.POSTED, DispatchWay.SMS, DispatchWay.EMAIL, DispatchWay.PHONE})
"""Ways that need an address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What was sent to one party."""

    party_id: str
    dispatch: Dispatch


CaseLetters = Annotated[tuple[Letter, ...], Personal("case")]


class LetterMissing(Refusal):
    """Somebody who gets letters was not written to."""

    code = "letter_missing"


class LetterNotDue(Refusal):
    """Somebody would be written to who gets no letters: what it says is not for them."""

    code = "letter_not_due"


class NoLetterSent(Refusal):
    """This party was not written to, so nothing can have reached them."""

    code = "no_letter_sent"


class NobodyToWriteTo(Refusal):
    """The complainant is anonymous: there is no address."""

    code = "nobody_to_write_to"


class CanBeWrittenTo(Refusal):
    """Somebody can be written to: what is meant for them is neither published nor only kept on file."""

    code = "complainant_can_be_told"


def receivers(complaint: ComplaintRecord, at: datetime) -> tuple[str, ...]:
    """Name who gets letters at an instant.

    Who acts for somebody with an authority that holds gets them in their place; who complains gets them where nobody
    does, or where they want it too. Who could not show that they inherit gets none.
    """
    acting = {p for p, party in complaint.parties.items() if party.terms.role in ACTING and reads_for(complaint, p, at)}
    served = {p for key in acting for p in acts_for(complaint, key)}
    own = {
        p
        for p in answering(complaint)
        if (complaint.parties[p].terms.receives_letters or p not in served) and is_entitled(complaint, p, at)
    }
    return tuple(p for p in complaint.parties if p in acting | own)


def reads_for(complaint: ComplaintRecord, party_id: str, at: datetime) -> bool:
    """Tell whether somebody who acts for others gets their letters."""
    wanted = complaint.parties[party_id].terms.receives_letters is not False
    return wanted and bool(acts_for(complaint, party_id)) and is_entitled(complaint, party_id, at)


def with_address(complaint: ComplaintRecord, at: datetime) -> tuple[str, ...]:
    """Name who gets letters and can be written to: nobody knows where an anonymous complainant lives."""
    hidden = {COMPLAINANT_ID} if complaint.facts.is_anonymous else set()
    return tuple(p for p in receivers(complaint, at) if p not in hidden)


def reachable(complaint: ComplaintRecord, at: datetime) -> tuple[str, ...]:
    """Name who gets letters that will arrive."""
    lost = {COMPLAINANT_ID} if complaint.facts.is_unreachable else set()
    return tuple(p for p in with_address(complaint, at) if p not in lost)


def wrong_way(complaint: ComplaintRecord, way: DispatchWay, at: datetime) -> Refusal | None:
    """Refuse to send to nobody what needs an address, and to keep from somebody what can reach them."""
    if way in ADDRESSED and complaint.facts.is_anonymous and not with_address(complaint, at):
        return NobodyToWriteTo("The complainant is anonymous: hand it over, publish it or keep it on file.")
    if way in TO_NOBODY and reachable(complaint, at):
        return CanBeWrittenTo(f"Write to: {', '.join(reachable(complaint, at))}.")
    if way is DispatchWay.PUBLISHED and not (complaint.facts.is_anonymous or complaint.facts.is_unreachable):
        return CanBeWrittenTo("Only what is meant for somebody anonymous or unreachable is published; keep it on file.")
    return None


def wrong_letters(
    complaint: ComplaintRecord, dispatch: Dispatch, letters: tuple[Letter, ...], at: datetime
) -> Refusal | None:
    """Refuse letters that leave somebody out, or go to somebody who may not have them. `dispatch`: the only one."""
    if not letters:
        return wrong_only_letter(complaint, dispatch, at)
    return (
        unknown_party(complaint, *(letter.party_id for letter in letters))
        or first(without_authority(complaint, letter.party_id, at) for letter in letters)
        or not_due([letter.party_id for letter in letters], receivers(complaint, at))
        or first(wrong_way_to(complaint, letter, at) for letter in letters)
        or left_out(complaint, set(receivers(complaint, at)) - {letter.party_id for letter in letters}, at)
    )


def wrong_only_letter(complaint: ComplaintRecord, dispatch: Dispatch, at: datetime) -> Refusal | None:
    """Refuse a decision in one letter where several get one, or nobody may have it."""
    return left_out(complaint, receivers(complaint, at)[1:], at) or wrong_address(complaint, dispatch, at)


def wrong_address(complaint: ComplaintRecord, dispatch: Dispatch, at: datetime) -> Refusal | None:
    """Refuse to send the only letter to nobody, or by a way that does not fit who complains."""
    unproven = None if receivers(complaint, at) or dispatch.way in TO_NOBODY else not_proven(complaint, at)
    return unproven or wrong_way(complaint, dispatch.way, at)


def wrong_letter_again(
    complaint: ComplaintRecord, dispatch: Dispatch, party_id: str | None, at: datetime
) -> Refusal | None:
    """Refuse what is sent again to nobody, or to somebody who may not have it. `party_id` None: the only receiver.

    Who was sent it may be sent it again, whoever gets letters now.
    """
    due = receivers(complaint, at)
    if party_id is None:
        return several(party_id, due) or wrong_address(complaint, dispatch, at)
    return (
        unknown_party(complaint, party_id)
        or without_authority(complaint, party_id, at)
        or not_due([party_id], (*due, *complaint.addressed))
        or wrong_way_to(complaint, Letter(party_id, dispatch), at)
    )


def wrong_way_to(complaint: ComplaintRecord, letter: Letter, at: datetime) -> Refusal | None:
    """Refuse a way by which one party is not written to."""
    way = letter.dispatch.way
    if way in ADDRESSED and letter.party_id == COMPLAINANT_ID and complaint.facts.is_anonymous:
        return NobodyToWriteTo("The complainant is anonymous: hand it over, publish it or keep it on file.")
    if way in TO_NOBODY and letter.party_id in reachable(complaint, at):
        return CanBeWrittenTo(f"{letter.party_id} can be written to.")
    return None


def left_out(complaint: ComplaintRecord, missing: Iterable[str], at: datetime) -> Refusal | None:
    """Refuse where somebody was not written to."""
    if not set(missing):
        return None
    return LetterMissing(f"These get a letter each: {', '.join(receivers(complaint, at))}.")


def not_due(party_ids: Iterable[str], due: tuple[str, ...]) -> Refusal | None:
    """Refuse to write to others than those who are to be written to."""
    surplus = [party for party in party_ids if party not in due]
    if not surplus:
        return None
    return LetterNotDue(f"No letter goes to {', '.join(surplus)}; letters go to: {', '.join(due) or 'nobody'}.")


def sent_to(complaint: ComplaintRecord, at: datetime) -> tuple[str, ...]:
    """Name who was written to; after a notice that went to all in one, everybody who gets letters."""
    return tuple(party for party in complaint.addressed if party in complaint.parties) or receivers(complaint, at)


def not_sent(party_id: str | None, sent: tuple[str, ...]) -> Refusal | None:
    """Refuse to report about a letter that was never sent."""
    if party_id is None or party_id in sent:
        return None
    return NoLetterSent(f"{party_id} was not written to; these were: {', '.join(sent) or 'nobody'}.")


def several(party_id: str | None, sent: tuple[str, ...]) -> Refusal | None:
    """Refuse to leave open whose letter it is."""
    if party_id is not None or not sent[1:]:
        return None
    return PartyMissing(f"Several get letters; say whose this is: {', '.join(sent)}.")


def not_told(complaint: ComplaintRecord, at: datetime) -> Refusal | None:
    """Refuse to go on while somebody who complains and can be written to was not told the decision."""
    can_be = set(reachable(complaint, at))
    told = set(complaint.written_to)
    for party in answering(complaint):
        own = can_be & {party, *(key for key in complaint.parties if party in acts_for(complaint, key))}
        if own and party not in told:
            return LetterMissing(f"The decision has not been sent to {party}: dispatch-again.")
    return None


def written_to(complaint: ComplaintRecord, receivers: Iterable[str]) -> tuple[str, ...]:
    """Return who has been told when these were: they and everybody they act for."""
    told = [p for key in receivers for p in (key, *acts_for(complaint, key))]
    return tuple(dict.fromkeys((*complaint.written_to, *told)))
