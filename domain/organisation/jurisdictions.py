"""Jurisdictions 管辖地: where in the world units lie, as it was known at an instant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self, TypeVar

from domain.aggregate import DomainEvent
from domain.organisation.jurisdiction import FORM
from domain.organisation.unit import Unit

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class JurisdictionRules:
    """Where units lie of which no event says it: by id, or by how it begins (`ldn-*`). The first that fits counts."""

    rules: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `unit=CN,beginning*=GB-SCT`.

        Raises:
            ValueError: Not of this form, or no code of a country or part of one.
        """
        return cls(tuple(_rules(part.strip() for part in text.split(",") if part.strip())))

    def of(self, unit_id: str) -> str | None:
        """Return where a unit lies; None where no rule fits."""
        for pattern, jurisdiction in self.rules:
            if unit_id == pattern or (pattern.endswith("*") and unit_id.startswith(pattern[:-1])):
                return jurisdiction
        return None


NO_RULES = JurisdictionRules()


def _rules(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        unit_id, equals, jurisdiction = part.partition("=")
        if not unit_id or not equals:
            raise ValueError(f"{part!r} is not of the form unit=GB-SCT.")
        if not FORM.fullmatch(jurisdiction):
            raise ValueError(f"{jurisdiction!r} is no code such as CN or GB-SCT.")
        yield unit_id, jurisdiction


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """What was known of one unit: each value with the instant at which it was recorded, in the order of the events."""

    superiors: tuple[tuple[datetime, str | None], ...] = ()
    jurisdictions: tuple[tuple[datetime, str | None], ...] = ()

    @classmethod
    def of(cls, events: Iterable[tuple[DomainEvent, datetime]]) -> Self:
        """Read the events of a unit, each with the instant at which it was recorded."""
        superiors: list[tuple[datetime, str | None]] = []
        jurisdictions: list[tuple[datetime, str | None]] = []
        for event, recorded_at in events:
            if isinstance(event, Unit.Founded | Unit.Moved):
                superiors.append((recorded_at, event.superior_id))
            elif isinstance(event, Unit.JurisdictionSet):
                jurisdictions.append((recorded_at, event.jurisdiction))
        return cls(tuple(superiors), tuple(jurisdictions))

    @property
    def every_superior(self) -> frozenset[str]:
        """The units that were right above it at any time."""
        return frozenset(superior for _, superior in self.superiors if superior is not None)


NEVER_FOUNDED = UnitHistory()


@dataclass(frozen=True, slots=True)
class Jurisdictions:
    """Where units lie: by their own events, by those of the units above, else by the rules of the installation."""

    units: Mapping[str, UnitHistory] = field(default_factory=dict)
    rules: JurisdictionRules = NO_RULES

    def of(self, unit_id: str, known_at: datetime) -> str | None:
        """Return where a unit lay as it was known at an instant: its own, or that of the nearest unit above it."""
        line = list(self._line(unit_id, known_at))
        said = (_known(self._history(each).jurisdictions, known_at) for each in line)
        return next((found for found in (*said, *map(self.rules.of, line)) if found is not None), None)

    def _line(self, unit_id: str, known_at: datetime) -> Iterator[str]:
        """Yield a unit and those above it, as the tree was known."""
        seen: set[str] = set()
        at: str | None = unit_id
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = _known(self._history(at).superiors, known_at)

    def _history(self, unit_id: str) -> UnitHistory:
        return self.units.get(unit_id, NEVER_FOUNDED)


NOWHERE = Jurisdictions()
"""Nothing is known of any unit."""


def _known(values: Iterable[tuple[datetime, V | None]], known_at: datetime) -> V | None:
    """Return the last value that was recorded by an instant."""
    known: V | None = None
    for recorded_at, value in values:
        if recorded_at <= known_at:
            known = value
    return known
