"""What the bank's units and users are asked: listed page by page, and what lies below a unit."""

from dataclasses import dataclass

from sqlalchemy import Engine, Select, select

from projections.keyset import Keyset, Page, limited
from projections.organisation import UNIT, USER

UNITS_BY_NAME = Keyset((UNIT.unit_id,))
USERS_BY_NAME = Keyset((USER.user_id,))


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit in the list. `superior_id`: the unit above it, None at the top; `head_id`: who answers for it.

    `jurisdiction` is its own, None where it follows the rules that the unit above it does.
    """

    unit_id: str
    name: str
    superior_id: str | None
    head_id: str | None
    is_active: bool
    jurisdiction: str | None


@dataclass(frozen=True, slots=True)
class ListedUser:
    """A user in the list."""

    user_id: str
    unit_id: str
    roles: list[str]
    grade: str | None
    is_active: bool


class OrganisationLists:
    """Asks for units and users."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def units(
        self,
        *,
        superior_id: str | None = None,
        within: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[ListedUnit]:
        """Return the units in the order of their identifiers: all, those right below one, one with all below it.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit = limited(limit)
        found = (UNIT.unit_id, UNIT.name, UNIT.superior_id, UNIT.head_id, UNIT.is_active, UNIT.jurisdiction)
        wanted = select(*found).order_by(*UNITS_BY_NAME.order).limit(limit + 1)
        if superior_id is not None:
            wanted = wanted.where(UNIT.superior_id == superior_id)
        if within is not None:
            wanted = wanted.where(UNIT.unit_id.in_(tree_of(within)))
        if after is not None:
            wanted = wanted.where(UNITS_BY_NAME.beyond(after))
        with self._engine.connect() as connection:
            return UNITS_BY_NAME.page([ListedUnit(*row) for row in connection.execute(wanted)], limit)

    def users(
        self,
        *,
        unit_id: str | None = None,
        role: str | None = None,
        within: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[ListedUser]:
        """Return the users in the order of their identifiers: all, those of a unit, in a role, of a unit and all below.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit = limited(limit)
        found = (USER.user_id, USER.unit_id, USER.roles, USER.grade, USER.is_active)
        wanted = select(*found).order_by(*USERS_BY_NAME.order).limit(limit + 1)
        if unit_id is not None:
            wanted = wanted.where(USER.unit_id == unit_id)
        if role is not None:
            wanted = wanted.where(USER.roles.contains([role]))
        if within is not None:
            wanted = wanted.where(USER.unit_id.in_(tree_of(within)))
        if after is not None:
            wanted = wanted.where(USERS_BY_NAME.beyond(after))
        with self._engine.connect() as connection:
            return USERS_BY_NAME.page([ListedUser(*row) for row in connection.execute(wanted)], limit)

    def below(self, unit_id: str) -> frozenset[str]:
        """Return a unit with all units below it; an unknown one has none."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(tree_of(unit_id)))

    def working_in(self, unit_id: str | None, role: str) -> frozenset[str]:
        """Return who works in a unit, or anywhere, in a role, without those who are let in no more."""
        wanted = select(USER.user_id).where(USER.roles.contains([role]), USER.is_active)
        if unit_id is not None:
            wanted = wanted.where(USER.unit_id == unit_id)
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(wanted))


def tree_of(unit_id: str) -> Select[tuple[str]]:
    """Return the question for a unit and all units below it."""
    tree = select(UNIT.unit_id).where(UNIT.unit_id == unit_id).cte("tree", recursive=True)
    tree = tree.union(select(UNIT.unit_id).join(tree, UNIT.superior_id == tree.columns.unit_id))
    return select(tree.columns.unit_id)
