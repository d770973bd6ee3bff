"""Where a clock starts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.sla.calendar import Calendar
from domain.sla.instants import local_date, to_seconds


@dataclass(frozen=True)
class Start:
    """An instant in a calendar, and the ends of billing cycles that the case carries.

    The instant becomes a local date before days are counted.
    """

    at: datetime
    calendar: Calendar
    cycle_ends: tuple[date, ...] = ()
    seconds: int = field(init=False, compare=False, repr=False)
    on: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out the whole seconds and the date."""
        object.__setattr__(self, "seconds", to_seconds(self.at))
        object.__setattr__(self, "on", local_date(self.seconds, self.calendar.zone))
