"""Load: how much work lies with whom, and what has stood still longest."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Engine,
    Row,
    Select,
    any_,
    cast,
    column,
    func,
    literal,
    select,
    true,
    union_all,
)

from domain.case.instants import EARLIEST_ZONE
from domain.complaint.record import UNROUTED
from domain.complaint.state import BEFORE_END
from domain.request.state import BEFORE_END as REQUEST_BEFORE_END
from domain.sight import Sight
from projections.visible import hidden, of_each, owned, permitted, texts
from projections.worklist import IS_BREACHED, IS_WAITED_FOR, NOBODY, ROW, TABLE, TALLY
from projections.zones import local_time


@dataclass(frozen=True, slots=True)
class Dues:
    """How many cases have something due on this day, and how many something that was due and is not done."""

    due_today: int = 0
    breached: int = 0


NOTHING = Dues()


@dataclass(frozen=True, slots=True)
class Share:
    """The open cases of one handler in one unit; those that nobody handles have no handler.

    `regulatory`: by the clocks of what authorities want; `internal`: by those of the bank's own promises; `agreed`: by
    the day agreed with the complainant, while there is no answer. Today is that of the owning unit.
    """

    unit_id: str
    handler_id: str | None
    open: int
    regulatory: Dues = NOTHING
    internal: Dues = NOTHING
    agreed: Dues = NOTHING


@dataclass(frozen=True, slots=True)
class TaskShare:
    """What a unit was asked to contribute to others' cases and has not: `overdue` past its day, in the unit's zone."""

    unit_id: str
    open: int
    due_today: int
    overdue: int


@dataclass(slots=True)
class Dated:
    """How many there are in all, how many of this day, and how many of an earlier one."""

    all: int = 0
    today: int = 0
    past: int = 0


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
    """The load of one unit or of all. `unrouted`: open cases that no routing rule matched and nobody has placed."""

    shares: list[Share]
    tasks: list[TaskShare]
    unrouted: int
    longest: list[Oldest]


Place = tuple[str, str]
"""A unit, and a handler in it or nobody."""

DAYS: Mapping[str, ColumnElement[date]] = {
    "regulatory": ROW.regulatory_due_on,
    "internal": ROW.internal_due_on,
    "agreed": ROW.due_on,
}
"""The columns with the days that count, by whose they are."""

STATES = (*sorted(BEFORE_END), *sorted(REQUEST_BEFORE_END))
"""The states of open complaints, then those of open service requests."""


class Load:
    """Asks how the work is spread over the units of the user. What they may not see is in no number."""

    def __init__(self, engine: Engine, zone_of: Callable[[str], str]) -> None:
        """Ask through `engine`; days are those of each unit's zone."""
        self._engine = engine
        self._zone_of = zone_of

    def of(self, *, asking: Sight, now: datetime, unit_id: str | None = None) -> LoadOfUnits:
        """Return the load of a unit of the user's, or of all of them."""
        days = Days(self._zone_of, now)
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
            dues = dues_of(connection, days, asking, unit_id)
            shares = spread_over(connection.execute(spread), less, dues)
            tasks = task_shares(days.counted(connection.execute(asked_for(asking, unit_id))))
            waiting = connection.scalar(unrouted(asking, unit_id)) or 0
            oldest = connection.execute(longest(asking, unit_id)).all()
        return LoadOfUnits(shares, tasks, waiting, [Oldest(*row) for row in oldest])


class Days:
    """Tells which days have come, in the zone of each unit."""

    def __init__(self, zone_of: Callable[[str], str], now: datetime) -> None:
        """Look at an instant."""
        self._zone_of = zone_of
        self._now = now
        self.latest = (now + EARLIEST_ZONE).date()
        """No later day has come anywhere on earth."""

    def counted(self, groups: Iterable[Row[Any]]) -> dict[tuple[str, str], Dated]:
        """Count groups of unit, handler, day and number by unit and handler."""
        found: dict[tuple[str, str], Dated] = {}
        for unit, handler, day, number in groups:
            dated = found.setdefault((unit, handler), Dated())
            today = local_time(self._now, self._zone_of(unit)).date()
            dated.all += number
            dated.today += number if day == today else 0
            dated.past += number if day is not None and day < today else 0
        return found


def dues_of(
    connection: Connection, days: Days, sight: Sight, unit_id: str | None
) -> Mapping[Place, Mapping[str, Dues]]:
    """Return by unit and handler what is due and what is past, by whose date it is."""
    found: dict[Place, dict[str, Dues]] = {}
    late = {
        (unit, handler): {"regulatory": regulatory, "internal": internal}
        for unit, handler, regulatory, internal in connection.execute(breached(sight, unit_id))
    }
    for name, day in DAYS.items():
        dated = days.counted(connection.execute(due(day, sight, days.latest, unit_id)))
        for place in dated.keys() | late.keys():
            one = dated.get(place, Dated())
            past = late.get(place, {}).get(name, 0) if name != "agreed" else one.past
            found.setdefault(place, {})[name] = Dues(one.today, past)
    return found


