"""The people of a complaint as other complaints know them: who is the same, and who is taken over."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from domain.complaint.party import COMPLAINANT_ID, NewParty, PartyTerms
from domain.complaint.record import ComplaintRecord
from domain.complaint.representation import principals


def complaining_persons(complaint: ComplaintRecord) -> frozenset[UUID | None]:
    """Return the persons who complain for themselves; None stands for whom the bank does not know."""
    return frozenset(person_of(complaint, key) for key in principals(complaint.parties))


def person_of(complaint: ComplaintRecord, party_id: str) -> UUID | None:
    """Return the person of a party; that of the complainant stands with the case."""
    if party_id == COMPLAINANT_ID:
        return complaint.complainant_id
    return complaint.parties[party_id].person_id


def taken_over(complaint: ComplaintRecord) -> tuple[PartyTerms, tuple[NewParty, ...]]:
    """Return how the complainant is dealt with, and the other parties, as another complaint takes them over.

    There they are numbered anew, and evidence that is a file stays a file of this complaint. Who acts for nobody that
    is left is left out, and then who acts for them: nobody speaks for more people there than here.
    """
    others = [key for key in those_with_a_part(complaint) if key != COMPLAINANT_ID]
    numbers = {COMPLAINANT_ID: COMPLAINANT_ID, **{key: f"p{number}" for number, key in enumerate(others, start=2)}}
    terms = {key: carried(complaint.parties[key].terms, numbers) for key in numbers}
    told = {key: party.told for key, party in complaint.parties.items()}
    parties = tuple(NewParty(terms[key], told[key], person_of(complaint, key)) for key in others)
    return terms[COMPLAINANT_ID], parties


def those_with_a_part(complaint: ComplaintRecord) -> tuple[str, ...]:
    """Name the parties that are there for themselves, for everybody, or for somebody who has a part."""
    left = tuple(complaint.parties)
    while True:
        still = tuple(key for key in left if has_a_part(complaint, key, left))
        if still == left:
            return left
        left = still


def has_a_part(complaint: ComplaintRecord, party_id: str, left: Collection[str]) -> bool:
    """Tell whether a party is there for itself, for everybody, or for somebody who is left."""
    acts_for = complaint.parties[party_id].terms.acts_for
    return not acts_for or any(key in left for key in acts_for)


def carried(terms: PartyTerms, numbers: Mapping[str, str]) -> PartyTerms:
    """Return terms with the numbers that parties have elsewhere; who has left is acted for no longer."""
    acts_for = tuple(numbers[key] for key in terms.acts_for if key in numbers)
    authority = replace(terms.authority, attachment=None) if terms.authority else None
    return replace(terms, acts_for=acts_for, authority=authority)
