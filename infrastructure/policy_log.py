"""The published policies, read from the log by an index of their own."""

from threading import Lock
from typing import Final

import msgspec
from sqlalchemy import Engine

from application.sla.published import PolicyVersion, content_of, is_policy, library_of
from domain.clock.library import Library
from domain.reference_data import ReferenceData, rows_of
from infrastructure.database import raw_cursor
from infrastructure.ledger_log import domain_event
from infrastructure.recorded_event import COLUMNS, RecordedEvent, recorded_event

OF_TOPIC: Final = f"FROM log.event WHERE topic = '{ReferenceData.DocumentPublished.topic}'"
POSITIONS: Final = f"SELECT position {OF_TOPIC} ORDER BY position"
EVENTS: Final = f"SELECT {COLUMNS} {OF_TOPIC} AND position = ANY(%s) ORDER BY position"


class LoggedPolicies:
    """Every published version, in the order of the log. Asking again costs one look at an index. Threads may share it.

    The positions are compared as a whole, not by the last one: an event may become visible after one behind it.
    """

    def __init__(self, engine: Engine) -> None:
        """Read through a pool."""
        self._engine = engine
        self._lock = Lock()
        self._positions: list[int] = []
        self._read: dict[int, PolicyVersion | None] = {}
        self._versions: tuple[PolicyVersion, ...] = ()
        self._library: tuple[tuple[PolicyVersion, ...], Library] = ((), Library())

    def library(self) -> Library:
        """Return what was published as clocks ask for it; the same as before while nothing was published."""
        versions, (of, library) = self(), self._library
        if of is not versions:
            library = library_of(versions)
            self._library = versions, library
        return library

    def __call__(self) -> tuple[PolicyVersion, ...]:
        """Return them; the same tuple as before while nothing was published.

        Raises:
            UnavailableError: The database cannot be reached.
        """
        with self._lock, raw_cursor(self._engine) as cursor:
            cursor.execute(POSITIONS)
            positions = [position for (position,) in cursor.fetchall()]
            if positions != self._positions:
                cursor.execute(EVENTS, ([each for each in positions if each not in self._read],))
                for row in cursor.fetchall():
                    self._read[row[0]] = _version(recorded_event(row))
                found = (self._read[each] for each in positions)
                self._versions = tuple(each for each in found if each is not None)
                self._positions = positions
            return self._versions


def _version(recorded: RecordedEvent) -> PolicyVersion | None:
    """Read one publication; other documents are none of policies."""
    event = domain_event(recorded)
    if not isinstance(event, ReferenceData.DocumentPublished) or not is_policy(event.name):
        return None
    return PolicyVersion(
        name=event.name,
        version=event.list_version,
        content=content_of(event.name, rows_of(event.name, event.document)),
        document=event.document,
        content_hash=event.content_hash,
        effective_from=event.effective_from,
        applies_to=event.applies_to,
        published_at=recorded.recorded_at,
        published_by=msgspec.json.decode(recorded.metadata).get("user", ""),
        position=recorded.position,
    )
