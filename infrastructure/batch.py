"""A batch: a stretch of the log folded into the rows of one view, in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small

from infrastructure.build import Build
from infrastructure.fold_fault import FoldError
from infrastructure.logged_event import LoggedEvent

R = TypeVar("R")


class Batch(Generic[R]):
    """The rows of one view that a stretch of the log touches, written with one statement per table."""

    def __init__(self, build: Build[R], *, parked: Collection[str] = ()) -> None:
        """Work on the tables of a build and pass over the streams that are parked."""
        self._build = build
        self._fold = build.view.fold
        self._parked = parked
        self.rows: dict[str, R] = {}
        self._trail: list[Any] = []
        self._touched: set[str] = set()
        self._counted: dict[str, tuple[str, ...] | None] = {}

    def fold(self, cursor: Cursor, events: Sequence[LoggedEvent]) -> None:
        """Fold events into the rows; those that are not here yet are fetched first, all at once.

        Raises:
            FoldError: An event does not fit. The batch is then of no more use.
        """
        events = [event for event in events if event.stream_id not in self._parked] if self._parked else events
        self._fetch(cursor, events)
        trail, rows, apply = self._build.view.trail, self.rows, self._fold.apply
        for event in events:
            stream_id = event.stream_id
            before = rows.get(stream_id)
            try:
                if trail is None:
                    rows[stream_id] = apply(before, event)
                    continue
                was = None if before is None else trail.watch(before)
                rows[stream_id] = after = apply(before, event)
                self._trail += trail.added(was, after, event)
            except Exception as error:
                raise FoldError(self._build.view.name, event, error) from error
        self._touch(dict.fromkeys(event.stream_id for event in events))

    def _touch(self, streams: Iterable[str]) -> None:
        """Remember what is to be written; what was touched last comes last."""
        rows = self.rows
        for stream_id in streams:
            rows[stream_id] = rows.pop(stream_id)
        self._touched.update(streams)

    def _fetch(self, cursor: Cursor, events: Iterable[LoggedEvent]) -> None:
        """Fetch the rows of the streams that began earlier."""
        seen: set[str] = set()
        needed: list[str] = []
        for event in events:
            if event.stream_id not in seen:
                seen.add(event.stream_id)
                if event.version > 1 and event.stream_id not in self.rows:
                    needed.append(event.stream_id)
        if needed:
            found = self._build.main.fetch(cursor, needed)
            self.rows.update(found)
            if self._build.tally:
                self._counted.update((stream_id, self._build.tally.group_of(row)) for stream_id, row in found.items())

    @property
    def unwritten(self) -> int:
        """How many rows wait to be written."""
        return len(self._touched) + len(self._trail)

    def write(self, cursor: Cursor) -> None:
        """Write what has changed since the last time."""
        if self._touched:
            touched = {stream_id: row for stream_id, row in self.rows.items() if stream_id in self._touched}
            self._build.main.put(cursor, touched.values())
            self._count(cursor, touched)
            self._touched.clear()
        if self._trail and self._build.trail:
            self._build.trail.put(cursor, self._trail)
            self._trail.clear()

    def _count(self, cursor: Cursor, touched: Mapping[str, R]) -> None:
        """Count the rows that are alike, where the view does."""
        tally = self._build.tally
        if tally:
            groups = {stream_id: tally.group_of(row) for stream_id, row in touched.items()}
            tally.move(cursor, (self._counted.get(stream_id) for stream_id in touched), groups.values())
            self._counted.update(groups)

    def keep_latest(self, number: int) -> None:
        """Let go of rows, but for those that were touched last; the others are fetched again when they are needed."""
        for stream_id in list(self.rows)[: max(0, len(self.rows) - number)]:
            del self.rows[stream_id]
            self._counted.pop(stream_id, None)
