"""What the worklist is asked: which cases, page by page, and how many."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import BigInteger, ColumnElement, Engine, Row, Select, any_, cast, false, func, not_, select, union_all

from domain.sight import Sight
from projections import elsewhere, search
from projections.elsewhere import ROW as SEEN
from projections.elsewhere import shown_to
from projections.keyset import Keyset, Page, limited
from projections.visible import hidden, of_each, only_received, owned, permitted, reached, secret_stories, texts
from projections.worklist import (
    AWAITS_APPROVAL,
    HAS_NEW_FACTS,
    IS_HELD,
    IS_SUSPENDED,
    NOBODY,
    ORDER,
    ROW,
    SHOWN,
    TABLE,
    TALLY,
    Entry,
)

MOST_URGENT = Keyset(ORDER)
ELSEWHERE = Keyset(elsewhere.ORDER)
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
        """Return the most urgent cases: by their clocks, by severity, major first, then who waits longest.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit = limited(limit)
        question = First(wanted, chosen(wanted, now), asking, limit + 1, after)
        whole = asking.units is None or wanted.handler_id is not None
        with self._engine.connect() as connection:
            found = connection.execute(question.along_one_index() if whole else question.unit_by_unit()).all()
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
            if asking.units is not None:
                counts.add_all(connection.execute(counted_elsewhere(wanted, wishes, asking, asking.units)))
            if asking.sees_received:
                received = grouped(*wishes, only_received(ROW, asking), permitted(ROW, asking))
                counts.add_all(connection.execute(received))
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


def counted_elsewhere(
    wanted: Wanted, wishes: list[ColumnElement[bool]], sight: Sight, units: frozenset[str]
) -> Select[Any]:
    """Return the question for how many cases a user sees that no unit of theirs owns."""
    axes = (SEEN.state, SEEN.severity, SEEN.unit_id)
    told = SEEN.case_id.not_in(secret_stories(ROW, sight))
    counted = select(*axes, func.count()).where(SEEN.seen_by == any_(texts(units)), shown_to(sight, units), told)
    if wanted != Wanted():
        counted = counted.join_from(elsewhere.TABLE, TABLE, ROW.case_id == SEEN.case_id).where(*wishes)
    return counted.group_by(*axes)


def wishes_elsewhere(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what is wanted as far as the rows of `elsewhere` know it: the others are passed without a look at more."""
    known = {SEEN.unit_id: wanted.unit_id, SEEN.state: wanted.state, SEEN.severity: wanted.severity}
    return [column == value for column, value in known.items() if value is not None]


class First:
    """The question for the most urgent cases that a user sees."""

    def __init__(
        self, wanted: Wanted, wishes: list[ColumnElement[bool]], sight: Sight, number: int, after: str | None
    ) -> None:
        """Ask for so many of what is wanted, which is what `wishes` say of a row, beyond a cursor.

        Raises:
            InvalidCursor: It was not given by this list.
        """
        self._wishes = [*wishes, permitted(ROW, sight)]
        self._sight = sight
        self._number = number
        self._own = [MOST_URGENT.beyond(after)] if after is not None else []
        self._others = wishes_elsewhere(wanted)
        if after is not None:
            self._others.append(ELSEWHERE.beyond(after))

    def along_one_index(self) -> Select[Any]:
        """Ask those who see all units, and for one handler's list: most of what is passed is shown."""
        return self._first(select(*SHOWN).where(reached(ROW, self._sight), *self._own), MOST_URGENT)

    def unit_by_unit(self) -> Select[Any]:
        """Ask each unit's own index for its first cases, and beside them what is seen for another reason."""
        units = self._sight.units or frozenset()
        branches = [of_each(self._first(select(*ORDER).where(*self._own), MOST_URGENT), ROW.unit_id, units)]
        shown = select(*elsewhere.ORDER).join_from(elsewhere.TABLE, TABLE, ROW.case_id == SEEN.case_id)
        shown = shown.where(shown_to(self._sight, units), *self._others)
        branches.append(of_each(self._first(shown, ELSEWHERE), SEEN.seen_by, units))
        if self._sight.sees_received:
            received = select(*ORDER).where(only_received(ROW, self._sight), *self._own)
            branches.append(self._first(received, MOST_URGENT))
        found = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
        places = select(found).order_by(*(found.columns[column.key] for column in ORDER)).limit(self._number)
        # Apart, so that what the planner expects of the rights does not decide how so few rows are fetched.
        first = places.cte("places", nesting=True).prefix_with("MATERIALIZED")
        return select(*SHOWN).join(first, ROW.case_id == first.columns.case_id).order_by(*MOST_URGENT.order)

    def _first(self, rows: Select[Any], order: Keyset) -> Select[Any]:
        return rows.where(*self._wishes).order_by(*order.order).limit(self._number)


def chosen(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """Return what a case has to meet, whoever asks."""
    same = (*TALLIED, "queue", "complaint_class", "category")
    found = [
        ROW.is_open,
        *(ROW[name] == value for name in same if (value := getattr(wanted, name)) is not None),
    ]
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
