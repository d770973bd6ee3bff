"""What the use cases of every kind of aggregate share: who may, load, ask, save."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Ledger
from application.rights import may, role_refusal
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.refusals import Refusal, refuse_first

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
        self._check_role(command.by, decide.__name__)

        def see(aggregate: A) -> None:
            refuse_first(self._hidden(aggregate, command.by))

        def ask(aggregate: A, now: datetime) -> None:
            self._ask(aggregate, command.by, lambda: decide(aggregate, *arguments, by=command.by, now=now, **named))

        return self._ledger.change(self.kind, of, command, ask, see=see)

    def _check_role(self, by: Actor, command: str) -> None:
        """Let in whose role includes a command.

        Raises:
            RoleForbidden: It does not.
        """
        refuse_first(role_refusal(by.role, f"{self.name}.{command}"))

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

    def _hidden(self, aggregate: A, by: Actor) -> Refusal | None:  # noqa: ARG002 - for those that hide something
        """Return what somebody hears who may not know of an aggregate: that it does not exist."""
        return None

    def _allowed(self, aggregate: A, by: Actor) -> tuple[str, ...]:
        """Name the commands that the user could give now."""
        return tuple(name for name in self._permitted(aggregate, by) if may(by.role, f"{self.name}.{name}"))

    def _permitted(self, aggregate: A, by: Actor) -> tuple[str, ...]:  # noqa: ARG002 - for those that have states
        """Name the commands that the aggregate would take from the user, whatever the role."""
        return ()
