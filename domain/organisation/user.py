"""The user: who works in a unit, in which roles, up to which limit."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from domain.actor import Actor, Role
from domain.aggregate import Aggregate, DomainEvent
from domain.codes import Codes
from domain.lifecycle import Lifecycle, not_in_this_state
from domain.money import Money, total_by_currency
from domain.organisation.structure import KnownUser
from domain.personal import Code, Id
from domain.refusals import Refusal, refuse_first

NAMESPACE = UUID("a2c6d1de-3f3b-4a55-8d5c-0c8f7b6e9d44")
"""Streams of users have the id uuid5(NAMESPACE, identifier)."""


class UserState(StrEnum):
    """Whether a user is let in."""

    ACTIVE = "active"
    INACTIVE = "inactive"


ACTIVE, INACTIVE = frozenset({UserState.ACTIVE}), frozenset({UserState.INACTIVE})
ALLOWED = {
    "move_to_unit": ACTIVE,
    "grant_role": ACTIVE,
    "revoke_role": ACTIVE,
    "set_limit": ACTIVE,
    "set_grade": ACTIVE,
    "deactivate": ACTIVE,
    "reactivate": INACTIVE,
}


class UserExists(Refusal):
    """A user with this identifier was registered before."""

    code = "user_exists"


class OwnAccount(Refusal):
    """Nobody changes their own rights: somebody else does."""

    code = "own_account"


class UserEvent(DomainEvent):
    """Something that happened to a user's account; it names the staff identifier and nothing personal."""


