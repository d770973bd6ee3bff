"""What makes two cases alike: keys that both have, each a reason and what is the same."""

import unicodedata
from collections.abc import Iterator
from uuid import UUID

from domain.complaint import Complaint
from domain.complaint.party import COMPLAINANT_ID, COMPLAINING, PartyRole
from domain.complaint.values import Contact, Facts, Words
from domain.request.values import RequestWords

PERSON = "person"

GRIEVED = COMPLAINING | {PartyRole.HEIR}
"""Whose cases are alike: one lawyer speaks in many."""

SIGNIFICANT_DIGITS = 10
"""The last digits of a telephone number, which are the same with and without the country and a leading zero."""
FEWEST_DIGITS = 6
"""Fewer are no number that means anybody."""


def keys_of(complaint: Complaint) -> list[str]:
    """Return every key of a complaint as it stands now."""
    people = [person_keys(complaint.complainant_id, complaint.complainant)]
    people += [
        person_keys(party.person_id, party.told.contact if party.told else None)
        for key, party in complaint.parties.items()
        if key != COMPLAINANT_ID and party.terms.role in GRIEVED
    ]
    return [*fact_keys(complaint.facts), *word_keys(complaint.words), *(one for keys in people for one in keys)]


def fact_keys(facts: Facts) -> list[str]:
    """Return the keys of what is told and not personal: an authority's number; the same sum at one place on one day."""
    found = list(key("authority_reference", facts.authority_reference))
    if facts.amount_claimed:
        amount = f"{facts.amount_claimed.currency} {facts.amount_claimed.amount.normalize():f}"
        sum_of_day = f"{amount} {facts.incident_on or facts.received_at.date()}"
        found += [f"{what} {who} {sum_of_day}" for what, who in places(facts) if who]
    return found


def places(facts: Facts) -> Iterator[tuple[str, str | None]]:
    """Yield where something can have happened, or by whom."""
    yield "employee_amount_day", facts.employee_id
    yield "branch_amount_day", facts.branch


def word_keys(words: Words | RequestWords) -> list[str]:
    """Return the key of the account."""
    return list(key("account", words.account_reference))


def person_keys(person_id: UUID | str | None, contact: Contact | None) -> list[str]:
    """Return the keys of a person: who they are, and how they are reached."""
    found = [f"{PERSON} {person_id}"] if person_id else []
    if contact is None:
        return found
    digits = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", contact.phone or "")))
    if len(digits) >= FEWEST_DIGITS:
        found.append(f"phone {digits[-SIGNIFICANT_DIGITS:]}")
    if contact.email and contact.email.strip():
        found.append(f"email {unicodedata.normalize('NFKC', contact.email).strip().casefold()}")
    return found


def key(reason: str, text: str | None) -> Iterator[str]:
    """Yield the key of a reference, whatever blanks, dashes and cases it is written with; nothing has none."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text or ""))).casefold()
    if bare:
        yield f"{reason} {bare}"


def reason_of(one: str) -> str:
    """Return what two cases have in common that share a key."""
    return one.partition(" ")[0]
