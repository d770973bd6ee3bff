"""Examples of the events of an aggregate: one of each, as they happened or happen now."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.aggregate import DomainEvent
from tests.domain.fixed import IMPORTER, NOW, YESTERDAY
from tests.domain.language import Happening

BY: Any = {"by": IMPORTER, "now": NOW}
"""By an administrator, now."""


class Examples:
    """The events of an aggregate with the fields that they have in tests."""

    def __init__(self, fields: Mapping[type[DomainEvent], Mapping[str, object]]) -> None:
        """Take the fields of each event."""
        self._fields = fields

    def happened(self, cls: type[DomainEvent], **told: object) -> Happening:
        """Return an event of the past."""
        return Happening(cls, YESTERDAY, {**self._fields[cls], **told})

    def now(self, cls: type[DomainEvent], **told: object) -> Happening:
        """Return an event of this moment."""
        return Happening(cls, NOW, {**self._fields[cls], **told})

    def all_of_them(self) -> Iterator[Happening]:
        """Yield one of each."""
        yield from map(self.happened, self._fields)
