"""Who complains, who speaks for whom, and who may: read off the parties of a complaint."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from domain.case.instants import LATEST_ZONE
from domain.complaint.party import ACTING, COMPLAINANT_ID, COMPLAINING, Answer, Authority, Party, PartyRole
from domain.complaint.record import ComplaintRecord
from domain.refusals import Refusal


class NoSuchParty(Refusal):
    """The complaint has no party with this id."""

    code = "no_such_party"


class PartyMissing(Refusal):
    """Several people complain, and it was not said whom this is about."""

    code = "party_missing"


class DoesNotAnswer(Refusal):
    """This party does not complain itself, withdrew before, or somebody inherited from them."""

    code = "party_does_not_answer"


class NotActingFor(Refusal):
    """This party does not act for that one."""

    code = "not_acting_for"


class AuthorityMissing(Refusal):
    """Nothing shows that this party may act or inherit."""

    code = "authority_missing"


class AuthorityEnded(Refusal):
    """The authority of this party has ended: it counts no longer."""

    code = "authority_ended"


def heirs_of(parties: Mapping[str, Party], party_id: str) -> tuple[str, ...]:
    """Name who inherits from a party."""
    heirs = ((key, party.terms) for key, party in parties.items() if party.terms.role is PartyRole.HEIR)
    return tuple(key for key, terms in heirs if party_id in (terms.acts_for or (COMPLAINANT_ID,)))


def principals(parties: Mapping[str, Party]) -> tuple[str, ...]:
    """Name who complains for themselves: everybody whose grievance it is, and heirs in the place of who died."""
    return tuple(
        key
        for key, party in parties.items()
        if party.terms.role is PartyRole.HEIR or (party.terms.role in COMPLAINING and not heirs_of(parties, key))
    )


def answering(complaint: ComplaintRecord) -> tuple[str, ...]:
    """Name who complains and has not withdrawn; where all of them have, all of them."""
    everybody, answers = principals(complaint.parties), complaint.answers
    left = tuple(p for p in everybody if p not in answers or answers[p].answer is not Answer.WITHDRAWN)
    return left or everybody


def acts_for(complaint: ComplaintRecord, party_id: str) -> tuple[str, ...]:
    """Name for whom of those who complain a party speaks, whether its authority holds or not."""
    party = complaint.parties.get(party_id)
    if party is None or party.terms.role not in ACTING:
        return ()
    everybody = answering(complaint)
    return tuple(p for p in everybody if p in party.terms.acts_for) if party.terms.acts_for else everybody


def without_authority(complaint: ComplaintRecord, party_id: str, at: datetime) -> Refusal | None:
    """Refuse who acts for somebody or inherits without evidence, or with one whose last day was over everywhere."""
    party = complaint.parties.get(party_id)
    if party is None or party.terms.role in COMPLAINING:
        return None
    authority = party.terms.authority
    if authority is None:
        return AuthorityMissing(f"Record first what shows that {party_id} may act or inherit: change-party.")
    if has_ended(authority, at):
        return AuthorityEnded(f"The authority of {party_id} ended on {authority.until}.")
    return None


def is_entitled(complaint: ComplaintRecord, party_id: str, at: datetime) -> bool:
    """Tell whether a party speaks for itself, or has shown that it may act or inherit and still may."""
    terms = complaint.parties[party_id].terms
    return terms.role in COMPLAINING or (terms.authority is not None and not has_ended(terms.authority, at))


def not_proven(complaint: ComplaintRecord, at: datetime) -> Refusal | None:
    """Refuse the word of heirs who have not shown that they inherit."""
    return first(without_authority(complaint, party, at) for party in answering(complaint))


def has_ended(authority: Authority | None, at: datetime) -> bool:
    """Tell whether the last day of an authority was over everywhere on earth at an instant."""
    return authority is not None and authority.until is not None and authority.until < (at - LATEST_ZONE).date()


def unknown_party(complaint: ComplaintRecord, *party_ids: str | None) -> Refusal | None:
    """Refuse ids that no party has."""
    unknown = sorted({key for key in party_ids if key is not None} - complaint.parties.keys())
    if not unknown:
        return None
    return NoSuchParty(f"There is no party {', '.join(unknown)}. There are: {', '.join(complaint.parties)}.")


def spoken_for(
    complaint: ComplaintRecord, party_id: str | None, through: str | None, *, done: Iterable[str] = ()
) -> tuple[str, ...]:
    """Name for whom something is said: who was named, or everybody that `through` acts for and is not `done`."""
    if party_id is not None:
        return (party_id,)
    if through is not None:
        return tuple(p for p in acts_for(complaint, through) if p not in set(done))
    everybody = answering(complaint)
    return everybody if len(everybody) == 1 else ()


def may_not_speak(
    complaint: ComplaintRecord, party_id: str | None, through: str | None, at: datetime
) -> Refusal | None:
    """Refuse who does not complain, who does not act for them, and who cannot show that they may.

    `party_id` None is the only one who complains, or everybody that `through` acts for.
    """
    if party_id is None and through is None and len(answering(complaint)) > 1:
        return PartyMissing(f"Several people complain; say who this is about: {', '.join(answering(complaint))}.")
    return (
        unknown_party(complaint, party_id, through)
        or silent(complaint, party_id)
        or not_acting(complaint, party_id, through)
        or first(without_authority(complaint, p, at) for p in speakers(complaint, party_id, through))
    )


def speakers(complaint: ComplaintRecord, party_id: str | None, through: str | None) -> tuple[str, ...]:
    """Name whose authority counts: who acts, or else those who complain themselves, of whom heirs need one."""
    return (through,) if through is not None else spoken_for(complaint, party_id, None)


def silent(complaint: ComplaintRecord, party_id: str | None) -> Refusal | None:
    """Refuse to take the word of a party that does not complain, or not any more."""
    if party_id is None or party_id in answering(complaint):
        return None
    return DoesNotAnswer(f"{party_id} does not complain, or not any more; these do: {', '.join(answering(complaint))}.")


def not_acting(complaint: ComplaintRecord, party_id: str | None, through: str | None) -> Refusal | None:
    """Refuse who speaks for somebody they do not act for."""
    if through is None:
        return None
    known = acts_for(complaint, through)
    if (party_id in known) if party_id is not None else known:
        return None
    return NotActingFor(f"{through} acts for: {', '.join(known) or 'nobody'}.")


def person_of(complaint: ComplaintRecord, party_id: str) -> UUID:
    """Return the person that a party is; who is not known yet has the id that they will get when they are."""
    known = complaint.complainant_id if party_id == COMPLAINANT_ID else complaint.parties[party_id].person_id
    return known or uuid5(complaint.id, "complainant")


def first(found: Iterable[Refusal | None]) -> Refusal | None:
    """Return the first refusal."""
    return next((refusal for refusal in found if refusal is not None), None)
