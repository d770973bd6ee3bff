"""The use cases of persons: load, ask, save."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from application.command import Command, Receipt, new_stream_id
from application.identifiers import keyed_id
from application.ledger import Ledger
from application.ports import CodesInForce, Keyed
from application.use_cases import UseCases
from domain.actor import Actor
from domain.person import Person
from domain.person.values import Death, SystemReference

PERSON_KEY = "person"
"""What the installation's key is used for when it makes the id of a person."""


class Persons(UseCases[Person]):
    """What can be done with persons. Each method is one command, named as its route and its event.

    All raise `RoleForbidden`, `NotFound`, `VersionMismatch` and `VersionConflict` as the ledger says, and the refusals
    of the method of `Person` with the same name. `at`: when the bank received it; None means now.
    """

    kind = Person
    name = "person"

    def __init__(self, ledger: Ledger, codes: CodesInForce, keyed: Keyed) -> None:
        """Work on a ledger with the lists in force; ids out of other systems' records are made with a key."""
        super().__init__(ledger)
        self._codes = codes
        self._keyed = keyed

    def register(self, source: SystemReference | None, person_id: UUID | None, *, command: Command) -> Receipt:
        """Make a person known: out of a record of another system, under the id that a case gave them, or anew.

        The same record is the same person, whoever sends it how often.
        """
        self._check_role(command.by, "register")

        def begin(person: Person, now: datetime) -> None:
            person.register(source, now=now)

        of = person_id or (self.id_of(source) if source else new_stream_id(command.id))
        return self._ledger.change(Person, of, command, begin, may_begin=True)

    def id_of(self, source: SystemReference) -> UUID:
        """Return the id of the person that a record of another system is about."""
        return keyed_id(self._keyed, PERSON_KEY, source.system, source.reference)

    def record_death(self, of: UUID, death: Death, *, command: Command) -> Receipt:
        """Record that the person died."""
        return self._change(of, command, Person.record_death, death)

    def retract_death(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Take back that the person died."""
        return self._change(of, command, Person.retract_death, reason)

    def place_hold(self, of: UUID, reason: str, explanation: str, *, command: Command) -> Receipt:
        """Forbid to erase anything."""
        return self._change(of, command, Person.place_hold, reason, explanation, codes=self._codes())

    def release_hold(self, of: UUID, hold_id: str, explanation: str, *, command: Command) -> Receipt:
        """End a hold."""
        return self._change(of, command, Person.release_hold, hold_id, explanation)

    def restrict(self, of: UUID, basis: str, explanation: str, *, command: Command) -> Receipt:
        """Restrict what is done with the data."""
        return self._change(of, command, Person.restrict, basis, explanation, codes=self._codes())

    def lift_restriction(self, of: UUID, explanation: str, *, command: Command) -> Receipt:
        """Let the data be worked with again."""
        return self._change(of, command, Person.lift_restriction, explanation)

    def request_access(
        self, of: UUID, words: str, means: str | None, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that the person asks what is held."""
        return self._change(of, command, Person.request_access, words, means, at=at, codes=self._codes())

    def request_correction(
        self, of: UUID, words: str, means: str | None, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that the person wants something put right."""
        return self._change(of, command, Person.request_correction, words, means, at=at, codes=self._codes())

    def request_deletion(
        self, of: UUID, words: str, means: str | None, *, at: datetime | None, command: Command
    ) -> Receipt:
        """Record that the person wants to be forgotten."""
        return self._change(of, command, Person.request_deletion, words, means, at=at, codes=self._codes())

    def check_identity(self, of: UUID, request_id: str, means: str, *, command: Command) -> Receipt:
        """Record how it is known that the person asks."""
        return self._change(of, command, Person.check_identity, request_id, means, codes=self._codes())

    def refuse_request(
        self, of: UUID, request_id: str, reasons: tuple[str, ...], explanation: str, *, command: Command
    ) -> Receipt:
        """Refuse what was asked for."""
        codes = self._codes()
        return self._change(of, command, Person.refuse_request, request_id, reasons, explanation, codes=codes)

    def complete_request(self, of: UUID, request_id: str, summary: str, *, command: Command) -> Receipt:
        """State that what was asked for was done."""
        return self._change(of, command, Person.complete_request, request_id, summary)

    def _permitted(self, aggregate: Person, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)


def as_person(receipt: Receipt, person_id: UUID) -> Receipt:
    """Return the receipt of a stream of a person under the person's own id, by which people ask for it."""
    return replace(receipt, id=person_id)
