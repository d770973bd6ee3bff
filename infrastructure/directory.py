"""The directory: units and users out of the log, kept for a short while in memory."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Engine

from application.ports import Log
from domain.actor import Role
from domain.organisation.structure import KnownUnit, KnownUser, Organisation
from domain.organisation.unit import Unit, unit_stream
from domain.organisation.user import User, user_stream
from projections.organisation_questions import OrganisationLists

FRESH_SECONDS: Final = 3.0
"""For how long a process may work with what another one has changed meanwhile."""
MOST_KEPT: Final = 50_000

K = TypeVar("K", KnownUnit, KnownUser, frozenset[str])


class LoggedDirectory:
    """Units and users by their streams, so that whoever was just registered is known at once. Threads may share it.

    What lies below a unit, and who works in it, comes from a read model: lists ask for it, and those lag as well.
    """

    def __init__(self, log: Log, engine: Engine) -> None:
        """Read from a log, and through `engine` from the read model of the tree."""
        self._log = log
        self._lists = OrganisationLists(engine)
        self._units: dict[str, tuple[float, KnownUnit]] = {}
        self._users: dict[str, tuple[float, KnownUser]] = {}
        self._below: dict[str, tuple[float, frozenset[str]]] = {}
        self._working: dict[str, tuple[float, frozenset[str]]] = {}

    def user(self, user_id: str) -> KnownUser | None:
        """Return a user, or None where nobody has this id."""
        return _kept(self._users, user_id, self._load_user)

    def organisation(self, *unit_ids: str | None) -> Organisation:
        """Return units with all that are above them; unknown ones are left out."""
        found: dict[str, KnownUnit] = {}
        left = list(unit_ids)
        while left:
            unit_id = left.pop()
            unit = None if unit_id is None or unit_id in found else _kept(self._units, unit_id, self._load_unit)
            if unit is not None:
                found[unit.unit_id] = unit
                left.append(unit.superior_id)
        return Organisation(found)

    def below(self, unit_id: str) -> frozenset[str]:
        """Return a unit with all units below it."""
        return _kept(self._below, unit_id, self._lists.below) or frozenset()

    def working_in(self, unit_id: str | None, role: Role) -> frozenset[str]:
        """Return who works in a unit in a role."""
        key = f"{role} {unit_id or ''}"
        return _kept(self._working, key, lambda _: self._lists.working_in(unit_id, role)) or frozenset()

    def forget(self) -> None:
        """Ask the log again."""
        self._units.clear()
        self._users.clear()
        self._below.clear()
        self._working.clear()

    def _load_unit(self, unit_id: str) -> KnownUnit | None:
        unit = self._log.load(Unit, unit_stream(unit_id)).aggregate
        return unit.known() if unit.version else None

    def _load_user(self, user_id: str) -> KnownUser | None:
        user = self._log.load(User, user_stream(user_id)).aggregate
        return user.known() if user.version else None


def _kept(kept: dict[str, tuple[float, K]], key: str, load: Callable[[str], K | None]) -> K | None:
    """Return what is kept while it is fresh; what is not there is asked for each time."""
    now = time.monotonic()
    found = kept.get(key)
    if found is not None and now - found[0] < FRESH_SECONDS:
        return found[1]
    value = load(key)
    if value is None:
        kept.pop(key, None)
        return None
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = (now, value)
    return value
