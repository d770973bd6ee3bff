"""What the use cases of every kind of aggregate share: who may, load, ask, save."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Ledger, NotFound
from application.rights import Rights, role_refusal
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.case.values import Task
from domain.refusals import Refusal
from domain.sight import Belonging

A = TypeVar("A", bound=Aggregate)


class UseCases(Generic[A]):
    """The commands of one kind of aggregate; each is one method, named as its route and its event."""

    kind: type[A]
    name: ClassVar[str]
    """What its actions in the permission table begin with."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on a ledger."""
        self._ledger = ledger

    def _change(
        self,
        of: UUID,
        command: Command,
        decide: Callable[..., None],
        *arguments: object,
        **named: object,
    ) -> Receipt:
        """Load, ask, save. A refusal leaves with the commands that would be allowed instead."""
        self._check_role(command.by, decide.__name__, of)

        def ask(aggregate: A, now: datetime) -> None:
            self._ask(aggregate, command.by, lambda: decide(aggregate, *arguments, by=command.by, now=now, **named))

        return self._ledger.change(self.kind, of, command, ask, see=self._seeing(command.by, decide.__name__))

    def _instead(self, of: UUID, by: Actor) -> tuple[str, ...]:
        """Name what somebody whose role does not include a command could do instead; nothing to what is hidden."""
        found = self._ledger.event_log.load(self.kind, of).aggregate
        if not found.version or self._hidden(found, by) is not None:
            return ()
        return self._allowed(found, by)

    def _check_role(self, by: Actor, command: str, of: UUID | None = None) -> None:
        """Let in whose role includes a command; the refusal names what they could do to `of` instead.

        Raises:
            RoleForbidden: It does not.
        """
        refusal = role_refusal(by.role, f"{self.name}.{command}")
        if refusal is None:
            return
        refusal.allowed = self._instead(of, by) if of else ()
        raise refusal

    def _ask(self, aggregate: A, by: Actor, decide: Callable[[], None]) -> None:
        """Let an aggregate decide; its refusal names what it would take instead.

        Raises:
            Refusal: What the aggregate says.
        """
        try:
            decide()
        except Refusal as refusal:
            refusal.allowed = self._allowed(aggregate, by)
            raise

    def _seeing(self, by: Actor, command: str) -> Callable[[A], None]:
        """Return what a ledger asks before it says anything about a stream: may this user give this command to it?"""

        def see(aggregate: A) -> None:
            refusal = self._hidden(aggregate, by) or self._right(aggregate, by, command)
            if refusal is None:
                return
            if not isinstance(refusal, NotFound):
                refusal.allowed = self._allowed(aggregate, by)
            raise refusal

        return see

    def _hidden(self, aggregate: A, by: Actor) -> Refusal | None:  # noqa: ARG002 - for what hides behind something else
        """Return what somebody hears who may not know of an aggregate for the sake of another one: there is none."""
        return None

    def _right(self, aggregate: A, by: Actor, command: str) -> Refusal | None:  # noqa: ARG002 - for those with owners
        """Return why the permission table does not let somebody give a command to an aggregate."""
        return role_refusal(by.role, f"{self.name}.{command}")

    def _allowed(self, aggregate: A, by: Actor) -> tuple[str, ...]:
        """Name the commands that the user could give now."""
        return tuple(name for name in self._permitted(aggregate, by) if self._right(aggregate, by, name) is None)

    def _permitted(self, aggregate: A, by: Actor) -> tuple[str, ...]:  # noqa: ARG002 - for those that have states
        """Name the commands that the aggregate would take from the user, whatever the role."""
        return ()


class CaseUseCases(UseCases[A]):
    """The commands of a kind of case: who may give them also depends on whose the case is."""

    reading: ClassVar[str] = "read_case"
    """The action by which such cases are read."""

    def __init__(self, ledger: Ledger, rights: Rights) -> None:
        """Work on a ledger, by the permission table."""
        super().__init__(ledger)
        self.rights = rights

    def _belonging(self, aggregate: A) -> Belonging:
        """Return whose a case is."""
        raise NotImplementedError

    def _right(self, aggregate: A, by: Actor, command: str) -> Refusal | None:
        belonging = self._belonging(aggregate)
        return self.rights.refusal(by, f"{self.name}.{command}", belonging, reading=self.reading)

    def _foreign_task(self, aggregate: A, task: Task | None, by: Actor) -> Refusal | None:
        """Refuse the answer to a task of another unit; one that was never given is the aggregate's affair."""
        return self.rights.foreign_task(by, self._belonging(aggregate), task.unit_id) if task else None
