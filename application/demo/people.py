"""Who complains in the demo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from uuid import UUID, uuid5

from application.demo.bank import BANKS, LONDON, SHANGHAI, Bank
from application.demo.texts import NAMES
from domain.complaint.values import Contact

NAMESPACE = UUID("5d1a2f0c-7e34-4f6b-9f2e-d0c1b6a7e811")
FOREIGN_TONGUE = 12
"""One person of so many speaks the other bank's language."""
REGISTERED = (0, 1)
"""Which of every five people the bank has in its register of customers."""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of one of the banks."""

    person_id: UUID
    bank: Bank
    language: str
    contact: Contact
    postcode: str
    is_customer: bool = True
    """Whether the bank has them in its register of customers."""


def make_people(count: int, rng: Random) -> Sequence[Person]:
    """Make so many people, by turns in Shanghai and London; no two of a bank share a name."""
    taken: set[tuple[str, str]] = set()
    return [_person(number, BANKS[number % 2], taken, rng) for number in range(count)]


def _person(number: int, bank: Bank, taken: set[tuple[str, str]], rng: Random) -> Person:
    other = LONDON if bank is SHANGHAI else SHANGHAI
    language = other.language if rng.randrange(FOREIGN_TONGUE) == 0 else bank.language
    name = _name(language, rng)
    while (bank.city, name) in taken:
        name = _name(language, rng)
    taken.add((bank.city, name))
    postcode = (
        f"2000{rng.randrange(10, 90)}" if bank is SHANGHAI else f"E{rng.randrange(1, 18)} {rng.randrange(1, 9)}AB"
    )
    contact = Contact(name, _phone(bank, number), f"customer{number:03d}@example.com", _address(bank, postcode, rng))
    return Person(uuid5(NAMESPACE, str(number)), bank, language, contact, postcode, number % 5 in REGISTERED)


def make_other(person: Person, name: str, rng: Random) -> Person:
    """Make somebody else around a person, who is known under a name of their own: a relative, a neighbour, a namesake.

    The same name beside the same person is the same somebody.
    """
    contact = replace(person.contact, name=_name(person.language, rng), email=f"{name}.{person.contact.email}")
    return replace(person, person_id=uuid5(person.person_id, name), contact=contact, is_customer=False)


def _name(language: str, rng: Random) -> str:
    if language == "zh":
        return rng.choice(NAMES.surnames) + rng.choice(NAMES.given)
    return f"{rng.choice(NAMES.first)} {rng.choice(NAMES.last)}"


def _phone(bank: Bank, number: int) -> str:
    """Return a number that nobody has: 07700 900 is kept free for fiction, and no Chinese mobile begins with 100."""
    return f"+86 100 0000 {number:04d}" if bank is SHANGHAI else f"+44 7700 900{number:03d}"


def _address(bank: Bank, postcode: str, rng: Random) -> str:
    road, house = rng.choice(NAMES.roads[bank.language]), rng.randrange(1, 400)
    if bank is SHANGHAI:
        return f"上海市{road}{house}弄{rng.randrange(1, 30)}号{rng.randrange(101, 1800)}室"
    return f"{house} {road}, London {postcode}"
