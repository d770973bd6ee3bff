"""How the files beside this one are made; nothing of the engine runs it.

    pip install holidays==0.109 chinesecalendar==1.11.0     # both MIT; only dates and names are taken from them
    python -m infrastructure.shipped.holidays.generate

Dates that were announced are facts. A year that an authority has not announced yet is computed, and what is counted in
it is provisional: `known_through` says up to when.
"""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

YEARS = range(2015, 2031)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose holidays they are, and how far they are certain."""

    country: str
    subdivision: str | None
    known_through: int
    why: str
    market: str | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.country}-{self.subdivision}" if self.subdivision else self.country


NOT_PUBLISHED = {
    ("GB-SCT", "2026-06-15"): "the collection has a day off that the published list of GOV.UK does not have"
}
"""Dates that are left out: without them a deadline is never later than with them."""

PROCLAIMED = "days are proclaimed year by year; later ones are computed"

SOURCES = (
    Source("CN", None, 2026, "State Council notice of 2025-11-04; the notice for 2027 was not found by 2026-11-21"),
    *(Source("GB", part, 2028, "bank holidays as published on GOV.UK") for part in ("ENG", "WLS", "SCT", "NIR")),
    Source("US", "FED", 2030, "set by statute; those that the Federal Reserve Banks observe", market="XFED"),
    Source("US", "FEDERAL", 2030, "set by statute (5 U.S.C. 6103)"),
    Source("EU", "TARGET", 2030, "the closing days of T2, set until further notice", market="XECB"),
    *(Source("AU", part, 2026, PROCLAIMED) for part in ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA")),
    Source("IN", None, 2026, PROCLAIMED),
    Source("HK", None, 2026, PROCLAIMED),
    Source("SG", None, 2026, PROCLAIMED),
)


def main() -> None:
    """Write every file."""
    for source in SOURCES:
        years = {year: dict(_year(source, year)) for year in YEARS}
        if source.country == "CN":
            check_with_chinesecalendar(years)
        Path(__file__).with_name(f"{source.name}.json").write_text(written(source, years), encoding="utf-8")


def written(source: Source, years: dict[int, dict[str, Any]]) -> str:
    """Return a file: one line for each year."""
    head = {
        "name": source.name,
        "made_with": f"holidays {version('holidays')}",
        "known_from": f"{YEARS[0]}-01-01",
        "known_through": f"{source.known_through}-12-31",
        "why": source.why,
    }
    lines = (f'  "{year}": {json.dumps(content, ensure_ascii=False)}' for year, content in years.items())
    return json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "years": {\n' + ",\n".join(lines) + "\n }\n}\n"


def _year(source: Source, year: int) -> Iterator[tuple[str, Any]]:
    """Yield the days off of a year with their names, and the days off that are worked 调休."""
    library = importlib.import_module("holidays")
    if source.market:
        found = library.financial_holidays(source.market, years=[year], expand=False, language="en_US")
    else:
        part = None if source.subdivision == "FEDERAL" else source.subdivision
        found = library.country_holidays(source.country, subdiv=part, years=[year], expand=False, language="en_US")
    days = ((on, name) for on, name in sorted(found.items()) if on.year == year)
    yield "off", {f"{on:%m-%d}": name for on, name in days if (source.name, str(on)) not in NOT_PUBLISHED}
    if worked := sorted(on for on in getattr(found, "weekend_workdays", ()) if on.year == year):
        yield "worked", [f"{on:%m-%d}" for on in worked]


def check_with_chinesecalendar(years: dict[int, dict[str, Any]]) -> None:
    """Compare every day that was announced with the other collection.

    Raises:
        ValueError: They differ.
    """
    other = importlib.import_module("chinese_calendar")
    on = date(YEARS[0], 1, 1)
    while on <= date(SOURCES[0].known_through, 12, 31):
        content, day = years[on.year], f"{on:%m-%d}"
        works = day in content.get("worked", ()) or (on.weekday() < 5 and day not in content["off"])  # noqa: PLR2004
        if works != other.is_workday(on):
            raise ValueError(f"The collections differ on {on}.")
        on += timedelta(days=1)


if __name__ == "__main__":
    main()
