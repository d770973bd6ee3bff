"""Facts that come up in a contact, and the customers whose they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.codes import Codes
from domain.customer import Customer
from domain.customer.values import FactOrigin, FactSource
from domain.interaction import Interaction
from domain.interaction.values import LearntFact

Known = Mapping[UUID | None, Customer]
"""Those persons of a contact who are registered as customers; nobody is not."""


def customer_of(contact: Interaction) -> UUID | None:
    """Return with whom a contact was, as far as that is known; one that has not begun was with nobody."""
    return contact.customer.person_id if contact.version and contact.customer else None


def give_facts(contact: Interaction, customer: Customer | None, *, codes: Codes, by: Actor, now: datetime) -> None:
    """Record on a customer all that came up in a contact, with its source and date."""
    give(contact, customer, contact.facts, codes=codes, by=by, now=now)


def give(
    contact: Interaction,
    customer: Customer | None,
    facts: Iterable[LearntFact],
    *,
    codes: Codes,
    by: Actor,
    now: datetime,
) -> None:
    """Record facts of a contact on a customer; somebody who is not registered is left alone."""
    if customer is None:
        return
    source = FactSource(FactOrigin.INTERACTION, interaction_id=contact.id)
    for fact in facts:
        customer.record_fact(
            fact.kind, fact.value, source, about_id=None, at=fact.learnt_at, codes=codes, by=by, now=now
        )


def take_facts(
    contact: Interaction, customer: Customer | None, belongs_to: UUID | None, *, by: Actor, now: datetime
) -> None:
    """Withdraw from a customer what came up in a contact that was with somebody else."""
    if customer is not None:
        customer.withdraw_facts(contact.id, belongs_to, by=by, now=now)
