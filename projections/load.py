"""Load: how much work lies with whom, and what has stood still longest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, Engine, Row, cast, func, select, union_all

from domain.complaint.state import BEFORE_END
from domain.sight import Sight
from projections.visible import not_recused, recused
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
    """Asks how the work is spread. What the asking user may not see is in no number."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def of(self, *, asking: Sight, unit_id: str | None = None) -> LoadOfUnits:
        """Return the load of a unit, or of all."""
        group = TALLY.columns
        of_unit = [] if unit_id is None else [group.unit_id == unit_id]
        spread = (
            select(group.unit_id, group.handler_id, cast(func.sum(group.number), BigInteger))
            .where(group.number > 0, *of_unit)
            .group_by(group.unit_id, group.handler_id)
        )
        hidden = (
            select(ROW.unit_id, func.coalesce(ROW.handler_id, NOBODY), func.count())
            .where(ROW.is_open, recused(ROW, asking))
            .group_by(ROW.unit_id, ROW.handler_id)
        )
        with self._engine.connect() as connection:
            shares = spread_over(connection.execute(spread), connection.execute(hidden))
            oldest = connection.execute(longest(shown(asking, unit_id))).all()
        return LoadOfUnits(shares, [Oldest(*row) for row in oldest])


def spread_over(all_of_them: Iterable[Row[Any]], hidden: Iterable[Row[Any]]) -> list[Share]:
    """Take off what the asking user may not know of."""
    less = {(unit, handler): number for unit, handler, number in hidden}
    left = [(unit, handler, number - less.get((unit, handler), 0)) for unit, handler, number in all_of_them]
    return [Share(unit, handler or None, number) for unit, handler, number in sorted(left) if number > 0]


def shown(asking: Sight, unit_id: str | None) -> list[ColumnElement[bool]]:
    """Return what a case has to meet to be counted."""
    return [
        ROW.is_open,
        not_recused(ROW, asking),
        *([] if unit_id is None else [ROW.unit_id == unit_id]),
    ]


def longest(conditions: list[ColumnElement[bool]]) -> CompoundSelect[Any]:
    """Return the question for the oldest case in each state; each state has a question of its own, and an index."""
    columns = (ROW.state, ROW.case_id, ROW.reference, ROW.unit_id, ROW.handler_id, ROW.state_since)
    first = [
        select(*columns).where(ROW.state == state.value, *conditions).order_by(ROW.state_since).limit(1).subquery()
        for state in sorted(BEFORE_END)
    ]
    return union_all(*(select(one) for one in first))
