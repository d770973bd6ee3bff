"""The use cases of units and users: what an administrator does."""

from dataclasses import dataclass
from datetime import datetime

from application.command import Command, Receipt
from application.ledger import Ledger
from application.ports import CodesInForce, Directory
from application.rights import may
from application.use_cases import UseCases
from domain.actor import Actor, Role
from domain.money import Money
from domain.organisation.structure import KnownUnit, KnownUser
from domain.organisation.unit import Unit, unit_stream
from domain.organisation.user import User, user_stream
from domain.refusals import Refusal, refuse_first


class UnknownUnit(Refusal):
    """No such unit, or it is closed."""

    code = "unknown_unit"


class UnknownUser(Refusal):
    """No such user, or the account is inactive."""

    code = "unknown_user"


class UnknownAddressee(Refusal):
    """Neither a unit nor a user who is there is known by this name."""

    code = "unknown_addressee"


class HandlerElsewhere(Refusal):
    """The user works neither in that unit nor in one above it, and would not see the case that they are to handle."""

    code = "handler_elsewhere"


class CannotHandle(Refusal):
    """None of the user's roles handles cases."""

    code = "cannot_handle"


class Units(UseCases[Unit]):
    """What can be done with units. Each method is one command; all raise what `UseCases` and `Unit` raise."""

    kind = Unit
    name = "unit"

    def __init__(self, ledger: Ledger, directory: Directory) -> None:
        """Work on a ledger, with the units that are known."""
        super().__init__(ledger)
        self._directory = directory

    def found(
        self,
        unit_id: str,
        name: str,
        superior_id: str | None,
        jurisdiction: str | None = None,
        *,
        command: Command,
    ) -> Receipt:
        """Found a unit; without a jurisdiction it follows the rules that the unit above it does.

        Raises:
            UnknownUnit: The superior unit is unknown or closed.
        """
        self._check_role(command.by, "found")
        refuse_first(unknown_unit(self._directory, superior_id))

        def begin(unit: Unit, now: datetime) -> None:
            unit.found(unit_id, name, superior_id, jurisdiction, now=now)

        return self._ledger.change(Unit, unit_stream(unit_id), command, begin, may_begin=True)

    def rename(self, unit_id: str, name: str, *, command: Command) -> Receipt:
        """Give it another name."""
        return self._change(unit_stream(unit_id), command, Unit.rename, name)

    def move(self, unit_id: str, superior_id: str | None, *, command: Command) -> Receipt:
        """Put it under another unit, or at the top.

        Raises:
            UnknownUnit: The superior unit is unknown or closed.
        """
        self._check_role(command.by, "move")
        refuse_first(unknown_unit(self._directory, superior_id))
        organisation = self._directory.organisation(superior_id)
        return self._change(unit_stream(unit_id), command, Unit.move, superior_id, organisation=organisation)

    def appoint_head(self, unit_id: str, head_id: str, *, command: Command) -> Receipt:
        """Let somebody answer for it.

        Raises:
            UnknownUser: There is no such user.
        """
        self._check_role(command.by, "appoint_head")
        refuse_first(unknown_user(self._directory, head_id))
        return self._change(unit_stream(unit_id), command, Unit.appoint_head, head_id)

    def relieve_head(self, unit_id: str, *, command: Command) -> Receipt:
        """Let nobody answer for it."""
        return self._change(unit_stream(unit_id), command, Unit.relieve_head)

    def set_jurisdiction(self, unit_id: str, jurisdiction: str | None, *, command: Command) -> Receipt:
        """Say whose rules it follows; None: those that the unit above it does."""
        return self._change(unit_stream(unit_id), command, Unit.set_jurisdiction, jurisdiction)

    def close(self, unit_id: str, *, command: Command) -> Receipt:
        """Let it take no more cases."""
        return self._change(unit_stream(unit_id), command, Unit.close)

    def reopen(self, unit_id: str, *, command: Command) -> Receipt:
        """Let it take cases again."""
        return self._change(unit_stream(unit_id), command, Unit.reopen)

    def show(self, unit_id: str, by: Actor) -> KnownUnit:
        """Return a unit.

        Raises:
            NotFound: There is none of this name.
        """
        self._check_role(by, "read")
        return self._ledger.look(Unit, unit_stream(unit_id)).aggregate.known()

    def _permitted(self, aggregate: Unit, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)


