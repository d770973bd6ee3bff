"""What a read model is made of: rows of cases, the events that change them, the tables that hold them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Table

from domain.aggregate import DomainEvent

E = TypeVar("E", bound=DomainEvent)
E_co = TypeVar("E_co", bound=DomainEvent, covariant=True)
R = TypeVar("R")

KEY = "case_id"
"""The column of every table of a view that names the stream a row belongs to."""

INDEX_STATISTICS = "index statistics"
"""In the `info` of a table: by index, how much PostgreSQL is to know of the expression that comes first in it."""


class Recorded(Protocol[E_co]):
    """An event as read models see it, with what surrounds it in the log."""

    @property
    def event(self) -> E_co:
        """What happened; read out of the log when it is asked for."""
        ...

    @property
    def topic(self) -> str:
        """The stored name of what happened."""
        ...

    @property
    def stream_id(self) -> str:
        """The id of the case, as text."""
        ...

    @property
    def version(self) -> int:
        """The event's place in its stream."""
        ...

    @property
    def position(self) -> int:
        """The event's place in the log."""
        ...

    @property
    def occurred_at(self) -> datetime:
        """Business time."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """When the log took it in."""
        ...

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Who, for whom, why: `user`, `role`, `unit`, `reason`, ..."""
        ...


Begin = Callable[[Recorded[Any]], R]
Change = Callable[[R, Recorded[Any]], None]


class NoRowError(LookupError):
    """An event changes a case that no event has begun."""

    def __init__(self) -> None:
        """Say so; the place is known to whoever folds."""
        super().__init__("no event has begun this case")


class Fold(Generic[R]):
    """How events change the row of a case. A row is a function of its own stream alone, in the order of the log."""

    def __init__(self) -> None:
        """Know no event yet."""
        self._begins: dict[str, Begin[R]] = {}
        self._changes: dict[str, list[Change[R]]] = {}
        self._may_begin: dict[str, Begin[R]] = {}
        self._beside: set[str] = set()

    def begins(self, kind: type[E]) -> Callable[[Callable[[Recorded[E]], R]], Callable[[Recorded[E]], R]]:
        """Register a function that makes the row of a case out of its first event."""

        def register(function: Callable[[Recorded[E]], R]) -> Callable[[Recorded[E]], R]:
            self._begins[kind.topic] = function
            return function

        return register

    def may_begin(self, kind: type[E]) -> Callable[[Callable[[Recorded[E]], R]], Callable[[Recorded[E]], R]]:
        """Register a function that makes the row of a case unless there is one."""

        def register(function: Callable[[Recorded[E]], R]) -> Callable[[Recorded[E]], R]:
            self._may_begin[kind.topic] = function
            return function

        return register

    def changes(
        self, *kinds: type[E]
    ) -> Callable[[Callable[[R, Recorded[E]], None]], Callable[[R, Recorded[E]], None]]:
        """Register a function that changes the row of a case; several for one event run in this order."""

        def register(function: Callable[[R, Recorded[E]], None]) -> Callable[[R, Recorded[E]], None]:
            for kind in kinds:
                self._changes.setdefault(kind.topic, []).append(function)
            return function

        return register

    def follows(
        self, *kinds: type[E]
    ) -> Callable[[Callable[[R, Recorded[E]], None]], Callable[[R, Recorded[E]], None]]:
        """Register as `changes` does, for events of a stream beside the case: they pass where there is no row."""
        self._beside.update(kind.topic for kind in kinds)
        return self.changes(*kinds)

    def passes_over(self, seen: Recorded[Any]) -> bool:
        """Tell whether an event says nothing where there is no row of its case."""
        return seen.topic in self._beside

    def beginning(self, kind: type[E], function: Callable[[Recorded[E]], R]) -> "Fold[R]":
        """Return a fold with the same changes whose rows begin in another way."""
        other: Fold[R] = Fold()
        other._begins = {**self._begins, kind.topic: function}
        other._changes = self._changes
        other._may_begin, other._beside = self._may_begin, self._beside
        return other

    @property
    def topics(self) -> frozenset[str]:
        """The events that make a difference."""
        return frozenset((*self._begins, *self._may_begin, *self._changes))

    def apply(self, row: R | None, seen: Recorded[Any]) -> R:
        """Return the row after an event of one of `topics`; it is the same object, changed.

        Raises:
            NoRowError: The row was never begun.
        """
        begin = self._begins.get(seen.topic)
        if begin is None and row is None:
            begin = self._may_begin.get(seen.topic)
        if begin is not None:
            row = begin(seen)
        if row is None:
            raise NoRowError
        for change in self._changes.get(seen.topic, ()):
            change(row, seen)
        return row


