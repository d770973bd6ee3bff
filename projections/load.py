"""Load: how much work lies with whom, and what has stood still longest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Engine,
    Row,
    Select,
    cast,
    func,
    select,
    true,
    union_all,
)

from domain.complaint.state import BEFORE_END
from domain.sight import Sight
from projections.visible import hidden, of_each_unit, owned, permitted
from projections.worklist import NOBODY, ROW, TALLY


@dataclass(frozen=True, slots=True)
class Share:
    """The open cases of one handler in one unit; those that nobody handles have no handler."""

    unit_id: str
    handler_id: str | None
    open: int


@dataclass(frozen=True, slots=True)
class Oldest:
    """The open case that has been in a state longest."""

    state: str
    case_id: str
    reference: str
    unit_id: str
    handler_id: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class LoadOfUnits:
    """The load of one unit or of all."""

    shares: list[Share]
    longest: list[Oldest]


class Load:
    """Asks how the work is spread over the units of the user. What they may not see is in no number."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def of(self, *, asking: Sight, unit_id: str | None = None) -> LoadOfUnits:
        """Return the load of a unit of the user's, or of all of them."""
        group = TALLY.columns
        spread = (
            select(group.unit_id, group.handler_id, cast(func.sum(group.number), BigInteger))
            .where(group.number > 0, owned(group, asking), of_unit(group.unit_id, unit_id))
            .group_by(group.unit_id, group.handler_id)
        )
        secret = [
            select(ROW.unit_id, func.coalesce(ROW.handler_id, NOBODY), func.count())
            .where(ROW.is_open, owned(ROW, asking), of_unit(ROW.unit_id, unit_id), condition)
            .group_by(ROW.unit_id, ROW.handler_id)
            for condition in hidden(ROW, asking)
        ]
        with self._engine.connect() as connection:
            less = [row for one in secret for row in connection.execute(one)]
            shares = spread_over(connection.execute(spread), less)
            oldest = connection.execute(longest(asking, unit_id)).all()
        return LoadOfUnits(shares, [Oldest(*row) for row in oldest])


def of_unit(column: ColumnElement[str], unit_id: str | None) -> ColumnElement[bool]:
    """Return the condition for one unit, or for any."""
    return true() if unit_id is None else column == unit_id


def spread_over(all_of_them: Iterable[Row[Any]], hidden_ones: Iterable[Row[Any]]) -> list[Share]:
    """Take off what the asking user may not know of."""
    less: Counter[tuple[str, str]] = Counter()
    for unit, handler, number in hidden_ones:
        less[unit, handler] += number
    left = [(unit, handler, number - less[unit, handler]) for unit, handler, number in all_of_them]
    return [Share(unit, handler or None, number) for unit, handler, number in sorted(left) if number > 0]


def longest(sight: Sight, unit_id: str | None) -> CompoundSelect[Any]:
    """Return the question for the oldest case in each state; each state has a question of its own, and an index."""
    columns = (ROW.state, ROW.case_id, ROW.reference, ROW.unit_id, ROW.handler_id, ROW.state_since)
    rows = select(*columns).where(ROW.is_open, permitted(ROW, sight), of_unit(ROW.unit_id, unit_id))
    rows = rows.order_by(ROW.state_since).limit(1)
    first = [oldest_of(rows.where(ROW.state == state.value), sight).subquery() for state in sorted(BEFORE_END)]
    return union_all(*(select(one) for one in first))


def oldest_of(rows: Select[Any], sight: Sight) -> Select[Any]:
    """Return the question for the oldest of some rows that units of the user own, each unit along its own index."""
    if sight.units is None:
        return rows
    found = of_each_unit(rows, ROW, sight.units).subquery()
    return select(found).order_by(found.columns.state_since).limit(1)