def due(day: ColumnElement[date], sight: Sight, latest: date, unit_id: str | None) -> Select[Any]:
    """Return the question for what is due by a day that may have come."""
    handler = func.coalesce(ROW.handler_id, NOBODY)
    return (
        select(ROW.unit_id, handler, day, func.count())
        .where(ROW.is_open, day <= latest, owned(ROW, sight), permitted(ROW, sight), of_unit(ROW.unit_id, unit_id))
        .group_by(ROW.unit_id, handler, day)
    )


def breached(sight: Sight, unit_id: str | None) -> Select[Any]:
    """Return the question for the cases with a clock that is breached: a regime's, and one of the bank's own."""
    handler = func.coalesce(ROW.handler_id, NOBODY)
    counts = (func.count().filter(flag) for flag in (ROW.has_regulatory_breach, ROW.has_internal_breach))
    return (
        select(ROW.unit_id, handler, *counts)
        .where(ROW.is_open, IS_BREACHED, owned(ROW, sight), permitted(ROW, sight), of_unit(ROW.unit_id, unit_id))
        .group_by(ROW.unit_id, handler)
    )


def asked_for(sight: Sight, unit_id: str | None) -> Select[Any]:
    """Return the question for the open tasks of the user's units."""
    task = func.json_each(ROW.open_tasks).table_valued("key", column("value", JSON), name="task")
    unit = task.columns.value["unit_id"].as_string()
    day = cast(task.columns.value["due_on"].as_string(), Date)
    of_user = true() if sight.units is None else unit == any_(texts(sight.units))
    return (
        select(unit, literal(NOBODY), day, func.count())
        .select_from(TABLE.join(task, true()))
        .where(ROW.is_open, IS_WAITED_FOR, permitted(ROW, sight), of_user, of_unit(unit, unit_id))
        .group_by(unit, day)
    )


def unrouted(sight: Sight, unit_id: str | None) -> Select[Any]:
    """Return the question for how many cases wait since no rule matched them."""
    waiting = (ROW.is_open, ROW.queue == UNROUTED, owned(ROW, sight), permitted(ROW, sight))
    return select(func.count()).where(*waiting, of_unit(ROW.unit_id, unit_id))


def task_shares(counted: Mapping[tuple[str, str], Dated]) -> list[TaskShare]:
    """Say what each unit is asked for."""
    return [TaskShare(unit, dated.all, dated.today, dated.past) for (unit, _), dated in sorted(counted.items())]


def of_unit(column: ColumnElement[str], unit_id: str | None) -> ColumnElement[bool]:
    """Return the condition for one unit, or for any."""
    return true() if unit_id is None else column == unit_id


def spread_over(
    all_of_them: Iterable[Row[Any]], hidden_ones: Iterable[Row[Any]], dues: Mapping[Place, Mapping[str, Dues]]
) -> list[Share]:
    """Take off what the asking user may not know of, and say what is due."""
    less: Counter[tuple[str, str]] = Counter()
    for unit, handler, number in hidden_ones:
        less[unit, handler] += number
    left = [(unit, handler, number - less[unit, handler]) for unit, handler, number in all_of_them]
    return [
        Share(unit, handler or None, number, **dues.get((unit, handler), {}))
        for unit, handler, number in sorted(left)
        if number > 0
    ]


def longest(sight: Sight, unit_id: str | None) -> CompoundSelect[Any]:
    """Return the question for the oldest case in each state; each state has a question of its own, and an index."""
    columns = (ROW.state, ROW.case_id, ROW.reference, ROW.unit_id, ROW.handler_id, ROW.state_since)
    rows = select(*columns).where(ROW.is_open, permitted(ROW, sight), of_unit(ROW.unit_id, unit_id))
    rows = rows.order_by(ROW.state_since).limit(1)
    first = [oldest_of(rows.where(ROW.state == state.value), sight).subquery() for state in STATES]
    return union_all(*(select(one) for one in first))


def oldest_of(rows: Select[Any], sight: Sight) -> Select[Any]:
    """Return the question for the oldest of some rows that units of the user own, each unit along its own index."""
    if sight.units is None:
        return rows
    found = of_each(rows, ROW.unit_id, sight.units).subquery()
    return select(found).order_by(found.columns.state_since).limit(1)
