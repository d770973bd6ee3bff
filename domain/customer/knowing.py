"""What the bank knows of a customer: who they are, and facts with source and date."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.instants import happened, in_the_future
from domain.codes import Codes
from domain.complaint.values import Contact
from domain.customer.record import CustomerEvent, CustomerRecord
from domain.customer.rules import CustomerExists
from domain.customer.state import State
from domain.customer.step import CustomerStep
from domain.customer.values import AboutValue, Fact, FactSource, OwnContact, OwnSources
from domain.person.values import SystemReference
from domain.personal import Code, Id
from domain.refusals import Refusal, refuse_first


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a customer is: how other systems know them, which language they speak, their name and how to reach them."""

    sources: tuple[SystemReference, ...] = ()
    language: str | None = None
    contact: Contact | None = None


class Registered(CustomerEvent):
    """A person became a customer, or was found to be one."""

    topic = "customer.registered"

    person_id: UUID
    sources: OwnSources
    language: Code | None
    contact: OwnContact

    def apply(self, customer: CustomerRecord) -> None:
        """Begin."""
        customer.state = State.ACTIVE
        customer.person_id = self.person_id
        customer.sources = self.sources
        customer.language = self.language
        customer.contact = self.contact
        customer.facts = {}
        customer.facts_ever = 0
        customer.facts_by_merge = {}
        customer.left_over = {}
        customer.duplicates = ()
        customer.merged_into = None
        customer.assigned = ()


class FactRecorded(CustomerEvent):
    """The bank learnt something of the customer; `occurred_at` is when."""

    topic = "customer.fact_recorded"

    fact_id: Id
    about_id: UUID
    kind: Code
    value: AboutValue
    source: FactSource
    code_versions: dict[Code, int]

    def apply(self, customer: CustomerRecord) -> None:
        """Know it."""
        fact = Fact(self.fact_id, self.about_id, self.kind, self.value, self.source, self.occurred_at)
        customer.facts = {**customer.facts, self.fact_id: fact}
        customer.facts_ever += 1


class FactWithdrawn(CustomerEvent):
    """A fact turned out to be another person's."""

    topic = "customer.fact_withdrawn"

    fact_id: Id
    belongs_to: UUID | None

    def apply(self, customer: CustomerRecord) -> None:
        """Know it no longer."""
        customer.facts = {key: fact for key, fact in customer.facts.items() if key != self.fact_id}


class Knowing(CustomerStep):
    """The commands about what is known."""

    def register(self, person_id: UUID, identity: Identity, *, now: datetime) -> None:
        """Register a customer on a stream without events. The same again does nothing.

        Raises:
            CustomerExists: The person was registered before with other data.
        """
        if self.version:
            refuse_first(exists(self, identity))
            return
        self.record(
            Registered,
            person_id=person_id,
            sources=identity.sources,
            language=identity.language,
            contact=identity.contact,
            occurred_at=now,
        )

    def record_fact(
        self,
        kind: str,
        value: str,
        source: FactSource,
        *,
        about_id: UUID | None,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record a fact of a kind of the list `customer_fact`, learnt at `at`; it gets the next id `f1`, `f2`, ...

        `about_id`: the relative whom it is about; None: the customer. Each fact counts.

        Raises:
            UnknownCode: No such kind on that day.
            InTheFuture: `at` lies after `now`.
        """
        unknown = codes.refusal("customer_fact", kind, (at or now).date())
        self._permit("record_fact", by, unknown, in_the_future(at, now) if at else None)
        self.record(
            FactRecorded,
            fact_id=f"f{self.facts_ever + 1}",
            about_id=about_id or self.person_id,
            kind=kind,
            value=value,
            source=source,
            code_versions=codes.versions("customer_fact"),
            occurred_at=happened(at, now),
        )

    def withdraw_facts(
        self, interaction_id: UUID, belongs_to: UUID | None, *, by: Actor, now: datetime
    ) -> tuple[Fact, ...]:
        """Withdraw what was learnt in a contact that was with somebody else; return it. None is nothing."""
        self._permit("withdraw_facts", by)
        wrong = tuple(fact for fact in self.facts.values() if fact.source.interaction_id == interaction_id)
        for fact in wrong:
            self.record(FactWithdrawn, fact_id=fact.fact_id, belongs_to=belongs_to, occurred_at=now)
        return wrong


def exists(customer: CustomerRecord, identity: Identity) -> Refusal | None:
    """Refuse to register somebody anew with other data."""
    if Identity(customer.sources, customer.language, customer.contact) == identity:
        return None
    return CustomerExists("This person is registered as a customer, with other data.")