class User(Aggregate):
    """Somebody who works in the bank, or a system that acts for it."""

    Event = UserEvent

    user_id: str
    unit_id: str
    roles: tuple[Role, ...]
    limit: tuple[Money, ...] | None
    grade: str | None
    state: UserState

    class Registered(UserEvent):
        """The user became known."""

        topic = "user.registered"

        user_id: Id
        unit_id: Id
        roles: tuple[Role, ...]

        def apply(self, user: "User") -> None:
            """Begin with the limits of the roles and without a grade."""
            user.user_id = self.user_id
            user.unit_id = self.unit_id
            user.roles = self.roles
            user.limit = None
            user.grade = None
            user.state = UserState.ACTIVE

    class MovedToUnit(UserEvent):
        """The user works in another unit from now on."""

        topic = "user.moved_to_unit"

        unit_id: Id

        def apply(self, user: "User") -> None:
            """Set the unit."""
            user.unit_id = self.unit_id

    class RoleGranted(UserEvent):
        """The user got a role."""

        topic = "user.role_granted"

        role: Role

        def apply(self, user: "User") -> None:
            """Add the role."""
            user.roles = (*user.roles, self.role)

    class RoleRevoked(UserEvent):
        """The user lost a role; tokens for it let nobody in any more."""

        topic = "user.role_revoked"

        role: Role

        def apply(self, user: "User") -> None:
            """Remove the role."""
            user.roles = tuple(role for role in user.roles if role is not self.role)

    class LimitSet(UserEvent):
        """The user may grant redress up to these amounts; null: as the role says."""

        topic = "user.limit_set"

        limit: tuple[Money, ...] | None

        def apply(self, user: "User") -> None:
            """Set the limit."""
            user.limit = self.limit

    class GradeSet(UserEvent):
        """The user got a grade as relationship manager 客户经理等级."""

        topic = "user.grade_set"

        grade: Code
        code_versions: dict[Code, int]

        def apply(self, user: "User") -> None:
            """Set the grade."""
            user.grade = self.grade

    class Deactivated(UserEvent):
        """The user is let in no more."""

        topic = "user.deactivated"

        def apply(self, user: "User") -> None:
            """Lock the account."""
            user.state = UserState.INACTIVE

    class Reactivated(UserEvent):
        """The user is let in again."""

        topic = "user.reactivated"

        def apply(self, user: "User") -> None:
            """Unlock the account."""
            user.state = UserState.ACTIVE

    def register(self, user_id: str, unit_id: str, roles: tuple[Role, ...], *, now: datetime) -> None:
        """Register a user on a stream without events. The same again does nothing.

        Raises:
            UserExists: The user was registered before in another unit or with other roles.
        """
        if self.version:
            if (self.unit_id, set(self.roles)) != (unit_id, set(roles)):
                raise UserExists("A user with this identifier exists.")
            return
        self.record(
            User.Registered, user_id=user_id, unit_id=unit_id, roles=tuple(dict.fromkeys(roles)), occurred_at=now
        )

    def move_to_unit(self, unit_id: str, *, by: Actor, now: datetime) -> None:
        """Let the user work in another unit. In the same one nothing happens.

        Raises:
            OwnAccount: Users do not move themselves.
            NotInThisState: The account is inactive.
        """
        self._permit("move_to_unit", by)
        if unit_id != self.unit_id:
            self.record(User.MovedToUnit, unit_id=unit_id, occurred_at=now)

    def grant_role(self, role: Role, *, by: Actor, now: datetime) -> None:
        """Give the user a role. One that they have does nothing.

        Raises:
            OwnAccount: Users give themselves no role.
            NotInThisState: The account is inactive.
        """
        self._permit("grant_role", by)
        if role not in self.roles:
            self.record(User.RoleGranted, role=role, occurred_at=now)

    def revoke_role(self, role: Role, *, by: Actor, now: datetime) -> None:
        """Take a role from the user. One that they do not have does nothing.

        Raises:
            OwnAccount: Somebody else does it.
            NotInThisState: The account is inactive.
        """
        self._permit("revoke_role", by)
        if role in self.roles:
            self.record(User.RoleRevoked, role=role, occurred_at=now)

    def set_limit(self, limit: tuple[Money, ...] | None, *, by: Actor, now: datetime) -> None:
        """Set up to which amounts the user grants redress alone, one for each currency; None: as the role says.

        Raises:
            OwnAccount: Users set themselves no limit.
            NotInThisState: The account is inactive.
        """
        self._permit("set_limit", by)
        if limit != self.limit:
            self.record(User.LimitSet, limit=limit, occurred_at=now)

    def set_grade(self, grade: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Set the grade, a code of the list `manager_grade`. The same does nothing.

        Raises:
            OwnAccount: Users grade themselves not.
            NotInThisState: The account is inactive.
            UnknownCode: No such grade today.
        """
        self._permit("set_grade", by, codes.refusal("manager_grade", grade, now.date()))
        if grade != self.grade:
            self.record(User.GradeSet, grade=grade, code_versions=codes.versions("manager_grade"), occurred_at=now)

    def deactivate(self, *, by: Actor, now: datetime) -> None:
        """Let the user in no more.

        Raises:
            OwnAccount: Somebody else does it.
            NotInThisState: The account is inactive.
        """
        self._permit("deactivate", by)
        self.record(User.Deactivated, occurred_at=now)

    def reactivate(self, *, by: Actor, now: datetime) -> None:
        """Let the user in again.

        Raises:
            OwnAccount: Somebody else does it.
            NotInThisState: The account is active.
        """
        self._permit("reactivate", by)
        self.record(User.Reactivated, occurred_at=now)

    def refusal(self, command: str, by: Actor) -> Refusal | None:
        """Return why `by` may not give a command now as far as no argument is needed to know it, or None."""
        return own_account(self, by) or not_in_this_state("user", self.state, command, ALLOWED)

    def permitted(self, by: Actor) -> tuple[str, ...]:
        """Name the commands that `by` could give now."""
        return tuple(command for command in ALLOWED if self.refusal(command, by) is None)

    def known(self) -> KnownUser:
        """Return the user as a value."""
        limit = None if self.limit is None else total_by_currency(self.limit)
        return KnownUser(self.user_id, self.unit_id, self.roles, limit, self.grade, self.state is UserState.ACTIVE)

    def _permit(self, command: str, by: Actor, *found: Refusal | None) -> None:
        refuse_first(self.refusal(command, by), *found)


def own_account(user: User, by: Actor) -> Refusal | None:
    """Refuse whoever would change their own rights."""
    return OwnAccount("Somebody else changes your account.") if by.user_id == user.user_id else None


User.lifecycle = Lifecycle("user", UserState, INACTIVE, ALLOWED, dict.fromkeys(ALLOWED, (own_account,)))


def user_stream(user_id: str) -> UUID:
    """Return the stream id of a user."""
    return uuid5(NAMESPACE, user_id)
