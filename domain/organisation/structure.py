"""Units and users as values that a command is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from domain.actor import Role

_NOTHING: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A part of the bank. `superior_id` is the unit above it, None at the top; `head_id` the user who heads it.

    `jurisdiction` is whose rules it follows (ISO 3166: CN, GB-SCT); None: those that the unit above it follows.
    """

    unit_id: str
    name: str = ""
    superior_id: str | None = None
    head_id: str | None = None
    is_active: bool = True
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class KnownUser:
    """Somebody who works in a unit, in one or several roles. `limit` as in `Actor`; None: that of the role."""

    user_id: str
    unit_id: str
    roles: tuple[Role, ...] = ()
    limit: Mapping[str, Decimal] | None = field(default=None)
    grade: str | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Organisation:
    """Some units, each with all that are above it."""

    units: Mapping[str, KnownUnit]

    def line(self, unit_id: str | None) -> Iterator[KnownUnit]:
        """Yield a unit and those above it, the lowest first; an unknown unit has no line."""
        seen: set[str] = set()
        while unit_id is not None and unit_id in self.units and unit_id not in seen:
            seen.add(unit_id)
            yield self.units[unit_id]
            unit_id = self.units[unit_id].superior_id

    def is_under(self, unit_id: str | None, user_id: str) -> bool:
        """Tell whether a user heads a unit or one above it."""
        return any(unit.head_id == user_id for unit in self.line(unit_id))

    def heads_over(self, unit_id: str | None) -> frozenset[str]:
        """Return the users who head a unit or one above it."""
        return frozenset(unit.head_id for unit in self.line(unit_id) if unit.head_id is not None)

    def recusing(self, unit_id: str | None, role: Role) -> frozenset[str]:
        """Return those above a user of a role in a unit, in whose cases the user has no part 回避.

        Nobody is above who heads the top of the bank: there compliance is who is left, and looks at it.
        """
        heads = self.heads_over(unit_id)
        top = next(reversed(list(self.line(unit_id))), None)
        return heads - {top.head_id} if top and role is Role.COMPLIANCE else heads

    def superior_of(self, unit_id: str | None, user_id: str) -> str | None:
        """Return the lowest unit above every one in the line that a user heads; None: they head the top, or none."""
        line = list(self.line(unit_id))
        headed = [place for place, unit in enumerate(line) if unit.head_id == user_id]
        if not headed or headed[-1] + 1 == len(line):
            return None
        return line[headed[-1] + 1].unit_id

    def jurisdiction_of(self, unit_id: str | None) -> str | None:
        """Return whose rules a unit follows: its own jurisdiction, or that of the nearest unit above that has one."""
        return next((unit.jurisdiction for unit in self.line(unit_id) if unit.jurisdiction is not None), None)

    def is_within(self, unit_id: str | None, above_id: str) -> bool:
        """Tell whether a unit is another one or lies below it."""
        return any(unit.unit_id == above_id for unit in self.line(unit_id))


NO_UNITS = Organisation(MappingProxyType({}))
"""Nothing is known of any unit."""
