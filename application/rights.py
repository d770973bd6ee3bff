"""Rights: the permission table held against who asks, and whose the case is. Nothing else decides about them."""

from collections.abc import Callable, Mapping

from application.ledger import NotFound
from application.permissions import PERMISSIONS
from application.permissions.row import Condition
from application.ports import Directory
from domain.actor import Actor, Role
from domain.refusals import Refusal, refuse_first
from domain.sight import Belonging, Discretion, Sight


class RoleForbidden(Refusal):
    """The user's role does not include this."""

    code = "role_forbidden"


class AnotherUnitOwns(Refusal):
    """The case belongs to another unit, which alone does this."""

    code = "another_unit_owns"


class TaskOfAnotherUnit(Refusal):
    """The task was given to another unit, which answers it; or the owning unit writes its answer down."""

    code = "task_of_another_unit"


class RecheckOfAnotherUnit(Refusal):
    """Another unit makes the re-check: it alone says what came of it."""

    code = "recheck_of_another_unit"


DISCRETION: Mapping[Role, Discretion] = {
    Role.HANDLER: Discretion.HANDLED,
    Role.SUPERVISOR: Discretion.OWNED,
    Role.COMPLIANCE: Discretion.ALL,
}
"""Which confidential cases a role sees where the table says `confidentiality`; other roles see none."""

REACHES_BELOW = frozenset({Role.SUPERVISOR})
"""Roles to whom the units below their own are as their own."""

OWN_UNIT = frozenset({Condition.OWN_UNIT, Condition.OWN_UNIT_OR_RECEIVED, Condition.OWNING_UNIT})
"""Conditions that leave a user the cases of some units."""

HOLDS: Mapping[Condition, Callable[[Sight, Belonging], bool]] = {
    Condition.OWN_UNIT: Sight.reaches,
    Condition.OWN_UNIT_OR_RECEIVED: Sight.reaches,
    Condition.OWNING_UNIT: Sight.owns,
    Condition.RECEIVED: lambda sight, case: case.received_by == sight.user_id,
    Condition.RECUSAL: lambda sight, case: case.employee_id not in sight.recused_from,
    Condition.CONFIDENTIALITY: Sight.is_trusted_with,
}
"""The conditions that are about a user and a case; the others are rules of the aggregate about what was done before."""


class Rights:
    """Tells what a user may see and do, by the permission table and the bank's tree of units."""

    def __init__(self, directory: Directory) -> None:
        """Know the units."""
        self._directory = directory

    def sight(self, by: Actor, action: str) -> Sight:
        """Return what a user sees when they read lists by an action of the table.

        Raises:
            RoleForbidden: The user's role does not include it.
        """
        refuse_first(role_refusal(by.role, action))
        return sight_of(by, action, lambda: self._units_below(by))

    def refusal(self, by: Actor, action: str, case: Belonging, *, reading: str = "read_case") -> Refusal | None:
        """Return why a user may not do something to a case, or None.

        `reading` is the action by which cases of this kind are read: who may not read this one is told that there is
        none, unless it would be theirs to act on it unread.
        """
        refusal = role_refusal(by.role, action)
        if refusal is not None:
            return refusal
        if self._holds(by, action, case):
            return None
        if may(by.role, reading) and self._holds(by, reading, case):
            return AnotherUnitOwns(f"The case belongs to the unit '{case.unit_id}', which alone does this.")
        return NotFound("There is no such case.")

    def keeps_secret(self, by: Actor, case: Belonging) -> bool:
        """Tell whether the story of a case, wherever it is told, is kept from a user who reads cases."""
        if not may(by.role, "read_case"):
            return False
        sight = sight_of(by, "read_case", lambda: self._own(by, case.units))
        return case.employee_id in sight.recused_from or not sight.is_trusted_with(case)

    def foreign_task(self, by: Actor, case: Belonging, unit_id: str) -> Refusal | None:
        """Refuse the answer to a unit's task to whoever belongs neither to that unit nor to the owning one."""
        if self._own(by, frozenset({unit_id, case.unit_id})):
            return None
        return TaskOfAnotherUnit(f"The unit '{unit_id}' answers this task.")

    def foreign_recheck(self, by: Actor, recheck: Belonging) -> Refusal | None:
        """Refuse the result of a re-check to whoever belongs to another unit than the one that makes it."""
        if self._own(by, frozenset({recheck.unit_id})):
            return None
        return RecheckOfAnotherUnit(f"The unit '{recheck.unit_id}' makes this re-check and records its result.")

    def _holds(self, by: Actor, action: str, case: Belonging) -> bool:
        """Tell whether the conditions of a row hold for a case."""
        sight = sight_of(by, action, lambda: self._own(by, case.units))
        return all(HOLDS[one](sight, case) for one in PERMISSIONS[action][by.role] if one in HOLDS)

    def _own(self, by: Actor, units: frozenset[str]) -> frozenset[str]:
        """Return which of some units are the user's, now and not as a list shows it."""
        own = units & {by.unit_id}
        others = units - own
        if by.role not in REACHES_BELOW or not others:
            return own
        organisation = self._directory.organisation(*others)
        return own | {unit_id for unit_id in others if organisation.is_within(unit_id, by.unit_id)}

    def _units_below(self, by: Actor) -> frozenset[str]:
        """Return all units that are the user's."""
        own = frozenset({by.unit_id})
        return own | self._directory.below(by.unit_id) if by.role in REACHES_BELOW else own


def sight_of(by: Actor, action: str, units: Callable[[], frozenset[str]]) -> Sight:
    """Return what the row of an action lets a user see; `units` finds theirs, where the row asks."""
    row = PERMISSIONS[action][by.role]
    return Sight(
        user_id=by.user_id,
        recused_from=by.recused_from if Condition.RECUSAL in row else frozenset(),
        units=units() if not OWN_UNIT.isdisjoint(row) else None,
        sees_received=Condition.OWN_UNIT_OR_RECEIVED in row,
        discretion=DISCRETION.get(by.role, Discretion.NONE) if Condition.CONFIDENTIALITY in row else Discretion.ALL,
    )


def may(role: Role, action: str) -> bool:
    """Tell whether a role includes an action of the permission table.

    Raises:
        KeyError: The table has no such action.
    """
    return role in PERMISSIONS[action]


def role_refusal(role: Role, action: str) -> Refusal | None:
    """Return why a role may not do something, or None."""
    return None if may(role, action) else forbidden(role, action)


def forbidden(role: Role, action: str) -> Refusal:
    """Say who does what a role does not do."""
    others = ", ".join(spoken(one) for one in PERMISSIONS[action])
    what = f"'{action.rpartition('.')[2]}'"
    return RoleForbidden(f"A {spoken(role)} does not {what}; who does: {others or 'nobody over this interface'}.")


def spoken(name: str) -> str:
    """Return a name of the table as people say it."""
    return name.replace("_", " ")