class Users(UseCases[User]):
    """What can be done with users. Each method is one command; all raise what `UseCases` and `User` raise."""

    kind = User
    name = "user"

    def __init__(self, ledger: Ledger, directory: Directory, codes: CodesInForce) -> None:
        """Work on a ledger, with the units that are known and the lists in force."""
        super().__init__(ledger)
        self._directory = directory
        self._codes = codes

    def register(self, user_id: str, unit_id: str, roles: tuple[Role, ...], *, command: Command) -> Receipt:
        """Make a user known.

        Raises:
            UnknownUnit: The unit is unknown or closed.
        """
        self._check_role(command.by, "register")
        refuse_first(unknown_unit(self._directory, unit_id))

        def begin(user: User, now: datetime) -> None:
            user.register(user_id, unit_id, roles, now=now)

        return self._ledger.change(User, user_stream(user_id), command, begin, may_begin=True)

    def move_to_unit(self, user_id: str, unit_id: str, *, command: Command) -> Receipt:
        """Let the user work in another unit.

        Raises:
            UnknownUnit: The unit is unknown or closed.
        """
        self._check_role(command.by, "move_to_unit")
        refuse_first(unknown_unit(self._directory, unit_id))
        return self._change(user_stream(user_id), command, User.move_to_unit, unit_id)

    def grant_role(self, user_id: str, role: Role, *, command: Command) -> Receipt:
        """Give the user a role."""
        return self._change(user_stream(user_id), command, User.grant_role, role)

    def revoke_role(self, user_id: str, role: Role, *, command: Command) -> Receipt:
        """Take a role from the user."""
        return self._change(user_stream(user_id), command, User.revoke_role, role)

    def set_limit(self, user_id: str, limit: tuple[Money, ...] | None, *, command: Command) -> Receipt:
        """Set up to which amounts the user grants redress alone."""
        return self._change(user_stream(user_id), command, User.set_limit, limit)

    def set_grade(self, user_id: str, grade: str, *, command: Command) -> Receipt:
        """Set the grade as relationship manager."""
        return self._change(user_stream(user_id), command, User.set_grade, grade, codes=self._codes())

    def deactivate(self, user_id: str, *, command: Command) -> Receipt:
        """Let the user in no more."""
        return self._change(user_stream(user_id), command, User.deactivate)

    def reactivate(self, user_id: str, *, command: Command) -> Receipt:
        """Let the user in again."""
        return self._change(user_stream(user_id), command, User.reactivate)

    def tree_of(self, by: Actor) -> str | None:
        """Return the unit at whose tree a user's list of users ends; None: they see everybody."""
        if may(by.role, "user.read"):
            return None
        line = [unit.unit_id for unit in self._directory.organisation(by.unit_id).line(by.unit_id)]
        return line[-1] if line else by.unit_id

    def show(self, user_id: str, by: Actor) -> KnownUser:
        """Return a user.

        Raises:
            NotFound: There is none of this name.
        """
        self._check_role(by, "read")
        return self._ledger.look(User, user_stream(user_id)).aggregate.known()

    def _permitted(self, aggregate: User, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)


def unknown_unit(directory: Directory, unit_id: str | None) -> Refusal | None:
    """Refuse a unit that nobody founded or that takes no cases; None is no unit."""
    if unit_id is None:
        return None
    unit = directory.organisation(unit_id).units.get(unit_id)
    return None if unit and unit.is_active else UnknownUnit("There is no such unit, or it is closed.")


@dataclass(frozen=True, slots=True)
class Home:
    """The unit that takes a case in. `is_lost`: nobody takes cases where it was told to; it waits to be placed."""

    unit_id: str
    is_lost: bool = False


def home_of(directory: Directory, told: str, by: Actor) -> Home:
    """Return the unit that takes in what came for the unit that was `told`.

    People hear that no unit of this name takes cases; a customer's word that a system brings is never turned away for
    it: the nearest unit above takes it in, or that of the system, or one above that.

    Raises:
        UnknownUnit: A person names a unit that takes no cases.
    """
    organisation = directory.organisation(told, by.unit_id)
    unit = organisation.units.get(told)
    if (unit is not None and unit.is_active) or (unit is None and told == by.unit_id):
        return Home(told)
    if by.role is not Role.INTAKE:
        raise UnknownUnit("There is no such unit, or it is closed.")
    line = (*organisation.line(told), *organisation.line(by.unit_id))
    return Home(next((one.unit_id for one in line if one.is_active), by.unit_id), is_lost=True)


def unknown_addressee(directory: Directory, to: str) -> Refusal | None:
    """Refuse to call in somebody whom nobody knows."""
    if unknown_unit(directory, to) is None or unknown_user(directory, to) is None:
        return None
    return UnknownAddressee("Name a unit or a user: /v1/units and /v1/users list them.")


def unknown_user(directory: Directory, user_id: str) -> Refusal | None:
    """Refuse a user whom nobody registered or who is let in no more."""
    user = directory.user(user_id)
    return None if user and user.is_active else UnknownUser("There is no such user, or the account is inactive.")


def not_handling(directory: Directory, handler_id: str, action: str) -> Refusal | None:
    """Refuse a handler in none of whose roles one takes such cases: nobody else would work on it."""
    user = directory.user(handler_id)
    if user is None or any(may(role, action) for role in user.roles):
        return None
    return CannotHandle(f"'{handler_id}' handles no cases; assign somebody who takes them.")


def working_below(directory: Directory, employee_id: str | None, *user_ids: str | None) -> frozenset[str]:
    """Return those of some users who work in a unit that an employee heads, or below one."""
    if employee_id is None:
        return frozenset()
    known = [user for user_id in user_ids if user_id not in {None, employee_id} and (user := directory.user(user_id))]
    return frozenset(
        one.user_id for one in known if directory.organisation(one.unit_id).is_under(one.unit_id, employee_id)
    )


def handler_elsewhere(directory: Directory, handler_id: str, unit_id: str) -> Refusal | None:
    """Refuse a handler who works neither in the unit that is to own a case nor above it."""
    user = directory.user(handler_id)
    if user is None or user.unit_id == unit_id or directory.organisation(unit_id).is_within(unit_id, user.unit_id):
        return None
    return HandlerElsewhere(f"'{handler_id}' does not work in the unit '{unit_id}', nor above it.")
