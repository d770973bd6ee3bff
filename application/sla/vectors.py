"""Cases of business time with known results, recomputed: how a bank checks its calendars and this arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from domain.refusals import Refusal
from domain.sla.business_time import add, elapsed, subtract
from domain.sla.calendar import Calendar
from domain.sla.pauses import Pause
from domain.sla.windows import Window, read_windows
from domain.sla.yearly_rules import WEEKDAYS, read_yearly_rule
from domain.sla.zones import zone_named

OPERATIONS = ("add", "sub", "elapsed")


class UnusableVectorsError(Exception):
    """The file is not in the format of such cases."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that came out differently: an instant, a number of seconds, or the code of a refusal."""

    id: str
    op: str
    expected: str
    computed: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What became of a file: how many cases there are, and those that differ."""

    cases: int
    differences: list[Difference] = field(default_factory=list)

    @property
    def agree(self) -> int:
        """How many cases came out as expected."""
        return self.cases - len(self.differences)


def recompute(content: object) -> Recomputed:
    """Recompute every case of a file that was read from JSON.

    A case has `id`, `op` (add, sub, elapsed), `calendar`, `start`, `seconds`, `due` or `end`, and perhaps `pauses`; one
    that has to be refused has the code in `refused` instead of a result. Instants without an offset are in the zone
    `timestampsIn`, else in that of the calendar. A calendar has `tz`, `weekly` windows, and perhaps `holidays`,
    `yearlyHolidays`, `specialDays` and `makeUpDays` (dates with windows).

    Raises:
        UnusableVectorsError: It is anything else; the message names the case.
    """
    cases = content.get("cases") if isinstance(content, Mapping) else None
    if not isinstance(cases, list) or not cases:
        raise UnusableVectorsError("there is no list 'cases' with at least one case in it")
    return Recomputed(len(cases), list(_differences(cases)))


def _differences(cases: list[Any]) -> Iterator[Difference]:
    for number, case in enumerate(cases, start=1):
        try:
            expected, computed = _expected(case), _computed(case)
            if expected != computed:
                yield Difference(str(case["id"]), case["op"], expected, computed)
        except KeyError as missing:
            raise UnusableVectorsError(f"case {number} has no {missing}") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise UnusableVectorsError(f"case {number} cannot be read: {error}") from None


def _expected(case: Mapping[str, Any]) -> str:
    if case["op"] not in OPERATIONS:
        raise ValueError(f"there is no op {case['op']!r}, only {', '.join(OPERATIONS)}")
    if "refused" in case:
        return str(case["refused"])
    return str(_seconds(case)) if case["op"] == "elapsed" else _written(_instant(case["due"], case))


def _computed(case: Mapping[str, Any]) -> str:
    """Compute a case; a calendar or a sum that is refused counts with the code of its refusal."""
    try:
        calendar, start = read_calendar(case["calendar"]), _instant(case["start"], case)
        pauses = [Pause(_instant(begins, case), _instant(ends, case)) for begins, ends in case.get("pauses", ())]
        if case["op"] == "elapsed":
            return str(elapsed(start, _instant(case["end"], case), calendar, pauses))
        operation = add if case["op"] == "add" else subtract
        return _written(operation(start, _seconds(case), calendar, pauses))
    except Refusal as refusal:
        return refusal.code


def read_calendar(content: Mapping[str, Any]) -> Calendar:
    """Read the calendar of a case.

    Raises:
        Refusal: It cannot be used.
    """
    weekly = content["weekly"]
    if unknown := sorted(weekly.keys() - set(WEEKDAYS)):
        raise ValueError(f"'weekly' names no such day: {', '.join(unknown)}")
    return Calendar(
        id="vector",
        version="1",
        zone_name=content["tz"],
        weekly=tuple(read_windows(weekly.get(day, ())) for day in WEEKDAYS),
        holidays={date.fromisoformat(on): "" for on in content.get("holidays", ())},
        yearly=tuple(map(read_yearly_rule, content.get("yearlyHolidays", ()))),
        special=_dates(content.get("specialDays", {})),
        make_up=_dates(content.get("makeUpDays", {})),
    )


def _dates(content: Mapping[str, Any]) -> dict[date, tuple[Window, ...]]:
    return {date.fromisoformat(on): read_windows(windows) for on, windows in content.items()}


def _seconds(case: Mapping[str, Any]) -> int:
    seconds = case["seconds"]
    if seconds != int(seconds) or seconds < 0:
        raise ValueError(f"{seconds} is no number of whole seconds")
    return int(seconds)


def _instant(text: str, case: Mapping[str, Any]) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=zone_named(case.get("timestampsIn") or case["calendar"]["tz"]))
    return instant.astimezone(UTC)


def _written(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
