"""A follower: goes along the log and lets something be done for the cases that it meets, at least once."""

import logging
from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy import Engine

from infrastructure.log_pages import Stretch, read_stretch
from infrastructure.log_reader import LogReader
from infrastructure.view_positions import Standing, create_positions, move, record_swap, standing, transaction

logger = logging.getLogger(__name__)

BATCH: Final = 2_000
"""Events in one stretch at most."""
BUILD: Final = "1"

Work = Callable[[Stretch], bool]
"""Does what a stretch of the log asks for; False: it cannot be done yet, the same stretch comes again."""


class Follower:
    """Keeps its position like a view, and moves it after the work was done: whoever dies in between does it again."""

    def __init__(self, name: str, engine: Engine, reader: LogReader, topics: Callable[[], Collection[str]]) -> None:
        """Go by `name`; events of other topics than those that `topics` gives are passed."""
        self.name = name
        self._engine = engine
        self._reader = reader
        self._topics = topics
        self._seen: Standing | None = None

    def advance(self, work: Work) -> bool:
        """Do the work of the next stretch; say whether there was anything.

        Raises:
            PersistenceError: The database is the trouble.
        """
        seen = self._seen or self._begin()
        stretch = read_stretch(self._reader, seen.position, BATCH, frozenset(self._topics()))
        if stretch.position == seen.position:
            self._seen = seen
            return False
        if stretch.events and not work(stretch):
            return False
        with transaction(self._engine) as cursor:
            moved = move(cursor, self.name, seen, stretch.position) is not None
        # Somebody else has moved it: look again where it stands.
        self._seen = Standing(stretch.position, seen.build, seen.generation) if moved else None
        return True

    def _begin(self) -> Standing:
        """Return where it stands; at its first start that is the beginning of the log."""
        create_positions(self._engine)
        with transaction(self._engine) as cursor:
            found = standing(cursor, self.name, lock=True)
            if found is None:
                record_swap(cursor, self.name, BUILD, 0)
                found = standing(cursor, self.name)
        assert found is not None  # noqa: S101 - it was just put there
        return found
