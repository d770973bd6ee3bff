"""Whose a case is, and what somebody may see: values that lists and single cases are held against."""

from dataclasses import dataclass
from enum import StrEnum

from domain.actor import Actor, Role

SYSTEMS = frozenset({Role.INTAKE, Role.ADMIN})
"""Roles that bring cases in and belong to no unit that would hear from the customer again."""


class Discretion(StrEnum):
    """Which confidential cases somebody sees among those that they would see otherwise."""

    NONE = "none"
    HANDLED = "handled"
    """Those that they handle, in a unit of theirs."""
    OWNED = "owned"
    """Those that a unit of theirs owns."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a case is.

    `unit_id` owns it. `other_units` owned it before, or have a task on it that was not taken back: a transfer cuts
    nobody off. `employee_id` is whom it is about.
    """

    unit_id: str
    other_units: frozenset[str] = frozenset()
    handler_id: str | None = None
    received_by: str | None = None
    employee_id: str | None = None
    is_confidential: bool = False

    @property
    def units(self) -> frozenset[str]:
        """The units that have to do with it."""
        return self.other_units | {self.unit_id}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a user sees.

    `recused_from`: the employees whose cases do not exist for them 回避. `units`: theirs; None: all of the bank.
    `sees_received`: also what they received themselves, wherever it is now.
    """

    user_id: str
    recused_from: frozenset[str]
    units: frozenset[str] | None = None
    sees_received: bool = False
    discretion: Discretion = Discretion.ALL

    def shows(self, case: Belonging) -> bool:
        """Tell whether a case exists for them."""
        return case.employee_id not in self.recused_from and self.reaches(case) and self.is_trusted_with(case)

    def owns(self, case: Belonging) -> bool:
        """Tell whether a unit of theirs owns a case."""
        return self.units is None or case.unit_id in self.units

    def reaches(self, case: Belonging) -> bool:
        """Tell whether a case is or was a matter of a unit of theirs, or came to the bank through them."""
        return (
            self.units is None
            or not self.units.isdisjoint(case.units)
            or (self.sees_received and case.received_by == self.user_id)
        )

    def is_trusted_with(self, case: Belonging) -> bool:
        """Tell whether a case is not confidential, or they are among those who are told of it."""
        if not case.is_confidential or self.discretion is Discretion.ALL:
            return True
        if self.discretion is Discretion.NONE or not self.owns(case):
            return False
        return self.discretion is Discretion.OWNED or case.handler_id == self.user_id


def taking_in(by: Actor) -> str | None:
    """Return the unit that takes a case in, so that it goes on seeing it; None for a system."""
    return None if by.role in SYSTEMS else by.unit_id
