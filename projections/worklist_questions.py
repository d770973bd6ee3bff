"""What the worklist is asked: which cases, page by page, and how many."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import BigInteger, ColumnElement, Engine, Row, Select, cast, false, func, not_, select, union_all

from domain.sight import Sight
from projections import search
from projections.keyset import Keyset, Page, limited
from projections.visible import elsewhere, hidden, of_each_unit, owned, permitted, reached
from projections.worklist import (
    AWAITS_APPROVAL,
    HAS_NEW_FACTS,
    IS_HELD,
    IS_SUSPENDED,
    NOBODY,
    ORDER,
    ROW,
    TABLE,
    TALLY,
    Entry,
)

MOST_URGENT = Keyset(ORDER)
TALLIED = ("unit_id", "handler_id", "kind", "state", "severity")
"""What the tally can be asked by."""

FLAGS: Mapping[str, ColumnElement[bool]] = {
    "is_suspended": IS_SUSPENDED,
    "has_new_facts": HAS_NEW_FACTS,
    "is_held": IS_HELD,
    "awaits_approval": AWAITS_APPROVAL,
}
"""What is asked with yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which open cases are wanted; what is None or empty does not matter.

    Ages are in days since receipt; a case that is just as old as a limit counts as younger. `is_unassigned` asks for
    what nobody handles, `queue` for a queue of the routing rules by its name, such as `unrouted`. `awaits_approval`:
    proposed, and somebody has to approve. `severity`: of a service request its priority.
    """

    unit_id: str | None = None
    kind: str | None = None
    handler_id: str | None = None
    is_unassigned: bool | None = None
    queue: str | None = None
    is_suspended: bool | None = None
    has_new_facts: bool | None = None
    is_held: bool | None = None
    awaits_approval: bool | None = None
    state: str | None = None
    complaint_class: str | None = None
    category: str | None = None
    severity: str | None = None
    older_than_days: float | None = None
    younger_than_days: float | None = None
    text: str | None = None


@dataclass(slots=True)
class Counts:
    """How many cases there are, and how many of each state, severity and unit."""

    total: int = 0
    by_state: Counter[str] = field(default_factory=Counter)
    by_severity: Counter[str] = field(default_factory=Counter)
    by_unit: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, *, state: str, severity: str, unit_id: str) -> None:
        """Add so many cases that are alike."""
        self.total += number
        self.by_state[state] += number
        self.by_severity[severity] += number
        self.by_unit[unit_id] += number

    def add_all(self, groups: Iterable[Row[Any]], times: int = 1) -> None:
        """Add groups of state, severity, unit and number."""
        for state, severity, unit_id, number in groups:
            self.add(times * number, state=state, severity=severity, unit_id=unit_id)

    def without_zeros(self) -> Self:
        """Forget the groups that nothing is left of."""
        self.by_state, self.by_severity, self.by_unit = +self.by_state, +self.by_severity, +self.by_unit
        return self


class Worklist:
    """Asks for open cases. What the asking user may not see is in no list and in no count."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def page(
        self, wanted: Wanted, *, asking: Sight, now: datetime, after: str | None = None, limit: int = 50
    ) -> Page[Entry]:
        """Return the most urgent cases: by severity, major first, then who waits longest.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit = limited(limit)
        wishes = chosen(wanted, now)
        if after is not None:
            wishes.append(MOST_URGENT.beyond(after))
        with self._engine.connect() as connection:
            found = connection.execute(first_of(wanted, wishes, asking, limit + 1)).all()
        return MOST_URGENT.page([Entry(*row) for row in found], limit)

    def counts(self, wanted: Wanted, *, asking: Sight, now: datetime) -> Counts:
        """Count the cases."""
        counts, wishes = Counts(), chosen(wanted, now)
        with self._engine.connect() as connection:
            if is_tallied(wanted):
                counts.add_all(connection.execute(tallied(wanted, asking)))
                for secret in hidden(ROW, asking):
                    counts.add_all(connection.execute(grouped(*wishes, owned(ROW, asking), secret)), -1)
            else:
                counts.add_all(connection.execute(grouped(*wishes, owned(ROW, asking), permitted(ROW, asking))))
            for found in elsewhere(ROW, asking):
                counts.add_all(connection.execute(grouped(*wishes, found, permitted(ROW, asking))))
        return counts.without_zeros()

    def case_with(self, reference: str) -> str | None:
        """Return the id of the case with a reference, open or not, or None. Who may see it is the case's affair."""
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(select(ROW.case_id).where(ROW.reference == reference))
        return found


def is_tallied(wanted: Wanted) -> bool:
    """Tell whether the tally can say how many cases there are."""
    others = [field.name for field in fields(Wanted) if field.name not in {*TALLIED, "is_unassigned"}]
    return not any(getattr(wanted, name) is not None for name in others)


def tallied(wanted: Wanted, sight: Sight) -> Select[Any]:
    """Return the question to the tally, for cases about anybody, confidential or not, of the user's units."""
    group = TALLY.columns
    found = [owned(group, sight)]
    found += [group[name] == value for name in TALLIED if (value := getattr(wanted, name)) is not None]
    if wanted.is_unassigned is not None:
        found.append((group.handler_id == NOBODY) == wanted.is_unassigned)
    axes = (group.state, group.severity, group.unit_id)
    return select(*axes, cast(func.sum(group.number), BigInteger)).where(group.number > 0, *found).group_by(*axes)


def grouped(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the question to the cases themselves."""
    axes = (ROW.state, ROW.severity, ROW.unit_id)
    return select(*axes, func.count()).where(*conditions).group_by(*axes)


def first_of(wanted: Wanted, wishes: list[ColumnElement[bool]], sight: Sight, number: int) -> Select[Any]:
    """Return the question for the most urgent cases that a user sees.

    Whoever sees all units, and a list of one handler, is answered along one index. Whose units are some asks each
    unit's own index for its most urgent ones, and beside them what is seen for another reason.
    """
    rows = select(TABLE).where(*wishes, permitted(ROW, sight)).order_by(*MOST_URGENT.order).limit(number)
    if sight.units is None or wanted.handler_id is not None:
        return rows.where(reached(ROW, sight))
    branches = [of_each_unit(rows, ROW, sight.units), *(rows.where(one) for one in elsewhere(ROW, sight))]
    found = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    return select(found).order_by(*(found.columns[column.key] for column in ORDER)).limit(number)


def chosen(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """Return what a case has to meet, whoever asks."""
    same = (*TALLIED, "queue", "complaint_class", "category")
    found = [ROW.is_open, *(ROW[name] == value for name in same if (value := getattr(wanted, name)) is not None)]
    if wanted.is_unassigned is not None:
        found.append(ROW.handler_id.is_(None) if wanted.is_unassigned else ROW.handler_id.is_not(None))
    for name, condition in FLAGS.items():
        flag = getattr(wanted, name)
        if flag is not None:
            found.append(condition if flag else not_(condition))
    if wanted.older_than_days is not None:
        found.append(ROW.received_at < now - timedelta(days=wanted.older_than_days))
    if wanted.younger_than_days is not None:
        found.append(ROW.received_at >= now - timedelta(days=wanted.younger_than_days))
    if wanted.text:
        found.append(with_text(wanted.text))
    return found


def with_text(text: str) -> ColumnElement[bool]:
    """Return the condition for cases in which a text is found; a text without words is in none, as in a search."""
    asked = search.matching(text)
    return false() if asked is None else ROW.case_id.in_(select(search.ROW.case_id).where(asked))
