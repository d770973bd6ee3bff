"""Time zones of units: in which local time a case is reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

DEFAULT = "UTC"

HALF_A_DAY = timedelta(hours=13)
"""From the start of a day anywhere between UTC-10 and UTC+13, this leads into the same date in UTC."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Which unit lives in which zone: by its id, or by how its id begins (`sh-*`). The first that fits counts."""

    rules: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `unit=Zone/Name,beginning*=Zone/Name`.

        Raises:
            ValueError: Not of this form, or no such zone.
        """
        return cls(tuple(_rules(part.strip() for part in text.split(",") if part.strip())))

    def of(self, unit_id: str) -> str:
        """Return the name of a unit's zone; UTC where nothing is known."""
        for pattern, zone in self.rules:
            if unit_id == pattern or (pattern.endswith("*") and unit_id.startswith(pattern[:-1])):
                return zone
        return DEFAULT

    def __str__(self) -> str:
        """Write them as they are read."""
        return ",".join(f"{pattern}={zone}" for pattern, zone in self.rules)


def _rules(parts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for part in parts:
        unit_id, equals, zone = part.partition("=")
        if not unit_id or not equals:
            raise ValueError(f"{part!r} is not of the form unit=Zone/Name.")
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            raise ValueError(f"There is no time zone {zone!r}.") from None
        yield unit_id, zone


def local_time(instant: datetime, zone: str) -> datetime:
    """Return what clocks in a zone show, without a zone of its own."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_of(start: datetime) -> date:
    """Return the date of which an instant is the start, in whatever zone that day began."""
    return (start + HALF_A_DAY).date()
