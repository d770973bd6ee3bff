"""What the clocks are asked: what is due or breached on open cases, page by page, and how much of it where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, any_, func, not_, select, union_all

from domain.clock.cycle import ClockState
from domain.sight import Sight
from projections import clocks, elsewhere, worklist
from projections.clocks import ROW
from projections.elsewhere import ROW as SEEN
from projections.elsewhere import shown_to
from projections.keyset import Keyset, Page, limited
from projections.visible import kept_secret, only_received, owned, recused, secret_stories, texts
from projections.worklist import ROW as CASE

ID = (ROW.case_id, ROW.pack, ROW.milestone, ROW.cycle)
BY_DUE = Keyset((ROW.due_at, *ID))
BY_BREACH = Keyset((ROW.breached_at, *ID))
BY_START = Keyset((ROW.started_at, *ID))


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedClocks:
    """Which clocks of open cases are wanted, of those that nothing has stopped; None does not matter.

    `due_within`: due until so long from now, what has passed included. `is_breached`: the due instant has passed, or
    has not. `state`: running, paused or breached.
    """

    due_within: timedelta | None = None
    is_breached: bool | None = None
    unit_id: str | None = None
    handler_id: str | None = None
    milestone: str | None = None
    pack: str | None = None
    is_regulatory: bool | None = None
    state: str | None = None

    @property
    def order(self) -> Keyset:
        """Breaches by when they happened, paused clocks by when they started, all others by when they are due."""
        if self.state == ClockState.PAUSED:
            return BY_START
        return BY_BREACH if self.is_breached or self.state == ClockState.BREACHED else BY_DUE


@dataclass(frozen=True, slots=True)
class ListedClock:
    """One cycle of a milestone with the case that it runs on. A paused clock has no due instant."""

    case_id: str
    pack: str
    milestone: str
    cycle: int
    stage: int
    is_regulatory: bool
    state: str
    started_at: datetime
    due_at: datetime | None
    due_on: date | None
    is_provisional: bool
    breached_at: datetime | None
    reference: str
    kind: str
    severity: str
    unit_id: str
    handler_id: str | None


OF_CASE = ("reference", "kind", "severity", "unit_id", "handler_id")
SHOWN = tuple(CASE[each.name] if each.name in OF_CASE else ROW[each.name] for each in fields(ListedClock))


@dataclass(slots=True)
class ClockCounts:
    """How many clocks there are, and how many by unit, handler and milestone; `unassigned`: nobody handles the case."""

    total: int = 0
    regulatory: int = 0
    breached: int = 0
    unassigned: int = 0
    by_unit: Counter[str] = field(default_factory=Counter)
    by_handler: Counter[str] = field(default_factory=Counter)
    by_milestone: Counter[str] = field(default_factory=Counter)

    def add(self, group: Row[Any]) -> None:
        """Add clocks that are alike."""
        unit_id, handler_id, pack, milestone, is_regulatory, is_breached, number = group
        self.total += number
        self.regulatory += number * is_regulatory
        self.breached += number * is_breached
        self.by_unit[unit_id] += number
        self.by_milestone[f"{pack}/{milestone}"] += number
        if handler_id is None:
            self.unassigned += number
        else:
            self.by_handler[handler_id] += number


class ClockLists:
    """Asks for clocks. What of a case the asking user may not see is in no list and in no count."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def page(
        self, wanted: WantedClocks, *, asking: Sight, now: datetime, after: str | None = None, limit: int = 50
    ) -> Page[ListedClock]:
        """Return the first clocks in their order.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit, order = limited(limit), wanted.order
        wishes = list(chosen(wanted, now))
        if after is not None:
            wishes.append(order.beyond(after))
        branches = [
            rows.where(*wishes).order_by(*order.order).limit(limit + 1).subquery() for rows in seen(SHOWN, asking)
        ]
        found = union_all(*(select(branch) for branch in branches)).subquery()
        names = [column.key for column in order.columns]
        first = select(found).order_by(*(found.columns[name] for name in names)).limit(limit + 1)
        with self._engine.connect() as connection:
            return order.page([ListedClock(*row) for row in connection.execute(first)], limit)

    def counts(self, wanted: WantedClocks, *, asking: Sight, now: datetime) -> ClockCounts:
        """Count the clocks."""
        counts, wishes = ClockCounts(), list(chosen(wanted, now))
        is_breached = ROW.breached_at.is_not(None)
        axes = (CASE.unit_id, CASE.handler_id, ROW.pack, ROW.milestone, ROW.is_regulatory, is_breached)
        with self._engine.connect() as connection:
            for rows in seen((*axes, func.count()), asking):
                for group in connection.execute(rows.where(*wishes).group_by(*axes)):
                    counts.add(group)
        return counts


def seen(columns: Iterable[ColumnElement[Any]], sight: Sight) -> Iterator[Select[Any]]:
    """Yield questions for the clocks of what a user sees, each case in one of them.

    What the user's units own, what they see with others, what the user received: each has an index of its own.
    """
    both = clocks.TABLE.join(worklist.TABLE, CASE.case_id == ROW.case_id)
    open_to = (CASE.is_open, *known_to(sight))
    rows = select(*columns).select_from(both).where(*open_to)
    yield rows.where(owned(CASE, sight))
    if sight.units is None:
        return
    others = both.join(elsewhere.TABLE, SEEN.case_id == CASE.case_id)
    shared = select(*columns).select_from(others).where(*open_to)
    yield shared.where(SEEN.seen_by == any_(texts(sight.units)), shown_to(sight, sight.units))
    if sight.sees_received:
        yield rows.where(only_received(CASE, sight))


def known_to(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    """Return what `permitted` says, the stories of other cases asked for all rows at once.

    Asked for each row it costs nothing and is expected to cost much: the rows would then be found in a slow way.
    """
    secret = CASE.case_id.in_(secret_stories(CASE, sight))
    return not_(recused(CASE, sight)), not_(kept_secret(CASE, sight)), not_(secret)


def chosen(wanted: WantedClocks, now: datetime) -> Iterator[ColumnElement[bool]]:
    """Yield what a clock has to meet, whoever asks."""
    yield ROW.is_open
    yield wanted.order.columns[0].is_not(None)
    if wanted.due_within is not None:
        yield ROW.due_at <= now + wanted.due_within
    if wanted.is_breached is not None:
        yield ROW.breached_at.is_not(None) if wanted.is_breached else ROW.breached_at.is_(None)
    for column, value in (
        (CASE.unit_id, wanted.unit_id),
        (CASE.handler_id, wanted.handler_id),
        (ROW.milestone, wanted.milestone),
        (ROW.pack, wanted.pack),
        (ROW.is_regulatory, wanted.is_regulatory),
        (ROW.state, wanted.state),
    ):
        if value is not None:
            yield column == value