@dataclass(frozen=True, kw_only=True)
class Trail(Generic[R]):
    """A table to which rows are added when something about a case's row has changed.

    `watch` takes from a row what is compared; `added` returns the new rows for what was and what is.
    """

    table: Table
    row: type[Any]
    watch: Callable[[R], tuple[Any, ...]]
    added: Callable[[tuple[Any, ...] | None, R, Recorded[Any]], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Tally(Generic[R]):
    """A table that counts the rows that are alike, so that counting takes no longer the more rows there are.

    `alike` returns the values of the table's primary key for a row, or None where the row does not count; the one
    column more is `number`. Groups that nothing belongs to any more stay, with 0.
    """

    table: Table
    alike: Callable[[R], tuple[str, ...] | None]


@dataclass(frozen=True, kw_only=True)
class Spread(Generic[R]):
    """A table over which each row is spread, with any number of rows for each, worked out of the row alone.

    What an array in a row says can be found by an index, but not in an order; a row for each of its values can. The
    rows are frozen dataclasses that begin with `KEY`; their table's primary key tells those of a case apart.
    """

    table: Table
    row: type[Any]
    over: Callable[[R], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Part(Generic[R]):
    """The rows of one kind of stream in a read model: their table, how events change them, what is made of them.

    `row` is a dataclass with one field for each column of `table`, in the same order; its values are JSON or what
    becomes JSON.
    """

    table: Table
    row: type[R]
    fold: Fold[R]
    trail: Trail[R] | None = None
    tally: Tally[R] | None = None
    spread: Spread[R] | None = None

    def __post_init__(self) -> None:
        """Find out early that a table and its rows do not fit."""
        for table, row in self.rows_by_table():
            names = [field.name for field in fields(row)]
            if names != [column.name for column in table.columns]:
                raise TypeError(f"The fields of {row.__name__} are not the columns of {table.fullname}.")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the part."""
        tally = (self.tally.table,) if self.tally else ()
        return (*(table for table, _ in self.rows_by_table()), *tally)

    def rows_by_table(self) -> list[tuple[Table, type[Any]]]:
        """Return the tables that hold rows of streams, each with the type of its rows."""
        beside = (self.trail, self.spread)
        return [(self.table, self.row), *((one.table, one.row) for one in beside if one)]


@dataclass(frozen=True, kw_only=True)
class View:
    """One read model. Raise `version` when its tables or a fold change: it is then built anew beside the old one.

    A view may have rows of several kinds, each a part: all of them stand at one position. An event may change rows of
    several kinds, each in a part of its own.
    `depends_on` names what else decides about the rows, such as a setting: a change builds anew, too.
    """

    name: str
    version: int
    parts: tuple[Part[Any], ...]
    watermark: Table | None = None
    depends_on: str = ""

    @property
    def build_name(self) -> str:
        """What the stored rows were made by: the version, and what else they depend on."""
        return f"{self.version}:{self.depends_on}" if self.depends_on else str(self.version)

    @property
    def topics(self) -> frozenset[str]:
        """The events that make a difference."""
        return frozenset().union(*(part.fold.topics for part in self.parts))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table that a rebuild makes anew."""
        own = tuple(table for part in self.parts for table in part.tables)
        return own if self.watermark is None else (*own, self.watermark)
