"""The file of a customer: who they are, what is known of them, and with whom they are one."""

from dataclasses import dataclass
from uuid import UUID

from application.case_file import Happened, NextCommand, happened
from application.contacts_of_case import is_kept
from application.ledger import NotFound
from application.ports import Log
from application.rights import Rights, role_refusal
from domain.actor import Actor
from domain.complaint.values import Contact
from domain.customer import Customer
from domain.customer.state import ALLOWED
from domain.customer.values import Duplicate, Fact, FactSource, customer_stream
from domain.person.values import SystemReference
from domain.refusals import refuse_first

SHOWN = tuple(command for command in ALLOWED if command != "withdraw_facts")
"""What a user may ask about: facts are withdrawn by correcting where they were learnt."""


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """Everything about one customer, as of its `version`. `id`: the person's.

    `merged_into`: the customer that this one is shown as. `left_over`: by the id of a duplicate that was parted again,
    the facts that were recorded here meanwhile and that nobody has assigned.
    """

    id: UUID
    version: int
    state: str
    sources: tuple[SystemReference, ...]
    language: str | None
    contact: Contact | None
    facts: tuple[Fact, ...]
    merged_into: UUID | None
    duplicates: tuple[Duplicate, ...]
    left_over: dict[str, tuple[str, ...]]
    history: tuple[Happened, ...]
    next: tuple[NextCommand, ...]


class CustomerFiles:
    """Reads one customer at a time, out of the log."""

    def __init__(self, log: Log, rights: Rights) -> None:
        """Read from a log what the permission table lets somebody see."""
        self._log = log
        self._rights = rights

    def show(self, of: UUID, by: Actor) -> CustomerFile:
        """Return the file of a customer; `of` is the person's id.

        Raises:
            RoleForbidden: The user's role does not read customers.
            NotFound: Nobody with this id is registered as a customer.
        """
        refuse_first(role_refusal(by.role, "customer.read"))
        history = self._log.history(customer_stream(of))
        if not history:
            raise NotFound("There is no such customer.")
        customer = Customer.blank(customer_stream(of)).replay(entry.event for entry in history)
        self._leave_out_kept(customer, by)
        return CustomerFile(
            id=of,
            version=customer.version,
            state=customer.state,
            sources=customer.sources,
            language=customer.language,
            contact=customer.contact,
            facts=tuple(customer.facts.values()),
            merged_into=customer.merged_into,
            duplicates=customer.duplicates,
            left_over=left_over(customer),
            history=tuple(happened(entry) for entry in history if self._may_know(entry.event, by)),
            next=tuple(next_command(customer, command, by) for command in SHOWN),
        )

    def load(self, of: UUID, by: Actor) -> Customer:
        """Return a customer without the history.

        Raises:
            RoleForbidden: The user's role does not read customers.
            NotFound: Nobody with this id is registered as a customer.
        """
        refuse_first(role_refusal(by.role, "customer.read"))
        customer = self._log.load(Customer, customer_stream(of)).aggregate
        if not customer.version:
            raise NotFound("There is no such customer.")
        self._leave_out_kept(customer, by)
        return customer

    def _leave_out_kept(self, customer: Customer, by: Actor) -> None:
        """Forget what was learnt in contacts that are kept from the user; the customer is only shown."""
        customer.facts = {key: fact for key, fact in customer.facts.items() if self._may_know(fact, by)}

    def _may_know(self, learnt: object, by: Actor) -> bool:
        """Tell whether a fact, or an event that says one, was not learnt in a contact that is kept from the user."""
        source = getattr(learnt, "source", None)
        contact = source.interaction_id if isinstance(source, FactSource) else None
        return not is_kept(self._log, self._rights, contact, by)


def left_over(customer: Customer) -> dict[str, tuple[str, ...]]:
    """Return the facts that wait for somebody to say whose they are."""
    done = {one.item_id for one in customer.assigned if one.kind == "fact"}
    return {
        duplicate: waiting
        for duplicate, facts in customer.left_over.items()
        if (waiting := tuple(fact for fact in facts if fact in customer.facts and fact not in done))
    }


def next_command(customer: Customer, command: str, by: Actor) -> NextCommand:
    """Ask the same rules that refuse."""
    refusal = role_refusal(by.role, f"customer.{command}") or customer.refusal(command, by)
    return NextCommand(command, refusal is None, refusal.code if refusal else None, str(refusal) if refusal else None)
