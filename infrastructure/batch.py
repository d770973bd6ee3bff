"""A batch: a stretch of the log folded into the rows of one view, in memory."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

from infrastructure.build import Build, PartTables
from infrastructure.fold_fault import FoldError
from infrastructure.logged_event import LoggedEvent

R = TypeVar("R")


class Batch:
    """The rows of one view that a stretch of the log touches, written with one statement per table."""

    def __init__(self, build: Build, *, parked: Collection[str] = ()) -> None:
        """Work on the tables of a build and pass over the streams that are parked."""
        self._parked = parked
        self._parts = [PartBatch(part, build.view.name) for part in build.parts]
        self._by_topic = {topic: [part for part in self._parts if topic in part.topics] for topic in build.view.topics}

    def fold(self, cursor: Cursor, events: Sequence[LoggedEvent]) -> None:
        """Fold events into the rows; those that are not here yet are fetched first, all at once.

        Raises:
            FoldError: An event does not fit. The batch is then of no more use.
        """
        events = [event for event in events if event.stream_id not in self._parked] if self._parked else events
        for part, own in self._shared_out(events):
            part.fold(cursor, own)

    def _shared_out(self, events: Sequence[LoggedEvent]) -> Iterator[tuple["PartBatch[Any]", Sequence[LoggedEvent]]]:
        """Yield each part with its events: a row knows nothing of other rows, so their order does not matter."""
        if len(self._parts) == 1:
            yield self._parts[0], events
            return
        shares: dict[PartBatch[Any], list[LoggedEvent]] = {part: [] for part in self._parts}
        for event in events:
            for part in self._by_topic[event.topic]:
                shares[part].append(event)
        yield from shares.items()

    @property
    def unwritten(self) -> int:
        """How many rows wait to be written."""
        return sum(part.unwritten for part in self._parts)

    def write(self, cursor: Cursor) -> None:
        """Write what has changed since the last time."""
        for part in self._parts:
            part.write(cursor)

    def keep_latest(self, number: int) -> None:
        """Let go of rows of each kind, but for those that were touched last; the others are fetched again."""
        for part in self._parts:
            part.keep_latest(number)


class PartBatch(Generic[R]):
    """The rows of one kind."""

    def __init__(self, tables: PartTables[R], view: str) -> None:
        """Work on the tables of a part of a view."""
        self._tables = tables
        self._view = view
        self._fold = tables.part.fold
        self.topics = self._fold.topics
        self.rows: dict[str, R] = {}
        self._trail: list[Any] = []
        self._touched: set[str] = set()
        self._counted: dict[str, tuple[str, ...] | None] = {}
        self._spread: dict[str, frozenset[Any]] = {}

    def fold(self, cursor: Cursor, events: Sequence[LoggedEvent]) -> None:
        """Fold the part's own events into its rows.

        Raises:
            FoldError: An event does not fit.
        """
        self._fetch(cursor, events)
        trail, rows, fold, apply = self._tables.part.trail, self.rows, self._fold, self._fold.apply
        for event in events:
            stream_id = event.stream_id
            before = rows.get(stream_id)
            try:
                if before is None and fold.passes_over(event):
                    continue
                was = None if trail is None or before is None else trail.watch(before)
                rows[stream_id] = after = apply(before, event)
                if trail is not None:
                    self._trail += trail.added(was, after, event)
            except Exception as error:
                raise FoldError(self._view, event, error) from error
        self._touch(dict.fromkeys(event.stream_id for event in events))

    def _touch(self, streams: Iterable[str]) -> None:
        """Remember what is to be written; what was touched last comes last."""
        rows = self.rows
        for stream_id in streams:
            if stream_id in rows:
                rows[stream_id] = rows.pop(stream_id)
                self._touched.add(stream_id)

    def _fetch(self, cursor: Cursor, events: Iterable[LoggedEvent]) -> None:
        """Fetch the rows of the streams that began earlier."""
        seen: set[str] = set()
        needed: list[str] = []
        for event in events:
            if event.stream_id not in seen:
                seen.add(event.stream_id)
                if not event.begins_row and event.stream_id not in self.rows:
                    needed.append(event.stream_id)
        if needed:
            found = self._tables.main.fetch(cursor, needed)
            self.rows.update(found)
            if self._tables.tally:
                self._counted.update((stream_id, self._tables.tally.group_of(row)) for stream_id, row in found.items())
            if self._tables.spread:
                self._spread.update((stream_id, self._tables.spread.parts_of(row)) for stream_id, row in found.items())

    @property
    def unwritten(self) -> int:
        """How many rows wait to be written."""
        return len(self._touched) + len(self._trail)

    def write(self, cursor: Cursor) -> None:
        """Write what has changed since the last time."""
        if self._touched:
            touched = {stream_id: row for stream_id, row in self.rows.items() if stream_id in self._touched}
            self._tables.main.put(cursor, touched.values())
            self._count(cursor, touched)
            self._spread_out(cursor, touched)
            self._touched.clear()
        if self._trail and self._tables.trail:
            self._tables.trail.put(cursor, self._trail)
            self._trail.clear()

    def _count(self, cursor: Cursor, touched: Mapping[str, R]) -> None:
        """Count the rows that are alike, where the view does."""
        tally = self._tables.tally
        if tally:
            groups = {stream_id: tally.group_of(row) for stream_id, row in touched.items()}
            tally.move(cursor, (self._counted.get(stream_id) for stream_id in touched), groups.values())
            self._counted.update(groups)

    def _spread_out(self, cursor: Cursor, touched: Mapping[str, R]) -> None:
        """Spread the rows, where the view does."""
        spread = self._tables.spread
        if spread:
            parts = {stream_id: spread.parts_of(row) for stream_id, row in touched.items()}
            spread.move(cursor, self._spread, parts)
            self._spread.update(parts)

    def keep_latest(self, number: int) -> None:
        """Let go of rows, but for those that were touched last; the others are fetched again when they are needed."""
        for stream_id in list(self.rows)[: max(0, len(self.rows) - number)]:
            del self.rows[stream_id]
            self._counted.pop(stream_id, None)
            self._spread.pop(stream_id, None)
