"""The use cases of customers: load, ask, save; duplicates change two streams in one append."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from application.command import Command, Receipt
from application.learnt_facts import give_facts, take_facts
from application.ledger import Ledger, Stream
from application.linkable import contact_stream
from application.persons import Persons, as_person
from application.ports import CodesInForce
from application.rights import Rights
from application.use_cases import UseCases
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.codes import Codes
from domain.complaint import Complaint
from domain.customer import Customer
from domain.customer.knowing import Identity
from domain.customer.rules import NothingLeftOver
from domain.customer.values import FactSource, LeftOver, LeftOverKind, customer_stream
from domain.interaction import Interaction
from domain.interaction.values import Identification
from domain.person import Person
from domain.refusals import Refusal, refuse_first
from domain.request import ServiceRequest
from domain.sight import Belonging

HANDED_OVER = "A merge was undone, and somebody decided that this contact was with the other one."
"""The reason of a correction that follows from a decision about what is left over."""


class Customers(UseCases[Customer]):
    """What can be done with customers. Each method is one command; `of` and the other ids are those of persons.

    All raise `RoleForbidden`, `NotFound`, `VersionMismatch` and `VersionConflict` as the ledger says, and the refusals
    of the method of `Customer` with the same name. The receipt's id is the person's.
    """

    kind = Customer
    name = "customer"

    def __init__(self, ledger: Ledger, rights: Rights, codes: CodesInForce, persons: Persons) -> None:
        """Work on a ledger with the lists in force; who is registered becomes known as a person, too."""
        super().__init__(ledger)
        self._rights = rights
        self._codes = codes
        self._persons = persons

    def register(self, identity: Identity, person_id: UUID | None, *, command: Command) -> Receipt:
        """Make a customer known, and the person, who may be known already, in one append.

        Without `person_id` the first record of another system says who it is; without one, somebody new.
        """
        self._check_role(command.by, "register")
        first = identity.sources[0] if identity.sources else None
        of = person_id or (self._persons.id_of(first) if first else command.id)
        source = first if first and self._persons.id_of(first) == of else None

        def begin(customer: Customer, person: Person, *, now: datetime) -> tuple[Aggregate, ...]:
            if not person.version:
                person.register(source, now=now)
            customer.register(of, identity, now=now)
            return customer, person

        streams = (Stream(Customer, customer_stream(of), may_begin=True), Stream(Person, of, may_begin=True))
        return as_person(self._ledger.change_together(command, streams, begin), of)

    def record_fact(
        self,
        of: UUID,
        kind: str,
        value: str,
        source: FactSource,
        *,
        about_id: UUID | None,
        at: datetime | None,
        command: Command,
    ) -> Receipt:
        """Record what a system or a colleague knows of the customer."""
        stream, record = customer_stream(of), Customer.record_fact
        receipt = self._change(
            stream, command, record, kind, value, source, about_id=about_id, at=at, codes=self._codes()
        )
        return as_person(receipt, of)

    def merge(self, of: UUID, survivor_id: UUID, reason: str, *, command: Command) -> Receipt:
        """Show a customer as another one from now on."""

        def merge(customer: Customer, survivor: Customer, *, by: Actor, now: datetime) -> None:
            customer.merge(survivor, reason, by=by, now=now)

        return self._change_two(of, survivor_id, "merge", merge, command)

    def undo_merge(self, of: UUID, survivor_id: UUID, reason: str, *, command: Command) -> Receipt:
        """Part two customers again."""

        def part(customer: Customer, survivor: Customer, *, by: Actor, now: datetime) -> None:
            customer.undo_merge(survivor, reason, by=by, now=now)

        return self._change_two(of, survivor_id, "undo_merge", part, command)

    def assign_left_over(
        self, of: UUID, left_over: LeftOver, duplicate_id: UUID, belongs_to: UUID, *, command: Command
    ) -> Receipt:
        """Say whose it is what was recorded on the survivor `of` meanwhile.

        A contact that was found to be with the survivor again is assigned again.
        """
        codes = self._codes()
        if left_over.kind is LeftOverKind.CASE:
            self._see_case(of, duplicate_id, left_over.item_id, command.by)

        def assign(customer: Customer, duplicate: Customer, *contacts: Interaction, by: Actor, now: datetime) -> None:
            if left_over not in customer.assigned:
                refuse_first(*(not_with(customer, contact) for contact in contacts))
            strayed = [one for one in contacts if belongs_to == duplicate_id and not_with(customer, one) is None]
            customer.assign_left_over(
                left_over, duplicate, belongs_to, codes=codes, by=by, now=now, is_astray=bool(strayed)
            )
            for contact in strayed:
                hand_over(contact, customer, duplicate, codes=codes, by=by, now=now)

        contacts = (self._contact(left_over.item_id, command.by),) if left_over.kind is LeftOverKind.CONTACT else ()
        return self._change_two(of, duplicate_id, "assign_left_over", assign, command, contacts=contacts)

    def _change_two(
        self,
        of: UUID,
        other_id: UUID,
        name: str,
        change: Callable[..., None],
        command: Command,
        *,
        contacts: tuple[Stream, ...] = (),
    ) -> Receipt:
        """Change two customers, and perhaps a contact, in one append."""
        self._check_role(command.by, name)
        by = command.by

        def decide(customer: Customer, *others: Aggregate, now: datetime) -> tuple[Aggregate, ...]:
            self._ask(customer, by, lambda: change(customer, *others, by=by, now=now))
            return customer, *others

        streams = (Stream(Customer, customer_stream(of)), Stream(Customer, customer_stream(other_id)), *contacts)
        return as_person(self._ledger.change_together(command, streams, decide), of)

    def _contact(self, item_id: str, by: Actor) -> Stream:
        """Return the stream of a contact that is left over.

        Raises:
            NothingLeftOver: The text is no id.
        """
        try:
            of = UUID(item_id)
        except ValueError:
            raise NothingLeftOver("There is no such contact.") from None
        return contact_stream(self._ledger.event_log, self._rights, of, by)

    def _see_case(self, of: UUID, duplicate_id: UUID, item_id: str, by: Actor) -> None:
        """See that a case is one of the two persons.

        Raises:
            NothingLeftOver: The text is no id, or of no such case that the user may know of.
        """
        found = self._case(item_id)
        if found is None or self._rights.keeps_secret(by, found[1]) or found[0].isdisjoint({of, duplicate_id}):
            raise NothingLeftOver("There is no such case of theirs.")

    def _case(self, item_id: str) -> tuple[set[UUID | None], Belonging] | None:
        """Return who has a part in a case, and whose it is."""
        try:
            of = UUID(item_id)
        except ValueError:
            return None
        complaint = self._ledger.event_log.load(Complaint, of).aggregate
        if complaint.version:
            persons = {complaint.complainant_id, *(party.person_id for party in complaint.parties.values())}
            return persons, complaint.belonging
        request = self._ledger.event_log.load(ServiceRequest, of).aggregate
        return ({request.requester_id}, request.belonging) if request.version else None

    def _permitted(self, aggregate: Customer, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)


def not_with(customer: Customer, contact: Interaction) -> Refusal | None:
    """Refuse a contact that was not with the survivor."""
    if contact.customer is not None and contact.customer.person_id == customer.person_id:
        return None
    return NothingLeftOver("This contact was not with the survivor.")


def hand_over(
    contact: Interaction, survivor: Customer, duplicate: Customer, *, codes: Codes, by: Actor, now: datetime
) -> None:
    """Let a contact be with the one who was merged, with all that was learnt in it."""
    assert contact.customer is not None  # noqa: S101 - it was with the survivor
    right = Identification(duplicate.person_id, contact.customer.means)
    contact.correct_identification(right, HANDED_OVER, codes=codes, by=by, now=now)
    take_facts(contact, survivor, duplicate.person_id, by=by, now=now)
    give_facts(contact, duplicate, codes=codes, by=by, now=now)
